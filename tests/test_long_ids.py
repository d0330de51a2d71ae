"""Campus's IDs are of 32 bits, and the engine keeps them so; longer ones change no finding."""

import csv
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from roster_lint import lint
from roster_lint.contracts.fields import IDENTIFIER
from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.files.shipped import shipped
from roster_lint.loading.intake import create_fault_tables
from roster_lint.report.report import Report
from roster_lint.sources.base import BatchRows, Found
from tests.database_filling import load_csv_folder
from tests.taking import take, take_in

pytestmark = pytest.mark.whole_engine

AS_OF = date(2026, 8, 10)
FAR = 4_000_000_000_000


def told(report: Report, shift: int = 0) -> Counter[tuple[object, ...]]:
    """What is found, with every ID as it was before the shift."""

    def near(value: object) -> object:
        return value - shift if isinstance(value, int) and value > 2**31 else value

    return Counter(
        (
            f.code,
            f.severity,
            f.effect,
            f.entity,
            *(near(v) for v in f.key.values()),
            near(f.school_id),
        )
        for f in report.findings()
    )


def without_cells(told: Counter[tuple[object, ...]]) -> dict[tuple[object, ...], int]:
    """All but bad cells: they are named by their line in a file, by their record in a database."""
    return {key: number for key, number in told.items() if key[0] not in ("DA001", "DA003")}


def shifted(folder: Path, tables: Callable[[str], bool]) -> Path:
    """The sample district with all IDs of some tables far from those that it has."""
    shutil.copytree(shipped("fixtures") / "back-to-school", folder)
    for table in campus_tables().values():
        ids = {c.name for c in table.columns if c.kind == IDENTIFIER}
        path = folder / f"{table.name}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        places = [place for place, name in enumerate(header) if name in ids]
        for row in rows:
            for place in places:
                if row[place].isdigit() and tables(table.name):
                    row[place] = str(int(row[place]) + FAR)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    return folder


def test_long_ids_change_no_finding(tmp_path: Path) -> None:
    with lint(shipped("fixtures") / "back-to-school", as_of=AS_OF) as usual:
        expected = told(usual)
    folder = shifted(tmp_path / "long", lambda _: True)
    with lint(folder, as_of=AS_OF) as report:
        assert told(report, FAR) == expected
    url = f"sqlite:///{tmp_path / 'campus.db'}"
    load_csv_folder(url, folder)
    with lint(url, as_of=AS_OF) as report:
        found = told(report, FAR)
    assert without_cells(found) == without_cells(expected)


@pytest.mark.parametrize("table", ["Roster", "Person", "SectionPlacement"])
def test_a_table_of_long_ids_beside_others_is_judged(tmp_path: Path, table: str) -> None:
    with lint(shifted(tmp_path / "long", lambda name: name == table), as_of=AS_OF) as report:
        assert report.verdict != "ready"
        assert not [r for r in report.checks if r.status == "crashed"]


def test_a_long_id_in_a_later_batch_is_kept(tmp_path: Path) -> None:
    table = campus_tables()["Roster"]
    found = Found(table, "Roster", {name: name for name in ("rosterID", "personID", "sectionID")})
    batches = [
        pl.DataFrame({"rosterID": [key], "personID": ["7"], "sectionID": ["1"]})
        for key in ("1", "2147483647", "2147483648", "-2147483649", "999999999999999999")
    ]
    engine = DuckEngine()
    create_fault_tables(engine)
    take_in(engine, found, BatchRows(iter(batches)))
    assert engine.rows('SELECT "rosterID", "personID" FROM "Roster" ORDER BY 1') == [
        (key, 7) for key in (-2147483649, 1, 2147483647, 2147483648, 999999999999999999)
    ]
    assert not engine.rows("SELECT * FROM bad_cell")
    engine.close()


@pytest.mark.parametrize("key", ["2147483647", "2147483648", "-2147483649", "9" * 18])
@pytest.mark.parametrize("rest", ["2026-08-12,", "8/12/2026,"])
def test_a_long_id_in_a_file_is_kept(tmp_path: Path, key: str, rest: str) -> None:
    path = tmp_path / "Roster.csv"
    path.write_text(f"rosterID,personID,sectionID,startDate,endDate\n1,7,1,,\n{key},7,1,{rest}\n")
    taken = take(tmp_path, "Roster", path.read_text())
    assert {row[0] for row in taken.rows} == {1, int(key)}
