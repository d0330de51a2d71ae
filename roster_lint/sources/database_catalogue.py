"""What a database has: tables and views by name, and those that the login may read.

Reads names, and what the database calls the types: types are never reflected, since an odd one must
not end a run.
"""

import warnings
from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, column, inspect, select, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import quoted_name

from roster_lint.sources.database_errors import is_denied

_INFORMATION_SCHEMA = """
SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM INFORMATION_SCHEMA.COLUMNS
WHERE TABLE_SCHEMA = :schema AND LOWER(TABLE_NAME) IN :names
ORDER BY TABLE_NAME, ORDINAL_POSITION"""

# PostgreSQL's own INFORMATION_SCHEMA hides what the login may not read, and materialised views.
_PG_CATALOG = """
SELECT c.relname, a.attname, coalesce(b.typname, t.typname)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
WHERE n.nspname = :schema AND LOWER(c.relname) IN :names
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY c.relname, a.attnum"""

_SQLITE_NAMES = """
SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND LOWER(name) IN :names
ORDER BY name"""

_CATALOGUES = {
    "mariadb": _INFORMATION_SCHEMA,
    "mssql": _INFORMATION_SCHEMA,
    "mysql": _INFORMATION_SCHEMA,
    "postgresql": _PG_CATALOG,
}


@dataclass(frozen=True)
class Place:
    """Where a table is in the database, in the database's own spelling."""

    schema: str | None
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}" if self.schema else self.name

    def select(self, columns: Iterable[Any]) -> Select[Any]:
        """A plain SELECT of these columns from the table."""
        return select(*columns).select_from(
            table(quoted_name(self.name, quote=True), schema=_quoted(self.schema))
        )

    def select_named(self, names: Iterable[str]) -> Select[Any]:
        """A plain SELECT of the columns of these names, each quoted: many are reserved words."""
        return self.select(column(quoted_name(name, quote=True)) for name in names)


def _quoted(name: str | None) -> quoted_name | None:
    return None if name is None else quoted_name(name, quote=True)


def columns_by_table(
    connection: Connection, schema: str | None, tables: Collection[str]
) -> dict[str, dict[str, str]]:
    """The columns of tables and views of these names, in any case, by the database's spelling.

    Each has the name of its type, in lower case; blank where the database was not asked for it.
    """
    names = sorted({name.lower() for name in tables})
    dialect = connection.dialect.name
    if dialect == "sqlite":
        return _sqlite_columns(connection, names)
    if dialect not in _CATALOGUES:
        return _inspected_columns(connection, schema, names)
    query = text(_CATALOGUES[dialect]).bindparams(bindparam("names", expanding=True))
    found: dict[str, dict[str, str]] = {}
    rows = connection.execute(query, {"schema": schema, "names": names})
    for name, column_name, kind in rows:
        found.setdefault(name, {})[column_name] = str(kind).lower()
    return found


def _sqlite_columns(connection: Connection, names: Sequence[str]) -> dict[str, dict[str, str]]:
    query = text(_SQLITE_NAMES).bindparams(bindparam("names", expanding=True))
    tables = connection.execute(query, {"names": names}).scalars().all()
    columns = text("SELECT name FROM pragma_table_xinfo(:table) ORDER BY cid")
    return {
        name: dict.fromkeys(connection.execute(columns, {"table": name}).scalars(), "")
        for name in tables
    }


def _inspected_columns(
    connection: Connection, schema: str | None, names: Sequence[str]
) -> dict[str, dict[str, str]]:
    inspector = inspect(connection)
    wanted = frozenset(names)
    every = _every_name(connection, schema)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # types that SQLAlchemy does not know
        return {
            name: {str(c["name"]): "" for c in inspector.get_columns(name, schema)}
            for name in every
            if name.lower() in wanted
        }


def other_names(connection: Connection, schema: str | None, tables: Collection[str]) -> list[str]:
    """The tables and views that are named as none of these is, in any case."""
    known = {name.lower() for name in tables}
    return [name for name in _every_name(connection, schema) if name.lower() not in known]


def _every_name(connection: Connection, schema: str | None) -> list[str]:
    inspector = inspect(connection)
    return [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]


def spelling(name: str, spellings: Iterable[str]) -> str | None:
    """How the database spells a name: exactly so, else in another case; None where it has none."""
    alike = sorted(s for s in spellings if s.lower() == name.lower())
    if name in alike:
        return name
    return alike[0] if alike else None


def complaint(connection: Connection, place: Place, columns: Sequence[str]) -> DBAPIError | None:
    """What the database says against reading these columns; no row is read to find out.

    Raises:
        DBAPIError: the connection is lost.
    """
    probe = place.select_named(columns) if columns else place.select([text("1")])
    # An error would end a transaction of PostgreSQL's; a savepoint limits it to itself.
    guard = connection.begin_nested() if connection.dialect.name == "postgresql" else nullcontext()
    try:
        with guard:
            connection.execute(probe.where(text("1 = 0"))).close()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        return error
    return None


def described(connection: Connection, place: Place) -> list[str]:
    """The columns of what the catalogue does not list, as a synonym; none where that fails."""
    query = place.select([text("*")]).where(text("1 = 0"))
    try:
        with connection.execute(query) as result:
            return list(result.keys())
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        return []


def is_withheld(
    connection: Connection, place: Place, error: DBAPIError, column: str | None = None
) -> bool:
    """Whether the login may not read a table, or a column of it.

    Args:
        connection: in its transaction.
        place: the table.
        error: what the database said against reading it.
        column: in the database's spelling.

    Raises:
        DBAPIError: the connection is lost.
    """
    if is_denied(error):
        return True
    if connection.dialect.name != "mssql":
        return False
    # Microsoft's driver gives no number, and the server's words are in the login's language.
    quote = connection.dialect.identifier_preparer.quote_identifier
    object_name = ".".join(quote(name) for name in (place.schema, place.name) if name)
    of_column = ", :column, 'COLUMN'" if column else ""
    query = text(f"SELECT HAS_PERMS_BY_NAME(:place, 'OBJECT', 'SELECT'{of_column})")
    values = {"place": object_name} | ({"column": column} if column else {})
    try:
        return bool(connection.execute(query, values).scalar() == 0)
    except DBAPIError as failed:
        if failed.connection_invalidated:
            raise
        return False


def denied_columns(connection: Connection, place: Place, columns: Sequence[str]) -> list[str]:
    """Which of the columns the login may not read, where it was granted some and not others."""
    return [
        name
        for name in columns
        if (error := complaint(connection, place, [name])) is not None
        and is_withheld(connection, place, error, name)
    ]
