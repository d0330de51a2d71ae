"""What is told of a section or a course beyond its criteria: teachers, students, sections."""

from roster_lint.explain.class_members import SHOWN
from roster_lint.explain.explanation import Member, Reason, Served
from tests.explain.conftest import District, state


def test_a_section_with_teachers_and_students(district: District) -> None:
    explained = district.explain("section", 5103)
    assert explained.served == Served(
        "class",
        "active",
        sourced_id="5103",
        note="of the course 4101, in the academic sessions 2701101, 2701102, 2701103",
    )
    assert [record.served and record.served.primary for record in explained.further] == [
        True,
        False,
    ]
    assert explained.members is not None
    assert explained.members.total == explained.members.sync > 0
    assert (explained.members.listed, explained.members.more, explained.notes) == ((), 0, ())


def test_a_section_of_an_unfinished_schedule_fails_there_alone(district: District) -> None:
    change = "UPDATE Trial SET active = FALSE WHERE trialID = 270321"
    (section,) = district.engine.rows("SELECT min(sectionID) FROM Section WHERE trialID = 270321")
    explained = district.explain("section", section[0], change)
    states = (*explained.before, *explained.after)
    assert {one.name for one in states if one.passed is False} == {"in_active_trial"}


def test_students_who_do_not_sync_are_counted_by_reason_and_listed(district: District) -> None:
    change = (
        "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID IN (271102, 271103);"
        "DELETE FROM Enrollment WHERE enrollmentID = 271104;"
        "DELETE FROM UserAccount WHERE personID = 1101;"
    )
    members = district.explain("section", 5201, change).members
    assert members is not None
    assert members.total - members.sync == 4
    assert members.reasons == (
        Reason("has_enrollment", "no enrollment in the school year", 1),
        Reason("not_no_show", "No Show", 2),
        Reason("has_username", "no username", 1),
    )
    assert members.listed[0] == Member({"personID": 1101}, "student 701101", "no username")
    assert [member.key["personID"] for member in members.listed] == [1101, 1102, 1103, 1104]


def test_a_long_list_is_cut(district: District) -> None:
    change = (
        "DELETE FROM UserAccount;"
        "INSERT INTO Roster (rosterID, personID, sectionID)"
        " SELECT 900000 + personID, personID, 5201 FROM Enrollment WHERE calendarID = 2701;"
    )
    members = district.explain("section", 5201, change).members
    assert members is not None
    assert (members.sync, len(members.listed)) == (0, SHOWN)
    assert members.more == members.total - SHOWN > 0


def test_a_student_with_two_rows_is_one_student(district: District) -> None:
    before = district.explain("section", 5201).members
    change = "INSERT INTO Roster (rosterID, personID, sectionID) VALUES (900001, 1101, 5201);"
    after = district.explain("section", 5201, change).members
    assert before == after


def test_a_teacher_who_does_not_sync(district: District) -> None:
    change = "UPDATE EmploymentAssignment SET teacher = FALSE WHERE personID = 2010;"
    explained = district.explain("section", 5201, change)
    (record,) = explained.further
    (failed,) = record.failed
    assert failed.name == "teacher_syncs"
    assert failed.because == "staff 802010: not marked Teacher"
    assert failed.remedies[0].fix == "See `roster-lint explain teacher 2010`"
    assert (explained.verdict, record.served) == ("will-sync", None)


def test_a_section_that_does_not_sync_takes_its_rows_along(district: District) -> None:
    explained = district.explain(
        "section", 5201, "UPDATE Section SET active = FALSE WHERE sectionID = 5201;"
    )
    assert explained.members is not None and explained.members.sync == explained.members.total
    assert [one.name for one in explained.further[0].failed] == ["section_syncs"]
    assert "none of its roster and Section Staff History records" in explained.notes[0]


def test_an_empty_section(district: District) -> None:
    explained = district.explain("section", 5201, "DELETE FROM Roster WHERE sectionID = 5201;")
    assert explained.verdict == "will-sync"
    assert explained.notes == ("No student is on its roster: it arrives as an empty class.",)


