"""The rows of a table as columns, the quickest way that each database has.

Most of a lint's time would go into Python objects, one for each value of millions of rows, and into
Python's garbage collector that looks through them. So PostgreSQL and MySQL write each row as a line
of CSV, which polars reads; MariaDB hands over many lines as one text. Of other databases the rows
are taken as they come, with the collector suspended.
"""

import gc
import io
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Select, case, cast, column, func, literal_column
from sqlalchemy.engine import Connection
from sqlalchemy.sql import quoted_name
from sqlalchemy.types import CHAR, TIMESTAMP, Integer, Text

from roster_lint.errors import SourceError
from roster_lint.sources.database_catalogue import Place
from roster_lint.sources.database_errors import lacks_room
from roster_lint.sources.database_text import text_frame
from roster_lint.sources.database_transaction import ROW_COUNTER, forget_half_read

_DECIMALS = frozenset({"numeric", "decimal", "float", "double", "real", "float4", "float8"})
"""Types of numbers that may write a whole number with decimals: 12.00 is 12, as IDs are."""

_FETCHED_ROWS = 2_000
"""Rows that a driver hands over at once, where each value is a Python object.

More are no quicker, and SQL Server's driver reserves space for the widest value in each.
"""

_JOINED_LINES = 100
"""Lines that MariaDB joins to one text: it sorts the rows by their number for this."""

_WHOLE = frozenset({"int2", "int4", "int8", "tinyint", "smallint", "mediumint", "int", "bigint"})
"""Types of whole numbers."""

_BARE = frozenset({"tinyint", "smallint", "mediumint", "int", "bigint", "date", "year"} | _DECIMALS)
"""Types of MySQL whose text holds neither a comma nor a quotation mark."""

_BINARY = frozenset({"binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob"})


def read_batches(
    connection: Connection,
    place: Place,
    columns: Mapping[str, str],
    types: Mapping[str, str],
    size: int,
    whole: Collection[str] = (),
) -> Generator[pl.DataFrame]:
    """All rows of a table within the connection's transaction, a batch at a time.

    Args:
        connection: in its transaction.
        place: the table.
        columns: what each column is called in the data frames, and how the database spells it.
        types: the database's names of their types, by its spelling, in lower case.
        size: rows in a batch, at most.
        whole: columns that may come as whole numbers, where all values of a batch are such.

    Yields:
        Data frames of text columns, but for those of whole numbers: other numbers as digits, bits
        as 0 or 1, dates as ISO 8601, other bytes as hexadecimal digits, and null for none.

    Raises:
        Exception: whatever the driver raises.
    """
    dialect, driver = connection.dialect.name, connection.dialect.driver
    if (dialect, driver) == ("postgresql", "psycopg"):
        return _copied(connection, place, _Columns(columns, types, whole), size)
    if dialect in ("mysql", "mariadb"):
        return _lines(connection, place, _Columns(columns, types, whole), size)
    padded = [name for name, own in columns.items() if types.get(own) in ("char", "nchar")]
    return _rows(connection, place, columns, padded, size, whole)


class _Columns:
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


@contextmanager
def collection_suspended() -> Iterator[None]:
    """Python's cyclic garbage collector does not run: rows of values hold no cycles.

    It would look through every row of a batch again and again, for half of the time of a lint.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rows(
    connection: Connection,
    place: Place,
    columns: Mapping[str, str],
    padded: Sequence[str],
    size: int,
    whole: Collection[str],
) -> Generator[pl.DataFrame]:
    """Rows as the driver gives them."""
    fetched = min(size, _FETCHED_ROWS)
    names = tuple(columns)
    with closing(_taken(connection, place.select_named(columns.values()), fetched)) as taken:
        while True:
            frames: list[pl.DataFrame] = []
            with collection_suspended():
                while len(frames) * fetched < size and (rows := next(taken, None)) is not None:
                    frames.append(text_frame(names, rows, whole))
                    del rows
            if not frames:
                return
            frame = _stacked(frames)
            if padded:
                # Blanks at the end are the type's, and no part of the value.
                frame = frame.with_columns(pl.col(*padded).str.strip_chars_end(" "))
            yield frame


def _stacked(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Data frames below each other; a column that is text in one of them is text in all."""
    texts = {name for one in frames for name, kind in one.schema.items() if kind == pl.String}
    return pl.concat([one.cast(dict.fromkeys(texts, pl.String)) for one in frames])


def _taken(
    connection: Connection, select: Select[Any], size: int
) -> Generator[Sequence[Sequence[Any]]]:
    """Rows of a statement in lists of so many, the last one shorter.

    Known drivers are read from their own cursor: making SQLAlchemy's rows would take a third of the
    time.
    """
    driver: Any = connection.connection.driver_connection
    more: Callable[[], Sequence[Sequence[Any]]]
    if connection.dialect.driver in _OWN_CURSORS:
        cursor = source = _OWN_CURSORS[connection.dialect.driver](driver)
        cursor.execute(_plain(select, connection))
        more = lambda: cursor.fetchmany(size)  # noqa: E731
    else:
        source = connection.execute(select, execution_options={"yield_per": size})
        parts = source.partitions()
        more = lambda: next(parts, ())  # noqa: E731
    try:
        while rows := more():
            yield rows
    except Exception:
        forget_half_read(driver)
        raise
    finally:
        with suppress(Exception):  # the connection may be gone, which is reported already
            source.close()


def _unbuffered(driver: Any) -> Any:  # noqa: ANN401  (of a driver without types)
    from pymysql.cursors import SSCursor  # type: ignore[import-untyped]

    return driver.cursor(SSCursor)


_OWN_CURSORS: dict[str, Callable[[Any], Any]] = {
    "mssqlpython": lambda driver: driver.cursor(),
    "pymysql": _unbuffered,
    "pysqlite": lambda driver: driver.cursor(),
}
"""The drivers that are read without SQLAlchemy's rows, with a cursor that holds no whole result."""


def _plain(select: Select[Any], connection: Connection) -> str:
    """A statement for a driver's own cursor, without the doubled % of one with parameters."""
    kind: Any = type(connection.dialect)
    dialect = kind(paramstyle="named")
    return str(select.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _copied(
    connection: Connection,
    place: Place,
    columns: _Columns,
    size: int,
) -> Generator[pl.DataFrame]:
    """Rows of PostgreSQL, by COPY, which takes part in the transaction as any other statement."""
    select = place.select(
        [_in_postgresql(own, columns.types.get(own, "")) for own in columns.by_name.values()]
    )
    compiled = _plain(select, connection)
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


def _lines(
    connection: Connection, place: Place, columns: _Columns, size: int
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
        taken = _taken(connection, place.select(joined).group_by(some), size // most)
        try:
            first = next(taken, ())
        except Exception as error:
            if not lacks_room(error):
                raise
        else:
            return _whole_lines(first, taken, place), most
    one_by_one = place.select([line, literal_column("1")])
    return _whole_lines((), _taken(connection, one_by_one, min(size, _FETCHED_ROWS)), place), 1


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


def _parsed(text: bytes | bytearray, rows: int, columns: _Columns) -> pl.DataFrame:
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
