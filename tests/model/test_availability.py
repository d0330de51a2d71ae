"""The funnel of every report adds up, under every reading, version, scope and year."""

from pathlib import Path
from typing import Any

import pytest

from fixtures.build import HERE
from fixtures.district import healthy
from roster_lint.linter import lint
from roster_lint.model.build import ROLES, criteria_in_force
from roster_lint.report.counts import Availability
from roster_lint.settings.settings import Settings
from tests.model.conftest import Model, settings_of

RUNS: dict[str, dict[str, Any]] = {
    "1.1": {},
    "1.2": {"oneroster": "1.2"},
    "google": {"vendor": "google-classroom"},
    "containment": {"window_rule": "contain"},
    "today is over": {"end_date_today": "ended"},
    "disabled accounts are not sent": {"disabled_accounts": "error"},
    "disabled accounts are not sent by 1.2": {"disabled_accounts": "error", "oneroster": "1.2"},
    "portal alone": {"guardian_rule": "portal"},
    "one school": {"school": ["2"]},
    "two schools": {"school": ["1", "3"]},
    "before the year": {"as_of": "2026-06-20"},
    "on the calendar's last day": {"as_of": "2027-06-04", "end_date_today": "ended"},
    "after the year": {"as_of": "2027-07-05", "year": 2027},
    "another year": {"year": 2028},
}

YEARS = {
    "no active year": "UPDATE SchoolYear SET active = FALSE",
    "two active years": "UPDATE SchoolYear SET active = endYear IN (2026, 2027)",
    "last year active": "UPDATE SchoolYear SET active = endYear = 2026",
    "next year active": "UPDATE SchoolYear SET active = endYear = 2028",
    "reversed year": "UPDATE SchoolYear SET startDate = endDate, endDate = startDate",
    "no year at all": "DELETE FROM SchoolYear",
    "no calendar at all": "DELETE FROM Calendar",
}


def check_that_it_adds_up(model: Model, settings: Settings) -> None:
    """Everybody stands once in a role, and falls at a listed criterion or none."""
    for role in ROLES:
        reported = {c.name for c in criteria_in_force(settings) if c.role == role}
        people = f"FROM person_criteria WHERE role = '{role}'"
        totals = model.rows(f"SELECT count(*), count(DISTINCT personID) {people}")
        assert totals[0][0] == totals[0][1]
        kinds = model.rows(
            f"SELECT DISTINCT available, wanted, to_be_deleted, failed, first_failed {people}"
        )
        for available, wanted, to_be_deleted, failed, first_failed in kinds:
            assert first_failed is None or first_failed in reported
            assert available == (first_failed is None)
            assert wanted == (failed is None)
            assert failed is None or first_failed == failed
            assert not (available and to_be_deleted)


@pytest.mark.parametrize("settings", RUNS.values(), ids=RUNS)
def test_it_adds_up(model: Model, august: Model, settings: dict[str, Any]) -> None:
    check_that_it_adds_up(model, model.build(**settings))
    check_that_it_adds_up(august, august.build(**settings))


@pytest.mark.parametrize("change", YEARS.values(), ids=YEARS)
def test_it_adds_up_whatever_the_school_year(august: Model, change: str) -> None:
    check_that_it_adds_up(august, august.build(change))


def test_nobody_is_available_of_a_year_without_calendars(model: Model) -> None:
    model.build("DELETE FROM Calendar")
    roles = model.rows("SELECT DISTINCT role FROM person_criteria WHERE available")
    assert roles == [("teacher",)]


def test_every_student_of_the_year_is_counted_once(august: Model) -> None:
    august.build()
    enrolled = august.rows(
        "SELECT count(DISTINCT personID) FROM Enrollment"
        " WHERE calendarID IN (SELECT calendarID FROM Calendar WHERE endYear = 2027)"
    )
    assert enrolled == august.rows("SELECT count(*) FROM person_criteria WHERE role = 'student'")


def funnel(folder: Path, **settings: object) -> dict[str, Availability]:
    """What a report says about each population, by its name."""
    with lint(folder, settings=settings_of(**settings), select=("DA002",)) as report:
        return {one.entity: one for one in report.availability}


