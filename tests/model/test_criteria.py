"""Near misses of the criteria, record by record: dates of all kinds, and enrollments."""

from collections.abc import Sequence

import pytest

from tests.model.conftest import Model

# The school year is July 1, 2026 to June 30, 2027; the calendar of Lincoln, 2701, is August 10 to
# June 4; the as-of date is August 10. 1001 ff. are enrolled at Lincoln by 271001 ff.

Dated = Sequence[tuple[str | None, str | None, set[str]]]
"""A record's start and end, and the criteria at which it fails."""

ENDED, OUTSIDE = {"not_ended"}, {"in_school_year"}

AROUND_AUGUST: Dated = (
    ("2026-08-12", None, set()),
    ("2026-08-10", None, set()),
    (None, None, set()),
    ("2024-08-12", None, set()),
    ("2027-06-30", None, set()),
    ("2027-07-01", None, OUTSIDE),
    ("2026-05-01", "2026-06-30", OUTSIDE | ENDED),
    ("2026-05-01", "2026-07-01", ENDED),
    (None, "2026-06-30", OUTSIDE | ENDED),
    ("2026-08-03", "2026-08-09", ENDED),
    ("2026-08-03", "2026-08-10", set()),
    ("2026-08-03", "2026-08-11", set()),
    ("2026-08-12", "2027-07-01", set()),
    ("2026-08-12", "9999-12-31", set()),
)
BY_CONTAINMENT: Dated = (
    ("2026-07-01", None, set()),
    ("2026-07-01", "2027-06-30", set()),
    ("2026-06-30", None, OUTSIDE),
    ("2026-08-12", "2027-07-01", OUTSIDE),
    (None, None, set()),
    (None, "2027-06-30", set()),
    (None, "2027-07-01", OUTSIDE),
    ("2026-08-03", "2026-08-09", ENDED),
    ("2026-05-01", "2026-08-09", OUTSIDE | ENDED),
)
TODAY_IS_OVER: Dated = (
    ("2026-08-03", "2026-08-09", ENDED),
    ("2026-08-03", "2026-08-10", ENDED),
    ("2026-08-03", "2026-08-11", set()),
    ("2026-08-12", None, set()),
)


def enrolled(model: Model, dated: Dated, change: str = "", **settings: object) -> list[set[str]]:
    """How enrollments with these dates fail, one student of Lincoln each."""
    statements = [
        f"UPDATE Enrollment SET startDate = {_day(start)}, endDate = {_day(end)}"
        f" WHERE enrollmentID = {271001 + place}"
        for place, (start, end, _) in enumerate(dated)
    ]
    model.build(";".join([*statements, change]), **settings)
    return [model.fails("student", 271001 + place) for place in range(len(dated))]


def assigned(model: Model, role: str, dated: Dated, **settings: object) -> list[set[str]]:
    """How assignments with these dates fail, one adviser who also teaches each."""
    statements = [
        "INSERT INTO EmploymentAssignment"
        " (assignmentID, personID, schoolID, startDate, endDate, teacher, advisor)"
        f" VALUES ({90001 + place}, {2001 + place}, 1, {_day(start)}, {_day(end)}, TRUE, TRUE)"
        for place, (start, end, _) in enumerate(dated)
    ]
    model.build(";".join(statements), **settings)
    return [model.fails(role, 90001 + place) for place in range(len(dated))]


def expected(dated: Dated) -> list[set[str]]:
    return [fails for _, _, fails in dated]


def _day(day: str | None) -> str:
    return "NULL" if day is None else f"DATE '{day}'"


DATES = [
    pytest.param(AROUND_AUGUST, {}, id="overlap"),
    pytest.param(BY_CONTAINMENT, {"window_rule": "contain"}, id="contain"),
    pytest.param(TODAY_IS_OVER, {"end_date_today": "ended"}, id="today is over"),
]


@pytest.mark.parametrize(("dated", "settings"), DATES)
def test_the_dates_of_an_enrollment(model: Model, dated: Dated, settings: dict[str, str]) -> None:
    assert enrolled(model, dated, **settings) == expected(dated)


@pytest.mark.parametrize("role", ["teacher", "staff"])
@pytest.mark.parametrize(("dated", "settings"), DATES)
def test_the_dates_of_an_assignment(
    model: Model, role: str, dated: Dated, settings: dict[str, str]
) -> None:
    assert assigned(model, role, dated, **settings) == expected(dated)


