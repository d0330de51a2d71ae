"""The engine that the cases are judged in: small questions, asked over and over."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Self

import duckdb
import polars as pl

from roster_lint.engine.base import Row
from roster_lint.engine.duck import DuckEngine

_PLANNED = re.compile(r"\s*(?:SELECT|INSERT|DELETE|DESCRIBE|WITH)\b")
_ELSEWHERE = re.compile(r"USE (?!main\b)|SET search_path")
_CREATES = re.compile(
    r"(?:\s|--.*)*CREATE (?:TABLE|VIEW) \"?(?P<name>\w+)\"?\s*(?:AS\b|\([^()]*\)\s*$)"
)
_MOST = 3_000
_LONGEST = 6_000


class OneTransaction(DuckEngine):
    """An engine with one connection, so that all that is run at once is in its open transaction."""

    def __init__(self) -> None:
        """Opens the engine."""
        super().__init__()
        self._turn = RLock()

    @contextmanager
    def another(self) -> Iterator[Self]:
        """This engine itself, whose statements wait for each other."""
        yield self

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int | None:
        """Runs a statement for its effect; how many rows it changed, where that is known."""
        with self._turn:
            return super().run(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query whose result is known to be small."""
        with self._turn:
            return super().rows(sql, parameters)


class OneConnection(OneTransaction):
    """An engine for small questions; its streams see what an open transaction has written.

    To plan a statement takes longer than to run it on a few hundred rows. So once the tables
    stand, a text that comes a second time is prepared and from then on only executed, and a table
    that is created a second time is emptied and filled: DuckDB plans everything anew where a table
    was created or dropped since.
    """

    def __init__(self) -> None:
        """Opens the engine, without what pays off on millions of rows only.

        Statements are run as they are written: to optimize one takes longer than to answer it, and
        what they mean is the same. The whole way, with everything in it, is tried on sample data.
        """
        super().__init__()
        self._standing: dict[str, str] = {}
        self._frames: set[str] = set()
        self._prepared: dict[str, str | None] = {}
        self._at_home = True
        self.run("SET threads = 1")
        self.run("PRAGMA disable_optimizer")

    def stand(self) -> None:
        """From here on the tables and views are there to stay; only their rows change."""
        sql = "SELECT lower(table_name), table_type FROM information_schema.tables"
        self._standing = dict(self.rows(f"{sql} WHERE table_schema = 'main'"))

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int | None:
        """Runs a statement for its effect; how many rows it changed, where that is known."""
        with self._turn:
            return self._run(sql, parameters)

    def _run(self, sql: str, parameters: Sequence[object]) -> int | None:
        if sql.startswith(("USE ", "SET ")):
            self._at_home = _ELSEWHERE.match(sql) is None
        created = _CREATES.match(sql)
        if created and self._at_home and created["name"].lower() in self._standing:
            return self._fill(created["name"], sql[created.end() :], parameters)
        planned = sql if parameters else self._planned(sql)
        if planned != sql and sql.startswith("INSERT INTO"):
            return int(super().rows(planned)[0][0])
        return super().run(planned, parameters)

    def _fill(self, name: str, select: str, parameters: Sequence[object]) -> int | None:
        """Does what a CREATE of a standing table or view means."""
        if self._standing[name.lower()] == "VIEW":
            return None
        self.run(f"DELETE FROM {name}")
        return self.run(f"INSERT INTO {name} {select}", parameters) if select else None

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query whose result is known to be small."""
        with self._turn:
            return super().rows(sql if parameters else self._planned(sql), parameters)

    def stream(self, sql: str, size: int = 10_000) -> Iterator[list[Row]]:
        """All rows at once; a cursor of their own would be another transaction."""
        yield self.rows(sql)

    def register(self, name: str, frame: pl.DataFrame) -> None:
        """Lets SQL read a data frame under a name; a plan would hold on to that very frame."""
        self._frames.add(name)
        super().register(name, frame)

    def _planned(self, sql: str) -> str:
        """How to run a statement: by the name under which it is prepared, where it came before.

        The same text means something else where the tables of another schema stand in front.
        """
        if not (self._standing and self._at_home) or not _PLANNED.match(sql):
            return sql
        if sql not in self._prepared:
            if len(self._prepared) < _MOST:
                self._prepared[sql] = None
            return sql
        if self._prepared[sql] is None:
            self._prepared[sql] = self._prepare(sql)
        return self._prepared[sql] or sql

    def _prepare(self, sql: str) -> str:
        """How a statement is run from now on; as it is written where it cannot be prepared."""
        if len(duckdb.extract_statements(sql)) > 1 or any(name in sql for name in self._frames):
            return sql
        # Such a plan is ready to hold some megabytes for as long as it is kept.
        if len(sql) > _LONGEST:
            return sql
        name = f"planned_{sum(run is not None for run in self._prepared.values())}"
        super().run(f"PREPARE {name} AS {sql}")
        return f"EXECUTE {name}"


def created_by(sql: str) -> str:
    """The table or view that a statement of a model creates.

    Raises:
        ValueError: it creates neither.
    """
    found = _CREATES.match(sql)
    if found is None:
        raise ValueError(f"this creates no table: {sql}")
    return found["name"]
