"""What ties people to sections: roster and Section Staff History records, each an enrollment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from roster_lint.explain.because import states
from roster_lint.explain.explanation import Kind, Record, State
from roster_lint.explain.reasons import span
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook
from roster_lint.explain.schedule_reasons import (
    ENROLLED_THERE,
    SECTION,
    in_schedule_state,
    section_name,
    section_state,
    student_state,
    teacher_state,
)
from roster_lint.explain.served import roster_served, staff_history_served

_ROSTERS = f"""
SELECT r.*, {SECTION},
    coalesce(p.wanted, FALSE) AS wanted, p.failed,
    coalesce(k.calendarName, 'calendar ' || CAST(r.calendarID AS VARCHAR)) AS calendar,
    e.enrolledThere, e.syncingThere, e.noShowThere, e.markedThere
FROM dated_roster r
LEFT JOIN section_criteria c ON c.sectionID = r.sectionID
LEFT JOIN Section known ON known.sectionID = r.sectionID
LEFT JOIN any_calendar k ON k.calendarID = r.calendarID
LEFT JOIN person_criteria p ON p.personID = r.personID AND p.role = 'student'
{ENROLLED_THERE}
WHERE r.personID = ?
ORDER BY c.sectionName, r.startDate, r.rosterID
"""

_STAFF_HISTORY = f"""
SELECT h.historyID, h.personID, h.sectionID, h.staffType, h.assignmentID, h.startDate, h.endDate,
    h.is_in_schedule, h.is_teacher_row, h.in_school_year, h.not_ended, {SECTION},
    coalesce(l.asStaff, 'person ' || CAST(h.personID AS VARCHAR)) AS who,
    coalesce(p.available, FALSE) AS available, p.first_failed
FROM staff_history_criteria h
LEFT JOIN section_criteria c ON c.sectionID = h.sectionID
LEFT JOIN Section known ON known.sectionID = h.sectionID
LEFT JOIN person_label l ON l.personID = h.personID
LEFT JOIN person_criteria p ON p.personID = h.personID AND p.role = 'teacher'
WHERE h.{{key}} = ?
ORDER BY c.sectionName, h.staffType, h.startDate, h.historyID
"""

FURTHER: Mapping[Kind, str] = {
    "student": "Roster records",
    "teacher": "Section Staff History",
    "staff": "Section Staff History",
    "section": "Section Staff History",
}
"""By kind, the rows that hang on a record."""


def further_unknown(book: Rulebook, kind: Kind) -> str | None:
    """Why it is unknown which rows tie a record to sections, or to teachers; None where known."""
    if kind not in FURTHER:
        return None
    sql, key = _STAFF_HISTORY.format(key="personID"), "historyID"
    if kind == "student":
        sql, key = _ROSTERS, "rosterID"
    return book.unknown.of(f"SELECT {key} FROM ({sql}) q")


def records_with_sections(
    book: Rulebook, kind: Kind, value: int, account: Sequence[State] = ()
) -> tuple[Record, ...]:
    """The year's records that tie a person to sections, or a section to its teachers, by section.

    Of drafts there are none, nor any where it is unknown which there are.

    Args:
        book: the criteria in force.
        kind: as what the person is explained, or that it is a section.
        value: the person's or the section's ID.
        account: a student's own criteria, without which no roster record is served.
    """
    if kind not in FURTHER or further_unknown(book, kind):
        return ()
    if kind == "student":
        return tuple(_roster(book, account, row) for row in book.rows(_ROSTERS, value))
    of_section = kind == "section"
    sql = _STAFF_HISTORY.format(key="sectionID" if of_section else "personID")
    return tuple(_staff_history(book, row, by_section=of_section) for row in book.rows(sql, value))


def _roster(book: Rulebook, account: Sequence[State], row: Row) -> Record:
    criteria = (
        section_state(book, row),
        student_state(book, row),
        # Where to fix the account stands with the student, not once more with each row.
        *(replace(state, remedies=()) for state in account),
    )
    facts = {
        name: row[name]
        for name in ("sectionID", "startDate", "endDate", "effectiveStart", "effectiveEnd")
    }
    label = f"Roster {row['rosterID']}: {section_name(row)}, {_dates(row)}"
    is_known = not any(state.unknown for state in criteria)
    served = roster_served(row) if row["is_sent"] and is_known else None
    return Record("roster", {"rosterID": row["rosterID"]}, label, facts, criteria, served=served)


def _dates(row: Row) -> str:
    if row["startDate"] is None and row["endDate"] is None and row["sectionJudged"]:
        return "the section's terms"
    return span(row)


def _staff_history(book: Rulebook, row: Row, *, by_section: bool) -> Record:
    found = {**states(book, "staff_history", row), "is_in_schedule": in_schedule_state(book, row)}
    criteria = list(found.values())
    if row["is_in_schedule"]:
        criteria.append(section_state(book, row))
    if by_section:
        # Of the one that is explained there is no more to see elsewhere.
        about = ("is_in_schedule", "section_syncs")
        criteria = [replace(one, remedies=()) if one.name in about else one for one in criteria]
    if row["is_teacher_row"]:
        criteria.append(teacher_state(book, row, see=by_section))
    facts = {
        name: row[name]
        for name in ("personID", "sectionID", "staffType", "assignmentID", "startDate", "endDate")
    }
    whose = row["who"] if by_section else section_name(row)
    label = f"Staff history {row['historyID']}: {whose}, {span(row)}"
    passes = all(state.passed for state in criteria)
    served = staff_history_served(row) if passes else None
    key = {"historyID": row["historyID"]}
    return Record("staff_history", key, label, facts, tuple(criteria), served=served)