def test_what_is_in_no_active_trial_is_not_asked_for_more(district: District) -> None:
    explained = district.explain("section", 5011)
    assert [one.passed for one in explained.before] == [False, None, None, None, None, None]
    assert (explained.further, explained.members) == ((), None)


def test_a_draft_shows_every_criterion_and_counts_its_records(district: District) -> None:
    explained = district.explain("section", 5291)
    assert [one.passed for one in explained.before] == [False, True, True, True, True, True]
    assert (explained.further, explained.members) == ((), None)
    assert (explained.verdict, explained.because) == (
        "will-not-sync",
        "a draft of a trial that is not in use",
    )
    assert "(roster: 4, Section Staff History: 1); none is sent" in explained.notes[0]
    # SC003 names a trial that is fuller than the one in use, and this one is not.
    assert [remedy.check for remedy in explained.before[0].remedies] == [None]


def test_a_draft_that_may_be_the_finished_schedule(district: District) -> None:
    fuller = (
        "INSERT INTO Roster (rosterID, personID, sectionID, trialID)"
        " SELECT 800000 + i, 1101 + i % 40, 5291, 270212 FROM range(500) t(i);"
        "UPDATE Section SET active = FALSE WHERE sectionID = 5291;"
    )
    trial, *_, activity, placed = district.explain("section", 5291, fuller).before
    assert [remedy.check for remedy in trial.remedies] == ["SC003"]
    assert [(remedy.check, remedy.fix[-32:]) for remedy in activity.remedies] == [
        (None, "section Active, or move the students"[-32:])
    ]
    assert placed.passed


def test_records_in_drafts_are_a_note(district: District) -> None:
    (person,) = district.engine.rows("SELECT min(personID) FROM Roster WHERE sectionID = 5291")[0]
    notes = district.explain("student", person).notes
    assert notes == (
        "2 roster records are in drafts, sections of trials that are not in use, and not counted.",
    )
    assert district.explain("course", 4201).notes == (
        "1 section of it is a draft, of a trial that is not in use, and not counted.",
    )


def test_a_section_of_a_calendar_out_of_scope(district: District) -> None:
    (failed,) = district.explain("section", 5201, school=["1"]).failed
    assert failed.because == "26-27 Marigold Middle is left out by --school"
    (course,) = district.explain("course", 4201, school=["1"]).failed
    assert course.because == "26-27 Marigold Middle is left out by --school"


def test_a_section_whose_course_is_of_another_calendar(district: District) -> None:
    change = "UPDATE Course SET calendarID = 2703 WHERE courseID = 4201;"
    (failed,) = district.explain("section", 5201, change).failed
    assert failed.because == (
        "the course belongs to 26-27 Hollyhock High of 2026-27, "
        "the trial to 26-27 Marigold Middle of 2026-27"
    )
    assert [remedy.check for remedy in failed.remedies] == ["SC009"]


def test_a_source_without_marks_on_sections(district: District) -> None:
    explained = district.explain("section", 5201, "UPDATE Section SET active = NULL;")
    assert explained.verdict == "will-sync"
    told = state(explained.before, "is_active")
    assert told.because == "the course is active, the section has no such mark"


def test_a_section_whose_mark_alone_is_blank(district: District) -> None:
    change = "UPDATE Section SET active = NULL WHERE sectionID = 5201;"
    (failed,) = district.explain("section", 5201, change).failed
    assert failed.because == "the course is active, the section is not active"
    assert [remedy.check for remedy in failed.remedies] == ["CO002"]


def test_a_course_with_its_sections(district: District) -> None:
    change = "DELETE FROM SectionPlacement WHERE sectionID = 5202;"
    explained = district.explain("course", 4201, change)
    assert explained.served == Served("course", "active", sourced_id="4201")
    assert explained.members is not None
    assert (explained.members.total, explained.members.sync) == (3, 2)
    assert explained.members.reasons == (Reason("is_placed", "no term", 1),)
    assert explained.members.listed == (Member({"sectionID": 5202}, "section C4201-2", "no term"),)
