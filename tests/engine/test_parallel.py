"""Several tasks at once in one engine: none before what it needs, and none left behind."""

from collections.abc import Callable
from threading import Barrier, Event, Timer

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster_lint.engine.base import Engine
from roster_lint.engine.duck import DuckEngine, interrupt_all
from roster_lint.engine.parallel import at_once, each_after
from roster_lint.model.build import campus_model
from roster_lint.model.payload_tables import create_all, payload_statements, statements_of

NEEDS = st.integers(1, 12).flatmap(
    lambda number: st.tuples(
        *(st.frozensets(st.integers(0, max(one - 1, 0))) for one in range(number))
    )
)


@given(NEEDS)
@settings(max_examples=40)
def test_a_task_begins_once_those_that_it_needs_have_ended(
    needed: tuple[frozenset[int], ...],
) -> None:
    needs = {str(i): {str(one) for one in some if one < i} for i, some in enumerate(needed)}
    ended: list[str] = []

    def task(name: str) -> Callable[[Engine], None]:
        def run(engine: Engine) -> None:
            assert needs[name] <= set(ended)
            engine.run(f"CREATE TABLE t{name} AS SELECT 1")
            ended.append(name)

        return run

    engine = DuckEngine()
    each_after(engine, {name: task(name) for name in needs}, needs)
    assert sorted(ended) == sorted(needs)
    engine.close()


def test_two_run_at_once() -> None:
    engine = DuckEngine()
    both = Barrier(2, timeout=20)
    each_after(engine, {"a": lambda _: both.wait(), "b": lambda _: both.wait()}, {"a": (), "b": ()})
    engine.close()


def test_what_a_task_raises_comes_out_and_no_other_is_begun() -> None:
    engine = DuckEngine()
    begun: list[str] = []

    def fail(own: Engine) -> None:
        begun.append("a")
        own.run("SELECT no_such_column")

    tasks: dict[str, Callable[[Engine], object]] = {"a": fail, "b": lambda _: begun.append("b")}
    with pytest.raises(duckdb.BinderException):
        each_after(engine, tasks, {"a": (), "b": ("a",)})
    assert begun == ["a"]
    assert engine.rows("SELECT 1") == [(1,)]
    with (
        pytest.raises(duckdb.BinderException),
        at_once(engine, {"a": lambda own: own.run("SELECT no_such_column")}) as at_work,
    ):
        at_work["a"].result()
    engine.close()


@pytest.mark.parametrize("oneroster", ["1.1", "1.2"])
def test_every_statement_stands_behind_all_that_it_reads(oneroster: str) -> None:
    # Else it would be run before what it reads is there, or after a table of the same name.
    for statements in (
        [one for file in campus_model() for one in statements_of(file.sql)],
        *(payload_statements(kind, oneroster) for kind in ("campus", "bundle")),
    ):
        names = [one.creates.lower() for one in statements]
        assert len(set(names)) == len(names)
        for place, one in enumerate(statements):
            assert not one.reads & set(names[place:]) - {one.creates.lower()}, one.creates


def test_views_and_tables_are_made_in_whatever_order_they_get_ready() -> None:
    engine = DuckEngine()
    chain = "CREATE TABLE t0 AS SELECT 0 AS n;\n" + "\n".join(
        f"CREATE {'VIEW' if i % 3 else 'TABLE'} t{i} AS SELECT n + 1 AS n FROM t{i - 1};\n"
        f"CREATE TABLE side{i} AS SELECT a.n FROM t{i - 1} a JOIN t{i} b ON b.n = a.n + 1;"
        for i in range(1, 30)
    )
    create_all(engine, tuple(statements_of(chain)))
    assert engine.rows("SELECT n FROM t29") == [(29,)]
    assert engine.rows("SELECT n FROM side29") == [(28,)]
    engine.close()


def test_what_stops_all_engines_stops_tasks_at_work() -> None:
    engine = DuckEngine()
    begun = Barrier(2, timeout=20)

    def endless(own: Engine) -> None:
        begun.wait()
        own.run(
            "CREATE TABLE pairs AS SELECT count(*) FROM range(10_000_000) a, range(10_000_000) b"
        )

    def stop(_: Engine) -> None:
        begun.wait()
        stopped = Event()
        watch = Timer(20, stopped.set)
        watch.start()
        while not stopped.wait(0.05):
            interrupt_all()
            if at_work["endless"].done():
                break
        watch.cancel()

    with (
        pytest.raises(duckdb.InterruptException),
        at_once(engine, {"endless": endless, "stop": stop}) as at_work,
    ):
        at_work["endless"].result()
    engine.close()
