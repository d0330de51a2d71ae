"""Near misses of the criteria, record by record: district assignments and relationships."""

import pytest

from tests.model.conftest import Model

# 20011 is the assignment of 2001, who teaches at Lincoln; 3001 is the mother of 1001 and of nobody
# else, 3801 the aunt of 1005.


@pytest.mark.parametrize(
    "mark",
    [
        "specialEd",
        "program",
        "behavior",
        "health",
        "responseApprover",
        "rti",
        "advisor",
        "supervisor",
        "counselor",
        "foodservice",
        "approver",
        "framProcessor",
    ],
)
def test_each_of_these_is_a_role_other_than_teacher(model: Model, mark: str) -> None:
    model.build(f"UPDATE EmploymentAssignment SET {mark} = TRUE WHERE assignmentID = 20011")
    assert model.fails("staff", 20011) == set()
    assert model.fails("teacher", 20011) == set()


ASSIGNMENTS = {
    "as it is": ("", set(), {"has_staff_role"}),
    "no role": (
        "UPDATE EmploymentAssignment SET teacher = FALSE",
        {"has_teacher_role"},
        {"has_staff_role"},
    ),
    "roles unknown": (
        "UPDATE EmploymentAssignment SET teacher = NULL, program = NULL",
        {"has_teacher_role"},
        {"has_staff_role"},
    ),
    "another role": (
        "UPDATE EmploymentAssignment SET teacher = FALSE, program = TRUE",
        {"has_teacher_role"},
        set(),
    ),
    "excluded": (
        "UPDATE EmploymentAssignment SET externalLMSExclude = TRUE, program = TRUE",
        {"not_excluded"},
        {"not_excluded"},
    ),
    "exclusion unknown": (
        "UPDATE EmploymentAssignment SET externalLMSExclude = NULL, program = TRUE",
        set(),
        set(),
    ),
    "school and calendar excluded": (
        "UPDATE School SET externalLMSExclude = TRUE;"
        "UPDATE Calendar SET externalLMSExclude = TRUE;"
        "UPDATE EmploymentAssignment SET program = TRUE",
        set(),
        set(),
    ),
    "district office": (
        "UPDATE EmploymentAssignment SET schoolID = 4, program = TRUE",
        set(),
        {"school_has_calendar"},
    ),
    "district office, with a location at a school": (
        "UPDATE EmploymentAssignment SET schoolID = 4, program = TRUE;"
        "INSERT INTO EmploymentAssignmentLocation (assignmentID, schoolID) VALUES (20011, 1)",
        set(),
        {"school_has_calendar"},
    ),
    "school of last year's calendars": (
        "UPDATE Calendar SET endYear = 2026 WHERE schoolID = 1;"
        "UPDATE EmploymentAssignment SET program = TRUE",
        set(),
        {"school_has_calendar"},
    ),
    "not on the schedule": (
        "DELETE FROM SectionStaffHistory; UPDATE EmploymentAssignment SET program = TRUE",
        set(),
        set(),
    ),
}


@pytest.mark.parametrize(("change", "teacher", "staff"), ASSIGNMENTS.values(), ids=ASSIGNMENTS)
def test_an_assignment(model: Model, change: str, teacher: set[str], staff: set[str]) -> None:
    model.build(change)
    assert model.fails("teacher", 20011) == teacher
    assert model.fails("staff", 20011) == staff


PORTAL, INACTIVE, NOT_SYNCING = {"has_portal"}, {"is_active"}, {"student_syncs"}

RELATIONSHIPS = {
    "as it is": ("", set()),
    "no portal": ("UPDATE RelatedPair SET portal = FALSE", PORTAL),
    "portal unknown": ("UPDATE RelatedPair SET portal = NULL", PORTAL),
    "ended yesterday": ("UPDATE RelatedPair SET endDate = DATE '2026-08-09'", INACTIVE),
    "ends today": ("UPDATE RelatedPair SET endDate = DATE '2026-08-10'", set()),
    "begins today": ("UPDATE RelatedPair SET startDate = DATE '2026-08-10'", set()),
    "begins tomorrow": ("UPDATE RelatedPair SET startDate = DATE '2026-08-11'", INACTIVE),
    "began long ago": ("UPDATE RelatedPair SET startDate = DATE '2012-08-01'", set()),
    "no-show": ("UPDATE Enrollment SET noShow = TRUE", NOT_SYNCING),
    "school excluded": ("UPDATE School SET externalLMSExclude = TRUE", NOT_SYNCING),
    "enrollment ended": (
        "UPDATE Enrollment SET startDate = DATE '2026-08-03', endDate = DATE '2026-08-09'",
        NOT_SYNCING,
    ),
    "student without username": ("DELETE FROM UserAccount", set()),
    "all at once": (
        "UPDATE RelatedPair SET portal = FALSE, endDate = DATE '2026-08-09';"
        "UPDATE Enrollment SET noShow = TRUE",
        PORTAL | INACTIVE | NOT_SYNCING,
    ),
}


@pytest.mark.parametrize(("change", "fails"), RELATIONSHIPS.values(), ids=RELATIONSHIPS)
def test_a_guardianship(model: Model, change: str, fails: set[str]) -> None:
    model.build(change)
    assert model.fails("guardian", 1001, 3001) == fails


def test_a_relationship_that_ends_today_where_today_is_over(model: Model) -> None:
    model.build("UPDATE RelatedPair SET endDate = DATE '2026-08-10'", end_date_today="ended")
    assert model.fails("guardian", 1001, 3001) == INACTIVE
    assert model.fails("relative", 1005, 3801) == INACTIVE


def test_one_syncing_enrollment_is_enough_for_the_family(model: Model) -> None:
    # 1203 is enrolled at Hollyhock and in its summer school.
    model.build("UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 271203")
    assert model.fails("guardian", 1203, 3004) == set()


def test_relationships_of_last_years_students_and_reversed_ones_are_none(model: Model) -> None:
    change = (
        "INSERT INTO RelatedPair (personID1, personID2, guardian, portal)"
        " VALUES (1901, 3001, TRUE, TRUE), (3002, 1001, TRUE, TRUE)"
    )
    model.build(change)
    for key in ((1901, 3001), (3002, 1001)):
        with pytest.raises(LookupError):
            model.fails("guardian", *key)
