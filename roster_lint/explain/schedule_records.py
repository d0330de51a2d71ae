"""What ties people to sections: roster and staff history rows, each served as an enrollment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from roster_lint.engine.base import Engine
from roster_lint.explain.explanation import Kind, Mend, Record, Run, State
from roster_lint.explain.reasons import REASONS, span
from roster_lint.explain.rows import Row, rows
from roster_lint.explain.rulebook import Rulebook, as_known
from roster_lint.explain.served import roster_served, staff_history_served

_SECTION = """
    s.sectionName AS section,
    s.calendarName AS calendar,
    c.in_active_trial,
    c.not_excluded,
    c.is_active,
    c.is_placed
"""

_ROSTERS = f"""
SELECT r.*, {_SECTION}, coalesce(p.available, FALSE) AS available,
    coalesce(p.to_be_deleted, FALSE) AS to_be_deleted, p.failed, p.first_failed
FROM roster_criteria r
JOIN live_section s ON s.sectionID = r.sectionID
JOIN section_criteria c ON c.sectionID = r.sectionID
LEFT JOIN person_criteria p ON p.personID = r.personID AND p.role = 'student'
WHERE r.personID = ?
ORDER BY s.sectionName, r.startDate, r.rosterID
"""

_STAFF_HISTORY = f"""
SELECT h.historyID, h.personID, h.sectionID, h.staffType, h.assignmentID, h.startDate, h.endDate,
    h.is_teacher_row, h.in_school_year, h.not_ended, {_SECTION},
    coalesce(l.asStaff, 'person ' || CAST(h.personID AS VARCHAR)) AS who,
    coalesce(p.available, FALSE) AS available, p.first_failed
FROM staff_history_criteria h
JOIN live_section s ON s.sectionID = h.sectionID
JOIN section_criteria c ON c.sectionID = h.sectionID
LEFT JOIN person_label l ON l.personID = h.personID
LEFT JOIN person_criteria p ON p.personID = h.personID AND p.role = 'teacher'
WHERE h.{{key}} = ?
ORDER BY s.sectionName, h.staffType, h.startDate, h.historyID
"""

FURTHER: Mapping[Kind, str] = {
    "student": "Roster rows",
    "teacher": "Section staff history",
    "staff": "Section staff history",
    "section": "Section staff history",
}
"""By kind, the rows that hang on a record."""

_SECTION_CRITERIA = ("in_active_trial", "not_excluded", "is_active", "is_placed")


def further_unknown(book: Rulebook, kind: Kind) -> str | None:
    """Why it is unknown which rows tie a record to sections, or to teachers; None where known."""
    if kind not in FURTHER:
        return None
    sql, key = _STAFF_HISTORY.format(key="personID"), "historyID"
    if kind == "student":
        sql, key = _ROSTERS, "rosterID"
    return book.unknown.of(f"SELECT {key} FROM ({sql}) q")


def roster_records(
    engine: Engine, book: Rulebook, account: Sequence[State], person_id: int
) -> tuple[Record, ...]:
    """A student's roster rows in live sections, by section.

    Args:
        engine: holds the model.
        book: the criteria in force.
        account: the student's own criteria, without which no roster row is served.
        person_id: the student.
    """
    return tuple(_roster(book, account, row) for row in rows(engine, _ROSTERS, (person_id,)))


def staff_history_records(
    engine: Engine, book: Rulebook, run: Run, *, person: int | None = None, section: int = 0
) -> tuple[Record, ...]:
    """The staff history rows of a person, or of a section, in live sections."""
    key, value = ("personID", person) if person is not None else ("sectionID", section)
    found = rows(engine, _STAFF_HISTORY.format(key=key), (value,))
    return tuple(_staff_history(book, run, row, by_section=person is None) for row in found)


def _roster(book: Rulebook, account: Sequence[State], row: Row) -> Record:
    failed = row["failed"]
    student = "meets the criteria" if row["student_syncs"] else "no enrollment in the school year"
    if failed is not None:
        student = book.fails("student", failed)
    criteria = (
        _section_state(book, row),
        book.state("roster", "student_syncs", row["student_syncs"], student),
        # Where to mend the account is told of the student, not once more of each row.
        *(replace(state, mends=()) for state in account),
    )
    facts = {
        name: row[name]
        for name in ("sectionID", "startDate", "endDate", "effectiveStart", "effectiveEnd")
    }
    label = f"Roster {row['rosterID']}: section {row['section']}, {_dates(row)}"
    is_known = not any(state.unknown for state in criteria)
    served = roster_served(row) if row["section_syncs"] and is_known else None
    return Record("roster", {"rosterID": row["rosterID"]}, label, facts, criteria, served=served)


def _dates(row: Row) -> str:
    if row["startDate"] is None and row["endDate"] is None:
        return "the section's terms"
    return span(row)


def _staff_history(book: Rulebook, run: Run, row: Row, *, by_section: bool) -> Record:
    criteria = [
        book.state("staff_history", name, row[name], REASONS["staff_history"][name](row, run))
        for name in book.names("staff_history")
    ]
    section = _section_state(book, row)
    # Of the one that is explained there is no more to see elsewhere.
    criteria.append(replace(section, mends=()) if by_section else section)
    if row["is_teacher_row"]:
        criteria.append(_teacher_state(book, row, see=by_section))
    facts = {
        name: row[name]
        for name in ("personID", "sectionID", "staffType", "assignmentID", "startDate", "endDate")
    }
    whose = row["who"] if by_section else f"section {row['section']}"
    label = f"Staff history {row['historyID']}: {whose}, {span(row)}"
    passes = all(state.passed for state in criteria)
    served = staff_history_served(row) if passes else None
    key = {"historyID": row["historyID"]}
    return Record("staff_history", key, label, facts, tuple(criteria), served=served)


def _section_state(book: Rulebook, row: Row) -> State:
    failures = [book.fails("section", name) for name in _SECTION_CRITERIA if not row[name]]
    because = f"{row['section']}: {' and '.join(failures)}" if failures else str(row["section"])
    see = [Mend(f"See `roster-lint explain section {row['sectionID']}`")]
    syncs = row.get("section_syncs", not failures)
    return book.state("roster", "section_syncs", syncs, because, see)


def _teacher_state(book: Rulebook, row: Row, *, see: bool) -> State:
    failed = row["first_failed"]
    because = str(row["who"])
    if failed is not None:
        because += f": {book.fails('teacher', failed)}"
    mends = (Mend(f"See `roster-lint explain teacher {row['personID']}`"),)
    state = State(
        "teacher_syncs",
        "teacher will sync",
        row["available"],
        because,
        "teacher does not sync",
        mends if see and not row["available"] else (),
    )
    teachers = "SELECT available, first_failed FROM person_criteria WHERE role = 'teacher'"
    return as_known(state, book.unknown.of(teachers))
