"""A missing column silences only what reads it, and the report says what that is."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from fixtures.district import AS_OF, healthy
from roster_lint import Report, lint
from roster_lint.errors import SourceError
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.results import CheckResult
from tests.database_filling import load_csv_folder
from tests.snapshots import sample


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The healthy district as a snapshot, to be damaged."""
    return sample(tmp_path)


def renamed(export: Path, table: str, **columns: str) -> None:
    """Gives columns of a table's file other names."""
    path = export / f"{table}.csv"
    header, _, rows = path.read_text(encoding="utf-8").partition("\n")
    names = [columns.get(name, name) for name in header.strip().split(",")]
    path.write_text(",".join(names) + "\n" + rows, encoding="utf-8")


def result(report: Report, code: str) -> CheckResult:
    return next(r for r in report.checks if r.check.code == code)


def test_the_rest_is_judged_and_what_is_missing_is_named(export: Path) -> None:
    renamed(export, "Enrollment", noShow="no_show")
    with lint(export, as_of=AS_OF) as report:
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert report.incomplete == ("Enrollment.csv has no column noShow. Did you mean no_show?",)
        assert report.checks_run > 40
        needs = "needs Enrollment.noShow, which the source does not have"
        assert (result(report, "ST007").status, result(report, "ST007").reason) == (
            "skipped",
            needs,
        )
        assert result(report, "TE003").status == "passed"
        totals = {p.entity: (p.total, p.available) for p in report.availability}
        assert totals["student"] == (144, None)
        assert totals["teacher"] == (19, 19)
        assert totals["section"] == (43, 43)
        # That no teacher would be missing is known, that no student would is not.
        missing = next(a for a in report.affected if a.effect == "missing")
        assert missing.people == 0 and "people" in missing.unknown


def test_what_is_found_in_the_rest_counts(export: Path) -> None:
    renamed(export, "Enrollment", noShow="no_show")
    renamed(export, "EmploymentAssignment", externalLMSExclude="x")
    district = healthy()
    for row in district.rows("EmploymentAssignment", personID=2007):
        row["teacher"] = 0
    district.write(export.parent / "other")
    (export.parent / "other" / "EmploymentAssignment.csv").replace(
        export / "EmploymentAssignment.csv"
    )
    with lint(export, as_of=AS_OF) as report:
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert [f.key for f in report.findings() if f.code == "TE003"] == [{"personID": 2007}]
        assert report.count("error") == 1


@pytest.mark.parametrize(
    ("spoil", "sentence", "reason"),
    [
        (
            lambda path: path.unlink(),
            "The needed table Roster is missing.",
            "needs Roster, which the source does not have",
        ),
        (
            lambda path: path.rename(path.with_name("roster_rows.txt")),
            "The needed table Roster is missing.",
            "needs Roster, which the source does not have",
        ),
        (
            lambda path: path.rename(path.with_name("Rosters.csv")),
            "The needed table Roster is missing. Did you mean Rosters.csv?",
            "needs Roster, which the source does not have",
        ),
        (
            lambda path: path.write_text(path.read_text() + '"1,2\n'),
            "Roster.csv, line 612: a quotation mark",
            "needs Roster, which could not be read",
        ),
        (
            lambda path: path.write_text(""),
            "Roster.csv (an empty file) has no columns rosterID,",
            "needs Roster, which the source does not have",
        ),
    ],
    ids=["gone", "another name", "a near name", "torn", "empty"],
)
def test_a_table_that_is_lost_silences_what_reads_it(
    export: Path, spoil: Callable[[Path], object], sentence: str, reason: str
) -> None:
    spoil(export / "Roster.csv")
    with lint(export, as_of=AS_OF) as report:
        assert report.incomplete[0].startswith(sentence)
        assert result(report, "RO001").reason == reason
        assert result(report, "ST001").status == "passed"
        # Without it nobody can say which sections are drafts, and so who teaches.
        unknown = {p.entity for p in report.availability if p.unknown}
        assert unknown == {"teacher", "section"}


def test_an_optional_table_that_cannot_be_read_is_unknown_and_not_absent(export: Path) -> None:
    (export / "Day.csv").write_text('date,calendarID,schoolDay\n2026-08-10,"1,1\n')
    with lint(export, as_of=AS_OF) as report:
        assert report.verdict == "incomplete"
        silent = {r.check.code for r in report.checks if r.is_unknown}
        assert silent and "ST001" not in silent
        assert {r.reason for r in report.checks if r.is_unknown} == {
            "needs Day, which could not be read",
            "needs what all other checks find, and some could not run",
        }


