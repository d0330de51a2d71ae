"""Worklists: one file a school, worst first, for the owner's eyes, harmless to a spreadsheet."""

import csv
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

from fixtures.district import back_to_school, healthy
from roster_lint import lint
from roster_lint.checks.catalog import load_checks
from roster_lint.errors import UsageError
from roster_lint.report.formats.worklists import COLUMNS, harmless, write_worklists

AS_OF = "2026-08-10"


@dataclass(frozen=True)
class Written:
    """The worklists of a run, and the code and message of all that it found."""

    folder: Path
    found: list[tuple[str, str]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The worklists of the broken sample district."""
    place = tmp_path_factory.mktemp("worklists")
    back_to_school().write(place / "source")
    with lint(place / "source", as_of=AS_OF) as report:
        files = write_worklists(report, place / "lists")
        found = sorted((f.code, f.message) for f in report.findings())
    assert files == len(list((place / "lists").glob("*.csv")))
    return Written(place / "lists", found)


@pytest.fixture
def folder(written: Written) -> Path:
    """Where they are."""
    return written.folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_school_with_findings_has_a_file_and_the_rest_is_the_districts(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert {"lincoln-elementary-1.csv", "marigold-middle-2.csv", "district.csv"} <= names


def test_the_files_hold_every_finding_once(written: Written) -> None:
    files = written.folder.glob("*.csv")
    listed = [(row["check"], row["record"]) for path in files for row in rows(path)]
    assert sorted(code for code, _ in listed) == [code for code, _ in written.found]
    assert len(set(listed)) == len(listed)


def test_a_row_says_who_what_and_where_to_mend_it(folder: Path) -> None:
    row = next(
        row
        for row in rows(folder / "lincoln-elementary-1.csv")
        if row["check"] == "UN001" and row["person ID"] == "1050"
    )
    assert tuple(row) == COLUMNS
    assert row["student number"] == "701050"
    assert row["name"]
    assert row["name"] in row["what is wrong"]
    assert row["what happens at the vendor"] == "does not arrive"
    assert "User Account" in row["where to fix it"]
    assert (row["done"], row["note"]) == ("", "")


def test_the_worst_comes_first(folder: Path) -> None:
    order = ["error", "warning", "info"]
    for path in folder.glob("*.csv"):
        severities = [order.index(row["severity"]) for row in rows(path)]
        assert severities == sorted(severities)


def test_only_the_owner_may_read_them(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A1"),
        *("\t=1", "\r=1", "\n1", "\x00=1", "\x85x", " =1", "\ufeff=1", "\u3000＝1"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert harmless(text) == "'" + text


def test_a_name_that_is_a_formula_is_written_harmless(tmp_path: Path) -> None:
    district = healthy()
    for identity in district.tables["Identity"]:
        identity["firstName"] = '=HYPERLINK("http://evil.example.org")'
    district.tables["UserAccount"] = []
    district.write(tmp_path / "source")
    with lint(tmp_path / "source", as_of=AS_OF) as report:
        write_worklists(report, tmp_path / "lists")
    names = [row["name"] for path in (tmp_path / "lists").glob("*.csv") for row in rows(path)]
    assert any(name.startswith("'=HYPERLINK") for name in names)
    assert not any(name.startswith("=") for name in names)


def test_a_run_without_findings_writes_no_file(tmp_path: Path) -> None:
    healthy().write(tmp_path / "source")
    with lint(tmp_path / "source", as_of=AS_OF) as report:
        assert write_worklists(report, tmp_path / "lists") == 0


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    healthy().write(tmp_path / "source")
    with lint(tmp_path / "source", as_of=AS_OF) as report, pytest.raises(UsageError, match="empty"):
        write_worklists(report, tmp_path / "source")


def test_the_files_of_offices_hold_what_those_of_schools_do(written: Written) -> None:
    by_owner = written.folder.parent / "offices"
    with lint(written.folder.parent / "source", as_of=AS_OF) as report:
        files = write_worklists(report, by_owner, "owner")
    owners = {check.owner for check in load_checks() if check.code in dict(written.found)}
    names = {f"{owner.lower().replace(' ', '-')}.csv" for owner in owners}
    assert {path.name for path in by_owner.glob("*.csv")} == names
    assert files == len(names) > 2

    def every(folder: Path) -> list[tuple[str, ...]]:
        return sorted(tuple(row.values()) for path in folder.glob("*.csv") for row in rows(path))

    assert every(by_owner) == every(written.folder)
    for path in by_owner.glob("*.csv"):
        listed = rows(path)
        assert len({row["owner"] for row in listed}) == 1
        severities = [("error", "warning", "info").index(row["severity"]) for row in listed]
        assert severities == sorted(severities)


def test_a_row_names_the_owner_of_its_check_and_the_school(folder: Path) -> None:
    owners = {check.code: check.owner for check in load_checks()}
    listed = [row for path in folder.glob("*.csv") for row in rows(path)]
    assert all(row["owner"] == owners[row["check"]] for row in listed)
    assert {row["school"] for row in rows(folder / "marigold-middle-2.csv")} == {"Marigold Middle"}
    assert {row["school"] for row in rows(folder / "district.csv")} == {""}
