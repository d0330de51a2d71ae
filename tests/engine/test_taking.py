"""Rows handed from one engine to another, and room made for more of them."""

import pytest

from roster_lint.engine.duck import DuckEngine

HELD = "SELECT sum(memory_usage_bytes) FROM duckdb_memory()"


def test_rows_come_whole_in_their_order_also_into_a_locked_engine() -> None:
    one, other = DuckEngine("200MB"), DuckEngine("200MB")
    try:
        one.run(
            "CREATE TABLE t AS SELECT i, 'é' || i AS s, DATE '2026-08-10' AS d FROM range(999) r(i)"
        )
        one.lock()
        other.run("CREATE SCHEMA before")
        other.lock()
        other.take('before."t"', one, "FROM t WHERE i <> 5")
        rows = one.rows("FROM t WHERE i <> 5")
        one.close()
        assert other.rows("FROM before.t") == rows
    finally:
        one.close()
        other.close()


@pytest.mark.parametrize(("memory", "smaller"), [("100MB", True), ("2GB", False)])
def test_what_takes_much_of_the_memory_is_compressed(memory: str, smaller: bool) -> None:
    engine = DuckEngine(memory)
    try:
        engine.run("CREATE TABLE t AS SELECT i, 'the same' AS s FROM range(3000000) r(i)")
        engine.lock()
        ((before,),) = engine.rows(HELD)
        engine.make_room()
        ((after,),) = engine.rows(HELD)
        assert (after < before / 2) == smaller
        assert engine.rows("SELECT count(*), sum(i) FROM t") == [(3_000_000, 4_499_998_500_000)]
    finally:
        engine.close()
