"""Scripts that export the tables of a SQL Server as CSV files, for people without Python.

They need PowerShell or bcp. The server writes each row as a line of CSV, so that neither a tool's
quoting nor a country's dates get into the files.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from roster_lint.contracts.table import Column, Table
from roster_lint.errors import UsageError

_VALUES = {
    "TEXT": "CONVERT(NVARCHAR(MAX), [COLUMN])",
    "PADDED": "RTRIM(CONVERT(NVARCHAR(MAX), [COLUMN]))",
    "DATE": "CONVERT(NVARCHAR(19), [COLUMN], 120)",
    "GUID": "LOWER(CONVERT(NVARCHAR(36), [COLUMN]))",
}
"""A value as the lint reads it from a database, for each kind of type."""

# Without a quotation mark or a percent sign, which cmd.exe would change.
_CELL = (
    "CASE WHEN [COLUMN] IS NULL THEN N'' ELSE CONCAT(CHAR(34),"
    " REPLACE({value}, CHAR(34), CONCAT(CHAR(34), CHAR(34))), CHAR(34)) END"
)

_COLUMNS = "FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = "
_POWERSHELL_DISCOVERY = f"SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE {_COLUMNS}@schema"
_BCP_DISCOVERY = (
    "SELECT CONCAT(TABLE_NAME, N'.', COLUMN_NAME, N' ',"
    " CASE WHEN DATA_TYPE IN (N'char', N'nchar') THEN N'padded'"
    " WHEN DATA_TYPE = N'uniqueidentifier' THEN N'guid'"
    " WHEN DATA_TYPE IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset')"
    f" THEN N'date' ELSE N'text' END) {_COLUMNS}N'%SCHEMA%'"
)


def export_script(tables: Iterable[Table], kind: str, schema: str | None = None) -> str:
    """A script that writes a folder with one CSV file a table, which is a snapshot.

    What the database does not have is left out, as in every snapshot.

    Args:
        tables: the contracts; all their columns are exported.
        kind: ``powershell``, for Windows PowerShell 5.1 and later, or ``bcp``, for cmd.exe.
        schema: of the tables; ``dbo`` unless it is named.

    Raises:
        UsageError: there is no such kind, or the schema's name is an odd one.
    """
    schema = schema or "dbo"
    if kind not in _SCRIPTS:
        raise UsageError(f"There is no script for '{kind}': the kinds are {', '.join(_SCRIPTS)}.")
    if not re.fullmatch(r"[A-Za-z0-9_$ -]+", schema):
        raise UsageError(f"A script cannot name the schema {schema}: use --print-sql.")
    name, listed, cell, discovery = _SCRIPTS[kind]
    parts = {
        "SCHEMA": schema,
        "TABLES": "\n".join(listed(table) for table in tables),
        "DISCOVERY": discovery,
    } | {kind: cell.format(value=value) for kind, value in _VALUES.items()}
    text = (Path(__file__).parent / "export" / name).read_text(encoding="ascii")
    for mark, part in parts.items():
        text = text.replace(f"@{mark}@", part)
    return text


def _in_powershell(table: Table) -> str:
    columns = ", ".join(f"'{_marked(column)}'" for column in table.columns)
    return f"    '{table.name}{'' if table.needed else '?'}' = @({columns})"


def _in_cmd(table: Table) -> str:
    lines = [f"call :table {table.name}"]
    lines += [f"call :column {_marked(c).replace('?', ' ?')}" for c in table.columns]
    return "\n".join([*lines, f"call :write{'' if table.needed else ' ?'}", ""])


def _marked(column: Column) -> str:
    return f"{column.name}{'?' if column.optional else ''}"


_Script = tuple[str, Callable[[Table], str], str, str]
"""The file, how it lists a table, how it writes a cell, and how it asks for the columns."""

_SCRIPTS: dict[str, _Script] = {
    "powershell": (
        "export.ps1",
        _in_powershell,
        _CELL.replace("'", "''"),
        _POWERSHELL_DISCOVERY,
    ),
    "bcp": ("export.cmd", _in_cmd, _CELL, _BCP_DISCOVERY),
}
