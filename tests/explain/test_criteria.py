"""For each criterion of each role a record that fails it, by what value, and where to fix it."""

from string import Formatter

import pytest

from roster_lint.checks.catalog import load_checks
from roster_lint.explain.because import WORDS
from roster_lint.explain.explanation import Explanation, Remedy
from roster_lint.explain.rulebook import criteria_by_role
from roster_lint.settings.settings import Settings
from tests.explain.conftest import District, state

# One fault each, on records that have nothing to do with one another.
FAULTS = """
UPDATE Enrollment SET startDate = DATE '2027-08-02' WHERE enrollmentID = 271201;
UPDATE Enrollment SET startDate = DATE '2026-08-01', endDate = DATE '2026-08-08'
    WHERE enrollmentID = 271202;
UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID IN (271204, 271011, 271017);
UPDATE Enrollment SET externalLMSExclude = TRUE WHERE enrollmentID = 271205;
UPDATE Enrollment SET calendarID = 9999 WHERE enrollmentID = 271208;
DELETE FROM Person WHERE personID IN (1209, 2003, 2502, 3020, 3804);
UPDATE GradeLevel SET externalLMSExclude = TRUE WHERE structureID = 27021 AND name = '08';
UPDATE ScheduleStructure SET externalLMSExclude = TRUE WHERE structureID = 27032;
DELETE FROM UserAccount WHERE personID IN (1206, 2006, 2510, 3014, 3803);

UPDATE EmploymentAssignment SET startDate = DATE '2027-08-02' WHERE assignmentID IN (20011, 25081);
UPDATE EmploymentAssignment SET endDate = DATE '2026-08-01' WHERE assignmentID IN (20021, 25061);
UPDATE EmploymentAssignment SET teacher = FALSE WHERE assignmentID = 20041;
UPDATE EmploymentAssignment SET externalLMSExclude = TRUE WHERE assignmentID IN (20051, 25091);
UPDATE EmploymentAssignment SET health = FALSE WHERE assignmentID = 25051;
UPDATE EmploymentAssignment SET schoolID = 4 WHERE assignmentID = 25071;
DELETE FROM EmploymentAssignment WHERE personID = 2007;

UPDATE RelatedPair SET portal = FALSE WHERE personID2 = 3005;
UPDATE RelatedPair SET endDate = DATE '2026-08-01' WHERE personID2 = 3008;
UPDATE RelatedPair SET startDate = DATE '2026-09-01' WHERE personID2 = 3801;

UPDATE Section SET externalLMSExclude = TRUE WHERE sectionID = 5201;
UPDATE Section SET active = FALSE WHERE sectionID = 5211;
UPDATE Course SET externalLMSExclude = TRUE WHERE courseID = 4203;
UPDATE CourseMaster SET externalLMSExclude = TRUE WHERE courseMasterID = 707;
UPDATE Course SET active = FALSE WHERE courseID = 4204;
DELETE FROM SectionPlacement WHERE sectionID = 5241;
UPDATE Trial SET active = FALSE WHERE trialID = 270321;
UPDATE Section SET trialID = 270212 WHERE sectionID = 5222;
UPDATE Section SET courseID = 4302 WHERE sectionID = 5212;
UPDATE Calendar SET schoolID = 99 WHERE calendarID = 2709;
UPDATE Course SET calendarID = 9999 WHERE courseID = 4206;

UPDATE SectionStaffHistory SET startDate = DATE '2027-08-02' WHERE historyID = 53011;
UPDATE SectionStaffHistory SET endDate = DATE '2026-08-01' WHERE historyID = 53021;
UPDATE SectionStaffHistory SET staffType = 'S' WHERE historyID = 53031;
"""

Fault = tuple[str, int, str, str, str | None]

IN_YEAR = "2027-08-02 to open; the school year is 2026-07-01 to 2027-06-30"