def test_a_database_offers_its_own_near_names(export: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'campus.db'}"
    load_csv_folder(url, export)
    with closing(sqlite3.connect(tmp_path / "campus.db")) as database:
        database.execute("ALTER TABLE Trial RENAME TO Trials")
        database.execute("ALTER TABLE Enrollment RENAME COLUMN noShow TO no_show")
    with lint(url, as_of=AS_OF) as report:
        assert report.incomplete == (
            "The needed table Trial is missing. Did you mean Trials?",
            "Enrollment has no column noShow. Did you mean no_show?",
        )


def test_how_many_were_looked_at_is_unknown_where_only_that_is(
    export: Path, tmp_path: Path
) -> None:
    header = (
        "/*\ncode = 'XX001'\nname = 'own'\nseverity = 'error'\neffect = 'wrong'\n"
        "entity = 'person'\nkey = ['personID']\nmessage = '{personID}'\nfix = 'x'\narticle = 'x'\n"
        "of = 'enrollment_criteria WHERE not_no_show'\n\nOwn.\n*/\n"
    )
    (tmp_path / "own").mkdir()
    sql = "SELECT personID, NULL AS schoolID FROM Person WHERE personID < 1003"
    (tmp_path / "own" / "XX001.sql").write_text(header + sql, encoding="utf-8")
    options = {"extra_checks": tmp_path / "own", "select": ["XX"], "tolerance": {"XX001": "50%"}}
    with lint(export, as_of=AS_OF, **options) as report:
        assert (result(report, "XX001").total, report.verdict) == (150, "ready")
    renamed(export, "Enrollment", noShow="no_show")
    with lint(export, as_of=AS_OF, **options) as report:
        found = result(report, "XX001")
        assert (found.status, found.findings, found.total) == ("failed", 2, None)
        assert not found.tolerated


def own_check(folder: Path, sql: str) -> Path:
    """A folder with a check of the district's own."""
    header = (
        "/*\ncode = 'XX901'\nname = 'own'\nseverity = 'error'\neffect = 'wrong'\n"
        "entity = 'person'\nkey = ['personID']\nmessage = '{personID}'\nfix = 'x'\narticle = 'x'\n"
        "\nOwn.\n*/\n"
    )
    (folder / "own").mkdir()
    (folder / "own" / "XX901_own.sql").write_text(header + sql, encoding="utf-8")
    return folder / "own"


def test_a_districts_own_check_that_crashes_is_named_as_such(export: Path, tmp_path: Path) -> None:
    own = own_check(tmp_path, "SELECT personID, NULL AS schoolID FROM Persons")
    with lint(export, as_of=AS_OF, extra_checks=own) as report:
        assert (report.verdict, report.unjudged) == ("incomplete", False)
        (reason,) = report.incomplete
        place = own / "XX901_own.sql"
        assert reason.startswith(f"The district's own check XX901 ({place}) crashed: Catalog Error")
        assert all(p.unknown is None for p in report.availability)


def test_a_districts_own_check_is_skipped_where_it_reads_what_is_missing(
    export: Path, tmp_path: Path
) -> None:
    own = own_check(tmp_path, "SELECT personID, NULL AS schoolID FROM Enrollment WHERE noShow")
    renamed(export, "Enrollment", noShow="no_show")
    with lint(export, as_of=AS_OF, extra_checks=own) as report:
        assert result(report, "XX901").is_unknown
        assert not any("XX901" in reason for reason in report.incomplete)


def test_a_run_whose_checks_all_are_silenced_is_incomplete(export: Path) -> None:
    renamed(export, "Enrollment", noShow="no_show")
    with lint(export, as_of=AS_OF, select=["ST007"]) as report:
        assert (report.verdict, report.checks_run) == ("incomplete", 0)


def test_the_school_year_is_unknown_and_not_absent(export: Path) -> None:
    renamed(export, "SchoolYear", active="is_active")
    with lint(export, as_of=AS_OF) as report:
        assert report.school_year is None
        assert report.unknown_year == "needs SchoolYear.active, which the source does not have"
        assert {p.total for p in report.availability} == {None}
        stream = StringIO()
        write_json(report, stream)
    read = json.loads(stream.getvalue())
    assert read["school_year"] is None and read["missing"] == ["SchoolYear.active"]


def test_a_school_that_nobody_can_look_up_is_not_said_to_be_none(export: Path) -> None:
    renamed(export, "School", name="title")
    with pytest.raises(SourceError, match=r"which school 'Lincoln Elementary' is.*School\.name"):
        lint(export, as_of=AS_OF, school=["Lincoln Elementary"])
    with lint(export, as_of=AS_OF, school=["1"]) as report:
        assert next(p for p in report.availability if p.entity == "student").total < 144


def test_a_whole_source_needs_no_parser() -> None:
    # The import alone takes longer than most of a small run's checks.
    code = (
        "import sys; from roster_lint import lint; from roster_lint.files.shipped import shipped;"
        " lint(shipped('fixtures') / 'ready', as_of='2026-08-10').close();"
        " sys.exit('sqlglot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
