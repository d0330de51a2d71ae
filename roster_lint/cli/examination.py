"""What a source has of the table contracts."""

from dataclasses import dataclass

from roster_lint.contracts.table import Table, campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources.base import Found, Source
from roster_lint.vocabulary import SourceKind


@dataclass(frozen=True)
class TableState:
    """One contract table, as the source has it.

    Attributes:
        table: the contract.
        found: what the source has; ``None`` where it has no such table.
        rows: how many rows; ``None`` where there is no table, or it cannot be read.
        problem: why it cannot be read.
    """

    table: Table
    found: Found | None
    rows: int | None = None
    problem: str | None = None

    def missing(self, *, needed: bool) -> tuple[str, ...]:
        """The needed or the optional columns that the source lacks."""
        has = self.found.columns if self.found else {}
        return tuple(c.name for c in self.table.columns if c.needed == needed and c.name not in has)


@dataclass(frozen=True)
class Examination:
    """What a source has.

    Attributes:
        kind: of source.
        location: where it is, without a password.
        notes: how it was read.
        tables: every contract table, in contract order.
    """

    kind: SourceKind
    location: str
    notes: tuple[str, ...]
    tables: tuple[TableState, ...]


def examine(source: Source) -> Examination:
    """Looks at an opened source without judging it; rows are counted, not kept.

    Raises:
        SourceError: the source as a whole is unreadable. A single unreadable table is a problem
            of that table.
    """
    tables = campus_tables()
    found = source.find(tables)
    states = tuple(_state(source, table, found.get(name)) for name, table in tables.items())
    return Examination(source.kind, source.location, tuple(source.notes), states)


def _state(source: Source, table: Table, found: Found | None) -> TableState:
    if found is None or not found.columns:
        return TableState(table, found)
    try:
        return TableState(table, found, rows=source.count(found))
    except SourceError as error:
        return TableState(table, found, problem=str(error))
