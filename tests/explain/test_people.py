"""What is told of a person beyond the criteria: records, roles, what is returned, notes."""

import pytest

from roster_lint.explain.explanation import OtherRole, Served
from tests.explain.conftest import District, state

NO_TEACHING = "DELETE FROM SectionStaffHistory WHERE personID = 2010;"


def test_of_several_records_one_that_passes_is_enough(district: District) -> None:
    explained = district.explain("teacher", 2012)
    assert explained.verdict == "will-sync"
    first, second = explained.records
    assert (first.key, first.decides, first.failed) == ({"assignmentID": 20121}, True, ())
    assert (second.key, second.decides) == ({"assignmentID": 20122}, False)
    assert [one.name for one in second.failed] == ["in_school_year", "not_ended"]
    assert (first.served, second.served) == (explained.served, None)


def test_the_record_that_comes_nearest_decides(district: District) -> None:
    change = (
        "UPDATE Enrollment SET externalLMSExclude = TRUE WHERE enrollmentID = 271203;"
        "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 291203;"
    )
    explained = district.explain("student", 1203, change)
    assert [one.name for one in explained.failed] == ["not_excluded"]
    assert explained.records[0].key == {"enrollmentID": 271203}
    assert [one.name for one in explained.records[1].failed] == ["not_no_show"]


def test_an_ended_enrollment_goes_out_as_to_be_deleted(district: District) -> None:
    change = (
        "UPDATE Enrollment SET startDate = DATE '2026-08-01', endDate = DATE '2026-08-07'"
        " WHERE enrollmentID = 271001;"
    )
    explained = district.explain("student", 1001, change)
    assert (explained.verdict, explained.because) == ("to-be-deleted", "enrollment ended")
    assert explained.served is not None
    assert (explained.served.status, explained.served.sourced_id) == ("tobedeleted", "s1001")
    assert explained.records[0].served == explained.served
    assert explained.further and not any(record.served for record in explained.further)


def test_an_enrollment_that_ends_with_the_calendar_has_not_ended(district: District) -> None:
    change = "UPDATE Enrollment SET endDate = DATE '2027-06-04' WHERE enrollmentID = 271001;"
    explained = district.explain("student", 1001, change, as_of="2027-06-20")
    assert explained.verdict == "will-sync"
    told = state(explained.records[0].criteria, "not_ended")
    assert told.because == "ends on 2027-06-04, the calendar's last day"


def test_what_ends_today_is_explained_with_its_assumption(district: District) -> None:
    change = (
        "UPDATE Enrollment SET startDate = DATE '2026-08-01', endDate = DATE '2026-08-10'"
        " WHERE enrollmentID = 271001;"
    )
    (failed,) = district.explain("student", 1001, change, end_date_today="ended").failed
    assert failed.because == "ends on 2026-08-10, the as-of date (end_date_today: ended)"


def test_dates_that_must_lie_inside_the_year(district: District) -> None:
    explained = district.explain("teacher", 2010, window_rule="contain")
    (failed,) = explained.failed
    assert failed.because.endswith("inside which they must lie")


def test_a_roster_row_is_returned_as_an_enrollment(district: District) -> None:
    explained = district.explain("student", 1001)
    assert [record.served for record in explained.further] == [
        Served("enrollment", "active", "student", None, f"s{record.key['rosterID']}")
        for record in explained.further
    ]
    assert explained.further[0].facts["effectiveStart"] == "2026-08-12"


def test_without_a_user_name_no_roster_row_is_returned_either(district: District) -> None:
    change = "DELETE FROM UserAccount WHERE personID = 1001;"
    explained = district.explain("student", 1001, change)
    assert [one.name for one in explained.failed] == ["has_username"]
    for record in explained.further:
        assert [one.name for one in record.failed] == ["has_username"]
        assert record.served is None
    assert district.explain("student", 1001, change, oneroster="1.2").verdict == "will-sync"


def test_a_section_that_fails_keeps_its_rows_back(district: District) -> None:
    change = "UPDATE Section SET active = FALSE WHERE sectionID = 5101;"
    for kind, who in (("student", 1001), ("teacher", 2001)):
        explained = district.explain(kind, who, change)
        failed = {
            record.facts["sectionID"]: [one.because for one in record.failed]
            for record in explained.further
        }
        assert failed == {5101: ["C4101-1: course or section inactive"], 5111: []}


def test_other_roles_are_named(district: District) -> None:
    explained = district.explain("staff", 2003)
    assert (explained.verdict, explained.because) == ("will-not-sync", "no role but Teacher")
    assert explained.other_roles == (
        OtherRole("teacher", "will-sync"),
        OtherRole("guardian", "will-sync"),
    )
    assert district.explain("student", 1001).other_roles == ()


