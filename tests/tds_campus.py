"""A district's CSV files as a database of a server that speaks SQL Server's protocol."""

import csv
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from roster_lint.contracts.table import campus_tables
from tests import tds_server
from tests.database_filling import typed_column
from tests.tds_server import BIT, INT, NVARCHAR, TINYINT, Answer, integer, nvarchar, short, table

_DATE, _DATETIME2, _BIGINT = b"\x28", b"\x2a\x00", b"\x26\x08"


@dataclass(frozen=True)
class _Column:
    """A column: its type's name, its type as bytes, and its values as bytes."""

    kind: str
    type: bytes
    values: list[bytes]


@contextmanager
def district(folder: Path) -> Iterator[str]:
    """The URL of such a database, for as long as it is needed."""
    tables = {path.stem: _columns(path) for path in sorted(folder.glob("*.csv"))}
    with tds_server.running(_answering(tables)) as server:
        yield f"mssql://reader:unasked@127.0.0.1:{server.port}/campus?Encrypt=no"


def _columns(path: Path) -> dict[str, _Column]:
    contract = campus_tables()[path.stem]
    kinds = {column.name: column.kind for column in contract.columns}
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    return {
        name: _column(
            typed_column(SQLiteDialect(), name, kinds.get(name), [r[at] for r in rows])[2]
        )
        for at, name in enumerate(header)
    }


def _column(values: list[Any]) -> _Column:
    kinds = {type(value) for value in values if value is not None}
    for kind, name, type_, write in _TYPES:
        if kinds == {kind}:
            return _Column(name, type_, [short(None if v is None else write(v)) for v in values])
    return _Column("nvarchar", NVARCHAR, [nvarchar(value) for value in values])


def _height(columns: dict[str, _Column]) -> int:
    return len(next(iter(columns.values())).values)


def _day(value: date) -> bytes:
    return (value.toordinal() - 1).to_bytes(3, "little")


def _moment(value: datetime) -> bytes:
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return seconds.to_bytes(3, "little") + _day(value)


_TYPES: list[tuple[type, str, bytes, Callable[[Any], bytes]]] = [
    (bool, "bit", BIT, lambda value: bytes([value])),
    (int, "bigint", _BIGINT, lambda value: struct.pack("<q", value)),
    (datetime, "datetime2", _DATETIME2, _moment),
    (date, "date", _DATE, _day),
]


def _answering(tables: dict[str, dict[str, _Column]]) -> tds_server.Answers:
    heights = [[nvarchar(n), short(struct.pack("<q", _height(of)))] for n, of in tables.items()]
    catalogue = [
        [name, column, has.kind]
        for name, columns in tables.items()
        for column, has in columns.items()
    ]
    says = {
        "@@version": table(["version"], ["Microsoft SQL Server 2022 - 16.0.4085.2 (X64)"]),
        "sys.databases": Answer(
            [("state", TINYINT), ("versioned", BIT), ("updates", NVARCHAR)],
            [[short(b"\1"), short(b"\0"), nvarchar("READ_WRITE")]],
        ),
        "SUSER_SNAME": table(["login"], ["SCHOOLS\\reader"]),
        "sys.partitions": Answer([("name", NVARCHAR), ("rows", _BIGINT)], heights),
        "HAS_PERMS_BY_NAME": Answer([("may", INT)], [[integer(None)]]),
        "INFORMATION_SCHEMA.COLUMNS": table(["TABLE_NAME", "COLUMN_NAME", "DATA_TYPE"], *catalogue),
    }

    def answer(statement: str) -> Answer | tds_server.Refusal | None:
        for mark, answer in says.items():
            if mark.lower() in statement.lower():
                return answer
        place = re.search(r"^SELECT (.*) FROM \[dbo\]\.\[(\w+)\]( WHERE 1 = 0)?$", statement)
        if place is None:
            return table(["any"], ["dbo"]) if statement.upper().startswith("SELECT") else None
        if place[2] not in tables:
            return tds_server.Refusal(208, f"Invalid object name 'dbo.{place[2]}'.")
        names = re.findall(r"\[(\w+)\]", place[1])
        columns = [tables[place[2]][name] for name in names]
        rows = [] if place[3] else list(zip(*(column.values for column in columns), strict=True))
        return Answer([(n, c.type) for n, c in zip(names, columns, strict=True)], rows)

    return answer
