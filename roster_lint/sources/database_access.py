"""What a login may read of the tables, and what stands in the way of the rest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from roster_lint.contracts.table import Table
from roster_lint.sources.base import Found
from roster_lint.sources.database_catalogue import (
    Place,
    columns_by_table,
    complaint,
    denied_columns,
    described,
    is_withheld,
    spelling,
)
from roster_lint.sources.database_errors import reason


@dataclass
class Access:
    """What a login may read.

    Attributes:
        found: the tables that it can read, by contract name, with their columns.
        places: where these are.
        types: the database's names of their columns' types, by its spelling.
        denied: the columns that it may not read, by contract name; none named stands for the whole
            table.
        broken: tables that are there and cannot be read, with the reason.
    """

    found: dict[str, Found] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    types: dict[str, Mapping[str, str]] = field(default_factory=dict)
    denied: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)

    def names_denied(self, tables: Mapping[str, Table], *, needed: bool) -> list[str]:
        """``Table`` or ``Table.column`` of what may not be read, and is needed or is not."""
        names = []
        for name, columns in self.denied.items():
            table = tables[name]
            if not columns and table.needed == needed:
                names.append(name)
            names += [f"{name}.{c}" for c in columns if table.column(c).needed == needed]
        return names


def look(
    connection: Connection,
    schema: str | None,
    tables: Mapping[str, Table],
    secrets: tuple[str, ...],
) -> Access:
    """Tries each of the tables; no row is read.

    Args:
        connection: in its transaction.
        schema: where the tables are.
        tables: the contracts.
        secrets: texts that no reason may hold.

    Raises:
        Exception: whatever the driver raises where the catalogue cannot be asked.
    """
    access = Access()
    spellings = columns_by_table(connection, schema, tables)
    for table in tables.values():
        _look_at(table, connection, schema, spellings, access, secrets)
    return access


def _look_at(
    table: Table,
    connection: Connection,
    schema: str | None,
    spellings: Mapping[str, Mapping[str, str]],
    access: Access,
    secrets: tuple[str, ...],
) -> None:
    own_name = spelling(table.name, spellings)
    place = Place(schema, own_name or table.name)
    own = spellings[own_name] if own_name else {}
    columns = _spelled(table, own)
    error = complaint(connection, place, tuple(columns.values()))
    if own_name is None and error is None:
        # It can be read, so there is a synonym of that name.
        own_name, own = place.name, dict.fromkeys(described(connection, place), "")
        columns = _spelled(table, own)
    if error is not None and is_withheld(connection, place, error):
        hidden = denied_columns(connection, place, tuple(columns.values()))
        readable = {name: other for name, other in columns.items() if other not in hidden}
        access.denied[table.name] = tuple(c for c in columns if c not in readable and readable)
        own_name, columns = own_name if readable else None, readable
    elif error is not None and own_name:
        access.broken[table.name] = f"{place} ({reason(error, secrets)})"
    if own_name:
        access.places[table.name], access.types[table.name] = place, own
        others = tuple(name for name in own if name not in columns.values())
        access.found[table.name] = Found(table, str(place), columns, others=others)


def _spelled(table: Table, own: Iterable[str]) -> dict[str, str]:
    """The contract's columns that a table has, by name, with the database's spelling."""
    names = tuple(own)
    pairs = ((column.name, spelling(column.name, names)) for column in table.columns)
    return {name: other for name, other in pairs if other is not None}


def withheld_note(names: Sequence[str]) -> tuple[str, ...]:
    """What the report says about what may not be read and is not needed."""
    if not names:
        return ()
    return (f"The login may not read {', '.join(names)}, which counts as absent.",)
