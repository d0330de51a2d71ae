"""The same data gives the same snapshot, byte by byte, in whatever order the rows are."""

import csv
import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.loading import snapshot_writer
from roster_lint.loading.snapshot_writer import write_snapshot
from roster_lint.sources import database
from roster_lint.sources.database import DatabaseSource
from tests.database_filling import load_csv_folder, write_sample
from tests.servers import Server, mariadb, postgres  # noqa: F401  (fixtures)

Load = Callable[[Path], str]


@pytest.fixture(params=["sqlite", "postgres", "mariadb"])
def load(request: pytest.FixtureRequest, tmp_path: Path) -> Load:
    """What puts a folder of CSV files into a new database, row by row, and gives its URL."""

    def into(folder: Path) -> str:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / folder.name}.db"
            load_csv_folder(url, folder)
            return url
        server: Server = request.getfixturevalue(request.param)
        url = server.url(server.new_database())
        load_csv_folder(url, folder, lower=server.lower)
        return url

    return into


def shuffled(folder: Path, out: Path, seed: int) -> Path:
    """A copy of the CSV files with their rows in another order."""
    out.mkdir()
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        random.Random(seed).shuffle(rows)
        with (out / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    return out


def write(url: str, out: Path) -> bytes:
    with closing(DuckEngine()) as engine, DatabaseSource.from_url(url) as source:
        write_snapshot(source, out, engine)
    return out.read_bytes()


def rows_of(archive: Path, table: str) -> list[dict[str, str]]:
    with ZipFile(archive) as opened:
        return list(csv.DictReader(opened.read(f"{table}.csv").decode().splitlines()))


def test_the_order_of_the_rows_in_the_database_leaves_no_trace(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 7)
    monkeypatch.setattr(snapshot_writer, "_ROWS_AT_ONCE", 5)
    folder = tmp_path / "sample"
    write_sample(folder, rows=12)
    # One key for several rows, which differ in what a collation takes for the same, if at all.
    with (folder / "School.csv").open("a", encoding="utf-8", newline="") as file:
        for name in ("Lincoln", "LINCOLN", "lincoln", "L\u00edncoln", "Lincoln", "", "9"):
            csv.writer(file).writerow(["77", name, "", "", ""])
        csv.writer(file).writerow(["9", "Grant", "", "", ""])
    first = write(load(shuffled(folder, tmp_path / "one", 1)), tmp_path / "one.zip")
    again = write(load(shuffled(folder, tmp_path / "two", 2)), tmp_path / "two.zip")
    assert first == again
    schools = [int(row["schoolID"]) for row in rows_of(tmp_path / "one.zip", "School")]
    assert schools == sorted(schools) and len(schools) == 20
    for name, table in campus_tables().items():
        assert len(rows_of(tmp_path / "one.zip", name)) == (20 if name == "School" else 12), table


def test_nothing_says_when_or_where_it_was_made(tmp_path: Path) -> None:
    write_sample(tmp_path / "sample")
    load_csv_folder(f"sqlite:///{tmp_path}/campus.db", tmp_path / "sample")
    write(f"sqlite:///{tmp_path}/campus.db", tmp_path / "out.zip")
    with ZipFile(tmp_path / "out.zip") as archive:
        infos = archive.infolist()
    said = {(one.date_time, one.create_system, one.external_attr >> 16) for one in infos}
    assert said == {((1980, 1, 1, 0, 0, 0), 3, 0o600)}
