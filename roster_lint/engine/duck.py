"""The DuckDB engine: in memory, spilling to a private folder when the memory is full."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Self
from weakref import WeakSet

import duckdb

from roster_lint.engine.address_space import address_space
from roster_lint.engine.base import Engine, Row
from roster_lint.engine.memory import bytes_of, default, enough, of_the_machine
from roster_lint.engine.sql_text import quoted
from roster_lint.files.private import private_folder

if TYPE_CHECKING:
    import polars as pl

_LARGE = 64 << 20
# Tables in memory have no log to shorten, but after a few changes DuckDB would write them all anew.
_NEVER = "1000TB"
_COUNTED = ("INSERT INTO", "CREATE OR REPLACE TEMP TABLE", "CREATE OR REPLACE TABLE")
_open: "WeakSet[DuckEngine]" = WeakSet()
_threads: list[int] = []


class _ArrowStream:
    """Rows by their Arrow stream alone; DuckDB would ask polars for pyarrow otherwise."""

    def __init__(self, frame: "pl.DataFrame | duckdb.DuckDBPyRelation") -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


class DuckEngine:
    """An engine of one run. Close it, or leave it to ``with``."""

    def __init__(self, memory: str | None = None) -> None:
        """Opens an empty engine.

        Args:
            memory: how much it may hold before it spills, such as ``2GB``; where absent, a quarter
                of the machine's, but 1 GB to 8 GB.

        Raises:
            ResourceError: there is not even enough to begin.
        """
        self._memory = bytes_of(memory) if memory else 0
        self._part: str | None = None
        self._folder = private_folder()
        Path(self._folder.name).chmod(0o700)
        with self._enough():
            self._connection = duckdb.connect(
                config={
                    "temp_directory": self._folder.name,
                    "checkpoint_threshold": _NEVER,
                    "autoinstall_known_extensions": False,
                    "autoload_known_extensions": False,
                }
            )
            self._memory = self._memory or default(of_the_machine(self._connection))
            self._connection.execute(f"SET memory_limit = '{self._memory // 1000}KB'")
            self._connection.execute("SET enable_progress_bar = false")
            if _threads:
                self._connection.execute(f"SET threads = {_threads[-1]}")
        _open.add(self)

    @property
    def memory(self) -> int:
        """How many bytes it may hold before it spills."""
        return self._memory

    def _enough(self) -> AbstractContextManager[None]:
        return enough(self._memory, self.folder)

    @property
    def folder(self) -> Path:
        """A private folder that goes away with the engine."""
        return Path(self._folder.name)

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int | None:
        """Runs a statement for its effect; how many rows it changed, where that is known."""
        with self._enough():
            done = self._connection.execute(sql, parameters or None)
            # Only these have a result that is a number of rows.
            row = done.fetchone() if sql.startswith(_COUNTED) else None
        return int(row[0]) if row else None

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row of a query whose result is known to be small, or None."""
        # Read to its end: DuckDB makes no data frame while a result is open.
        return next(iter(self.rows(sql, parameters)), None)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query whose result is known to be small."""
        with self._enough():
            return self._connection.execute(sql, parameters or None).fetchall()

    def stream(self, sql: str, size: int = 10_000) -> Iterator[list[Row]]:
        """The rows of a query in batches, on a cursor of their own."""
        with self._cursor() as cursor:
            with self._enough():
                cursor.execute(sql)
            while batch := self._batch(cursor, size):
                yield batch

    def _batch(self, cursor: duckdb.DuckDBPyConnection, size: int) -> list[Row]:
        with self._enough():
            return cursor.fetchmany(size)

    def frame(self, sql: str) -> "pl.DataFrame":
        """A query's result as a data frame."""
        # It takes long to import, and a run without a doubtful value asks for no frame.
        import polars as pl

        with self._enough():
            return pl.DataFrame(self._connection.sql(sql))

    def register(self, name: str, frame: "pl.DataFrame") -> None:
        """Lets SQL read a data frame under a name."""
        self._connection.register(name, _ArrowStream(frame))

    def take(self, table: str, other: "Engine", sql: str) -> None:
        """Creates a table with the rows of a query of another engine, batch by batch.

        Of a part of this engine they are not handed over: it makes the table itself.
        """
        assert isinstance(other, DuckEngine), "engines of one kind hand rows over"
        if other._folder is self._folder:
            ((here,),) = self.rows("SELECT current_database()")
            other.run(f"CREATE TABLE {quoted(here)}.{table} AS {sql}")
            return
        with self._enough(), other._enough():
            rows = other._relation(sql)
            self._connection.register("taken", _ArrowStream(rows))
            try:
                self._connection.execute(f"CREATE TABLE {table} AS SELECT * FROM taken")
            finally:
                self._connection.unregister("taken")

    def _relation(self, sql: str) -> duckdb.DuckDBPyRelation:
        return self._connection.sql(sql)

    def expect(self, size: int) -> None:
        """Gets ready for a file of so many bytes.

        For a large one, memory that was used once is kept for the next table: to hand it back to
        the system and to ask for it anew takes a tenth of the run. It costs as much of the address
        space, so where that is limited, memory is handed back.
        """
        if size > _LARGE and address_space() is None:
            memory = f"{self._memory // 1000}KB"
            self._connection.execute(f"SET GLOBAL block_allocator_memory = '{memory}'")

    @contextmanager
    def another(self) -> Iterator[Self]:
        """The same tables by a connection of its own, which another thread may use."""
        with self._cursor() as connection:
            other = copy(self)
            other._connection = connection
            # What stops a run stops its statements, too.
            _open.add(other)
            try:
                yield other
            finally:
                _open.discard(other)

    def part(self, name: str) -> "DuckEngine":
        """An engine with tables of its own, none yet, in the memory of this one.

        It is never locked by itself: lock the whole engine once all parts are read.
        Closing it drops its tables, and frees their memory.

        Args:
            name: of no other part that is open.
        """
        other = copy(self)
        with self._enough():
            other._connection = self._connection.cursor()
            other._connection.execute(f"ATTACH ':memory:' AS {quoted(name)}")
            other._connection.execute(f"USE {quoted(name)}")
        other._part = name
        _open.add(other)
        return other

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._connection.cursor()
        if self._part is not None:
            cursor.execute(f"USE {quoted(self._part)}")
        return cursor

    def interrupt(self) -> None:
        """Stops the statement that another thread is running, which then raises an error."""
        self._connection.interrupt()

    def lock(self) -> None:
        """No statement can reach a file or the network any more; spilling still works."""
        if self._part is not None:
            return
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def close(self) -> None:
        """Frees memory and removes whatever was spilled."""
        _open.discard(self)
        if self._part is not None:
            # What cannot be detached goes with the whole.
            with suppress(duckdb.Error):
                self._connection.execute("USE memory")
                self._connection.execute(f"DETACH {quoted(self._part)}")
            self._connection.close()
            return
        self._connection.close()
        self._folder.cleanup()


def interrupt_all() -> None:
    """Stops what all engines are at; the thread that waits for it gets an error."""
    for engine in list(_open):
        # One may be closing just now.
        with suppress(duckdb.Error):
            engine.interrupt()


def limit_threads(count: int) -> None:
    """Lets each engine that this process opens from now on use only so many threads.

    Several processes that share a machine would else stand in each other's way.
    """
    _threads[:] = [count]
