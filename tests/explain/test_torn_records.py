"""Records whose calendar, school, course, trial, term or section is missing or of elsewhere."""

import pytest

from roster_lint.explain.explanation import Record
from tests.explain.conftest import District, state

# 1001 is at Lincoln (calendar 2701, school 1) and sits in 5101; 5201 belongs to Marigold (2702).

ENROLLMENTS = [
    ("SET calendarID = NULL", "it names no calendar", "DA003"),
    ("SET calendarID = 9999", "calendar 9999 is not in the data", "DA004"),
]
CALENDARS = [
    ("SET endYear = NULL", "belongs to no school year, not to 2026-27", "DA003"),
    ("SET endYear = 2088", "belongs to 2087-88, not to 2026-27", "DA004"),
    ("SET schoolID = NULL", "26-27 Lincoln Elementary, which names no school", "DA003"),
    ("SET schoolID = 99", "26-27 Lincoln Elementary, school 99 is not in the data", "DA004"),
]


@pytest.mark.parametrize(
    ("change", "because", "check"),
    [
        *((f"UPDATE Enrollment {c} WHERE enrollmentID = 271001", b, k) for c, b, k in ENROLLMENTS),
        *((f"UPDATE Calendar {c} WHERE calendarID = 2701", b, k) for c, b, k in CALENDARS),
    ],
)
def test_an_enrollment_whose_calendar_is_not_of_the_year(
    district: District, change: str, because: str, check: str
) -> None:
    explained = district.explain("student", 1001, change)
    assert (explained.verdict, explained.because) == (
        "will-not-sync",
        "calendar or school missing",
    )
    failed = state(explained.failed, "has_calendar")
    assert because in failed.because
    assert [remedy.check for remedy in failed.remedies] == [check]
    assert explained.records[0].label.startswith("Enrollment 271001: ")
    assert "None" not in explained.records[0].label


@pytest.mark.parametrize(
    ("change", "because", "check"),
    [(f"UPDATE Course {c} WHERE courseID = 4101", b, k) for c, b, k in ENROLLMENTS[:2]]
    + [(f"UPDATE Calendar {c} WHERE calendarID = 2701", b, k) for c, b, k in CALENDARS],
)
def test_a_course_whose_calendar_is_not_of_the_year(
    district: District, change: str, because: str, check: str
) -> None:
    explained = district.explain("course", 4101, change)
    failed = state(explained.failed, "has_calendar")
    assert because in failed.because
    assert [remedy.check for remedy in failed.remedies] == [check]


SECTION = [
    # What is broken, the first criterion that fails, why, and the check that names it.
    ("Section SET courseID = NULL WHERE sectionID = 5201",
     "in_one_calendar", "it names no course", "DA003"),
    ("Section SET courseID = 99 WHERE sectionID = 5201",
     "in_one_calendar", "course 99 is not in the data", "SC009"),
    ("Section SET trialID = NULL WHERE sectionID = 5201",
     "in_one_calendar", "it names no trial", "DA003"),
    ("Section SET trialID = 99 WHERE sectionID = 5201",
     "in_one_calendar", "trial 99 is not in the data", "SC009"),
    ("Trial SET structureID = 99 WHERE trialID = 270211",
     "in_one_calendar", "the trial's schedule structure 99 is not in the data", "DA004"),
    ("Trial SET structureID = NULL WHERE trialID = 270211",
     "in_one_calendar", "the trial names no schedule structure", "DA004"),
    ("ScheduleStructure SET calendarID = 99 WHERE structureID = 27021",
     "in_one_calendar", "the trial's calendar 99 is not in the data", "DA004"),
    ("ScheduleStructure SET calendarID = NULL WHERE structureID = 27021",
     "in_one_calendar", "the trial's schedule structure names no calendar", "DA004"),
    ("Course SET calendarID = NULL WHERE courseID = 4201",
     "in_one_calendar", "the course names no calendar", "DA004"),
    ("Course SET calendarID = 2602 WHERE courseID = 4201",
     "in_one_calendar", "the course belongs to 25-26 Marigold Middle of 2025-26", "SC009"),
    ("Calendar SET endYear = 2088 WHERE calendarID = 2702",
     "in_one_calendar", "both belong to 26-27 Marigold Middle, of 2087-88, not of 2026-27",
     "DA004"),
    ("Calendar SET schoolID = NULL WHERE calendarID = 2702",
     "has_school", "which names no school", "DA003"),
    ("Calendar SET schoolID = 99 WHERE calendarID = 2702",
     "has_school", "school 99 is not in the data", "DA004"),
    ("SectionPlacement SET termID = 2602101 WHERE sectionID = 5201",
     "is_placed", "2602101 of another schedule structure or school year", "SC010"),
    ("SectionPlacement SET termID = 99 WHERE sectionID = 5201",
     "is_placed", "term 99, or its schedule, is not in the data", "DA004"),
    ("SectionPlacement SET termID = NULL WHERE sectionID = 5201",
     "is_placed", "a placement names no term", "DA003"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "name", "because", "check"), SECTION)