PEOPLE: list[Fault] = [
    ("student", 1201, "in_school_year", IN_YEAR, "ST001"),
    ("student", 1202, "not_ended", "ended on 2026-08-08, as of 2026-08-10", "ST004"),
    ("student", 1204, "not_no_show", "it is marked", "ST007"),
    ("student", 1205, "not_excluded", "marked on the enrollment", "ST008"),
    ("student", 1129, "not_excluded", "marked on grade level 08", "EX001"),
    ("student", 1232, "not_excluded", "marked on schedule structure Block", "EX001"),
    ("student", 1206, "has_username", "no account", "UN001"),
    ("student", 1208, "has_calendar", "calendar 9999 is not in the data", "DA004"),
    ("student", 1209, "has_person", "person 1209 is not in the data", "DA004"),
    ("teacher", 2003, "has_person", "person 2003 is not in the data", "DA004"),
    ("staff", 2502, "has_person", "person 2502 is not in the data", "DA004"),
    ("guardian", 3020, "has_person", "person 3020 is not in the data", "DA004"),
    ("relative", 3804, "has_person", "person 3804 is not in the data", "DA004"),
    ("teacher", 2001, "in_school_year", IN_YEAR, "TE001"),
    ("teacher", 2002, "not_ended", "ended on 2026-08-01, as of 2026-08-10", "TE002"),
    ("teacher", 2004, "has_teacher_role", "no role is marked", "TE003"),
    ("teacher", 2005, "not_excluded", "it is marked", "TE004"),
    ("teacher", 2006, "has_username", "no account", "UN001"),
    ("teacher", 2007, "has_assignment", "none in any year", "TE001"),
    ("staff", 2505, "has_staff_role", "no role is marked", "NS001"),
    ("staff", 2506, "not_ended", "ended on 2026-08-01", "NS002"),
    ("staff", 2507, "school_has_calendar", "District Office has no calendar in 2026-27", "NS003"),
    ("staff", 2508, "in_school_year", IN_YEAR, "NS004"),
    ("staff", 2509, "not_excluded", "it is marked", "NS005"),
    ("staff", 2510, "has_username", "no account", "UN001"),
    ("guardian", 3005, "has_portal", "it is not marked", "FA001"),
    ("guardian", 3008, "is_active", "ended on 2026-08-01, as of 2026-08-10", "FA003"),
    ("guardian", 3015, "student_syncs", "student 701011: No Show", None),
    ("guardian", 3014, "has_username", "no account", "UN001"),
    ("relative", 3801, "is_active", "begins on 2026-09-01, as of 2026-08-10", "FA003"),
    ("relative", 3802, "student_syncs", "student 701017: No Show", None),
    ("relative", 3803, "has_username", "no account", "UN001"),
]

CLASSES: list[Fault] = [
    ("section", 5201, "not_excluded", "marked on the section", "CO008"),
    ("section", 5221, "not_excluded", "marked on course C4203", "CO004"),
    ("section", 5331, "not_excluded", "marked on course master Physical Education", "EX001"),
    ("section", 5211, "is_active", "the course is active, the section is not active", "CO002"),
    ("section", 5231, "is_active", "the course is not active, the section is active", "CO001"),
    ("section", 5241, "is_placed", "no term and period", "SC004"),
    ("section", 5341, "in_active_trial", "nor is any other of its schedule structure", None),
    ("section", 5222, "in_active_trial", "open roster records of the section belong to", "RO005"),
    ("section", 5291, "in_active_trial", "is not active, and another one is", None),
    ("section", 5212, "in_one_calendar", "the course belongs to 26-27 Hollyhock High", "SC009"),
    ("section", 5251, "in_one_calendar", "course's calendar 9999 is not in the data", "DA004"),
    ("section", 5901, "has_school", "school 99 is not in the data", "DA004"),
    ("section", 5011, "in_active_trial", "belongs to 2025-26, not to 2026-27", None),
    ("course", 4203, "not_excluded", "marked on course C4203", "CO004"),
    ("course", 4304, "not_excluded", "marked on course master Physical Education", "EX001"),
    ("course", 4204, "is_active", "the course is not active", "CO001"),
    ("course", 4305, "has_syncing_section", "1 section, of which 0 will sync", None),
    ("course", 4311, "has_syncing_section", "no section", "CO007"),
    ("course", 4206, "has_calendar", "calendar 9999 is not in the data", "DA004"),
    ("course", 4011, "in_judged_calendar", "belongs to 2025-26, not to 2026-27", None),
]

HISTORY: list[Fault] = [
    ("staff_history", 5301, "in_school_year", IN_YEAR, "TE007"),
    ("staff_history", 5302, "not_ended", "ended on 2026-08-01, as of 2026-08-10", "TE008"),
    ("staff_history", 5303, "is_teacher_row", "S, section staff", "TE013"),
    ("staff_history", 5212, "is_in_schedule", "trial or course of another calendar", None),
]


def all_states(explained: Explanation) -> tuple[object, ...]:
    """Every criterion of the record that decides."""
    decisive = [record for record in explained.records if record.decides]
    criteria = [one for record in decisive for one in record.criteria]
    return (*explained.before, *criteria, *explained.after)