@pytest.mark.parametrize(
    ("kind", "who", "name", "because"),
    [
        ("student", 1901, "has_enrollment", "none in 2026-27; the latest is 261901 in 25-26"),
        ("student", 2001, "has_enrollment", "none in any year"),
        ("teacher", 1001, "has_assignment", "none in any year"),
        ("staff", 1001, "has_assignment", "none in any year"),
        ("guardian", 1001, "has_relationship", "none of the school year"),
        ("guardian", 3801, "counts_as_guardian", "Guardian is not marked"),
        ("relative", 3901, "has_portal", "it is not marked"),
        ("relative", 3001, "is_no_guardian", "Guardian is marked"),
    ],
)
def test_a_person_without_the_role_gets_the_reason(
    district: District, kind: str, who: int, name: str, because: str
) -> None:
    explained = district.explain(kind, who)
    assert explained.verdict == "will-not-sync"
    assert explained.served is None
    failed = state(explained.failed, name)
    assert because in failed.because
    assert failed.remedies


def test_portal_alone_can_make_a_guardian(district: District) -> None:
    explained = district.explain("guardian", 3801, guardian_rule="portal")
    assert explained.verdict == "will-sync"
    assert "guardian_rule" in state(explained.records[0].criteria, "counts_as_guardian").because


def test_schools_out_of_scope(district: District) -> None:
    student = district.explain("student", 1001, school=["2"])
    assert student.because == "no enrollment in the school year"
    assert student.before[0].because.endswith("which --school leaves out")
    teacher = district.explain("teacher", 2001, school=["2"])
    (failed,) = teacher.failed
    assert (failed.name, failed.because) == ("in_scope", "limited to Marigold Middle by --school")
    assert district.explain("teacher", 2009, school=["2"]).verdict == "will-sync"


def test_disabled_accounts_by_their_reading(district: District) -> None:
    change = "UPDATE UserAccount SET disable = TRUE WHERE personID = 1001;"
    noted = district.explain("student", 1001, change)
    assert noted.verdict == "will-sync"
    assert "disabled_accounts = auto" in noted.notes[0] and "UN005" in noted.notes[0]
    (failed,) = district.explain("student", 1001, change, disabled_accounts="error").failed
    assert (failed.name, failed.fails) == ("has_enabled_account", "accounts disabled")
    assert [remedy.check for remedy in failed.remedies] == ["UN005"]


def test_whether_an_account_is_enabled_is_not_asked_where_there_is_none(district: District) -> None:
    change = "DELETE FROM UserAccount WHERE personID = 1001;"
    for version, verdict in (("1.1", "will-not-sync"), ("1.2", "will-sync")):
        explained = district.explain(
            "student", 1001, change, oneroster=version, disabled_accounts="error"
        )
        assert explained.verdict == verdict
        assert state(explained.after, "has_enabled_account").passed is None


@pytest.mark.parametrize(
    ("kind", "who", "change", "note"),
    [
        (
            "teacher",
            2010,
            NO_TEACHING,
            "No live section lists the teacher: no class arrives (TE005",
        ),
        (
            "teacher",
            2010,
            "UPDATE SectionStaffHistory SET endDate = DATE '2026-08-01' WHERE personID = 2010;",
            "None of the Section Staff History records will sync",
        ),
        (
            "student",
            1001,
            "DELETE FROM Roster WHERE personID = 1001 AND trialID = 270111;",
            "No live section has the student on its roster",
        ),
        (
            "student",
            1010,
            "DELETE FROM Roster WHERE personID = 1010 AND trialID = 270111;",
            "(1 record is of other years or of inactive trials)",
        ),
        (
            "student",
            1001,
            "UPDATE Course SET active = FALSE;",
            "None of the roster records will sync",
        ),
    ],
)
def test_who_arrives_without_a_class(
    district: District, kind: str, who: int, change: str, note: str
) -> None:
    explained = district.explain(kind, who, change)
    assert explained.verdict == "will-sync"
    assert any(note in told for told in explained.notes)


def test_a_population_that_the_vendor_does_not_use(district: District) -> None:
    (note,) = district.explain("guardian", 3001, vendor="google-classroom").notes
    assert "not known to use guardians" in note
    assert district.explain("guardian", 3001).notes == ()


def test_a_cell_that_could_not_be_read_is_named(district: District) -> None:
    change = (
        "INSERT INTO bad_cell VALUES ('Enrollment', 'noShow', 7, '{\"enrollmentID\":271001}',"
        " 'unreadable', TRUE, '0, 1, true or false', '7');"
    )
    (note,) = district.explain("student", 1001, change).notes
    assert (
        note
        == "Enrollment 271001: noShow is not 0, 1, true or false, so it counts as missing (DA001)."
    )


def test_names_only_where_personal_data_may_be_shown(district: District) -> None:
    assert district.explain("teacher", 2003).name is None
    named = district.explain("teacher", 2003, show_personal_data=True)
    assert named.name and " " in named.name


def test_a_record_without_its_key_is_explained_all_the_same(district: District) -> None:
    change = "UPDATE Enrollment SET enrollmentID = NULL, noShow = TRUE WHERE enrollmentID = 271001;"
    explained = district.explain("student", 1001, change)
    assert [one.name for one in explained.failed] == ["not_no_show"]


def test_without_any_school_year_there_is_something_to_tell(district: District) -> None:
    for kind, who in (("student", 1001), ("teacher", 2001), ("guardian", 3001), ("section", 5201)):
        explained = district.explain(kind, who, "DELETE FROM SchoolYear;")
        assert (explained.run.end_year, explained.run.year) == (None, "no school year")
        assert explained.label