def test_a_section_that_is_torn(
    district: District, change: str, name: str, because: str, check: str
) -> None:
    explained = district.explain("section", 5201, f"UPDATE {change}")
    first, *others = explained.failed
    assert explained.verdict == "will-not-sync"
    assert (first.name, [remedy.check for remedy in first.remedies]) == (name, [check])
    assert because in first.because
    # The check names the cause, and no other.
    assert all(remedy.check is None for one in others for remedy in one.remedies)
    assert "None" not in explained.label
    assert explained.members is not None and explained.members.total > 0


def test_a_section_with_a_term_of_its_own_beside_a_foreign_one(district: District) -> None:
    change = (
        "INSERT INTO SectionPlacement (sectionID, termID, trialID, periodID)"
        " VALUES (5201, 2602101, 270211, 1270211)"
    )
    explained = district.explain("section", 5201, change)
    placed = state(explained.before, "is_placed")
    assert (explained.verdict, placed.passed) == ("will-sync", True)
    assert placed.because.startswith("S1, S2; ")


def test_an_unfinished_schedule_is_named_by_its_structure(district: District) -> None:
    change = "UPDATE Trial SET active = FALSE WHERE structureID = 27031"
    (failed,) = district.explain("section", 5301, change).failed
    assert [remedy.check for remedy in failed.remedies] == ["SC001"]


@pytest.mark.parametrize(
    ("change", "places"),
    [
        ("UPDATE Section SET active = FALSE WHERE sectionID = 5201", ["CO002"]),
        # Nobody sits in it: it is left out as it is marked, and no check names it.
        (
            "UPDATE Section SET active = FALSE WHERE sectionID = 5201;"
            "DELETE FROM Roster WHERE sectionID = 5201",
            [None],
        ),
        # The course's check names the cause, the section's own place is shown beside it.
        (
            "UPDATE Section SET active = FALSE WHERE sectionID = 5201;"
            "UPDATE Course SET active = FALSE WHERE courseID = 4201",
            ["CO001", None],
        ),
    ],
)
def test_a_check_is_named_only_where_it_names_the_section(
    district: District, change: str, places: list[str | None]
) -> None:
    (failed,) = district.explain("section", 5201, change).failed
    assert [remedy.check for remedy in failed.remedies] == places
    assert all(remedy.fix for remedy in failed.remedies)


def roster(district: District, roster_id: int, change: str, **settings: object) -> Record:
    """One roster record of student 1001."""
    explained = district.explain("student", 1001, change, **settings)
    (found,) = (one for one in explained.further if one.key == {"rosterID": roster_id})
    return found


