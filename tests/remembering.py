"""An engine for many runs on districts that are almost alike: it does nothing a second time.

A statement is run where something that it reads is not what it was when it was last run, and
else its result is taken as it was. What the linter does is untouched: every stage runs, and asks
every question of the engine. So a run on a district of which one table was changed costs only
what that change reaches. ``test_remembering.py`` holds it against the engine of a real run.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from hashlib import blake2b
from threading import RLock
from typing import Concatenate, ParamSpec, Self, TypeVar

import duckdb
import polars as pl
import pytest

from roster_lint import prepare as preparing
from roster_lint.engine.base import Row
from roster_lint.engine.duck import DuckEngine
from tests.remembered import Statement, Step, Table, statements

_CHANGES = ("INSERT INTO", "UPDATE", "DELETE FROM")
_IF_ABSENT = " IF NOT EXISTS"
_FRAME = "frame"
_CATALOG = "information_schema"


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
        self._there: dict[str, str] = {}
        self._views: set[str] = set()
        self._outcomes: dict[str, str] = {}
        self._answers: dict[str, list[Row]] = {}
        self._frames = 0
        self._in_use = False
        self._tables: dict[str, Table] = {}
        self._locked = False

    def begin(self) -> Self:
        """An empty engine again, as far as the next run can see.

        Raises:
            RuntimeError: the last run's report is still open and would read the next one's tables.
        """
        if self._in_use:
            raise RuntimeError("the report of another run is still open")
        self._tables = {}
        self._locked = False
        self._in_use = True
        return self

    def close(self) -> None:
        """The run is over; what it made is kept."""
        self._in_use = False

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
            if _CATALOG in statement.words:
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
        self._settle(self._reads(statements(sql)[0]))
        return super().frame(sql)

    @_alone
    def register(self, name: str, frame: pl.DataFrame) -> None:
        """Lets SQL read a data frame, which is like no other."""
        self._frames += 1
        self._make_way(name.lower())
        super().register(name, frame)
        state = f"{_FRAME} {self._frames}"
        self._tables[name.lower()] = Table(state, state)
        self._there[name.lower()] = state

    def _do(self, statement: Statement, parameters: tuple[object, ...]) -> None:
        if statement.files and self._locked:
            raise duckdb.PermissionException("the engine is locked")
        if not statement.target:
            super().run(statement.text, parameters)
        elif statement.verb == "DROP":
            self._make_way(statement.target)
            self._tables.pop(statement.target, None)
        elif statement.verb == "ALTER" or statement.verb.startswith("CREATE"):
            self._make(statement, parameters)
        else:
            self._change(statement, parameters)

    def _make(self, statement: Statement, parameters: tuple[object, ...]) -> None:
        """A table or view is created, or altered."""
        name, reads = statement.target, self._reads(statement)
        before = self._tables.get(name)
        if statement.verb != "ALTER":
            reads -= {name}
            if before and "REPLACE" not in statement.verb:
                if _IF_ABSENT in statement.text:
                    return
                raise duckdb.CatalogException(f"{name} is there already")
        types = [type(parameter) for parameter in parameters]
        shape = _digest(statement.text, types, self._shapes(reads))
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
        self._make_way(statement.target)
        if key not in self._outcomes:
            self._settle(reads)
            before = self._tables.get(statement.target)
            reached = self._execute(statement, parameters)
            if before and reached == 0 and statement.verb in _CHANGES:
                self._outcomes[key] = before.state
            else:
                self._outcomes[key] = _digest(
                    shape, key if statement.is_view else self._content(statement.target)
                )
            self._there[statement.target] = self._outcomes[key]
        return Step(statement, parameters, frozenset(reads), self._outcomes[key])

    def _execute(self, statement: Statement, parameters: tuple[object, ...]) -> int:
        text = statement.text
        if statement.verb.startswith("CREATE") and "REPLACE" not in statement.verb:
            text = text.replace(_IF_ABSENT, "", 1).replace("CREATE", "CREATE OR REPLACE", 1)
        self._there.pop(statement.target, None)
        if statement.is_view:
            self._views.add(statement.target)
        result = self._connection.execute(text, parameters or None).fetchone()
        return int(result[0]) if result else 0

    def _content(self, name: str) -> object:
        """Tells apart what a table holds, and in which order."""
        return super().rows(f'SELECT count(*), sum(hash(t, t.rowid)) FROM "{name}" t')

    def _settle(self, names: Iterable[str]) -> None:
        """Sees to it that tables hold what they hold in this run."""
        for name in names:
            table = self._tables[name]
            if table.view:
                self._settle(table.steps[0].reads)
            if self._there.get(name) == table.state:
                continue
            states = [step.leads_to for step in table.steps]
            there = self._there.get(name)
            begin = states.index(there) + 1 if there in states else 0
            for step in table.steps[begin:]:
                self._settle(step.reads - {name})
                self._execute(step.statement, step.parameters)
                self._there[name] = step.leads_to

    def _make_way(self, name: str) -> None:
        """Before a table changes, those get what they need that are to be made from what it was."""
        if name not in self._tables:
            return
        for other, table in list(self._tables.items()):
            late = self._there.get(other) != table.state and not table.view
            if other != name and late and any(name in step.reads for step in table.steps):
                self._settle([other])

    def _reads(self, statement: Statement) -> set[str]:
        """The tables that a statement reads, by themselves or through views, and its target."""
        found: set[str] = set()
        left = list(statement.words & self._tables.keys())
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                table = self._tables[name]
                left += table.steps[0].reads if table.view else ()
        return found

    def _key_of(self, statement: Statement, parameters: Sequence[object]) -> str:
        """What the answer to a question depends on."""
        reads = self._reads(statement)
        if statement.text.startswith("DESCRIBE"):
            return _digest(statement.text, self._shapes(reads))
        if _CATALOG in statement.words:
            return _digest(statement.text, tuple(parameters), self._shapes(self._tables))
        return self._key(statement, tuple(parameters), reads)

    def _key(
        self, statement: Statement, parameters: tuple[object, ...], reads: Iterable[str]
    ) -> str:
        files = [_digest(path.read_bytes()) for path in statement.files]
        states = [(name, self._tables[name].state) for name in sorted(reads)]
        return _digest(statement.text, parameters, files, states)

    def _shapes(self, reads: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, self._tables[name].shape) for name in sorted(reads)]

    def _clear(self) -> None:
        """Drops what an earlier run left, so that the engine's own list of tables is this run's."""
        self._settle(list(self._tables))
        for name in self._there.keys() - self._tables.keys():
            if self._there.pop(name).startswith(_FRAME):
                self._connection.unregister(name)
            else:
                super().run(f'DROP {"VIEW" if name in self._views else "TABLE"} "{name}"')


def _digest(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


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
