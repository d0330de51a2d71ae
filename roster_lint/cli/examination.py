"""What a source has of the table contracts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from roster_lint.contracts.table import Table, campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources.base import Found, Source
from roster_lint.vocabulary import SourceKind

if TYPE_CHECKING:
    # A folder must not wait for SQLAlchemy.
    from roster_lint.sources.database import DatabaseSource
    from roster_lint.sources.database_facts import Server


@dataclass(frozen=True)
class TableState:
    """One contract table, as the source has it.

    Attributes:
        table: the contract.
        found: what the source has; ``None`` where it has no such table.
        rows: how many rows; ``None`` where there is no table, or it cannot be read.
        problem: why it cannot be read.
        is_estimate: the rows were not counted: it is what the server's statistics say.
        denied: the columns that the login may not read; ``None`` stands for the whole table.
    """

    table: Table
    found: Found | None
    rows: int | None = None
    problem: str | None = None
    is_estimate: bool = False
    denied: tuple[str, ...] | None = ()

    def missing(self, *, needed: bool) -> tuple[str, ...]:
        """The needed or the optional columns that are missing from the source."""
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
        server: what a database's server says about itself.
    """

    kind: SourceKind
    location: str
    notes: tuple[str, ...]
    tables: tuple[TableState, ...]
    server: "Server | None" = None

    @property
    def rows(self) -> int:
        """All rows together, as far as they are known."""
        return sum(state.rows or 0 for state in self.tables)


def examine(source: Source, *, exact: bool = False) -> Examination:
    """Looks at an opened source without judging it; rows are counted, not kept.

    Args:
        source: where the tables are.
        exact: counts the rows of a database where its statistics would do.

    Raises:
        SourceError: the source as a whole is unreadable. A single unreadable table is a problem
            of that table.
    """
    tables = campus_tables()
    if source.kind == "campus-database":
        from roster_lint.sources.database import DatabaseSource

        assert isinstance(source, DatabaseSource)
        return _examine_database(source, tables, exact=exact)
    found = source.find(tables)
    states = tuple(_state(source, table, found.get(name)) for name, table in tables.items())
    return Examination(source.kind, source.location, tuple(source.notes), states)


def _examine_database(
    source: "DatabaseSource", tables: Mapping[str, Table], *, exact: bool
) -> Examination:
    access = source.look(tables)
    known = {} if exact else source.estimates()
    states = []
    for name, table in tables.items():
        found = access.found.get(name)
        if name in access.broken:
            state = TableState(table, found, problem=access.broken[name])
        elif name in known:
            state = TableState(table, found, rows=known[name], is_estimate=True)
        else:
            state = _state(source, table, found)
        denied = access.denied.get(name)
        states.append(replace(state, denied=None if denied == () else denied or ()))
    server = source.server()
    return Examination(source.kind, source.location, tuple(source.notes), tuple(states), server)


def _state(source: Source, table: Table, found: Found | None) -> TableState:
    if found is None or not found.columns:
        return TableState(table, found)
    try:
        return TableState(table, found, rows=source.count(found))
    except SourceError as error:
        return TableState(table, found, problem=str(error))
