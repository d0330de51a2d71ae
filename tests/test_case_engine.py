"""The engine of the cases answers as any other, however often it is asked."""

import polars as pl
import pytest

from tests.case_engine import OneConnection, created_by

COUNT = "SELECT count(*), max(a) FROM t"
AGAIN = range(4)


@pytest.fixture
def engine() -> OneConnection:
    engine = OneConnection()
    engine.run("CREATE TABLE t AS SELECT 1 AS a")
    engine.run("CREATE TABLE doubled AS SELECT a * 2 AS a FROM t")
    engine.run("CREATE VIEW above AS SELECT a + 1 AS a FROM t")
    engine.stand()
    return engine


def test_the_same_question_is_answered_from_the_rows_of_the_moment(engine: OneConnection) -> None:
    for place in AGAIN:
        assert engine.row(COUNT) == (1 + place, 1 + place)
        engine.run(f"INSERT INTO t VALUES ({2 + place})")


def test_what_is_undone_is_not_seen_the_next_time(engine: OneConnection) -> None:
    for _ in AGAIN:
        engine.run("BEGIN")
        engine.run("DELETE FROM t")
        assert engine.row(COUNT) == (0, None)
        engine.run("ROLLBACK")
        assert engine.row(COUNT) == (1, 1)


def test_a_table_that_is_created_again_holds_what_its_select_returns(engine: OneConnection) -> None:
    for place in AGAIN:
        engine.run(f"INSERT INTO t VALUES ({2 + place})")
        engine.run("-- Twice as much.\nCREATE TABLE doubled AS SELECT a * 2 AS a FROM t")
        assert engine.row("SELECT count(*), max(a) FROM doubled") == (2 + place, 4 + 2 * place)
    engine.run("CREATE TABLE t (a INTEGER)")
    assert engine.row(COUNT) == (0, None)


def test_a_view_follows_its_table(engine: OneConnection) -> None:
    engine.run("CREATE VIEW above AS SELECT a + 1 AS a FROM t")
    engine.run("INSERT INTO t VALUES (7)")
    assert engine.row("SELECT max(a) FROM above") == (8,)


def test_a_schema_in_front_is_read_while_it_stands_there(engine: OneConnection) -> None:
    for place in AGAIN:
        engine.run("BEGIN")
        engine.run("CREATE SCHEMA front")
        engine.run(f"CREATE TABLE front.t AS SELECT {place} AS a")
        engine.run("SET search_path = 'front,main'")
        assert engine.row(COUNT) == (1, place)
        engine.run("USE main")
        assert engine.row(COUNT) == (1, 1)
        engine.run("ROLLBACK")


def test_a_frame_of_the_same_name_is_another_frame(engine: OneConnection) -> None:
    for place in AGAIN:
        engine.register("given", pl.DataFrame({"a": [place]}))
        assert engine.row("SELECT a FROM given") == (place,)


def test_two_statements_are_both_run(engine: OneConnection) -> None:
    for place in AGAIN:
        engine.run("INSERT INTO t VALUES (5); INSERT INTO t VALUES (6)")
        assert engine.row(COUNT) == (3 + 2 * place, 6)


def test_whoever_creates_nothing_is_no_part_of_a_model() -> None:
    assert created_by("-- All.\nCREATE VIEW x AS SELECT 1") == "x"
    with pytest.raises(ValueError, match="creates no table"):
        created_by("SELECT 1")
