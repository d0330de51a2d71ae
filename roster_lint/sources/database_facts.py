"""What a server says about itself: version, login, and roughly how many rows a table has."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

_VERSION = {
    "mariadb": "SELECT VERSION()",
    "mssql": "SELECT @@VERSION",
    "mysql": "SELECT VERSION()",
    "postgresql": "SHOW server_version",
    "sqlite": "SELECT sqlite_version()",
}
_NAME = {"mysql": "MySQL", "mariadb": "MariaDB", "postgresql": "PostgreSQL", "sqlite": "SQLite"}

_LOGIN = {
    "mariadb": "SELECT CURRENT_USER()",
    "mssql": "SELECT SUSER_SNAME()",
    "mysql": "SELECT CURRENT_USER()",
    "postgresql": "SELECT current_user",
}

# Not sys.dm_db_partition_stats, which has the same number: it takes VIEW DATABASE STATE, and a
# login for the lint should have no more than SELECT.
_MSSQL_ROWS = """
SELECT o.name, SUM(p.rows) FROM sys.partitions AS p
JOIN sys.objects AS o ON o.object_id = p.object_id
WHERE p.index_id IN (0, 1) AND SCHEMA_NAME(o.schema_id) = :schema AND o.name IN :names
GROUP BY o.name"""

_MYSQL_ROWS = """
SELECT TABLE_NAME, TABLE_ROWS FROM INFORMATION_SCHEMA.TABLES
WHERE TABLE_SCHEMA = :schema AND TABLE_NAME IN :names AND TABLE_ROWS IS NOT NULL"""

# -1, or 0 with no page, of a table that was never analyzed; a parent has its partitions' sum.
_PG_ROWS = """
SELECT c.relname, CAST(c.reltuples AS BIGINT) FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = :schema AND c.relname IN :names AND c.relkind IN ('r', 'p', 'm')
  AND c.reltuples >= 0 AND (c.reltuples > 0 OR c.relpages > 0)"""

_ROWS = {
    "mariadb": _MYSQL_ROWS,
    "mssql": _MSSQL_ROWS,
    "mysql": _MYSQL_ROWS,
    "postgresql": _PG_ROWS,
}


@dataclass(frozen=True)
class Server:
    """What a server says about itself.

    Attributes:
        dialect: what its SQL is called here.
        version: product and number; None where it does not say.
        login: the login that it sees; None where it has no logins, or does not say.
        isolation: how the tables are read: the level, which changes are seen, and who waits.
    """

    dialect: str
    version: str | None
    login: str | None
    isolation: str


def server(connection: Connection, isolation: str) -> Server:
    """Asks the server of a connection that is in its transaction; raises what a lost one does."""
    name = connection.dialect.name
    version = _first_line(_answers(connection, _VERSION.get(name)))
    if version and name in _NAME and "MariaDB" not in version:
        version = f"{_NAME[name]} {version}"
    return Server(name, version, _first_line(_answers(connection, _LOGIN.get(name))), isolation)


def _first_line(answers: list[tuple[Any, ...]]) -> str | None:
    """The first line of the one answer: SQL Server adds its copyright."""
    lines = str(answers[0][0] or "").splitlines() if answers else []
    return " ".join(lines[0].split()) if lines else None


def estimated_rows(
    connection: Connection, schema: str | None, names: Iterable[str]
) -> dict[str, int]:
    """Roughly how many rows tables have, from the server's statistics: no table is read.

    Args:
        connection: in its transaction.
        schema: where they are.
        names: of the tables, as the database spells them.

    Returns:
        By the same names, those that the server knows: no view, and none that was never analyzed.
    """
    wanted = sorted(names)
    query = _ROWS.get(connection.dialect.name)
    if query is None or not wanted:
        return {}
    values = {"schema": schema, "names": wanted}
    return {str(name): int(rows) for name, rows in _answers(connection, query, values)}


def _answers(
    connection: Connection, query: str | None, values: dict[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """The rows of an answer; none where the server does not answer, which must not end the run."""
    if query is None:
        return []
    statement = text(query)
    if values and "names" in values:
        statement = statement.bindparams(bindparam("names", expanding=True))
    # An error would end a transaction of PostgreSQL's; a savepoint limits it to itself.
    guard = connection.begin_nested() if connection.dialect.name == "postgresql" else nullcontext()
    try:
        with guard:
            return [tuple(row) for row in connection.execute(statement, values or {})]
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        return []
