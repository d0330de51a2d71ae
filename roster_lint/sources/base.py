"""What every source offers, whatever it is made of: what it holds, and its rows as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from roster_lint.sources.spelling import ANY, Spelling
from roster_lint.vocabulary import Progress, SourceKind, no_progress

if TYPE_CHECKING:
    # Named in annotations only: what merely speaks of sources must not wait for polars.
    import polars as pl

    from roster_lint.contracts.table import Table
    from roster_lint.sources.csv_scan import Prepared


@dataclass(frozen=True)
class Found:
    """What a source has of one table contract.

    Attributes:
        table: the contract.
        place: the file's name, or the table's full name in the database.
        columns: contract column name to the source's own spelling, for those that it has.
        rows: how many rows there are, where that is known without reading them.
        others: its columns that the contract does not know, as the source spells them, but for
            those of a file that look like data.
    """

    table: "Table"
    place: str
    columns: Mapping[str, str]
    rows: int | None = None
    others: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Needed columns that the source lacks."""
        return tuple(c.name for c in self.table.columns if c.needed and c.name not in self.columns)


@dataclass(frozen=True)
class CsvRows:
    """Rows that stand in a CSV file in UTF-8, for the engine to read by itself.

    Attributes:
        path: the file.
        name: the file's name as the user knows it.
        delimiter: comma, tab, pipe or semicolon.
        header: the column names as the file spells them.
        lines: line breaks in the file, to distinguish quoted ones from the ends of rows.
        delimiters: how often the delimiter stands in the file.
        unquoted: how often it does outside of quotation marks, taking each mark for one.
        quotes: whether any quotation mark does.
        stray_quotes: whether a mark neither begins nor ends a value, nor is doubled.
        bare_returns: how many lines ended with a carriage return alone, before that was changed.
        written: the file before its line ends were made even, where they were and it still exists.
        spelling: what is known of all of its values.
    """

    path: Path
    name: str
    delimiter: str
    header: tuple[str, ...]
    lines: int
    delimiters: int
    unquoted: int
    quotes: bool
    stray_quotes: bool = False
    bare_returns: int = 0
    written: Path | None = None
    spelling: Spelling = ANY

    @classmethod
    def of(
        cls,
        prepared: "Prepared",
        name: str,
        delimiter: str,
        header: tuple[str, ...],
        written: Path | None = None,
    ) -> Self:
        """The rows of a file that was prepared for the engine."""
        return cls(
            prepared.path,
            name,
            delimiter,
            header,
            prepared.lines,
            prepared.delimiters,
            prepared.unquoted,
            prepared.quotes,
            prepared.stray_quotes,
            prepared.bare_returns,
            written,
            prepared.spelling,
        )


@dataclass(frozen=True)
class BatchRows:
    """Rows that arrive in batches, from a database.

    Attributes:
        batches: data frames named and ordered as the contract columns that were asked for; a
            missing value is null. A column of IDs may be whole numbers of 64 bits in some; all
            others are text: numbers are plain digits, bits 0 or 1, dates ISO 8601. Iterating may
            raise SourceError.
    """

    batches: Iterator["pl.DataFrame"]


class Source(Protocol):
    """A place that Campus tables can be read from. Nothing is ever written to it."""

    @property
    def kind(self) -> SourceKind:
        """Which kind of source this is, as the JSON report names it."""

    @property
    def location(self) -> str:
        """Where it is, for people: never with a password."""

    @property
    def reads_at_once(self) -> bool:
        """Whether one table can be read by the engine while the next one is begun."""

    @property
    def notes(self) -> Sequence[str]:
        """What the report should say about how the source was read."""

    def find(self, tables: "Mapping[str, Table]") -> dict[str, Found]:
        """Which of the contract tables the source has, with their columns, by contract name.

        Names match without regard to case. Raises SourceError where the source is unreadable.
        """

    def other_tables(self, tables: "Mapping[str, Table]") -> Sequence[str]:
        """Tables that are none of the contract's, to suggest one where a needed one is missing.

        Raises SourceError.
        """

    def count(self, found: Found) -> int:
        """How many rows a table has, cheaply counted. Raises SourceError."""

    def rows(self, found: Found, progress: Progress = no_progress) -> CsvRows | BatchRows:
        """All rows of one table. Raises SourceError where it cannot be read to its end."""

    def __enter__(self) -> Self:
        """Opens the source (a database: one read-only transaction for the whole run)."""

    def __exit__(self, *_exc: object) -> None:
        """Closes it and removes whatever was unpacked."""
