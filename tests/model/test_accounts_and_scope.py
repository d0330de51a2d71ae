"""Near misses of who is available: the account, and the schools that a connection is scoped to."""

from typing import Any

import pytest

from tests.model.conftest import Model

ACCOUNT = "UPDATE UserAccount SET {0} WHERE personID = 1001"

ACCOUNTS = {
    "no username": (ACCOUNT.format("username = NULL"), {}, "has_username"),
    "no username, 1.2": (ACCOUNT.format("username = NULL"), {"oneroster": "1.2"}, "available"),
    "disabled": (ACCOUNT.format("disable = TRUE"), {}, "available"),
    "disabled, taken for a risk": (
        ACCOUNT.format("disable = TRUE"),
        {"disabled_accounts": "warn"},
        "available",
    ),
    "disabled, taken not to be sent": (
        ACCOUNT.format("disable = TRUE"),
        {"disabled_accounts": "error"},
        "has_enabled_account",
    ),
    "disabled, taken not to be sent by 1.2 either": (
        ACCOUNT.format("disable = TRUE"),
        {"disabled_accounts": "error", "oneroster": "1.2"},
        "has_enabled_account",
    ),
    "locked and expired is not disabled": (
        ACCOUNT.format("lock = TRUE, expiresDate = DATE '2026-08-09'"),
        {"disabled_accounts": "error"},
        "available",
    ),
    "no account at all where disabled ones are not sent": (
        "DELETE FROM UserAccount WHERE personID = 1001",
        {"disabled_accounts": "error"},
        "has_username",
    ),
    "no account at all where disabled ones are not sent, 1.2": (
        "DELETE FROM UserAccount WHERE personID = 1001",
        {"disabled_accounts": "error", "oneroster": "1.2"},
        "available",
    ),
    "what is wrong with the record goes before the account": (
        ACCOUNT.format("username = NULL")
        + ";UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 271001",
        {},
        "not_no_show",
    ),
}


@pytest.mark.parametrize(("change", "settings", "stands"), ACCOUNTS.values(), ids=ACCOUNTS)
def test_an_account(model: Model, change: str, settings: dict[str, str], stands: str) -> None:
    model.build(change, **settings)
    assert model.stands("student", 1001) == stands


def test_one_enabled_account_of_two_is_enough(model: Model) -> None:
    model.build(disabled_accounts="error")
    assert model.stands("teacher", 2003) == "available"


MARIGOLD: dict[str, Any] = {"school": ["2"]}


def test_a_connection_of_one_school_serves_its_students_and_their_families(model: Model) -> None:
    model.build(**MARIGOLD)
    students = model.rows(
        "SELECT min(personID), max(personID), count(*) FROM person_criteria WHERE role = 'student'"
    )
    assert students == [(1101, 1142, 42)]
    assert model.stands("guardian", 3003) == "available"
    assert model.stands("guardian", 3001) is None
    assert model.stands("relative", 3804) == "available"
    assert model.stands("relative", 3801) is None


def test_a_connection_of_one_school_serves_those_who_work_there(model: Model) -> None:
    model.build(**MARIGOLD)
    assert model.stands("teacher", 2009) == "available"  # Lincoln and Marigold
    assert model.stands("teacher", 2010) == "available"
    assert model.stands("teacher", 2001) is None
    assert model.stands("staff", 2505) == "available"
    assert model.stands("staff", 2504) is None  # Marigold is a further location only


def test_assignments_elsewhere_count_under_a_connection_of_one_school(model: Model) -> None:
    change = (
        "UPDATE EmploymentAssignment SET schoolID = 1 WHERE personID = 2010;"
        "UPDATE EmploymentAssignment SET health = FALSE WHERE personID = 2505;"
        "INSERT INTO EmploymentAssignment (assignmentID, personID, schoolID, startDate, program)"
        " VALUES (90001, 2505, 1, DATE '2026-08-01', TRUE)"
    )
    model.build(change, **MARIGOLD)
    assert model.stands("teacher", 2010) == "available"  # teaches at Marigold
    assert model.stands("staff", 2505) == "available"


def test_whoever_moved_on_to_another_school_is_out_of_scope(model: Model) -> None:
    moved = (
        "UPDATE EmploymentAssignment SET endDate = DATE '2026-06-30'"
        " WHERE schoolID = 2 AND personID IN (2010, 2505);"
        "INSERT INTO EmploymentAssignment"
        " (assignmentID, personID, schoolID, startDate, teacher, program)"
        " VALUES (90001, 2010, 1, DATE '2026-07-01', TRUE, FALSE),"
        " (90002, 2505, 1, DATE '2026-07-01', FALSE, TRUE);"
    )
    model.build(moved, **MARIGOLD)
    assert model.stands("staff", 2505) is None
    assert model.stands("teacher", 2010) == "available"  # still teaches at Marigold
    ended = "UPDATE SectionStaffHistory SET endDate = DATE '2026-08-01' WHERE personID = 2010;"
    model.build(moved + ended, **MARIGOLD)
    assert model.stands("teacher", 2010) is None
    model.build(moved + ended, school=["1"])
    assert model.stands("teacher", 2010) == "available"
    assert model.stands("staff", 2505) == "available"


def test_whoever_has_no_other_school_stays_in_scope(model: Model) -> None:
    change = "UPDATE EmploymentAssignment SET endDate = DATE '2026-08-01' WHERE personID = 2505;"
    model.build(change, **MARIGOLD)
    assert model.stands("staff", 2505) == "not_ended"


def test_an_enrollment_elsewhere_does_not_count(model: Model) -> None:
    change = (
        "INSERT INTO Enrollment (enrollmentID, personID, calendarID, structureID, grade, startDate)"
        " VALUES (900001, 1101, 2701, 27011, '05', DATE '2026-08-12');"
        "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 271101"
    )
    model.build(change, **MARIGOLD)
    assert model.stands("student", 1101) == "not_no_show"
    model.build(change)
    assert model.stands("student", 1101) == "available"