def fallen(one: Availability) -> dict[str, int]:
    """How many fall at which criterion."""
    return {criterion.name: criterion.failed for criterion in one.criteria if criterion.failed}


@pytest.mark.parametrize("settings", [{}, {"oneroster": "1.2", "disabled_accounts": "error"}])
def test_the_report_adds_up(settings: dict[str, Any]) -> None:
    for one in funnel(HERE / "back-to-school", **settings).values():
        assert one.total == one.available + sum(fallen(one).values()), one
        assert 0 <= one.to_be_deleted <= one.total - one.available, one


def test_each_school_lists_its_criteria_in_the_articles_order() -> None:
    for one in funnel(HERE / "back-to-school").values():
        in_order = [criterion.name for criterion in one.criteria]
        reported = [list(school.failed) for school in one.schools]
        assert reported == [sorted(failed, key=in_order.index) for failed in reported]
        places = [(-school.total, school.school_id or 0) for school in one.schools]
        assert places == sorted(places)


def test_in_the_healthy_district_only_former_guardians_fall() -> None:
    found = funnel(HERE / "ready")
    assert (found["student"].total, found["student"].available) == (144, 144)
    assert {name: fallen(one) for name, one in found.items() if fallen(one)} == {
        "guardian": {"has_portal": 3}
    }


def test_each_fault_moves_one_student_from_available_to_its_criterion(tmp_path: Path) -> None:
    district = healthy()
    district.row("Enrollment", enrollmentID=271001)["noShow"] = 1
    district.row("Enrollment", enrollmentID=271002).update(
        startDate="2026-08-03", endDate="2026-08-07"
    )
    district.row("UserAccount", personID=1003)["username"] = None
    student = funnel(district.write(tmp_path))["student"]
    assert (student.total, student.available, student.to_be_deleted) == (144, 141, 1)
    assert fallen(student) == {"not_no_show": 1, "not_ended": 1, "has_username": 1}


def test_each_fault_moves_sections_from_available_to_its_criterion(tmp_path: Path) -> None:
    district = healthy()
    before = funnel(district.write(tmp_path / "before"))["section"]
    district.row("Section", sectionID=5101)["externalLMSExclude"] = 1
    district.row("Section", sectionID=5102)["active"] = 0
    placements = district.tables["SectionPlacement"]
    placements[:] = [row for row in placements if row["sectionID"] != 5103]
    district.row("Trial", trialID=270321)["active"] = 0
    unfinished = sum(row["trialID"] == 270321 for row in district.tables["Section"])
    assert unfinished > 0
    after = funnel(district.write(tmp_path / "after"))["section"]
    assert (before.total, before.available, fallen(before)) == (after.total, before.total, {})
    assert fallen(after) == {
        "in_active_trial": unfinished,
        "not_excluded": 1,
        "is_active": 1,
        "is_placed": 1,
    }


def test_a_year_that_does_not_exist_is_judged_by_the_window_that_it_would_have(
    model: Model,
) -> None:
    model.build("UPDATE SchoolYear SET active = FALSE", year=2031)
    assert model.rows(
        "SELECT endYear, yearName, CAST(windowStart AS VARCHAR), CAST(windowEnd AS VARCHAR),"
        " startAssumed, endAssumed, active, reversed FROM judged_year"
    ) == [(2031, "2030-31", "2030-01-01", "2031-12-31", True, True, False, False)]


@pytest.mark.parametrize(
    ("run", "asked"),
    [
        ("1.1", {"has_username"}),
        ("1.2", set()),
        ("disabled accounts are not sent", {"has_username", "has_enabled_account"}),
        ("disabled accounts are not sent by 1.2", {"has_enabled_account"}),
    ],
)
def test_the_account_is_asked_for_only_where_it_counts(run: str, asked: set[str]) -> None:
    reported = criteria_in_force(Settings.model_validate(RUNS[run]))
    for role in ROLES:
        names = {criterion.name for criterion in reported if criterion.role == role}
        assert names & {"has_username", "has_enabled_account"} == asked
