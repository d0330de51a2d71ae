"""The engine that remembers gives what an engine gives that is new."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from fixtures.district import AS_OF, District, back_to_school, healthy
from roster_lint import lint
from roster_lint.prepare import prepare
from roster_lint.settings.settings import Settings
from tests.remembered import Statement
from tests.remembering import RememberingEngine, all_remembered

pytestmark = pytest.mark.whole_engine


def spoiled() -> District:
    district = healthy()
    district.tables["Enrollment"] = district.tables["Enrollment"][::2]
    for row in district.tables["Course"]:
        row["name"] = None
    return district


def gives(folder: Path) -> list[Any]:
    with lint(folder, as_of=AS_OF, show="all", vendor="google-classroom") as report:
        results = [
            (r.check.code, r.status, r.reason, dict(r.counts), r.total) for r in report.checks
        ]
        return [report.verdict, *results, *report.availability, *report.findings()]


def test_runs_one_after_the_other_give_what_each_gives_alone(tmp_path: Path) -> None:
    districts = [healthy(), spoiled(), back_to_school(), spoiled(), healthy()]
    alone = [gives(d.write(tmp_path / str(place % 3))) for place, d in enumerate(districts[:3])]
    with all_remembered():
        in_turn = [gives(district.write(tmp_path / "here")) for district in districts]
    assert in_turn == [*alone, alone[1], alone[0]]
    assert alone[0] != alone[1] != alone[2]


def engine() -> RememberingEngine:
    return RememberingEngine().begin()


def test_nothing_is_made_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    one, made = engine(), []
    execute = one._standing.execute

    def counted(statement: Statement, parameters: tuple[object, ...]) -> int:
        made.append(statement.target)
        return execute(statement, parameters)

    monkeypatch.setattr(one._standing, "execute", counted)
    expected = {1: ["a", "b", "c"], 2: ["a", "b", "c"], 3: ["a", "b"], 4: []}
    for turn, number in enumerate((1, 2, -2, -2), 1):
        one.close()
        one.begin()
        made.clear()
        one.run("CREATE TABLE a AS SELECT ? AS x", (number,))
        one.run("CREATE TABLE b AS SELECT abs(x) AS y FROM a")
        one.run("CREATE TABLE c AS SELECT y + 1 AS z FROM b")
        assert one.rows("SELECT z FROM c") == [(abs(number) + 1,)]
        assert made == expected[turn]


def test_what_a_table_was_made_from_may_change_afterwards() -> None:
    one = engine()
    for _ in range(3):
        one.close()
        one.begin()
        one.run("CREATE TABLE a AS SELECT 1 AS x")
        one.run("CREATE VIEW v AS SELECT x FROM a")
        one.run("CREATE TABLE b AS SELECT x FROM v")
        one.run("UPDATE a SET x = 2")
        one.run("CREATE TABLE c AS SELECT x FROM v")
        one.run("INSERT INTO c VALUES (3)")
        one.run("DELETE FROM c WHERE x = 4")
        assert one.rows("SELECT x FROM c ORDER BY x") == [(2,), (3,)]
        assert one.rows("SELECT x FROM b") == [(1,)]


def test_two_reports_are_not_open_at_once(tmp_path: Path) -> None:
    healthy().write(tmp_path)
    with all_remembered(), lint(tmp_path, as_of=AS_OF), pytest.raises(RuntimeError, match="open"):
        prepare(tmp_path, Settings())


def test_what_was_read_before_a_change_is_made_from_what_was_there_then() -> None:
    one = engine()
    for turn in range(3):
        one.close()
        one.begin()
        one.run("CREATE TABLE a AS SELECT 1 AS x")
        one.run("CREATE TEMP TABLE b AS SELECT x FROM a")
        for number in range(3):
            one.run("INSERT INTO a SELECT x + 1 FROM b")
            one.run("DROP TABLE b")
            one.run(f"CREATE TEMP TABLE b AS SELECT max(x) + {number} AS x FROM a")
        one.run("CREATE TABLE c AS SELECT x FROM b")
        one.run("DELETE FROM a WHERE x > 1")
        if turn == 1:  # asks for what nothing remembers
            assert one.rows("SELECT a.x, c.x, b.x FROM a, b, c") == [(1, 7, 7)]
        assert one.rows("SELECT x FROM c") == [(7,)]


def test_frames_macros_and_names_that_mean_another_thing_now() -> None:
    one = engine()
    for number in (1, 2, 1):
        one.close()
        one.begin()
        one.register("given", pl.DataFrame({"x": [number]}))
        one.run("CREATE MACRO twice(y) AS 2 * y")
        one.run("CREATE VIEW a AS SELECT twice(x) AS x FROM given")
        assert one.rows("SELECT x FROM a") == [(2 * number,)]
        assert one.frame("SELECT x FROM a")["x"].to_list() == [2 * number]
        one.close()
        one.begin()
        one.run("CREATE TEMP TABLE a AS SELECT 5 AS x")
        one.run("CREATE TABLE given AS SELECT x FROM a")
        assert one.rows("SELECT count(*) FROM information_schema.tables") == [(2,)]
        assert one.rows("SELECT x FROM given") == [(5,)]


def test_the_same_file_elsewhere_is_read_once(tmp_path: Path) -> None:
    one = engine()
    files = [("one", 1), ("third", 2), ("other", 1), ("third", 3), ("third", 1)]
    for turn, (name, number) in enumerate(files):
        one.close()
        one.begin()
        file = tmp_path / f"{name}.csv"
        file.write_text(f"x\n{number}\n")
        one.run(f"CREATE TABLE a AS SELECT x FROM read_csv('{file}')")
        file.unlink()
        assert one.rows("SELECT x FROM a") == [(number,)]
        # Asks for more of it than was asked before.
        assert one.rows(f"SELECT x + {turn} FROM a") == [(number + turn,)]


def test_an_engine_is_lent_to_one_at_a_time_and_comes_back_by_itself() -> None:
    owner = RememberingEngine()
    lent = owner.lend()
    assert lent is not None and owner.lend() is None
    lent.run("CREATE TABLE a AS SELECT 1 AS x")
    lent.close()
    with pytest.raises(RuntimeError, match="over"):
        lent.rows("SELECT x FROM a")
    again = owner.lend()
    assert (
        again is not None and again.rows("SELECT table_name FROM information_schema.tables") == []
    )
    del again
    assert owner.lend() is not None


def test_a_transaction_is_taken_back() -> None:
    one, other = engine(), engine()
    other.run("CREATE TABLE given AS SELECT unnest([1, 2]) AS x, DATE '2026-08-10' AS day")
    for _ in range(2):
        one.close()
        one.begin()
        one.take("taken", other, "SELECT x, day FROM given")
        for number in (5, 6):
            one.run("BEGIN")
            one.run("UPDATE taken SET x = ? WHERE x = 2", (number,))
            one.run("CREATE TABLE seen AS SELECT max(x) AS x FROM taken")
            assert one.rows("SELECT x FROM seen") == [(number,)]
            one.run("ROLLBACK")
            assert one.rows("SELECT x, day FROM taken") == [
                (1, date(2026, 8, 10)),
                (2, date(2026, 8, 10)),
            ]
