"""The one way through: what suppresses, tolerates, scopes and decides a run's verdict."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from fixtures.district import District, healthy
from roster_lint import Report, lint
from roster_lint.errors import UsageError
from roster_lint.report.results import CheckResult

AS_OF = date(2026, 8, 10)
FIXTURES = Path(__file__).parents[1] / "fixtures"


@contextmanager
def linted(district: District, folder: Path, **options: object) -> Iterator[Report]:
    """A report on the district, written to the folder as a snapshot."""
    if not (folder / "source").exists():
        district.write(folder / "source")
    with lint(folder / "source", as_of=AS_OF, **options) as report:
        yield report


def without_user_names(*people: int) -> District:
    """The healthy district in which some people have no account."""
    district = healthy()
    accounts = district.tables["UserAccount"]
    district.tables["UserAccount"] = [a for a in accounts if a["personID"] not in people]
    return district


def result(report: Report, code: str) -> CheckResult:
    return next(r for r in report.checks if r.check.code == code)


def entry(**facts: object) -> dict[str, object]:
    return {"code": "UN001", "reason": "agreed with the school", **facts}


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ({}, 0),
        ({"school": "Lincoln Elementary"}, 1),
        ({"school": "lincoln elementary "}, 1),
        ({"school": 1}, 1),
        ({"calendar": 2701}, 1),
        ({"key": {"personID": 1001}}, 1),
        ({"key": {"personID": "1001"}, "school": 1}, 1),
        ({"until": date(2026, 8, 10)}, 0),
    ],
)
def test_what_an_entry_names_is_suppressed(
    tmp_path: Path, facts: dict[str, object], left: int
) -> None:
    district = without_user_names(1001, 1101)
    with linted(district, tmp_path, select=["UN"], suppress=[entry(**facts)]) as report:
        assert result(report, "UN001").findings == left
        assert result(report, "UN001").suppressed == 2 - left
        assert report.suppressions[0].matched == 2 - left
        assert report.suppressions[0].problem is None
        assert len([f for f in report.findings() if f.code == "UN001"]) == left
        assert report.verdict == ("not-ready" if left else "ready")


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"until": date(2026, 8, 9)}, "expired on 2026-08-09"),
        ({"school": "Nowhere High"}, "matches nothing"),
        ({"key": {"personID": 1002}}, "matches nothing"),
        ({"key": {"studentID": 1001}}, "matches nothing"),
        ({"code": "UN002"}, "matches nothing"),
    ],
)
def test_an_entry_that_does_nothing_is_named(
    tmp_path: Path, facts: dict[str, object], problem: str
) -> None:
    options = {"select": ["UN"], "suppress": [entry(**facts)]}
    with linted(without_user_names(1001), tmp_path, **options) as report:
        assert result(report, "UN001").findings == 1
        assert report.suppressions[0].problem == problem
        assert report.verdict == "not-ready"


def test_of_a_check_that_did_not_run_an_entry_is_not_said_to_match_nothing(tmp_path: Path) -> None:
    with linted(healthy(), tmp_path, suppress=[entry()], ignore=["UN"]) as report:
        assert report.suppressions[0].problem is None


@pytest.mark.parametrize("setting", ["suppress", "tolerance"])
def test_a_code_that_there_is_not_is_an_error_with_the_nearest(
    tmp_path: Path, setting: str
) -> None:
    value = [entry(code="UN009")] if setting == "suppress" else {"UN009": "3"}
    with (
        pytest.raises(UsageError, match=rf"{setting}: there is no check UN009.*UN00"),
        linted(healthy(), tmp_path, **{setting: value}),
    ):
        pass


@pytest.mark.parametrize(
    ("tolerance", "verdict"),
    [("2", "ready"), ("1", "not-ready"), ("5%", "ready"), ("0.1%", "not-ready")],
)
def test_a_tolerance_is_a_number_or_a_share(tmp_path: Path, tolerance: str, verdict: str) -> None:
    options = {"select": ["UN"], "tolerance": {"UN001": tolerance}}
    with linted(without_user_names(1001, 1101), tmp_path, **options) as report:
        assert report.verdict == verdict
        assert result(report, "UN001").findings == 2
        assert result(report, "UN001").tolerated == (verdict == "ready")


@pytest.mark.parametrize(
    ("fail_on", "verdict", "code"),
    [("error", "ready", 0), ("warning", "not-ready", 1), ("info", "not-ready", 1)],
)
def test_fail_on_decides_what_is_not_ready(
    tmp_path: Path, fail_on: str, verdict: str, code: int
) -> None:
    # A relative is merely used by no vendor in particular: a warning.
    with linted(without_user_names(3801), tmp_path, fail_on=fail_on) as report:
        assert (report.verdict, report.exit_code) == (verdict, code)


def test_never_failing_ends_with_0_and_still_says_what_is(tmp_path: Path) -> None:
    with linted(without_user_names(1001), tmp_path, fail_on="never") as report:
        assert (report.verdict, report.exit_code) == ("not-ready", 0)


def test_a_source_without_students_is_never_ready(tmp_path: Path) -> None:
    district = healthy()
    district.tables["Enrollment"] = []
    with linted(district, tmp_path, fail_on="never") as report:
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert any("Enrollment has no row" in reason for reason in report.incomplete)


@pytest.mark.parametrize("table", ["School", "Person", "TermSchedule", "Term"])
def test_a_source_whose_table_has_lost_its_rows_is_never_ready(tmp_path: Path, table: str) -> None:
    district = healthy()
    district.tables[table] = []
    with linted(district, tmp_path) as report:
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert report.incomplete == (
            f"The table {table} has no row, which no district can do without.",
        )


@pytest.mark.parametrize(
    ("table", "column", "code", "nobody"),
    [
        ("Enrollment", "noShow", "ST007", "No student would sync, of 144"),
        ("School", "externalLMSExclude", "EX001", "No student would sync, of 144"),
        ("EmploymentAssignment", "externalLMSExclude", "TE004", "No teacher would sync, of 19"),
    ],
)
def test_a_run_in_which_nobody_syncs_is_never_ready_whatever_is_only_a_warning(
    tmp_path: Path, table: str, column: str, code: str, nobody: str
) -> None:
    district = healthy()
    for row in district.tables[table]:
        row[column] = 1
    with linted(district, tmp_path) as report:
        assert report.count("error") == 0
        assert result(report, code).findings
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert report.incomplete[0].startswith(nobody)


def test_tolerance_and_suppression_cannot_make_a_district_ready_of_whom_nobody_syncs(
    tmp_path: Path,
) -> None:
    district = healthy()
    district.tables["UserAccount"] = []
    with linted(district, tmp_path) as report:
        assert report.verdict == "not-ready"
    with linted(district, tmp_path, tolerance={"UN001": "100%"}) as report:
        assert result(report, "UN001").tolerated
        assert report.verdict == "incomplete"
    with linted(district, tmp_path, suppress=[entry()]) as report:
        assert report.verdict == "incomplete"


def test_classes_may_all_be_excluded_and_may_not_all_be_without_a_term(tmp_path: Path) -> None:
    district = healthy()
    for row in district.tables["Section"]:
        row["externalLMSExclude"] = 1
    with linted(district, tmp_path / "a") as report:
        assert report.verdict == "ready"
    district = healthy()
    district.tables["SectionPlacement"] = []
    with linted(district, tmp_path / "b") as report:
        assert report.verdict == "incomplete"
        assert report.incomplete[0].startswith("No class would sync, of 43")


def test_checks_that_all_are_skipped_are_never_ready(tmp_path: Path) -> None:
    with linted(healthy(), tmp_path, select=["EM006"]) as report:
        assert report.verdict == "incomplete"


def test_a_school_limits_people_and_not_the_school_year(tmp_path: Path) -> None:
    district = without_user_names(1001, 1101)
    district.row("SchoolYear", endYear=2027)["active"] = 0
    with linted(district, tmp_path, school=["Lincoln Elementary"]) as report:
        assert [f.key for f in report.findings() if f.code == "UN001"] == [{"personID": 1001}]
        assert result(report, "YR001").findings == 1
        assert report.schools == ("Lincoln Elementary",)


def test_a_school_that_there_is_not_names_the_nearest(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="Lincoln Elementary"),
        linted(healthy(), tmp_path, school=["Lincoln"]),
    ):
        pass


OWN = """/*
code = "ZZ001"
name = "own"
severity = "error"
effect = "wrong"
entity = "person"
key = ["personID"]
message = "{personID} is called {lastName}"
fix = "nowhere"
article = "our own"
personal = ["lastName"]

The district's own check.
*/
SELECT %s FROM Identity i WHERE i.identityID = (SELECT min(identityID) FROM Identity)
"""


def own_check(folder: Path, columns: str) -> Path:
    (folder / "own").mkdir()
    (folder / "own" / "ZZ001_own.sql").write_text(OWN % columns, encoding="utf-8")
    return folder / "own"


def test_a_districts_own_check_runs_and_its_personal_columns_are_masked(tmp_path: Path) -> None:
    own = own_check(tmp_path, "i.personID, NULL AS schoolID, i.lastName")
    with linted(healthy(), tmp_path, extra_checks=own) as report:
        found = [f for f in report.findings() if f.code == "ZZ001"]
        assert len(found) == 1
        assert found[0].message.endswith("is called (hidden)")


def test_a_check_that_crashes_makes_the_run_incomplete_and_shows_no_data(tmp_path: Path) -> None:
    own = own_check(tmp_path, "i.personID, CAST(i.lastName AS BIGINT) AS schoolID, i.lastName")
    with linted(healthy(), tmp_path, extra_checks=own) as report:
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert result(report, "ZZ001").status == "crashed"
        assert result(report, "ZZ001").reason == "ConversionException"


def test_an_option_that_there_is_not_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="vendr"), linted(healthy(), tmp_path, vendr="x"):
        pass


@pytest.mark.parametrize("source", ["ready", "bundle-1p1"])
def test_without_a_vendor_one_reason_says_why_no_vendor_check_ran(source: str) -> None:
    with lint(FIXTURES / source, as_of=AS_OF) as report:
        of_vendors = [r for r in report.checks if r.check.topic in ("AC", "VN")]
    reasons = [result.reason for result in of_vendors if result.status == "skipped"]
    assert len(reasons) > 10
    assert set(reasons) == {"not needed, as no vendor is chosen"}
