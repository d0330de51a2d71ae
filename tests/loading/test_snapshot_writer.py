"""Snapshots written from a database: whole, private, and never half-way."""

import csv
import io
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import create_engine

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import SourceError, UsageError
from roster_lint.loading.snapshot_writer import write_snapshot
from roster_lint.sources import database
from roster_lint.sources.base import Found
from roster_lint.sources.database import DatabaseSource
from tests.database_filling import load_csv_folder, write_sample


@pytest.fixture
def engine() -> Iterator[DuckEngine]:
    with closing(DuckEngine()) as engine:
        yield engine


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A district in an SQLite file, five rows a table, loaded from the folder ``sample``."""
    write_sample(tmp_path / "sample", rows=5)
    url = f"sqlite:///{tmp_path / 'district.db'}"
    load_csv_folder(url, tmp_path / "sample")
    return url


def change(url: str, *statements: str) -> None:
    with create_engine(url).begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def content(archive: Path, name: str) -> list[list[str]]:
    with ZipFile(archive) as opened:
        return list(csv.reader(io.StringIO(opened.read(f"{name}.csv").decode(), newline="")))


def test_every_table_comes_back_as_it_was(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: DuckEngine
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 2)
    out = tmp_path / "out.zip"
    reported: list[str] = []
    with DatabaseSource.from_url(url) as source:
        written = write_snapshot(source, out, engine, lambda table, *_: reported.append(table))
    assert written == dict.fromkeys(campus_tables(), 5)
    assert set(reported) == set(campus_tables())
    with ZipFile(out) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{name}.csv" for name in campus_tables()]
    for name in campus_tables():
        with (tmp_path / "sample" / f"{name}.csv").open(newline="") as file:
            header, *rows = list(csv.reader(file))
        assert content(out, name)[0] == header
        copied = [[cell.removesuffix(" 00:00:00.000000") for cell in r] for r in content(out, name)]
        assert copied[1:] == rows


def test_the_file_is_for_its_owner_alone(url: str, tmp_path: Path, engine: DuckEngine) -> None:
    with DatabaseSource.from_url(url) as source:
        write_snapshot(source, tmp_path / "out.zip", engine)
    assert stat.S_IMODE((tmp_path / "out.zip").stat().st_mode) == 0o600


def test_awkward_text_survives_and_null_is_an_empty_field(
    url: str, tmp_path: Path, engine: DuckEngine
) -> None:
    text = 'a "quoted", torn\r\nname; Zoë\ttab'
    change(url, "DELETE FROM School", "INSERT INTO School (schoolID) VALUES (7)")
    with create_engine(url).begin() as connection:
        connection.exec_driver_sql("INSERT INTO School (schoolID, name) VALUES (8, ?)", (text,))
    with DatabaseSource.from_url(url) as source:
        write_snapshot(source, tmp_path / "out.zip", engine)
    rows = content(tmp_path / "out.zip", "School")[1:]
    assert rows == [["7", "", "", "", ""], ["8", text, "", "", ""]]
    with ZipFile(tmp_path / "out.zip") as archive:
        assert archive.read("School.csv").startswith(
            b"schoolID,name,number,externalLMSExclude,schoolGUID\r\n7,,,,\r\n"
        )


def test_an_absent_optional_table_or_column_is_left_out(
    url: str, tmp_path: Path, engine: DuckEngine
) -> None:
    change(url, "DROP TABLE Day", 'ALTER TABLE School DROP COLUMN "number"', "DELETE FROM Trial")
    with DatabaseSource.from_url(url) as source:
        written = write_snapshot(source, tmp_path / "out.zip", engine)
    assert "Day" not in written
    assert written["Trial"] == 0
    assert len(content(tmp_path / "out.zip", "Trial")) == 1
    header = content(tmp_path / "out.zip", "School")[0]
    assert header == ["schoolID", "name", "externalLMSExclude", "schoolGUID"]


def test_a_table_without_any_column_that_is_read_is_left_out(
    url: str, tmp_path: Path, engine: DuckEngine
) -> None:
    change(url, "DROP TABLE Day", "CREATE TABLE Day (weather TEXT)")
    with DatabaseSource.from_url(url) as source:
        assert "Day" not in write_snapshot(source, tmp_path / "out.zip", engine)


def test_all_that_is_missing_is_named_at_once(url: str, tmp_path: Path, engine: DuckEngine) -> None:
    change(url, "DROP TABLE Contact", "DROP TABLE Trial", "ALTER TABLE Course DROP COLUMN active")
    with (
        DatabaseSource.from_url(url) as source,
        pytest.raises(SourceError, match=r"does not have Trial, Contact, Course\.active"),
    ):
        write_snapshot(source, tmp_path / "out.zip", engine)
    assert files(tmp_path) == ["district.db", "sample"]


def test_a_file_that_exists_is_not_touched(url: str, tmp_path: Path, engine: DuckEngine) -> None:
    (tmp_path / "out.zip").write_text("dear to somebody")
    with (
        DatabaseSource.from_url(url) as source,
        pytest.raises(UsageError, match="exists already"),
    ):
        write_snapshot(source, tmp_path / "out.zip", engine)
    assert (tmp_path / "out.zip").read_text() == "dear to somebody"


def test_a_folder_that_is_not_there_is_a_usage_error(
    url: str, tmp_path: Path, engine: DuckEngine
) -> None:
    with DatabaseSource.from_url(url) as source, pytest.raises(UsageError, match="Cannot write"):
        write_snapshot(source, tmp_path / "absent" / "out.zip", engine)


@pytest.mark.parametrize("stop", [SourceError("gone"), KeyboardInterrupt()])
def test_a_failure_leaves_nothing_behind(
    url: str,
    tmp_path: Path,
    stop: BaseException,
    monkeypatch: pytest.MonkeyPatch,
    engine: DuckEngine,
) -> None:
    read = DatabaseSource._batches

    def failing(source: DatabaseSource, found: Found, progress: object) -> object:
        if found.table.name == "Enrollment":
            raise stop
        return read(source, found, lambda *_: None)

    monkeypatch.setattr(DatabaseSource, "_batches", failing)
    with DatabaseSource.from_url(url) as source, pytest.raises(type(stop)):
        write_snapshot(source, tmp_path / "out.zip", engine)
    assert files(tmp_path) == ["district.db", "sample"]
