"""The users and enrollments that are named as returned for a person."""

import pytest

from roster_lint.explain.explanation import Served
from roster_lint.model.payload_tables import build_payload
from tests.explain.conftest import District

GUID = "0f0e0d0c-0b0a-4908-8706-050403020100"


def test_primary_teachers_and_teachers(district: District) -> None:
    primary, teacher = (district.explain("teacher", who).further[0].served for who in (2003, 2008))
    assert primary == Served("enrollment", "active", "teacher", True, "t51031")
    assert teacher == Served("enrollment", "active", "teacher", False, "t51032")


@pytest.mark.parametrize(
    ("kind", "who", "version", "role", "sourced_id", "certainty"),
    [
        ("student", 1001, "1.1", "student", "s1001", "unverified"),
        ("teacher", 2010, "1.1", "teacher", "t2010", "unverified"),
        ("staff", 2505, "1.1", "administrator", None, "unknown"),
        ("staff", 2505, "1.2", "aide", None, "unknown"),
        ("guardian", 3001, "1.1", "guardian", None, "unknown"),
        ("relative", 3801, "1.2", "relative", None, "unknown"),
    ],
)
def test_the_user_that_is_returned(
    district: District,
    kind: str,
    who: int,
    version: str,
    role: str,
    sourced_id: str | None,
    certainty: str,
) -> None:
    change = "UPDATE Person SET personGUID = NULL;"
    served = district.explain(kind, who, change, oneroster=version).served
    assert served is not None and served.note
    told = (served.role, served.status, served.sourced_id, served.certainty)
    assert told == (role, "active", sourced_id, certainty)


@pytest.mark.parametrize(
    ("change", "sourced_id", "note"),
    [
        (f"UPDATE Person SET personGUID = '{GUID}' WHERE personID = 1001", GUID, "personGUID, as"),
        # What is no GUID, or another person's as well, is not sent: the payload has the personID.
        ("UPDATE Person SET personGUID = 'AB-12' WHERE personID = 1001", "1001", "is no GUID"),
        (f"UPDATE Person SET personGUID = '{GUID}'", "1001", "another person has the same"),
        (
            "UPDATE Person SET personGUID = NULL WHERE personID = 1001;"
            f" UPDATE Identity SET identityGUID = '{GUID}' WHERE personID = 1001",
            GUID,
            "current identity",
        ),
    ],
)
def test_the_sourced_id_of_version_1_2_is_that_of_the_payload(
    district: District, change: str, sourced_id: str, note: str
) -> None:
    served = district.explain("student", 1001, change, oneroster="1.2").served
    assert served is not None and note in str(served.note)
    assert (served.sourced_id, served.certainty) == (sourced_id, "unverified")
    query = "SELECT DISTINCT userSourcedId FROM predicted_user_id WHERE personID = 1001"
    build_payload(district.engine, "campus", "1.2", [query])
    assert district.engine.rows(query) == [(sourced_id,)]
