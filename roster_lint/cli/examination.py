"""What a source has of the table contracts, and which checks that leaves without ground."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from roster_lint.catalog import Check
from roster_lint.contracts.table import Table, campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources.base import Found, Source, SourceKind


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

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why the source cannot be judged, a line each; empty where nothing is in the way."""
        return tuple(self._obstacles())

    def _obstacles(self) -> Iterator[str]:
        for state in self.tables:
            if state.problem:
                yield state.problem
            elif state.found is None and state.table.needed:
                yield f"the table {state.table.name} is missing"
            elif columns := state.missing(needed=True):
                word = "column" if len(columns) == 1 else "columns"
                yield f"{state.table.name} lacks the {word} {', '.join(columns)}"

    def groundless(self, checks: Iterable[Check]) -> list[tuple[Check, str]]:
        """The checks that need an optional column which the source lacks, and the reason."""
        absent = {
            f"{state.table.name}.{name}".casefold()
            for state in self.tables
            for needed in (True, False)
            for name in state.missing(needed=needed)
        }
        lacking = [(check, [n for n in check.needs if n.casefold() in absent]) for check in checks]
        return [(check, f"the source has no {', '.join(n)}") for check, n in lacking if n]


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
