"""The predicted payload against the criteria: exactly the available, under the right IDs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from roster_lint.errors import SourceError
from roster_lint.loading.campus import Loaded
from roster_lint.preview.preview import preview
from roster_lint.vocabulary import OneRoster
from tests.preview.conftest import Sample

VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")

GUID = "A0000000-0000-4000-8000-00000000{}"
CHANGE = f"""
UPDATE Enrollment SET startDate = DATE '2026-07-15', endDate = DATE '2026-08-05'
    WHERE personID IN (1001, 1002) AND endYear = 2027;
DELETE FROM UserAccount WHERE personID = 1002;
UPDATE Person SET personGUID = '{GUID.format(1003)}' WHERE personID = 1003;
UPDATE Person SET personGUID = '{GUID.format(1004)}' WHERE personID IN (1004, 1005);
UPDATE Person SET personGUID = 'no GUID at all' WHERE personID = 1006;
UPDATE Identity SET identityGUID = '{GUID.format(1007)}' WHERE personID = 1007;
UPDATE School SET schoolGUID = '{GUID.format("0001")}' WHERE schoolID = 1;
INSERT INTO Enrollment
    (enrollmentID, personID, calendarID, structureID, grade, startDate, endDate, serviceType)
    VALUES (9001, 1008, 2702, 27021, '06', DATE '2026-09-01', DATE '2026-12-18', 'P'),
           (9002, 1009, 2702, 27021, '06', DATE '2026-08-01', NULL, 'S');
UPDATE EmploymentAssignment SET schoolID = 4 WHERE personID = 2001;
UPDATE UserAccount SET "disable" = TRUE WHERE personID = 1010;
UPDATE Section SET externalLMSExclude = TRUE WHERE sectionID = 5201;
UPDATE SectionStaffHistory SET staffType = 'A' WHERE sectionID = 5202;
UPDATE SectionStaffHistory SET endDate = DATE '2026-08-01' WHERE sectionID = 5203;
UPDATE Roster SET startDate = DATE '2026-08-17', endDate = DATE '2026-08-18'
    WHERE personID = 1011 AND sectionID = 5101
