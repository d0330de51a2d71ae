"""Near misses of who is wanted: one record must pass as a whole, else the nearest one decides."""

import pytest

from tests.model.conftest import Model

# 1203 is enrolled at Hollyhock (271203) and in its summer school (291203); 2001 teaches at Lincoln,
# 2505 is the nurse of Marigold; 3001 is guardian of 1001, 3003 of 1002 and 1102; 3801 is an aunt.

ROLES = ("student", "teacher", "staff", "guardian", "relative")

NO_ASSIGNMENT = "DELETE FROM EmploymentAssignment WHERE personID = {0};"
NO_HISTORY = "DELETE FROM SectionStaffHistory WHERE personID = {0};"
ASSIGNED = (
    "INSERT INTO EmploymentAssignment (assignmentID, personID, schoolID, startDate, {mark})"
    " VALUES ({id}, {person}, {school}, DATE '2026-08-01', TRUE);"
)


@pytest.mark.parametrize(
    ("person_id", "roles"),
    [
        pytest.param(1001, {"student"}, id="student"),
        pytest.param(1901, set(), id="graduate"),
        pytest.param(1951, set(), id="student who left last spring"),
        pytest.param(2001, {"teacher"}, id="teacher"),
        pytest.param(2003, {"teacher", "guardian"}, id="teacher and parent"),
        pytest.param(2008, {"teacher", "staff"}, id="teacher with another role"),
        pytest.param(2505, {"staff"}, id="nurse"),
        pytest.param(2091, set(), id="teacher who left"),
        pytest.param(2591, set(), id="clerk who left"),
        pytest.param(3001, {"guardian"}, id="guardian"),
        pytest.param(3801, {"relative"}, id="relative"),
        pytest.param(3901, set(), id="neighbor"),
    ],
)
def test_everybody_in_the_healthy_district(model: Model, person_id: int, roles: set[str]) -> None:
    model.build()
    assert {role for role in ROLES if model.stands(role, person_id) == "available"} == roles


def test_former_guardians_are_counted_and_fall(model: Model) -> None:
    model.build()
    assert model.stands("guardian", 3701) == "has_portal"


STUDENTS = {
    "a second enrollment rescues": (
        "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 271203",
        "available",
    ),
    "two enrollments do not make a good one": (
        "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 271203;"
        "UPDATE Enrollment SET externalLMSExclude = TRUE WHERE enrollmentID = 291203",
        "not_excluded",
    ),
    "the nearest enrollment decides, whatever the order": (
        "UPDATE Enrollment SET externalLMSExclude = TRUE WHERE enrollmentID = 271203;"
        "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 291203",
        "not_excluded",
    ),
    "the first criterion at which an enrollment falls decides": (
        "UPDATE Enrollment SET noShow = TRUE, externalLMSExclude = TRUE WHERE personID = 1203",
        "not_no_show",
    ),
    "last year's enrollment rescues nobody": (
        "DELETE FROM Enrollment WHERE enrollmentID IN (271203, 291203)",
        None,
    ),
}


@pytest.mark.parametrize(("change", "stands"), STUDENTS.values(), ids=STUDENTS)
def test_a_student(model: Model, change: str, stands: str | None) -> None:
    model.build(change)
    assert model.stands("student", 1203) == stands


ENDED = "UPDATE Enrollment SET startDate = DATE '2026-08-03', endDate = DATE '2026-08-09'"


@pytest.mark.parametrize(
    ("change", "deleted"),
    [
        pytest.param(f"{ENDED} WHERE personID = 1203", True, id="ended"),
        pytest.param(f"{ENDED} WHERE enrollmentID = 271203", False, id="ended here, syncs there"),
        pytest.param(f"{ENDED}, noShow = TRUE WHERE personID = 1203", False, id="no-show"),
        pytest.param(
            f"{ENDED}, externalLMSExclude = TRUE WHERE personID = 1203", False, id="excluded"
        ),
        pytest.param(
            f"{ENDED} WHERE enrollmentID = 271203;"
            "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 291203",
            True,
            id="ended here, no-show there",
        ),
        pytest.param("DELETE FROM UserAccount WHERE personID = 1203", False, id="no username"),
        pytest.param(
            f"{ENDED} WHERE personID = 1203; DELETE FROM UserAccount WHERE personID = 1203",
            False,
            id="ended, and never sent for want of a username",
        ),
    ],
)
def test_who_goes_out_as_to_be_deleted(model: Model, change: str, deleted: bool) -> None:
    model.build(change)
    sql = "SELECT to_be_deleted FROM person_criteria WHERE role = 'student' AND personID = 1203"
    assert model.rows(sql) == [(deleted,)]


