"""What the doctor says of sources that are whole, that lack something, and that are none."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from roster_lint.files.shipped import shipped
from tests.cli.conftest import Run, sentence
from tests.database_filling import load_csv_folder


class Export:
    """A copy of the healthy district that can be damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(shipped("fixtures") / "ready", folder)

    def drop(self, table: str, column: str) -> None:
        path = self.folder / f"{table}.csv"
        with path.open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        names = [name for name in rows[0] if name != column]
        with path.open("w", newline="") as stream:
            writer = csv.DictWriter(stream, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    def empty(self, table: str) -> None:
        path = self.folder / f"{table}.csv"
        path.write_text(path.read_text().splitlines()[0] + "\n")


@pytest.fixture
def export(folder: Path) -> Export:
    return Export(folder / "export")


def lines(text: str) -> list[str]:
    """The text's lines, their columns one blank apart."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_a_whole_source_is_judgeable(run: Run, export: Export) -> None:
    result = run("doctor", "export")
    reported = lines(result.stdout)
    assert result.exit_code == 0
    assert reported[0] == "campus-snapshot: export"
    assert "SchoolYear.csv all 6 3" in reported
    assert "Judgeable" in reported
    # Why a check cannot run is the engine's word, the conditions in SQL included.
    assert re.search(r"GR006 blank-local-grade[^:]*: applies to OneRoster 1.2", " ".join(reported))
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_settings_decide_which_checks_cannot_run(run: Run, export: Export) -> None:
    Path("roster-lint.toml").write_text('source = "export"\nvendor = "google-classroom"\n')
    result = run("doctor")
    assert re.search(r"EM006 email-outside-domains: .*domains", result.stdout)


def test_what_is_optional_and_missing_costs_checks(run: Run, export: Export) -> None:
    export.drop("Trial", "locked")
    export.drop("Trial", "modifiedDate")
    (export.folder / "Day.csv").unlink()
    result = run("doctor", "export")
    reported = lines(result.stdout)
    assert result.exit_code == 0
    assert "Trial.csv 5 of 7 10" in reported
    assert "Day not there (optional)" in reported
    assert "Trial: locked, modifiedDate" in reported
    assert "Day (the whole table)" in reported
    assert "SC008 unlocked-trial: the source has no Trial.locked" in reported


def test_what_is_needed_and_missing_is_listed_at_once(run: Run, export: Export) -> None:
    export.drop("Enrollment", "noShow")
    export.drop("Trial", "locked")
    (export.folder / "Roster.csv").unlink()
    result = run("doctor", "export")
    reported = lines(result.stdout)
    assert result.exit_code == 3
    at = reported.index("Not judgeable in full")
    assert reported[at + 1 :] == [
        "The needed table Roster is missing.",
        "Enrollment.csv has no column noShow.",
    ]
    assert "Roster missing" in reported
    assert "SC008 unlocked-trial: the source has no Trial.locked" in reported
    reason = "needs Enrollment.noShow and Roster, which the source does not have"
    assert re.search(rf"RO001 reversed-roster-dates[^:]*: {reason}", " ".join(reported))


def test_a_source_without_enrollments_cannot_be_judged(run: Run, export: Export) -> None:
    export.empty("Enrollment")
    result = run("doctor", "export")
    reported = lines(result.stdout)
    assert result.exit_code == 3
    assert "Enrollment.csv 12 of 13 0" in reported
    assert "Enrollment" in " ".join(reported[reported.index("Not judgeable in full") :])


def test_an_unreadable_table_does_not_hide_the_others(run: Run, export: Export) -> None:
    path = export.folder / "UserAccount.csv"
    # Beyond what is read for the header, so that only anyone who reads it all comes upon it.
    path.write_bytes(path.read_bytes() + b"1,1,x,0,0,,\r\n" * 30_000 + b"\xff\xfe\xff")
    result = run("doctor", "export")
    reported = lines(result.stdout)
    assert result.exit_code == 3
    assert "UserAccount.csv all 7 unreadable" in reported
    assert "Roster.csv all 6 610" in reported
    assert "UserAccount.csv: byte" in " ".join(reported[reported.index("Not judgeable in full") :])


def test_a_database_is_examined_too(run: Run, export: Export) -> None:
    load_csv_folder("sqlite:///campus.db", export.folder)
    result = run("doctor", "sqlite:///campus.db")
    reported = lines(result.stdout)
    assert result.exit_code == 0, result.output
    assert reported[0] == "campus-database: sqlite:///campus.db"
    assert "Roster all 6 610" in reported
    assert "Judgeable" in reported


@pytest.mark.parametrize("source", ["absent.zip", "sqlite:///absent.db"])
def test_what_is_no_source_is_reported(run: Run, source: str) -> None:
    result = run("doctor", source)
    assert result.exit_code == 3
    assert "absent" in sentence(result)


def test_without_a_source_it_is_wrong_usage(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 2
    assert "There is no source" in sentence(result)
