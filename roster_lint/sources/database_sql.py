"""The statements that a snapshot needs, printed for people who may query the database themselves.

Needs no connection and no driver.
"""

from collections.abc import Iterable

from sqlalchemy.dialects import mssql, mysql, postgresql, sqlite
from sqlalchemy.engine import Dialect

from roster_lint.contracts.table import Table
from roster_lint.errors import UsageError

_DIALECTS: dict[str, type[Dialect]] = {
    "mariadb": mysql.dialect,
    "mssql": mssql.dialect,
    "mysql": mysql.dialect,
    "postgresql": postgresql.dialect,
    "sqlite": sqlite.dialect,
}


def select_statements(
    tables: Iterable[Table], dialect: str = "mssql", schema: str | None = None
) -> str:
    """One plain SELECT a table, each under a comment that says what to do with it.

    Args:
        tables: the contracts; all their columns are selected.
        dialect: mssql, postgresql, mysql, mariadb or sqlite. PostgreSQL names are in lower case,
            as that database stores names which nobody quoted.
        schema: written before each table's name; by default ``dbo`` for mssql, else nothing.

    Raises:
        UsageError: the dialect is none of these.
    """
    checked_dialect(dialect)
    return "\n".join(_statement(table, dialect, schema) for table in tables)


def checked_dialect(dialect: str) -> None:
    """Raises UsageError for a dialect that there are no statements for."""
    if dialect not in _DIALECTS:
        raise UsageError(
            f"There are no statements for '{dialect}': the dialects are {', '.join(_DIALECTS)}."
        )


def place_of(table: str, dialect: str, schema: str | None) -> str:
    """A table's name with its schema before it, each as the dialect quotes it."""
    schema = schema or ("dbo" if dialect == "mssql" else None)
    prefix = f"{named(schema, dialect)}." if schema else ""
    return f"{prefix}{named(table, dialect)}"


def _statement(table: Table, dialect: str, schema: str | None) -> str:
    columns = [named(column.name, dialect) for column in table.columns]
    # With the comma in front, the line of any column but the first can simply be deleted.
    return (
        f"{_comment(table)}\nSELECT\n    "
        + "\n  , ".join(columns)
        + f"\nFROM {place_of(table.name, dialect, schema)};\n"
    )


def named(name: str, dialect: str, *, always: bool = False) -> str:
    """A name as the dialect quotes it.

    Args:
        name: of a table, a column, a schema or a login.
        dialect: one of those that there are statements for.
        always: in quotation marks where PostgreSQL would do without, and in its own case.
    """
    preparer = _DIALECTS[dialect]().identifier_preparer
    if dialect == "postgresql" and not always:
        return str(preparer.quote(name.lower()))
    return str(preparer.quote_identifier(name))


def _comment(table: Table) -> str:
    lines = [f"-- {table.name}: save the result, with its header, as {table.name}.csv."]
    if not table.needed:
        lines.append("-- Leave this statement out if the database does not have the table.")
    optional = [c.name for c in table.columns if c.optional]
    if optional:
        lines.append(f"-- Delete what the database lacks of: {', '.join(optional)}.")
    else:
        lines.append("-- The checks need all of its columns: delete none.")
    return "\n".join(lines)
