"""The engine keeps to itself: what it spills is private and goes, and a lock shuts it in."""

import stat
from pathlib import Path

import duckdb
import polars as pl
import pytest

from roster_lint.engine.duck import DuckEngine

pytestmark = pytest.mark.whole_engine


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    return temp


def test_its_folder_is_private_and_goes_away(temp: Path) -> None:
    engine = DuckEngine()
    assert list(temp.iterdir()) == [engine.folder]
    assert stat.S_IMODE(engine.folder.stat().st_mode) == 0o700
    engine.close()
    assert not list(temp.iterdir())


def test_what_does_not_fit_into_memory_is_spilled_there_even_when_locked(
    temp: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = DuckEngine(memory="32MB")
    engine.run("SET threads = 1")
    engine.lock()
    engine.run(
        "CREATE TABLE t AS SELECT range AS n, md5(CAST(range AS VARCHAR)) AS s FROM range(1500000)"
    )
    assert engine.row("SELECT count(*), max(n) FROM t") == (1_500_000, 1_499_999)
    assert any(engine.folder.iterdir())
    engine.close()
    assert [path.name for path in tmp_path.iterdir()] == ["temp"]
    assert not list(temp.iterdir())


@pytest.mark.parametrize(
    "sql",
    [
        "COPY t TO '{folder}/out.csv'",
        "SELECT * FROM read_csv('{folder}/in.csv')",
        "SELECT * FROM '{folder}/in.csv'",
        "ATTACH '{folder}/other.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
    ],
)
def test_once_locked_it_reaches_no_file(tmp_path: Path, sql: str) -> None:
    (tmp_path / "in.csv").write_text("a\n1\n")
    engine = DuckEngine()
    engine.run("CREATE TABLE t AS SELECT 1 AS a")
    engine.lock()
    with pytest.raises(duckdb.Error):
        engine.rows(sql.format(folder=tmp_path))
    engine.close()
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_frames_go_in_and_come_out() -> None:
    engine = DuckEngine()
    engine.register("given", pl.DataFrame({"a": ["x", None]}))
    assert engine.frame("SELECT a FROM given").rows() == [("x",), (None,)]
    engine.register("given", pl.DataFrame({"a": ["y"]}))
    assert engine.rows("SELECT a FROM given") == [("y",)]
    engine.close()


def test_a_stream_can_be_read_while_other_statements_run() -> None:
    engine = DuckEngine()
    engine.run("CREATE TABLE t AS SELECT range AS n FROM range(10)")
    sizes = []
    for batch in engine.stream("SELECT n FROM t", size=4):
        engine.run("CREATE OR REPLACE TEMP TABLE other AS SELECT 1 AS n")
        sizes.append(len(batch))
    assert sizes == [4, 4, 2]
    engine.close()


def test_a_row_leaves_no_result_open() -> None:
    engine = DuckEngine()
    engine.run("CREATE TABLE t AS SELECT range AS n FROM range(500000)")
    assert engine.row("SELECT n FROM t WHERE n > ? ORDER BY n", (499_990,)) == (499_991,)
    # DuckDB refuses to make a data frame while a result waits to be read.
    assert engine.frame("SELECT n FROM t WHERE n < 1").rows() == [(0,)]
    assert engine.row("SELECT n FROM t WHERE n < 0") is None
    engine.close()


def test_memory_is_kept_for_large_files_alone() -> None:
    engine = DuckEngine()
    asked = "SELECT current_setting('block_allocator_memory')"
    engine.expect(1 << 20)
    assert engine.rows(asked) == [("0 bytes",)]
    engine.expect(1 << 30)
    assert engine.rows(asked) != [("0 bytes",)]
    engine.run("CREATE TABLE numbers AS SELECT range AS n FROM range(1000)")
    assert engine.rows("SELECT sum(n) FROM numbers") == [(499500,)]
    engine.close()
