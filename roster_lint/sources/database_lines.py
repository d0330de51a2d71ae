"""Rows that PostgreSQL, MySQL or MariaDB write as lines of CSV, which polars reads.

MariaDB hands over many lines as one text.
"""

import io
from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, case, cast, column, func, literal_column
from sqlalchemy.engine import Connection
from sqlalchemy.sql import quoted_name
from sqlalchemy.types import CHAR, TIMESTAMP, Integer, Text

from roster_lint.errors import SourceError
from roster_lint.sources.database_catalogue import Place
from roster_lint.sources.database_cursor import (
    FETCHED_ROWS,
    collection_suspended,
    fetched,
    plain_sql,
)
from roster_lint.sources.database_errors import lacks_room
from roster_lint.sources.database_transaction import ROW_COUNTER

_DECIMALS = frozenset({"numeric", "decimal", "float", "double", "real", "float4", "float8"})
"""Types of numbers that may write a whole number with decimals: 12.00 is 12, as IDs are."""

_JOINED_LINES = 100
"""Lines that MariaDB joins to one text: it sorts the rows by their number for this."""

_WHOLE = frozenset({"int2", "int4", "int8", "tinyint", "smallint", "mediumint", "int", "bigint"})
"""Types of whole numbers."""

_BARE = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "date", "year"} | _DECIMALS)
"""Types of MySQL whose text holds neither a comma nor a quotation mark."""

_BINARY = frozenset({"binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob"})


class LineColumns:
    """The columns of a table whose rows come as lines of CSV.

    Attributes:
        by_name: what each is called in the data frames, and how the database spells it.
        types: the database's names of their types, by its spelling.
        schema: the type that each has in the data frames.
        decimals: those of numbers that may have decimals.
    """

    def __init__(
        self, columns: Mapping[str, str], types: Mapping[str, str], whole: Collection[str]
    ) -> None:
        self.by_name = columns
        self.types = types
        self.schema: dict[str, type[pl.DataType]] = {
            name: pl.Int64 if name in whole and types.get(own) in _WHOLE else pl.String
            for name, own in columns.items()
        }
        self.decimals = [name for name, own in columns.items() if types.get(own) in _DECIMALS]


def copied_lines(
    connection: Connection,
    place: Place,
    columns: LineColumns,
    size: int,
) -> Generator[pl.DataFrame]:
    """Rows of PostgreSQL, by COPY, which takes part in the transaction as any other statement."""
    select = place.select(
        [_in_postgresql(own, columns.types.get(own, "")) for own in columns.by_name.values()]
    )
    compiled = plain_sql(select, connection)
    driver: Any = connection.connection.driver_connection
    with (
        # A table that is given up is an error to the server, which would end the transaction.
        connection.begin_nested(),
        driver.cursor() as cursor,
        cursor.copy(f"COPY ({compiled}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')") as copy,
    ):
        lines = iter(copy)
        while True:
            # In one piece: keeping many small ones would take longer than the copy itself.
            batch, rows = bytearray(), 0
            for line in lines:
                batch += line
                rows += 1
                if rows == size:
                    break
            if not rows:
                return
            yield _parsed(batch, rows, columns)


def _in_postgresql(name: str, kind: str) -> ColumnElement[Any]:
    value = _named(name)
    match kind:
        case "bool":
            return cast(value, Integer)
        case "bpchar":
            return cast(value, Text)
        case "timestamptz":
            # As the database's clock shows it: a school's dates have no time zone.
            return cast(value, TIMESTAMP)
        case "bytea":
            return _hexadecimal(func.encode(value, "hex"))
    return value