"""


def user(sample: Sample, source_id: str) -> dict[str, Any]:
    """One user as a dictionary; raises ValueError where there is not exactly one."""
    names = ("status", "role", "enabledUser", "username", "givenName", "identifier", "email",
             "sms", "phone", "grades", "orgSourcedIds", "agentSourcedIds")  # fmt: skip
    (row,) = sample.rows(
        f"SELECT {', '.join(names)} FROM predicted_user WHERE sourcedId = '{source_id}'"
    )
    return dict(zip(names, row, strict=True))


def statuses(sample: Sample, person: int) -> set[str]:
    rows = sample.rows(f"SELECT DISTINCT status FROM predicted_user WHERE personID = {person}")
    return {status for (status,) in rows}


def roles(sample: Sample, person: int) -> set[tuple[str, str, bool, str]]:
    return set(
        sample.rows(
            "SELECT role, orgSourcedId, is_primary, status FROM predicted_role"
            f" WHERE personID = {person}"
        )
    )


def check_exactly_the_available(sample: Sample) -> None:
    for status, condition in (("active", "available"), ("tobedeleted", "to_be_deleted")):
        sent = sample.rows(
            f"SELECT population, personID FROM predicted_user_id WHERE status = '{status}'"
        )
        meant = sample.rows(f"SELECT role, personID FROM person_criteria WHERE {condition}")
        assert sorted(sent) == sorted(meant)
    assert sample.rows("SELECT sectionID FROM predicted_class ORDER BY 1") == sample.rows(
        "SELECT sectionID FROM section_criteria WHERE in_active_trial AND in_one_calendar"
        " AND has_school AND not_excluded AND is_active AND is_placed ORDER BY 1"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_the_payload_is_exactly_the_available(
    version: OneRoster, healthy: Sample, august: Sample
) -> None:
    for sample, change in ((healthy, CHANGE), (august, "")):
        found = sample.preview(change, oneroster=version)
        check_exactly_the_available(sample)
        counted = dict(
            sample.rows("SELECT role, count(*) FROM person_criteria WHERE available GROUP BY 1")
        )
        assert [c.active for c in found.roles.values()] == [
            counted[role] for role in ("student", "teacher", "staff", "guardian", "relative")
        ]


def test_accounts_count_where_they_are_asked_for(healthy: Sample) -> None:
    healthy.preview(CHANGE, disabled_accounts="error")
    check_exactly_the_available(healthy)
    assert statuses(healthy, 1010) == set()


def test_ended_students_are_to_be_deleted(healthy: Sample) -> None:
    assert healthy.preview(CHANGE).roles["student"].to_be_deleted == 1
    assert statuses(healthy, 1001) == {"tobedeleted"}
    assert statuses(healthy, 1002) == set()  # never there, for want of a username
    assert user(healthy, "s1001")["agentSourcedIds"] is None
    assert statuses(healthy, 3001) == set()
    assert not healthy.rows("SELECT * FROM predicted_enrollment WHERE personID IN (1001, 1002)")
    assert healthy.preview(CHANGE, oneroster="1.2").roles["student"].to_be_deleted == 2
    assert roles(healthy, 1002) == {("student", GUID.format("0001"), True, "tobedeleted")}


def test_a_user_of_1p1_is_a_person_in_a_role(healthy: Sample) -> None:
    healthy.preview(CHANGE)
    found = healthy.rows("SELECT sourcedId FROM predicted_user WHERE personID = 2003 ORDER BY 1")
    assert found == [("g2003",), ("t2003",)]
    guardian = user(healthy, "g2003")
    assert (guardian["role"], guardian["identifier"]) == ("guardian", None)
    assert "s1003" in guardian["agentSourcedIds"].split(",")
    assert user(healthy, "t2003")["agentSourcedIds"] is None
    assert user(healthy, "t2003")["identifier"] == "802003"
    assert user(healthy, "s1003")["agentSourcedIds"] == "g2003,g3004"
    letters = healthy.rows(
        "SELECT DISTINCT left(sourcedId, 1), role FROM predicted_user ORDER BY 1"
    )
    assert letters == [
        ("a", "administrator"),
        ("g", "guardian"),
        ("r", "relative"),
        ("s", "student"),
        ("t", "teacher"),
    ]


def test_a_user_of_1p2_is_a_person_under_the_guid(healthy: Sample) -> None:
    healthy.preview(CHANGE, oneroster="1.2")
    known = dict(healthy.rows("SELECT personID, sourcedId FROM predicted_user"))
    assert known[1003] == GUID.format(1003)
    assert known[1007] == GUID.format(1007)  # by the current identity
    assert (known[1004], known[1005], known[1006]) == ("1004", "1005", "1006")
    assert user(healthy, "2003")["agentSourcedIds"].split(",")[-1] == GUID.format(1003)
    assert {(role, org) for role, org, *_ in roles(healthy, 2003)} == {
        ("teacher", GUID.format("0001")),
        ("guardian", GUID.format("0001")),
        ("guardian", "3"),
    }


def test_schools_are_known_by_their_guid(healthy: Sample) -> None:
    found = healthy.preview(CHANGE)
    assert [(s.school_id, s.source_id) for s in found.schools] == [
        (4, "4"),
        (3, "3"),
        (1, GUID.format("0001")),
        (2, "2"),
    ]


def test_of_several_primary_enrollments_the_earliest_is_primary(healthy: Sample) -> None:
    healthy.preview(CHANGE, oneroster="1.2")
    lincoln = GUID.format("0001")
    assert roles(healthy, 1008) == {
        ("student", lincoln, True, "active"),
        ("student", "2", False, "active"),
    }
    assert roles(healthy, 1009) == roles(healthy, 1008)
    ends = dict(
        healthy.rows("SELECT orgSourcedId, endDate FROM predicted_role WHERE personID = 1008")
    )
    assert (ends[lincoln], str(ends["2"])) == (None, "2026-12-18")
    primary = {(role, org) for role, org, is_primary, _ in roles(healthy, 2003) if is_primary}
    assert primary == {("teacher", lincoln), ("guardian", "3")}


def test_staff_without_a_school_of_the_year_bring_their_own(healthy: Sample) -> None:
    found = healthy.preview(CHANGE)
    assert user(healthy, "t2001")["orgSourcedIds"] == "4"
    (office,) = (s for s in found.schools if s.school_id == 4)
    assert office.for_staff_only and office.people["teacher"] == 1
    assert any("1 of 4 orgs stand here only" in line for line in found.assumed)
    # A teacher at two schools of which both have a calendar belongs to both.
    assert user(healthy, "t2009")["orgSourcedIds"] == f"2,{GUID.format('0001')}"


def test_classes_and_their_enrollments(healthy: Sample) -> None:
    found = healthy.preview(CHANGE)
    assert not healthy.rows("SELECT * FROM predicted_class WHERE sectionID = 5201")
    assert not healthy.rows("SELECT * FROM predicted_enrollment WHERE sectionID = 5201")
    for section in (5202, 5203):  # an aide is not sent, nor is a teacher who has ended
        taught = (
            f"SELECT * FROM predicted_enrollment WHERE role = 'teacher' AND sectionID = {section}"
        )
        assert not healthy.rows(taught)
    assert found.classes is not None
    assert (found.classes.without_students, found.classes.without_teacher) == (0, 2)
    assert found.classes.fewest <= found.classes.median <= found.classes.most
    primary = healthy.rows(
        "SELECT personID, is_primary, beginDate, endDate FROM predicted_enrollment"
        " WHERE sectionID = 5103 AND role = 'teacher' ORDER BY 1"
    )
    assert [row[:3] for row in primary] == [(2003, True, None), (2008, False, date(2026, 8, 10))]
    assert sum(found.enrollments.values()) == found.entities["enrollments"].active
    assert found.enrollments["teacher, not primary"] == 2


def test_roster_dates_are_the_terms_where_blank(healthy: Sample) -> None:
    healthy.preview(CHANGE)
    rows = healthy.rows(
        "SELECT e.sourcedId, CAST(e.beginDate AS VARCHAR), CAST(e.endDate AS VARCHAR)"
        " FROM predicted_enrollment e WHERE e.sectionID = 5101 AND e.personID IN (1003, 1011)"
        " ORDER BY e.personID"
    )
    assert rows[0][1:] == ("2026-08-12", "2027-05-28")
    assert all(source_id.startswith("s5101") for source_id, *_ in rows)


def test_courses_terms_and_the_year_are_those_of_the_classes(healthy: Sample) -> None:
    healthy.preview(CHANGE)
    types = dict(healthy.rows("SELECT type, count(*) FROM predicted_academic_session GROUP BY 1"))
    assert types["schoolYear"] == 1 and types["term"] > 1
    assert not healthy.rows("SELECT * FROM predicted_course WHERE courseID IN (4011, 4311)")
    ((title, code),) = healthy.rows(
        "SELECT title, classCode FROM predicted_class WHERE sectionID = 5101"
    )
    assert (title, code) == ("Homeroom - 1", "C4101-1")


def test_accounts_and_contact_data(healthy: Sample) -> None:
    healthy.preview(CHANGE)
    assert user(healthy, "s1010")["enabledUser"] is False
    assert user(healthy, "s1003")["enabledUser"] is True
    ours = user(healthy, "s1003")
    assert ours["email"] == "proba.mockton.1003@example.org"
    assert (ours["phone"], ours["sms"]) == ("555-555-0103", None)
    healthy.preview(CHANGE, oneroster="1.2", secondary_email_1p2=True, local_grades=True)
    theirs = user(healthy, GUID.format(1003))
    assert theirs["email"] == "home.1003@example.org"
    assert (theirs["phone"], theirs["sms"]) == ("555-555-0103", "555-556-0103")
    assert user(healthy, "1008")["grades"] == "06,KG"  # local names, of both enrollments


def test_grades_are_the_nces_ones_by_campus_else_by_the_settings(healthy: Sample) -> None:
    change = (
        "UPDATE CampusDictionary SET standardCode = 'KX' WHERE attributeID = 301 AND code = 'KG';"
        "UPDATE CampusDictionary SET standardCode = NULL WHERE attributeID = 301 AND code = '01';"
        "UPDATE CampusDictionary SET standardCode = NULL WHERE attributeID = 301 AND code = '02'"
    )
    reported = {"KG": "not heeded", "01": "1X"}
    found = healthy.preview(change, nces_grades=reported)
    grades = dict(
        healthy.rows(
            "SELECT e.grade, any_value(u.grades) FROM predicted_user u JOIN predicted_enrolled e"
            " ON e.personID = u.personID WHERE u.is_student GROUP BY 1"
        )
    )
    assert (grades["KG"], grades["01"], grades["02"], grades["03"]) == ("KX", "1X", None, "03")
    assert any(line.startswith("users: grades for 9 of") for line in found.blank)


def test_renamed_people_go_by_their_current_identity(healthy: Sample) -> None:
    healthy.preview(CHANGE)
    for source_id, person in (("s1012", 1012), ("a2506", 2506)):
        ((name,),) = healthy.rows(
            "SELECT i.firstName FROM Identity i JOIN Person p ON p.currentIdentityID = i.identityID"
            f" WHERE p.personID = {person}"
        )
        assert user(healthy, source_id)["givenName"] == name


def test_a_scope_leaves_one_school(healthy: Sample) -> None:
    # 2007 teaches at school 1 with an assignment at school 2; 2012 has left school 1 for school 2.
    change = "UPDATE EmploymentAssignment SET schoolID = 2 WHERE personID = 2007"
    found = healthy.preview(change, school=("Lincoln Elementary",))
    check_exactly_the_available(healthy)
    assert found.schools_in_scope == ("Lincoln Elementary",)
    assert [(s.school_id, s.for_staff_only) for s in found.schools] == [(1, False), (2, True)]
    assert user(healthy, "t2007")["orgSourcedIds"] == "2"
    assert user(healthy, "t2009")["orgSourcedIds"] == "1"
    assert healthy.rows("SELECT 1 FROM predicted_user WHERE personID = 2012") == []


def test_what_cannot_be_judged_is_not_predicted(healthy: Sample) -> None:
    prepared = healthy.prepared()
    trial = Loaded({}, ("The needed table Trial is missing.",), frozenset({"Trial"}))
    lacking = replace(prepared, loaded=trial)
    with pytest.raises(SourceError, match="predicted: The needed table Trial is missing"):
        preview(lacking)
    with pytest.raises(SourceError, match="Enrollment has no row"):
        preview(replace(prepared, loaded=Loaded({"Enrollment": 0}, ())))
