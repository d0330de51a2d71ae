"""Why a roster or Section Staff History record is returned or not, and where to fix it."""

from roster_lint.explain.calendars import lost
from roster_lint.explain.explanation import Remedy, State
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook, as_known

SECTION = """
    c.sectionName AS section,
    c.sectionID IS NOT NULL AS sectionJudged,
    known.sectionID IS NOT NULL AS sectionThere,
    c.in_active_trial,
    c.in_one_calendar,
    c.has_school,
    c.not_excluded,
    c.is_active,
    c.is_placed
"""
"""Columns on a record's section, in section_criteria ``c`` and in Section ``known``, both joined
from outside."""

ENROLLED_THERE = """LEFT JOIN (
    SELECT
        personID,
        calendarID,
        count(*) AS enrolledThere,
        count(*) FILTER (WHERE syncs) AS syncingThere,
        count(*) FILTER (WHERE ancestors_not_excluded AND NOT not_no_show) AS noShowThere,
        count(*) FILTER (WHERE ancestors_not_excluded AND is_marked) AS markedThere
    FROM enrollment_criteria
    GROUP BY personID, calendarID
) e ON e.personID = r.personID AND e.calendarID = r.calendarID"""
"""How the student of a roster record ``r`` is enrolled in the calendar of its section."""


def section_name(row: Row) -> str:
    """What to call the section of a record, whether it is there or not."""
    if row["section"] is not None:
        return f"section {row['section']}"
    return "no section" if row["sectionID"] is None else f"section {row['sectionID']}"


def section_state(book: Rulebook, row: Row) -> State:
    """Whether the section of a record will sync."""
    stated = _section_stated(book, row, book.names("section"))
    syncs = row["sectionJudged"] and all(row[name] for name in book.names("section"))
    return book.state("roster", "section_syncs", syncs, stated, _section_remedies(book, row))


def in_schedule_state(book: Rulebook, row: Row) -> State:
    """Whether the section of a Section Staff History record is in the schedule in use."""
    stated = _section_stated(book, row, ("in_active_trial", "in_one_calendar"))
    remedies = _section_remedies(book, row)
    return book.state("staff_history", "is_in_schedule", row["is_in_schedule"], stated, remedies)


def _section_stated(book: Rulebook, row: Row, names: tuple[str, ...]) -> str:
    if stated := lost("it", "section", row["sectionID"], is_there=row["sectionThere"]):
        return stated
    if not row["sectionJudged"]:
        return f"section {row['sectionID']} is of no calendar of {book.run.year}"
    failures = [book.fails("section", name) for name in names if not row[name]]
    return f"{row['section']}: {' and '.join(failures)}" if failures else str(row["section"])


def _section_remedies(book: Rulebook, row: Row) -> list[Remedy]:
    if row["sectionID"] is None:
        return [book.remedy("DA003")]
    if not row["sectionThere"]:
        return [book.remedy("DA004")]
    see = Remedy(f"See `roster-lint explain section {row['sectionID']}`")
    # A row of an active trial whose section is of another year.
    return [see] if row["sectionJudged"] else [book.remedy("RO005"), see]


def student_state(book: Rulebook, row: Row) -> State:
    """Whether the student of a roster record will sync, by roster_rule."""
    syncs, remedies = row["student_syncs"], []
    if row["failed"] is not None:
        stated = book.fails("student", row["failed"])
    elif not row["wanted"]:
        stated = "no enrollment in the school year"
    elif row["syncingThere"]:
        stated = "meets the criteria"
    elif syncs:
        stated = f"by an enrollment elsewhere than in {row['calendar']} (roster_rule: any)"
    elif row["calendarID"] is None:
        stated = "nothing says in which calendar its section is (roster_rule: calendar)"
    else:
        stated = f"no enrollment in {row['calendar']} syncs (roster_rule: calendar)"
        remedies = [book.remedy(stays_code(row))]
    return book.state("roster", "student_syncs", syncs, stated, remedies)


def stays_code(row: Row) -> str:
    """The check that names a roster record where the student does not sync in its calendar."""
    if not row["enrolledThere"]:
        return "RO003"
    if row["noShowThere"]:
        return "ST007"
    return "ST008" if row["markedThere"] else "RO008"


def teacher_state(book: Rulebook, row: Row, *, see: bool) -> State:
    """Whether the teacher of a Section Staff History record will sync.

    Args:
        book: the criteria in force.
        row: the record.
        see: the teacher is not the one who is explained, so there is more to see elsewhere.
    """
    failed = row["first_failed"]
    because = str(row["who"])
    if failed is not None:
        because += f": {book.fails('teacher', failed)}"
    remedies = (Remedy(f"See `roster-lint explain teacher {row['personID']}`"),)
    state = State(
        "teacher_syncs",
        "teacher will sync",
        row["available"],
        because,
        "teacher does not sync",
        remedies if see and not row["available"] else (),
    )
    teachers = "SELECT available, first_failed FROM person_criteria WHERE role = 'teacher'"
    return as_known(state, book.unknown.of(teachers))