TEACHERS = {
    "without a section": (NO_HISTORY.format(2001), "available"),
    "on the schedule without any assignment": (NO_ASSIGNMENT.format(2001), "has_assignment"),
    "a teacher who is not the primary one, without any assignment": (
        NO_ASSIGNMENT.format(2001)
        + "UPDATE SectionStaffHistory SET staffType = 't' WHERE personID = 2001",
        "has_assignment",
    ),
    "section staff without any assignment": (
        NO_ASSIGNMENT.format(2001)
        + "UPDATE SectionStaffHistory SET staffType = 'S' WHERE personID = 2001",
        None,
    ),
    "a row without type, without any assignment": (
        NO_ASSIGNMENT.format(2001)
        + "UPDATE SectionStaffHistory SET staffType = NULL WHERE personID = 2001",
        None,
    ),
    "a row that ended yesterday, without any assignment": (
        NO_ASSIGNMENT.format(2001)
        + "UPDATE SectionStaffHistory SET endDate = DATE '2026-08-09' WHERE personID = 2001",
        None,
    ),
    "a row that ends today, without any assignment": (
        NO_ASSIGNMENT.format(2001)
        + "UPDATE SectionStaffHistory SET endDate = DATE '2026-08-10' WHERE personID = 2001",
        "has_assignment",
    ),
    "in a schedule that is not in use, without any assignment": (
        NO_ASSIGNMENT.format(2001)
        + NO_HISTORY.format(2001)
        + "INSERT INTO SectionStaffHistory (historyID, sectionID, personID, staffType)"
        " VALUES (90001, 5291, 2001, 'P'), (90002, 5011, 2001, 'P')",
        None,
    ),
    "on the schedule without the mark": (
        "UPDATE EmploymentAssignment SET teacher = FALSE WHERE personID = 2001",
        "has_teacher_role",
    ),
    "neither on the schedule nor marked": (
        "UPDATE EmploymentAssignment SET teacher = FALSE WHERE personID = 2001;"
        + NO_HISTORY.format(2001),
        None,
    ),
    "on the schedule until yesterday, without the mark": (
        "UPDATE EmploymentAssignment SET teacher = FALSE WHERE personID = 2001;"
        "UPDATE SectionStaffHistory SET endDate = DATE '2026-08-09' WHERE personID = 2001",
        None,
    ),
    "hired for next year": (
        "UPDATE EmploymentAssignment SET startDate = DATE '2027-07-01' WHERE personID = 2001",
        "in_school_year",
    ),
    "ended this year": (
        "UPDATE EmploymentAssignment SET endDate = DATE '2026-08-09' WHERE personID = 2001",
        "not_ended",
    ),
    "ended last year, yet on the schedule": (
        "UPDATE EmploymentAssignment SET endDate = DATE '2026-06-05' WHERE personID = 2001",
        "in_school_year",
    ),
    "ended last year and off the schedule": (
        "UPDATE EmploymentAssignment SET endDate = DATE '2026-06-05' WHERE personID = 2001;"
        + NO_HISTORY.format(2001),
        None,
    ),
    "at the district office": (
        "UPDATE EmploymentAssignment SET schoolID = 4 WHERE personID = 2001",
        "available",
    ),
    "all conditions must hold on one assignment": (
        "UPDATE EmploymentAssignment SET endDate = DATE '2026-08-09' WHERE personID = 2001;"
        + ASSIGNED.format(id=90001, person=2001, school=1, mark="program"),
        "has_teacher_role",
    ),
    "a second assignment rescues": (
        "UPDATE EmploymentAssignment SET externalLMSExclude = TRUE WHERE personID = 2001;"
        + ASSIGNED.format(id=90001, person=2001, school=3, mark="teacher"),
        "available",
    ),
}


@pytest.mark.parametrize(("change", "stands"), TEACHERS.values(), ids=TEACHERS)
def test_a_teacher(model: Model, change: str, stands: str | None) -> None:
    model.build(change)
    assert model.stands("teacher", 2001) == stands


