"""The rows of a table as columns, the quickest way that each database has.

Most of a lint's time would go into Python objects, one for each value of millions of rows, and into
Python's garbage collector that looks through them. So PostgreSQL, MySQL and MariaDB write each row
as a line of CSV; of other databases the rows are taken as they come, with the collector suspended.
"""

from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import closing

import polars as pl
from sqlalchemy.engine import Connection

from roster_lint.sources.database_catalogue import Place
from roster_lint.sources.database_cursor import FETCHED_ROWS, collection_suspended, fetched
from roster_lint.sources.database_lines import LineColumns, copied_lines, joined_lines
from roster_lint.sources.database_text import text_frame


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
        return copied_lines(connection, place, LineColumns(columns, types, whole), size)
    if dialect in ("mysql", "mariadb"):
        return joined_lines(connection, place, LineColumns(columns, types, whole), size)
    padded = [name for name, own in columns.items() if types.get(own) in ("char", "nchar")]
    return _rows(connection, place, columns, padded, size, frozenset(whole).difference(padded))


def _rows(
    connection: Connection,
    place: Place,
    columns: Mapping[str, str],
    padded: Sequence[str],
    size: int,
    whole: Collection[str],
) -> Generator[pl.DataFrame]:
    """Rows as the driver gives them."""
    at_once = min(size, FETCHED_ROWS)
    names = tuple(columns)
    with closing(fetched(connection, place.select_named(columns.values()), at_once)) as taken:
        while True:
            frames: list[pl.DataFrame] = []
            with collection_suspended():
                while len(frames) * at_once < size and (rows := next(taken, None)) is not None:
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
