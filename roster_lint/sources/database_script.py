"""The statements for a database administrator: a script that copies all, and the rights it takes.

Needs no connection and no driver.
"""

from collections.abc import Iterable, Sequence

from roster_lint.contracts.table import Table
from roster_lint.errors import UsageError
from roster_lint.sources.database_sql import checked_dialect, named, place_of, select_statements

_WHAT = """\
-- Copies what roster-lint checks before a OneRoster sync: {tables} tables, and of these only the
-- columns that it reads. It changes nothing: SELECT statements alone. What comes out is personal
-- data of students, staff and guardians: keep the files where only people may read them who may see
-- all of it. It takes about as long as copying the tables: a district of 100,000 students has some
-- 2.4 million rows in them. Run it when few people work in the system."""

_LOCKS = """\
-- Where the database allows snapshots, all tables are seen at one moment and nobody waits. If SQL
-- Server says that snapshot isolation is not allowed, remove the two lines with TRANSACTION above
-- the first SELECT and the COMMIT at the end: each table is then read when its turn comes."""


def copy_script(tables: Sequence[Table], dialect: str = "mssql", schema: str | None = None) -> str:
    """A script that shows which columns are there, and then selects each table.

    Args:
        tables: the contracts; all their columns are selected.
        dialect: mssql, postgresql, mysql, mariadb or sqlite.
        schema: of the tables; by default ``dbo`` for mssql, else the database's own.

    Raises:
        UsageError: the dialect is none of these.
    """
    checked_dialect(dialect)
    parts = [_WHAT.format(tables=len(tables))]
    if dialect == "mssql":
        parts.append(_LOCKS)
    parts.append(_discovery(tables, dialect, schema))
    parts += _BEGIN.get(dialect, [])
    parts.append(select_statements(tables, dialect, schema).rstrip())
    parts += _END.get(dialect, [])
    return "\n\n".join(parts) + "\n"


_BEGIN = {
    "mssql": [
        "SET NOCOUNT ON;\nSET LOCK_TIMEOUT 10000;",
        "SET TRANSACTION ISOLATION LEVEL SNAPSHOT;\nBEGIN TRANSACTION;",
    ],
    "postgresql": ["BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;"],
    "mysql": [
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ;\n"
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;"
    ],
}
_BEGIN["mariadb"] = _BEGIN["mysql"]
_END = {
    "mssql": ["COMMIT TRANSACTION;"],
    "postgresql": ["COMMIT;"],
    "mysql": ["COMMIT;"],
    "mariadb": ["COMMIT;"],
}


def _discovery(tables: Iterable[Table], dialect: str, schema: str | None) -> str:
    """Which of the columns the database has, for the lines that have to be deleted."""
    names = ", ".join(f"'{table.name.lower()}'" for table in tables)
    says = "-- First: which columns are there. Delete below what this does not list."
    if dialect == "sqlite":
        return (
            f"{says}\nSELECT m.name AS table_name, c.name AS column_name\n"
            "FROM sqlite_master AS m\nJOIN pragma_table_info(m.name) AS c\n"
            f"WHERE LOWER(m.name) IN ({names})\nORDER BY m.name, c.cid;"
        )
    place = schema or ("dbo" if dialect == "mssql" else None)
    within = f"\n  AND TABLE_SCHEMA = '{_literal(place)}'" if place else ""
    return (
        f"{says}\nSELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE\nFROM INFORMATION_SCHEMA.COLUMNS\n"
        f"WHERE LOWER(TABLE_NAME) IN ({names}){within}\nORDER BY TABLE_NAME, ORDINAL_POSITION;"
    )


def grants(
    tables: Iterable[Table], login: str, dialect: str = "mssql", schema: str | None = None
) -> str:
    """The fewest rights with which a login can run the lint: SELECT on just these columns.

    Args:
        tables: the contracts.
        login: of the one who will read; for MySQL as ``name`` or ``name@host``.
        dialect: mssql, postgresql, mysql or mariadb.
        schema: of the tables, as for ``copy_script``.

    Raises:
        UsageError: the dialect is none of these, or the name is blank.
    """
    checked_dialect(dialect)
    if dialect == "sqlite":
        raise UsageError("SQLite has no logins: anyone who may read the file may read all of it.")
    if not login.strip():
        raise UsageError("Name the login that will read: --print-grants LOGIN.")
    who = _login(login, dialect)
    lines = [
        "-- The least that roster-lint needs: SELECT on the columns that it reads.",
        "-- Leave out what the database does not have. A column without a grant counts as missing.",
    ]
    for table in tables:
        columns = ", ".join(named(column.name, dialect) for column in table.columns)
        place = place_of(table.name, dialect, schema)
        lines.append(f"GRANT SELECT ({columns}) ON {place} TO {who};")
    if dialect == "mssql":
        lines.append(
            "-- To allow snapshots, too (row versions take space in tempdb, so ask first):\n"
            "-- ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;"
        )
    return "\n".join(lines) + "\n"


def _login(login: str, dialect: str) -> str:
    if dialect in ("mysql", "mariadb"):
        name, _, host = login.partition("@")
        return f"'{_literal(name)}'@'{_literal(host or '%')}'"
    return named(login, dialect, always=True)


def _literal(text: str) -> str:
    return text.replace("'", "''")
