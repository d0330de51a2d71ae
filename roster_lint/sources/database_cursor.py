"""Rows of a statement as the driver's own cursor gives them, with Python's collector suspended."""

import gc
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Select
from sqlalchemy.engine import Connection

from roster_lint.sources.database_transaction import forget_half_read

FETCHED_ROWS = 2_000
"""Rows that a driver hands over at once, where each value is a Python object.

More are no quicker, and SQL Server's driver reserves space for the widest value in each.
"""


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


def fetched(
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
        cursor.execute(plain_sql(select, connection))
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


def plain_sql(select: Select[Any], connection: Connection) -> str:
    """A statement for a driver's own cursor, without the doubled % of one with parameters."""
    kind: Any = type(connection.dialect)
    dialect = kind(paramstyle="named")
    return str(select.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