@pytest.mark.parametrize(
    ("change", "label", "because", "checks"),
    [
        (
            "DELETE FROM Section WHERE sectionID = 5101",
            "section 5101",
            "section 5101 is not in the data",
            ["DA004"],
        ),
        (
            "UPDATE Roster SET sectionID = NULL WHERE rosterID = 510101",
            "no section",
            "it names no section",
            ["DA003"],
        ),
        (
            "UPDATE Roster SET sectionID = 5011 WHERE rosterID = 510101",
            "section 5011",
            "section 5011 is of no calendar of 2026-27",
            ["RO005", None],
        ),
        (
            "UPDATE Section SET trialID = 270112 WHERE sectionID = 5101",
            "section C4101-1",
            "C4101-1: no active trial and no term",
            [None],
        ),
        (
            "UPDATE Section SET courseID = 4201 WHERE sectionID = 5101",
            "section C4201-1",
            "C4201-1: trial or course of another calendar, or missing",
            [None],
        ),
    ],
)
def test_a_roster_record_whose_section_is_not_in_the_schedule(
    district: District, change: str, label: str, because: str, checks: list[str | None]
) -> None:
    record = roster(district, 510101, change)
    assert record.label.startswith(f"Roster 510101: {label}, ")
    (failed,) = record.failed
    assert (failed.name, failed.because) == ("section_syncs", because)
    assert [remedy.check for remedy in failed.remedies] == checks
    assert record.served is None


def test_a_roster_record_of_a_draft_is_counted_in_a_note(district: District) -> None:
    change = (
        "UPDATE Section SET trialID = 270112 WHERE sectionID = 5101;"
        "UPDATE Roster SET trialID = 270112 WHERE sectionID = 5101"
    )
    explained = district.explain("student", 1001, change)
    assert [record.key for record in explained.further] == [{"rosterID": 511101}]
    assert explained.notes == (
        "1 roster record is in drafts, sections of trials that are not in use, and not counted.",
    )
    teacher = district.explain("teacher", 2001, change)
    assert teacher.notes == (
        "1 Section Staff History record is in drafts, sections of trials that are not in use, and "
        "not counted.",
    )


def test_a_roster_record_of_another_trial_than_its_section(district: District) -> None:
    change = "UPDATE Roster SET trialID = 270112 WHERE rosterID = 510101"
    explained = district.explain("student", 1001, change)
    assert roster(district, 510101, change).served is not None
    (note,) = explained.notes
    assert note.startswith("Roster 510101: the record belongs to another trial than its section")
    assert "(RO005: " in note


ELSEWHERE = [
    # How 1001 stands at Marigold, where a roster record is open; the check that says so.
    ("", "RO003"),
    ("DATE '2026-08-01', DATE '2026-08-08', FALSE, FALSE", "RO008"),
    ("DATE '2026-08-12', NULL, TRUE, FALSE", "ST007"),
    ("DATE '2026-08-12', NULL, FALSE, TRUE", "ST008"),
]


@pytest.mark.parametrize(("enrolled", "check"), ELSEWHERE)
def test_a_student_who_syncs_elsewhere_by_either_reading(
    district: District, enrolled: str, check: str
) -> None:
    change = (
        "INSERT INTO Roster (rosterID, personID, sectionID, trialID)"
        " VALUES (900001, 1001, 5201, 270211);"
    )
    if enrolled:
        change += (
            "INSERT INTO Enrollment (enrollmentID, personID, calendarID, structureID, grade,"
            " endYear, startDate, endDate, noShow, externalLMSExclude)"
            f" VALUES (900001, 1001, 2702, 27021, '06', 2027, {enrolled});"
        )
    stays = district.explain("student", 1001, change)
    assert roster(district, 900001, change).served is not None
    assert any(
        note.startswith("Roster 900001: no enrollment of the student in that calendar syncs")
        and f"({check}: " in note
        for note in stays.notes
    )
    record = roster(district, 900001, change, roster_rule="calendar")
    (failed,) = record.failed
    assert record.served is None
    assert failed.because == (
        "no enrollment in 26-27 Marigold Middle syncs (roster_rule: calendar)"
    )
    assert [remedy.check for remedy in failed.remedies] == [check]
    other = roster(district, 510101, change, roster_rule="calendar")
    assert (other.failed, other.served is not None) == ((), True)

    for rule, gone in (("any", 0), ("calendar", 1)):
        members = district.explain("section", 5201, change, roster_rule=rule).members
        assert members is not None and members.total - members.sync == gone
        assert [reason.criterion for reason in members.reasons] == ["student_syncs"] * gone
