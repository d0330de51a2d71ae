"""An engine for many runs on districts that are almost alike: it does nothing a second time.

A statement is run where something that it reads is not what it was when it was last run, and
else its result is taken as it was. What the linter does is untouched: every stage runs, and asks
every question of the engine. So a run on a district of which one table was changed costs only
what that change reaches. ``test_remembering.py`` holds it against the engine of a real run.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from functools import cache, wraps
from threading import RLock
from typing import Concatenate, ParamSpec, Self, TypeVar
from weakref import finalize

import duckdb
import polars as pl
import pytest

from roster_lint import prepare as preparing
from roster_lint.engine.base import Engine, Row
from roster_lint.engine.duck import DuckEngine
from tests.remembered import Reading, Statement, Step, Table, digest, end_run, statements
from tests.standing import IF_ABSENT, Standing

_TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")
_CHANGES = ("INSERT INTO", "UPDATE", "DELETE FROM")
_CATALOG = frozenset(("information_schema", "duckdb_tables", "duckdb_views"))

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def _alone(
    method: Callable[Concatenate["RememberingEngine", Asked], Answer],
) -> Callable[Concatenate["RememberingEngine", Asked], Answer]:
    """One thread at a time: what is known must fit what was done."""

    @wraps(method)
    def locked(
        self: "RememberingEngine", /, *arguments: Asked.args, **options: Asked.kwargs
    ) -> Answer:
        with self._one_by_one:
            if self._run not in self._open:
                raise RuntimeError("this run is over")
            return method(self, *arguments, **options)

    return locked


class RememberingEngine(DuckEngine):
    """One engine for any number of runs, one after the other; ``begin`` starts each."""

    def __init__(self) -> None:
        """Opens an engine that remembers nothing yet."""
        super().__init__()
        super().run("SET threads = 1")
        super().run("PRAGMA disable_optimizer")
        self._one_by_one = RLock()
        self._standing = Standing(self._connection)
        self._outcomes: dict[str, str] = {}
        self._answers: dict[str, list[Row]] = {}
        self._seen: dict[str, pl.DataFrame] = {}
        self._open: list[object] = []
        self._run: object = None
        self._tables: dict[str, Table] = {}
        self._before: dict[str, Table] = {}
        self._locked = False

    def begin(self) -> Self:
        """An empty engine again, as far as the next run can see.

        Raises:
            RuntimeError: the last run's report is still open and would read the next one's tables.
        """
        if self._open:
            raise RuntimeError("the report of another run is still open")
        self._tables = {}
        self._locked = False
        self._run = object()
        self._open.append(self._run)
        return self

    def lend(self) -> Self | None:
        """Itself for one run, which is over when nobody holds it any more; None while in use."""
        if self._open:
            return None
        lent = copy(self).begin()
        finalize(lent, end_run, self._open, lent._run)
        return lent

    def close(self) -> None:
        """The run is over; what it made is kept."""
        end_run(self._open, self._run)

    def lock(self) -> None:
        """No statement of this run can reach a file any more."""
        self._locked = True

    @contextmanager
    def another(self) -> Iterator[Self]:
        """The engine itself: it lets one thread in at a time."""
        yield self

    @_alone
    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Runs statements for their effect, or notes what their effect is known to be."""
        for statement in statements(sql):
            self._do(statement, tuple(parameters))

    @_alone
    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        (statement,) = statements(sql)
        key = self._key_of(statement, parameters)
        if key not in self._answers:
            if _CATALOG & statement.words:
                self._clear()
            self._settle(self._reads(statement))
            self._answers[key] = super().rows(sql, parameters)
        return list(self._answers[key])

    @_alone
    def stream(self, sql: str, size: int = 10_000) -> Iterator[list[Row]]:
        """The rows of a query, all at once."""
        return iter([self.rows(sql)])

    @_alone
    def frame(self, sql: str) -> pl.DataFrame:
        """A query's result as a data frame."""
        (statement,) = statements(sql)
        key = self._key_of(statement, ())
        if key not in self._seen:
            self._settle(self._reads(statement))
            self._seen[key] = super().frame(sql)
        return self._seen[key].clone()

    @_alone
    def register(self, name: str, frame: pl.DataFrame) -> None:
        """Lets SQL read a data frame."""
        name, shape = name.lower(), digest(frame.schema)
        self._tables[name] = Table(digest(shape, frame.rows()), shape, frame=frame)
        self._settle({name})

    @_alone
    def take(self, table: str, other: Engine, sql: str) -> None:
        """Creates a table with the rows of a query of another engine."""
        frame = f"taken_for_{table}".lower()
        self.register(frame, other.frame(sql))
        self.run(f"CREATE TABLE {table} AS SELECT * FROM {frame}")
        del self._tables[frame]

    @_alone
    def _relation(self, sql: str) -> duckdb.DuckDBPyRelation:
        self._settle(self._reads(statements(sql)[0]))
        return super()._relation(sql)

    def _do(self, statement: Statement, parameters: tuple[object, ...]) -> None:
        if statement.files and self._locked:
            raise duckdb.PermissionException("the engine is locked")
        if statement.text in _TRANSACTION:
            self._turn(statement.text)
        elif not statement.target:
            super().run(statement.text, parameters)
        elif statement.verb == "DROP":
            self._tables.pop(statement.target, None)
        elif statement.verb == "ALTER" or statement.verb.startswith("CREATE"):
            self._make(statement, parameters)
        else:
            self._change(statement, parameters)

    def _turn(self, word: str) -> None:
        """A transaction begins, or what was done in it is forgotten: this run knows what was."""
        if word == "BEGIN":
            self._before = {
                name: replace(table, steps=[*table.steps]) for name, table in self._tables.items()
            }
        elif word == "ROLLBACK":
            self._tables = self._before

    def _make(self, statement: Statement, parameters: tuple[object, ...]) -> None:
        """A table or view is created, or altered."""
        name, reads = statement.target, self._reads(statement)
        before = self._tables.get(name)
        if statement.verb != "ALTER":
            reads -= {name}
            if before and "REPLACE" not in statement.verb:
                if IF_ABSENT in statement.text:
                    return
                raise duckdb.CatalogException(f"{name} is there already")
        types = [type(parameter) for parameter in parameters]
        shape = digest(statement.meaning(), types, self._shapes(reads))
        step = self._step(statement, parameters, reads, shape)
        steps = [*before.steps, step] if before and statement.verb == "ALTER" else [step]
        view = statement if statement.is_view else None
        self._tables[name] = Table(step.leads_to, shape, steps, view)

    def _change(self, statement: Statement, parameters: tuple[object, ...]) -> None:
        """Rows are added, changed or deleted."""
        table = self._tables[statement.target]
        step = self._step(statement, parameters, self._reads(statement), table.shape)
        if step.leads_to != table.state:
            table.state = step.leads_to
            table.steps.append(step)

    def _step(
        self,
        statement: Statement,
        parameters: tuple[object, ...],
        reads: Iterable[str],
        shape: str,
    ) -> Step:
        """What a statement does to its target; done at once where that is not known yet."""
        key = self._key(statement, parameters, reads)
        read = self._readings(set(reads) - {statement.target})
        if key not in self._outcomes:
            self._settle(reads)
            before = self._tables.get(statement.target)
            reached = self._standing.execute(statement, parameters)
            if before and reached == 0 and statement.verb in _CHANGES:
                self._outcomes[key] = before.state
            else:
                content = self._standing.content(statement.target) if not statement.is_view else key
                self._outcomes[key] = digest(shape, content)
            self._standing.note(statement.target, self._outcomes[key])
        kept = statement.kept_in(self.folder) if statement.files else statement
        return Step(kept, parameters, read, self._outcomes[key])

    def _settle(self, names: Iterable[str]) -> None:
        """Sees to it that tables hold what they hold in this run."""
        self._standing.bring(self._readings(names))

    def _readings(self, names: Iterable[str]) -> tuple[Reading, ...]:
        tables = [(name, self._tables[name]) for name in names]
        return tuple(Reading(name, table, table.state) for name, table in tables)

    def _reads(self, statement: Statement) -> set[str]:
        """The tables that a statement reads, by themselves or through views, and its target."""
        found: set[str] = set()
        left = list(statement.words & self._tables.keys())
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                table = self._tables[name]
                left += [reading.name for reading in table.underlying]
        return found

    def _key_of(self, statement: Statement, parameters: Sequence[object]) -> str:
        """What the answer to a question depends on."""
        reads = self._reads(statement)
        if statement.text.startswith("DESCRIBE"):
            return digest(statement.text, self._shapes(reads))
        if _CATALOG & statement.words:
            return digest(statement.text, tuple(parameters), self._shapes(self._tables))
        return self._key(statement, tuple(parameters), reads)

    def _key(
        self, statement: Statement, parameters: tuple[object, ...], reads: Iterable[str]
    ) -> str:
        states = [(name, self._tables[name].state) for name in sorted(reads)]
        return digest(statement.meaning(), parameters, states)

    def _shapes(self, reads: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, self._tables[name].shape) for name in sorted(reads)]

    def _clear(self) -> None:
        """Drops what an earlier run left, so that the engine's own list of tables is this run's."""
        self._settle(self._tables)
        for name in self._standing.names() - self._tables.keys():
            self._standing.drop(name)


@cache
def remembering() -> RememberingEngine:
    """The engine of this process."""
    return RememberingEngine()


@contextmanager
def all_remembered() -> Iterator[None]:
    """Within it, every run takes the engine that remembers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preparing, "DuckEngine", lambda _memory=None: remembering().begin())
        yield