@pytest.mark.parametrize(("kind", "who", "name", "because", "check"), PEOPLE)
def test_a_person_who_fails(
    district: District, kind: str, who: int, name: str, because: str, check: str | None
) -> None:
    explained = district.explain(kind, who, FAULTS)
    assert [failed.name for failed in explained.failed] == [name]
    (failed,) = explained.failed
    assert because in failed.because
    assert [remedy.check for remedy in failed.remedies] == [check]
    assert all(remedy.fix for remedy in failed.remedies)
    assert explained.because == failed.fails
    assert explained.verdict == (
        "to-be-deleted" if name == "not_ended" and kind == "student" else "will-not-sync"
    )


@pytest.mark.parametrize(("kind", "who", "name", "because", "check"), CLASSES)
def test_a_class_that_fails(
    district: District, kind: str, who: int, name: str, because: str, check: str | None
) -> None:
    explained = district.explain(kind, who, FAULTS)
    assert explained.verdict == "will-not-sync"
    assert explained.served is None
    failed = state(explained.failed, name)
    assert because in failed.because
    assert {remedy.check for remedy in failed.remedies} - {None} == ({check} if check else set())


@pytest.mark.parametrize(("_kind", "section", "name", "because", "check"), HISTORY)
def test_a_staff_history_row_that_fails(
    district: District, _kind: str, section: int, name: str, because: str, check: str | None
) -> None:
    (record,) = district.explain("section", section, FAULTS).further
    (failed,) = record.failed
    assert (failed.name, [remedy.check for remedy in failed.remedies]) == (
        name,
        [check] if check else [],
    )
    assert because in failed.because
    assert record.served is None


PASSING = [
    ("student", 1010), ("teacher", 2010), ("staff", 2511), ("guardian", 3016), ("relative", 3804),
    ("section", 5202), ("course", 4201),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "who"), PASSING)
def test_what_passes_shows_every_criterion_with_its_values(
    district: District, kind: str, who: int
) -> None:
    explained = district.explain(kind, who)
    assert (explained.verdict, explained.because, explained.failed) == ("will-sync", None, ())
    shown = [one.name for one in all_states(explained)]
    criteria = criteria_by_role(Settings())
    for name in criteria[kind]:
        assert name in shown
        assert state(all_states(explained), name).because
    assert [one.passed for one in all_states(explained)] == [True] * len(shown)
    assert all(record.served for record in explained.records)
    assert explained.served and explained.served.status == "active"


def all_criteria() -> set[tuple[str, str]]:
    by_role = criteria_by_role(Settings(disabled_accounts="error"))
    return {(role, name) for role, names in by_role.items() for name in names}


def test_the_checks_that_criteria_name_exist() -> None:
    by_role = criteria_by_role(Settings(disabled_accounts="error"))
    criteria = [one for names in by_role.values() for one in names.values()]
    known = {check.code for check in load_checks()}
    assert {one.check for one in criteria if one.check} <= known
    # What follows from other records is fixed there.
    assert {one.name for one in criteria if one.check is None} == {
        *("section_syncs", "student_syncs", "is_in_schedule")
    }


def test_what_headers_say_names_words_and_columns_alone() -> None:
    by_role = criteria_by_role(Settings(disabled_accounts="error"))
    texts = [
        (one, text)
        for names in by_role.values()
        for one in names.values()
        for text in ([one.because] if isinstance(one.because, str) else one.because)
    ]
    named = {word for _one, text in texts for _, word, _, _ in Formatter().parse(text) if word}
    # Those that are left are columns of the one row, which the tests above fill in.
    assert named - set(WORDS) == {"personID", "named", "enabled", "school"}
    assert set(WORDS) <= named
    depends = {one.name for one, text in texts if not text}
    assert depends == {"section_syncs", "student_syncs", "is_in_schedule", "has_assignment"}


def test_every_criterion_fails_in_some_test() -> None:
    tried = {(kind, name) for kind, _who, name, _because, _check in (*PEOPLE, *CLASSES, *HISTORY)}
    assert {
        (role, name)
        for role, name in all_criteria() - tried
        if role != "roster" and name != "has_enabled_account"
    } == set()


def test_two_marks_are_two_places_to_fix(district: District) -> None:
    explained = district.explain(
        "student",
        1001,
        "UPDATE Enrollment SET externalLMSExclude = TRUE WHERE enrollmentID = 271001;"
        "UPDATE School SET externalLMSExclude = TRUE WHERE schoolID = 1;",
    )
    (failed,) = explained.failed
    assert failed.because == "marked on the enrollment and school Lincoln Elementary"
    assert [remedy.check for remedy in failed.remedies] == ["ST008", "EX001"]


def test_who_waits_for_a_student_is_sent_to_the_student(district: District) -> None:
    (failed,) = district.explain("guardian", 3015, FAULTS).failed
    assert failed.remedies == (Remedy("See `roster-lint explain student 1011`"),)