def joined_lines(
    connection: Connection, place: Place, columns: LineColumns, size: int
) -> Generator[pl.DataFrame]:
    """Rows of MySQL or MariaDB, each written as a line of CSV by the server.

    The driver is written in Python: it then has to make only one text for each row, or, of
    MariaDB, for a hundred.
    """
    values = [_in_mysql(own, columns.types.get(own, "")) for own in columns.by_name.values()]
    line = func.concat(func.concat_ws(literal_column("','"), *values), literal_column("'\n'"))
    texts, rows_each = _texts(connection, place, line, size)
    with closing(texts):
        while True:
            with collection_suspended():
                taken = list(islice(texts, size // rows_each))
                if not taken:
                    return
                frame = _parsed(
                    "".join([text for text, _ in taken]).encode(),
                    sum(rows for _, rows in taken),
                    columns,
                )
                del taken
            yield frame


def _texts(
    connection: Connection, place: Place, line: ColumnElement[Any], size: int
) -> tuple[Generator[tuple[str, int]], int]:
    """Whole lines as texts, each with its number of lines, and how many lines a text has at most.

    Raises:
        Exception: whatever the driver raises.
        SourceError: while they are taken, a text is longer than the server sends.
    """
    if getattr(connection.dialect, "is_mariadb", False):
        most = min(size, _JOINED_LINES)
        joined = [func.aggregate_strings(line, ""), func.count()]
        some: ColumnElement[int] = literal_column(
            f"({ROW_COUNTER} := {ROW_COUNTER} + 1) DIV {most}"
        )
        taken = fetched(connection, place.select(joined).group_by(some), size // most)
        try:
            first = next(taken, ())
        except Exception as error:
            if not lacks_room(error):
                raise
        else:
            return _whole_lines(first, taken, place), most
    one_by_one = place.select([line, literal_column("1")])
    return _whole_lines((), fetched(connection, one_by_one, min(size, FETCHED_ROWS)), place), 1


def _whole_lines(
    first: Sequence[Sequence[Any]], more: Generator[Sequence[Sequence[Any]]], place: Place
) -> Generator[tuple[str, int]]:
    with closing(more):
        for rows in chain((first,), more):
            for text, lines in rows:
                # A text that is too long is NULL, or cut off.
                if text is None or not text.endswith("\n"):
                    raise SourceError(f"{place} has rows that are longer than max_allowed_packet.")
                yield text, lines


def _in_mysql(name: str, kind: str) -> ColumnElement[Any]:
    """A value as CSV has it: nothing for NULL, and text in quotation marks."""
    value = _named(name)
    if kind in _BARE:
        return func.coalesce(value, "")
    if kind == "bit":
        return func.coalesce(value.op("+")(literal_column("0")), "")
    if kind in _BINARY:
        return func.coalesce(_hexadecimal(func.lower(func.hex(value))), "")
    text = cast(value, CHAR)
    if kind in ("datetime", "timestamp"):
        return func.coalesce(func.left(text, literal_column("19")), "")
    return func.coalesce(func.concat('"', func.replace(text, '"', '""'), '"'), "")


def _hexadecimal(digits: ColumnElement[Any]) -> ColumnElement[Any]:
    """Bytes as hexadecimal digits; a bit in a byte as 0 or 1."""
    return case((digits == "00", "0"), (digits == "01", "1"), else_=digits)


def _parsed(text: bytes | bytearray, rows: int, columns: LineColumns) -> pl.DataFrame:
    """Lines of CSV as columns: nothing between two commas is null.

    Raises:
        SourceError: there are other than that many rows: a value broke its line.
    """
    try:
        frame = pl.read_csv(io.BytesIO(text), has_header=False, schema=columns.schema)
    except pl.exceptions.ComputeError:  # a number of more than 64 bits
        texts = dict.fromkeys(columns.schema, pl.String)
        frame = pl.read_csv(io.BytesIO(text), has_header=False, schema=texts)
    if frame.height != rows:
        raise SourceError(f"{rows:,} rows came as {frame.height:,}.")
    if columns.decimals:
        whole = pl.col(*columns.decimals).str.replace(r"\.0+$", "")
        frame = frame.with_columns(whole)
    return frame


def _named(name: str) -> ColumnElement[Any]:
    # Quoted, since many of Campus's names are reserved words somewhere.
    return column(quoted_name(name, quote=True))
