"""The DuckDB engine: in memory, spilling to a private folder when the memory is full."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from typing import Self
from weakref import WeakSet

import duckdb
import polars as pl

from roster_lint.engine.base import Row
from roster_lint.files.private import private_folder

_MEMORY = "2400MB"
_LARGE = 64 << 20
_open: "WeakSet[DuckEngine]" = WeakSet()


class _ArrowStream:
    """A data frame by its Arrow stream alone; DuckDB would ask polars for pyarrow otherwise."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


class DuckEngine:
    """An engine of one run. Close it, or leave it to ``with``."""

    def __init__(self, memory: str = _MEMORY) -> None:
        """Opens an empty engine.

        Args:
            memory: how much it may hold before it spills, such as ``2GB``.
        """
        self._memory = memory
        self._folder = private_folder()
        Path(self._folder.name).chmod(0o700)
        self._connection = duckdb.connect(
            config={
                "temp_directory": self._folder.name,
                "memory_limit": memory,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self._connection.execute("SET enable_progress_bar = false")
        _open.add(self)

    @property
    def folder(self) -> Path:
        """A private folder that goes away with the engine."""
        return Path(self._folder.name)

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Runs a statement for its effect."""
        self._connection.execute(sql, parameters or None)

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row of a query whose result is known to be small, or None."""
        # Read to its end: DuckDB makes no data frame while a result is open.
        return next(iter(self.rows(sql, parameters)), None)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query whose result is known to be small."""
        return self._connection.execute(sql, parameters or None).fetchall()

    def stream(self, sql: str, size: int = 10_000) -> Iterator[list[Row]]:
        """The rows of a query in batches, on a cursor of their own."""
        with self._connection.cursor() as cursor:
            cursor.execute(sql)
            while batch := cursor.fetchmany(size):
                yield batch

    def frame(self, sql: str) -> pl.DataFrame:
        """A query's result as a data frame."""
        return pl.DataFrame(self._connection.sql(sql))

    def register(self, name: str, frame: pl.DataFrame) -> None:
        """Lets SQL read a data frame under a name."""
        self._connection.register(name, _ArrowStream(frame))

    def expect(self, size: int) -> None:
        """Gets ready for a file of so many bytes.

        For a large one, memory that was used once is kept for the next table: to hand it back to
        the system and to ask for it anew takes a tenth of the run. It costs much of the address
        space, of which several engines may not have enough.
        """
        if size > _LARGE:
            self._connection.execute(f"SET GLOBAL block_allocator_memory = '{self._memory}'")

    @contextmanager
    def another(self) -> Iterator[Self]:
        """The same tables by a connection of its own, which another thread may use."""
        with self._connection.cursor() as connection:
            other = copy(self)
            other._connection = connection
            yield other

    def interrupt(self) -> None:
        """Stops the statement that another thread is running, which then raises an error."""
        self._connection.interrupt()

    def lock(self) -> None:
        """No statement can reach a file or the network any more; spilling still works."""
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def close(self) -> None:
        """Frees memory and removes whatever was spilled."""
        _open.discard(self)
        self._connection.close()
        self._folder.cleanup()


def interrupt_all() -> None:
    """Stops what all engines are at; the thread that waits for it gets an error."""
    for engine in list(_open):
        # One may be closing just now.
        with suppress(duckdb.Error):
            engine.interrupt()
