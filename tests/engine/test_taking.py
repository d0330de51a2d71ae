"""Rows handed from one engine to another, and engines that share one memory."""

from collections.abc import Iterator

import duckdb
import pytest

from roster_lint.engine.duck import DuckEngine

TABLE = "CREATE TABLE t AS SELECT i, 'é' || i AS s, DATE '2026-08-10' AS d FROM range(999) r(i)"


@pytest.fixture
def whole() -> Iterator[DuckEngine]:
    engine = DuckEngine("200MB")
    yield engine
    engine.close()


def test_rows_come_whole_in_their_order_also_into_a_locked_engine(whole: DuckEngine) -> None:
    one = DuckEngine("200MB")
    try:
        one.run(TABLE)
        one.lock()
        whole.run("CREATE SCHEMA before")
        whole.lock()
        whole.take('before."t"', one, "FROM t WHERE i <> 5")
        rows = one.rows("FROM t WHERE i <> 5")
        one.close()
        assert whole.rows("FROM before.t") == rows
    finally:
        one.close()


def test_a_part_has_tables_of_its_own_and_hands_them_over(whole: DuckEngine) -> None:
    whole.run("CREATE TABLE t AS SELECT 1 AS mine")
    whole.run("CREATE SCHEMA before")
    one, other = whole.part("one"), whole.part("other")
    assert one.memory == whole.memory
    one.run(TABLE)
    other.run("CREATE TABLE t AS SELECT 2 AS another")
    with one.another() as same:
        assert same.rows("SELECT count(*) FROM t") == [(999,)]
    assert [len(batch) for batch in one.stream("FROM t", 500)] == [500, 499]
    assert (whole.rows("FROM t"), other.rows("FROM t")) == ([(1,)], [(2,)])
    whole.take('before."t"', one, "FROM t WHERE i <> 5")
    rows = one.rows("FROM t WHERE i <> 5")
    one.close()
    other.close()
    assert whole.rows("FROM before.t") == rows
    assert whole.rows("SELECT count(*) FROM duckdb_databases() WHERE NOT internal") == [(1,)]


def test_a_part_is_locked_with_the_whole_and_frees_what_it_held(whole: DuckEngine) -> None:
    held = "SELECT sum(memory_usage_bytes) FROM duckdb_memory()"
    one = whole.part("one")
    one.lock()
    one.run("SELECT * FROM read_text('/dev/null')")  # the next side is still to be read
    one.run("CREATE TABLE t AS SELECT i, 'as long as that' || i AS s FROM range(1000000) r(i)")
    assert whole.rows(held)[0][0] > 10_000_000
    one.close()
    assert whole.rows(held)[0][0] < 5_000_000
    other = whole.part("one")
    whole.lock()
    for engine in (whole, other):
        with pytest.raises(duckdb.PermissionException):
            engine.run("SELECT * FROM read_text('/dev/null')")
