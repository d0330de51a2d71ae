"""What ties people to sections: roster and Section Staff History records, each an enrollment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from roster_lint.explain.because import states
from roster_lint.explain.explanation import EMPLOYED, Kind, Record, Remedy, Served, State
from roster_lint.explain.reasons import dates, lost
from roster_lint.explain.records import record_of
from roster_lint.explain.rulebook import Row, Rulebook, as_known
from roster_lint.explain.served import objects_served

# Columns on a record's section, which may be of another year, or not there.
_SECTION = """
    c.sectionName AS section,
    c.sectionID IS NOT NULL AS sectionJudged,
    known.sectionID IS NOT NULL AS sectionThere,
    c.in_active_trial,
    c.in_one_calendar,
    c.has_school,
    c.not_excluded,
    c.is_active,
    c.is_placed,
    coalesce(c.syncs, FALSE) AS section_syncs
"""

_ROSTERS = f"""
SELECT
    r.rosterID, r.personID, r.sectionID, r.calendarID, r.startDate, r.endDate, r.effectiveStart,
    r.effectiveEnd, r.student_syncs, r.is_sent, {_SECTION},
    coalesce(p.wanted, FALSE) AS wanted, p.failed,
    coalesce(k.calendarName, 'calendar ' || CAST(r.calendarID AS VARCHAR)) AS calendar,
    coalesce(e.syncs, FALSE) AS syncs_there,
    coalesce(e.code, 'RO003') AS code
FROM dated_roster r
LEFT JOIN section_criteria c ON c.sectionID = r.sectionID
LEFT JOIN Section known ON known.sectionID = r.sectionID
LEFT JOIN any_calendar k ON k.calendarID = r.calendarID
LEFT JOIN person_criteria p ON p.personID = r.personID AND p.role = 'student'
LEFT JOIN enrolled_student e ON e.personID = r.personID AND e.calendarID = r.calendarID
WHERE r.personID = ?
ORDER BY c.sectionName, r.startDate, r.rosterID
"""

_STAFF_HISTORY = f"""
SELECT h.historyID, h.personID, h.sectionID, h.staffType, h.assignmentID, h.startDate, h.endDate,
    h.is_in_schedule, h.is_teacher_row, h.in_school_year, h.not_ended, {_SECTION},
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

_TEACHERS = "SELECT available, first_failed FROM person_criteria WHERE role = 'teacher'"


def further(
    book: Rulebook, kind: Kind, value: int, account: Sequence[State] = ()
) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """The year's records that tie a person to sections, or a section to its teachers, by section.

    Of drafts there are none, nor any where it is unknown which there are.

    Args:
        book: the criteria in force.
        kind: as what the person is explained, or that it is a section.
        value: the person's or the section's ID.
        account: a student's own criteria, without which no roster record is served.

    Returns:
        The records, and a note where they are unknown.
    """
    of_section = kind == "section"
    if kind == "student":
        called, key, sql = "Roster records", "rosterID", _ROSTERS
    elif kind in EMPLOYED or of_section:
        called, key, sql = "Section Staff History", "historyID", _STAFF_HISTORY
    else:
        return (), ()
    if unknown := book.unknown.of(f"SELECT {key} FROM ({sql.format(key='personID')}) q"):
        return (), (f"{called}: unknown, {unknown}.",)
    by = "sectionID" if of_section else "personID"
    found = book.rows(sql.format(key=by), value)
    if kind == "student":
        served = objects_served(book, "roster", by, value)
        made = [_roster(book, account, row, served) for row in found]
    else:
        served = objects_served(book, "staff_history", by, value)
        made = [_staff_history(book, row, served, by_section=of_section) for row in found]
    return tuple(made), ()


def _roster(
    book: Rulebook, account: Sequence[State], row: Row, served: Mapping[int, Served]
) -> Record:
    criteria = (
        _section_state(book, "roster", "section_syncs", row),
        _student_state(book, row),
        # Where to fix the account stands with the student, not once more with each row.
        *(replace(state, remedies=()) for state in account),
    )
    when = dates(row, book.run)
    if row["startDate"] is None and row["endDate"] is None and row["sectionJudged"]:
        when = "the section's terms"
    is_known = not any(state.unknown for state in criteria)
    key = row["rosterID"]
    label = f"Roster {key}: {_section_name(row)}, {when}"
    is_sent = row["is_sent"] and is_known
    return record_of("roster", row, label, criteria, served.get(key) if is_sent else None)


def _staff_history(
    book: Rulebook, row: Row, served: Mapping[int, Served], *, by_section: bool
) -> Record:
    schedule = _section_state(book, "staff_history", "is_in_schedule", row, see=not by_section)
    criteria = [*{**states(book, "staff_history", row), "is_in_schedule": schedule}.values()]
    if row["is_in_schedule"]:
        criteria.append(_section_state(book, "roster", "section_syncs", row, see=not by_section))
    if row["is_teacher_row"]:
        criteria.append(_teacher_state(book, row, see=by_section))
    key = row["historyID"]
    whose = row["who"] if by_section else _section_name(row)
    passes = all(state.passed for state in criteria)
    label = f"Staff history {key}: {whose}, {dates(row, book.run)}"
    return record_of("staff_history", row, label, criteria, served.get(key) if passes else None)


def _section_name(row: Row) -> str:
    """What to call the section of a record, whether it is there or not."""
    if row["section"] is not None:
        return f"section {row['section']}"
    return "no section" if row["sectionID"] is None else f"section {row['sectionID']}"


def _section_state(book: Rulebook, role: str, name: str, row: Row, *, see: bool = True) -> State:
    """Whether the section of a record will sync, or is in the schedule in use.

    Where the section is the one that is explained there is no more to ``see`` elsewhere.
    """
    section = row["sectionID"]
    remedies = [Remedy(f"See `roster-lint explain section {section}`")]
    names = book.names("section")
    if name == "is_in_schedule":
        names = ("in_active_trial", "in_one_calendar")
    failures = [book.fails("section", one) for one in names if not row[one]]
    if stated := lost("it", "section", section, is_there=row["sectionThere"]):
        remedies = [book.remedy("DA003" if section is None else "DA004")]
    elif not row["sectionJudged"]:
        stated = f"section {section} is of no calendar of {book.run.year}"
        # A row of an active trial whose section is of another year.
        remedies.insert(0, book.remedy("RO005"))
    else:
        stated = f"{row['section']}: {' and '.join(failures)}" if failures else row["section"]
    return book.state(role, name, row[name], stated, remedies if see else ())


def _student_state(book: Rulebook, row: Row) -> State:
    """Whether the student of a roster record will sync, by roster_rule."""
    syncs, remedies = row["student_syncs"], []
    if row["failed"] is not None:
        stated = book.fails("student", row["failed"])
    elif not row["wanted"]:
        stated = "no enrollment in the school year"
    elif row["syncs_there"]:
        stated = "meets the criteria"
    elif syncs:
        stated = f"by an enrollment elsewhere than in {row['calendar']} (roster_rule: any)"
    elif row["calendarID"] is None:
        stated = "nothing says in which calendar its section is (roster_rule: calendar)"
    else:
        stated = f"no enrollment in {row['calendar']} syncs (roster_rule: calendar)"
        remedies = [book.remedy(row["code"])]
    return book.state("roster", "student_syncs", syncs, stated, remedies)


def _teacher_state(book: Rulebook, row: Row, *, see: bool) -> State:
    """Whether the teacher of a Section Staff History record will sync."""
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
    return as_known(state, book.unknown.of(_TEACHERS))