STAFF = {
    "no role": ("UPDATE EmploymentAssignment SET health = FALSE", "has_staff_role"),
    "a teacher instead": ("UPDATE EmploymentAssignment SET health = FALSE, teacher = TRUE", None),
    "a teacher besides": ("UPDATE EmploymentAssignment SET teacher = TRUE", "available"),
    "at the district office": (
        "UPDATE EmploymentAssignment SET schoolID = 4",
        "school_has_calendar",
    ),
    "hired for next year": (
        "UPDATE EmploymentAssignment SET startDate = DATE '2027-07-01'",
        "in_school_year",
    ),
    "ended this year": ("UPDATE EmploymentAssignment SET endDate = DATE '2026-08-09'", "not_ended"),
    "ended last year": ("UPDATE EmploymentAssignment SET endDate = DATE '2026-06-05'", None),
    "excluded": ("UPDATE EmploymentAssignment SET externalLMSExclude = TRUE", "not_excluded"),
    "no assignment": ("DELETE FROM EmploymentAssignment WHERE personID = 2505", None),
    "all conditions must hold on one assignment": (
        "UPDATE EmploymentAssignment SET health = FALSE;"
        + ASSIGNED.format(id=90001, person=2505, school=4, mark="program"),
        "school_has_calendar",
    ),
    "a second assignment rescues": (
        "UPDATE EmploymentAssignment SET health = FALSE;"
        + ASSIGNED.format(id=90001, person=2505, school=1, mark="program"),
        "available",
    ),
}


@pytest.mark.parametrize(("change", "stands"), STAFF.values(), ids=STAFF)
def test_a_staff_member(model: Model, change: str, stands: str | None) -> None:
    model.build(change)
    assert model.stands("staff", 2505) == stands


CONTACT = "UPDATE RelatedPair SET {0} WHERE personID2 = {1}"

CONTACTS = {
    "guardian without portal": (CONTACT.format("portal = FALSE", 3001), 3001, "has_portal", None),
    "guardian no more, but portal": (
        CONTACT.format("guardian = FALSE", 3001),
        3001,
        None,
        "available",
    ),
    "guardian of a no-show": (
        "UPDATE Enrollment SET noShow = TRUE WHERE personID = 1001",
        3001,
        "student_syncs",
        None,
    ),
    "guardian of one who syncs and one who does not": (
        "UPDATE Enrollment SET noShow = TRUE WHERE personID = 1002",
        3003,
        "available",
        None,
    ),
    "guardian of two, each failing in another way": (
        "UPDATE Enrollment SET noShow = TRUE WHERE personID = 1002;"
        "UPDATE RelatedPair SET portal = FALSE WHERE personID1 = 1102 AND personID2 = 3003",
        3003,
        "student_syncs",
        None,
    ),
    "relative whose relationship has ended": (
        CONTACT.format("endDate = DATE '2026-08-09'", 3801),
        3801,
        None,
        "is_active",
    ),
    "relative without portal": (CONTACT.format("portal = FALSE", 3801), 3801, None, None),
    "guardian of one, relative of another": (
        "INSERT INTO RelatedPair (personID1, personID2, portal) VALUES (1050, 3001, TRUE)",
        3001,
        "available",
        "available",
    ),
    "neighbor with portal": (CONTACT.format("portal = TRUE", 3901), 3901, None, "has_username"),
}


@pytest.mark.parametrize(
    ("change", "person_id", "guardian", "relative"), CONTACTS.values(), ids=CONTACTS
)
def test_a_contact(
    model: Model, change: str, person_id: int, guardian: str | None, relative: str | None
) -> None:
    model.build(change)
    assert model.stands("guardian", person_id) == guardian
    assert model.stands("relative", person_id) == relative


def test_where_portal_alone_makes_a_guardian(model: Model) -> None:
    model.build(CONTACT.format("portal = FALSE", 3001), guardian_rule="portal")
    assert model.stands("guardian", 3001) == "has_portal"
    assert model.stands("guardian", 3002) == "available"
    assert model.stands("guardian", 3801) == "available"
    assert model.stands("guardian", 3901) is None
    assert model.rows("SELECT count(*) FROM relative_criteria") == [(0,)]
