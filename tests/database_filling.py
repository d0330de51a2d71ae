"""Districts loaded into a database with the types that its columns have there."""

import csv
from datetime import date, datetime
from pathlib import Path
from re import fullmatch
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    MetaData,
    SmallInteger,
    String,
    Table,
    create_engine,
)
from sqlalchemy.dialects.mysql import BIT
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool
from sqlalchemy.types import TypeEngine

from roster_lint.contracts.fields import Kind
from roster_lint.contracts.table import campus_tables


def load_csv_folder(engine_url: str, folder: Path, *, lower: bool = False) -> None:
    """Creates a table for each contract table's CSV file in a folder, typed, and fills it.

    IDs become integers, bits BIT or BOOLEAN, dates DATE or, for start dates, a time stamp, and
    all else VARCHAR. A column with a value that its type cannot hold becomes VARCHAR as a whole,
    as it would be in a mirror that took it. There are no keys, so that repeated ones load too.

    Args:
        engine_url: an SQLAlchemy URL of an empty database, with a login that may write.
        folder: CSV files named as the tables; others are left out.
        lower: table and column names in lower case, as PostgreSQL mirrors have them.
    """
    contracts = {name.lower(): contract for name, contract in campus_tables().items()}
    engine = create_engine(engine_url, poolclass=NullPool)
    with engine.begin() as connection:
        for path in sorted(folder.glob("*.csv")):
            contract = contracts.get(path.stem.removeprefix("dbo.").lower())
            if contract is None:
                continue
            with path.open(encoding="utf-8-sig", newline="") as file:
                header, *rows = list(csv.reader(file))
            kinds = {c.name.lower(): c.kind for c in contract.columns}
            columns = [
                typed_column(
                    engine.dialect, name, kinds.get(name.lower()), [row[at] for row in rows]
                )
                for at, name in enumerate(header)
            ]
            _create(connection, contract.name, columns, lower)


def _create(
    connection: Connection, name: str, columns: list[tuple[str, Any, list[Any]]], lower: bool
) -> None:
    table = Table(
        name.lower() if lower else name,
        MetaData(),
        *(Column(column.lower() if lower else column, kind) for column, kind, _ in columns),
    )
    table.create(connection)
    names = [column.name for column in table.columns]
    values = zip(*(values for _, _, values in columns), strict=True)
    rows = [dict(zip(names, row, strict=True)) for row in values]
    if rows:
        connection.execute(table.insert(), rows)


def typed_column(
    dialect: Dialect, name: str, kind: Kind | None, texts: list[str]
) -> tuple[str, Any, list[Any]]:
    """A column's name, its type in the database, and its values in that type; None where empty."""
    null_word = kind is not None and kind.null_word
    plain = [None if t == "" or (null_word and t.strip() == "NULL") else t for t in texts]
    varchar = String(max([1, *(len(t) for t in texts)]))
    if kind is None or kind.pattern is None:
        return name, varchar, plain
    stripped = [None if t is None else t.strip() or None for t in plain]
    if not all(t is None or fullmatch(kind.pattern, t) for t in stripped):
        return name, varchar, plain
    try:
        values = [None if t is None else _value(kind.name, name, t) for t in stripped]
    except ValueError:  # a date that does not exist
        return name, varchar, plain
    return name, _column_type(dialect, kind.name, name), values


def _value(kind: str, name: str, text: str) -> object:
    if kind == "flag":
        return text.lower() in ("1", "true")
    if kind == "date":
        moment = datetime.fromisoformat(text)
        return moment if _has_time(name) else moment.date()
    return int(text)


def _column_type(dialect: Dialect, kind: str, name: str) -> TypeEngine[Any]:
    if kind == "flag":
        return BIT(1) if dialect.name in ("mysql", "mariadb") else Boolean()
    if kind == "date":
        return DateTime() if _has_time(name) else Date()
    return SmallInteger() if kind == "year" else BigInteger()


def _has_time(column: str) -> bool:
    return column.lower() in ("startdate", "modifieddate")


def write_sample(folder: Path, rows: int = 3) -> None:
    """Writes a snapshot with every contract table and column, a few rows each; nobody's data."""
    folder.mkdir(exist_ok=True)
    for contract in campus_tables().values():
        lines = [[_sample(c.kind.name, c.name, n) for c in contract.columns] for n in range(rows)]
        with (folder / f"{contract.name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[c.name for c in contract.columns], *lines])


def _sample(kind: str, name: str, row: int) -> str:
    return {
        "identifier": str(1000 + row),
        "year": str(2025 + row),
        "flag": str(row % 2),
        "date": str(date(2026, 8, 20 + row % 10)),
    }.get(kind, f"{name} nobody{row}@example.org")