@pytest.mark.parametrize("today", ["active", "ended"])
def test_an_enrollment_that_ends_with_its_calendar_has_not_ended(model: Model, today: str) -> None:
    dated: Dated = (
        ("2026-08-12", "2027-06-04", set()),
        ("2026-08-12", "2027-06-03", ENDED),
        ("2026-08-12", "2027-06-05", ENDED),
        ("2026-08-12", "2027-06-25", ENDED),  # the end of the summer calendar
        ("2026-08-12", None, set()),
    )
    found = enrolled(model, dated, as_of="2027-07-05", end_date_today=today)
    assert found == expected(dated)


def test_the_last_day_of_the_calendar_itself(model: Model) -> None:
    dated: Dated = (("2026-08-12", "2027-06-04", set()), ("2026-08-12", "2027-06-03", ENDED))
    found = enrolled(model, dated, as_of="2027-06-04", end_date_today="ended")
    assert found == expected(dated)


def test_a_calendar_without_end_makes_no_exception(model: Model) -> None:
    dated: Dated = (("2026-08-12", "2027-06-04", ENDED), ("2026-08-12", None, set()))
    change = "UPDATE Calendar SET endDate = NULL WHERE calendarID = 2701"
    assert enrolled(model, dated, change, as_of="2027-06-10") == expected(dated)


def test_no_such_exception_for_assignments(model: Model) -> None:
    dated: Dated = (("2020-08-01", "2027-06-04", ENDED), ("2020-08-01", "2027-06-10", set()))
    assert assigned(model, "teacher", dated, as_of="2027-06-10") == expected(dated)


@pytest.mark.parametrize("start_year", ["2026", "NULL"])
def test_blank_dates_of_the_school_year_mean_whole_calendar_years(
    model: Model, start_year: str
) -> None:
    dated: Dated = (
        ("2025-08-13", "2025-12-31", OUTSIDE | ENDED),
        ("2025-08-13", "2026-01-01", ENDED),
        ("2027-12-31", None, set()),
        ("2028-01-01", None, OUTSIDE),
    )
    change = (
        f"UPDATE SchoolYear SET startDate = NULL, endDate = NULL, startYear = {start_year}"
        " WHERE endYear = 2027"
    )
    assert enrolled(model, dated, change) == expected(dated)


def test_each_date_of_the_school_year_is_assumed_on_its_own(model: Model) -> None:
    dated: Dated = (("2026-05-01", "2026-06-30", OUTSIDE | ENDED), ("2027-12-31", None, set()))
    change = "UPDATE SchoolYear SET endDate = NULL WHERE endYear = 2027"
    assert enrolled(model, dated, change) == expected(dated)


def test_nothing_meets_a_reversed_school_year(model: Model) -> None:
    # Without dates a record meets whatever window there is, unless it is none.
    change = (
        "UPDATE SchoolYear SET startDate = DATE '2027-06-30', endDate = DATE '2026-07-01'"
        " WHERE endYear = 2027;"
        "UPDATE Enrollment SET startDate = NULL, endDate = NULL;"
        "UPDATE EmploymentAssignment SET startDate = NULL, endDate = NULL"
    )
    model.build(change)
    assert model.fails("student", 271001) == OUTSIDE
    assert model.fails("teacher", 20011) == OUTSIDE
    assert model.fails("staff", 25051) == OUTSIDE


EXCLUDED, NO_SHOW = {"not_excluded"}, {"not_no_show"}

ENROLLMENTS = {
    "no-show": ("UPDATE Enrollment SET noShow = TRUE", NO_SHOW),
    "no-show unknown": ("UPDATE Enrollment SET noShow = NULL", set()),
    "own flag": ("UPDATE Enrollment SET externalLMSExclude = TRUE", EXCLUDED),
    "own flag unknown": ("UPDATE Enrollment SET externalLMSExclude = NULL", set()),
    "school": ("UPDATE School SET externalLMSExclude = TRUE WHERE schoolID = 1", EXCLUDED),
    "another school": ("UPDATE School SET externalLMSExclude = TRUE WHERE schoolID <> 1", set()),
    "calendar": ("UPDATE Calendar SET externalLMSExclude = TRUE WHERE calendarID = 2701", EXCLUDED),
    "last year's calendar": (
        "UPDATE Calendar SET externalLMSExclude = TRUE WHERE calendarID = 2601",
        set(),
    ),
    "state-excluded calendar": ("UPDATE Calendar SET exclude = TRUE", set()),
    "summer calendar": ("UPDATE Calendar SET summerSchool = TRUE", set()),
    "structure": (
        "UPDATE ScheduleStructure SET externalLMSExclude = TRUE WHERE structureID = 27011",
        EXCLUDED,
    ),
    "another structure": (
        "UPDATE ScheduleStructure SET externalLMSExclude = TRUE WHERE structureID <> 27011",
        set(),
    ),
    "grade level": (
        "UPDATE GradeLevel SET externalLMSExclude = TRUE WHERE structureID = 27011 AND name = 'KG'",
        EXCLUDED,
    ),
    "grade level in another case": (
        "UPDATE GradeLevel SET externalLMSExclude = TRUE WHERE structureID = 27011 AND name = 'KG';"
        "UPDATE Enrollment SET grade = 'kg' WHERE enrollmentID = 271001",
        EXCLUDED,
    ),
    "the other grade levels": (
        "UPDATE GradeLevel SET externalLMSExclude = TRUE"
        " WHERE NOT (structureID = 27011 AND name = 'KG')",
        set(),
    ),
    "no grade": ("UPDATE Enrollment SET grade = NULL", set()),
    "grade without grade level": ("DELETE FROM GradeLevel", set()),
    "structure that is none": ("DELETE FROM ScheduleStructure WHERE structureID = 27011", set()),
    "school that is none": ("DELETE FROM School WHERE schoolID = 1", {"has_calendar"}),
    "classes": (
        "UPDATE CourseMaster SET externalLMSExclude = TRUE;"
        "UPDATE Course SET externalLMSExclude = TRUE; UPDATE Section SET externalLMSExclude = TRUE",
        set(),
    ),
    "inactive": ("UPDATE Enrollment SET active = FALSE", set()),
    "special enrollment": ("UPDATE Enrollment SET serviceType = 'N'", set()),
    "another end year": ("UPDATE Enrollment SET endYear = 2026", set()),
    "all at once": (
        "UPDATE Enrollment SET startDate = DATE '2025-08-12', endDate = DATE '2026-06-05',"
        " noShow = TRUE, externalLMSExclude = TRUE",
        OUTSIDE | ENDED | NO_SHOW | EXCLUDED,
    ),
}


@pytest.mark.parametrize(("change", "fails"), ENROLLMENTS.values(), ids=ENROLLMENTS)
def test_an_enrollment(model: Model, change: str, fails: set[str]) -> None:
    model.build(change)
    assert model.fails("student", 271001) == fails


def test_nothing_falls_within_a_year_of_reversed_dates(model: Model) -> None:
    change = (
        "UPDATE SchoolYear SET startDate = DATE '2027-07-01', endDate = DATE '2026-06-30'"
        " WHERE endYear = 2027; UPDATE Enrollment SET startDate = NULL, endDate = NULL;"
        " UPDATE EmploymentAssignment SET startDate = NULL, endDate = NULL"
    )
    model.build(change)
    assert model.fails("student", 271001) == OUTSIDE
    assert "in_school_year" in model.fails("teacher", 20071)


def test_nothing_falls_within_an_unknown_year(model: Model) -> None:
    model.build("DELETE FROM SchoolYear")
    assert "in_school_year" in model.fails("teacher", 20071)


def test_an_exclusion_stops_at_the_structure(model: Model) -> None:
    change = "UPDATE ScheduleStructure SET externalLMSExclude = TRUE WHERE structureID = 27032"
    model.build(change)
    assert model.fails("student", 271232) == EXCLUDED
    assert model.fails("student", 271231) == set()


def test_an_exclusion_stops_at_the_structures_grade_level(model: Model) -> None:
    change = (
        "UPDATE GradeLevel SET externalLMSExclude = TRUE WHERE structureID = 27032 AND name = '11'"
    )
    model.build(change)
    assert model.fails("student", 271232) == EXCLUDED
    assert model.fails("student", 271231) == set()
    assert model.fails("student", 271244) == set()


def test_only_enrollments_in_calendars_of_the_active_year_count(model: Model) -> None:
    model.build("UPDATE Enrollment SET endYear = 2027")
    assert model.rows("SELECT DISTINCT calendarID // 100 FROM enrollment_criteria") == [(27,)]
