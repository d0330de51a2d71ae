"""The records one of which must meet all criteria of a role: enrollments, assignments, families.

Each is read with the columns of its criteria table and the values behind them; nothing is judged.
"""

from collections.abc import Iterable
from dataclasses import replace

from roster_lint.explain.because import states
from roster_lint.explain.explanation import EMPLOYED, Kind, Record, Remedy, Served, State
from roster_lint.explain.reasons import CALENDAR, STAFF_ROLES
from roster_lint.explain.records import record_of
from roster_lint.explain.rulebook import Row, Rulebook, as_known

_ENROLLMENTS = f"""
SELECT
    e.*,
    {CALENDAR},
    k.endDate AS calendarEnd,
    own.endYear,
    own.noShow,
    coalesce(cause.code, 'DA004') AS calendarCode,
    coalesce(st.name, CAST(e.structureID AS VARCHAR)) AS structure,
    own.externalLMSExclude AS enrollment_marked,
    EXISTS (
        SELECT 1 FROM GradeLevel g
        WHERE g.structureID = e.structureID
          AND lower(g.name) = lower(e.grade)
          AND g.externalLMSExclude
    ) AS gradeLevel_marked,
    st.externalLMSExclude AS structure_marked,
    c.externalLMSExclude AS calendar_marked,
    sc.externalLMSExclude AS school_marked
FROM enrollment_criteria e
-- A row whose key is blank counts as one, too.
LEFT JOIN Enrollment own ON own.enrollmentID = e.enrollmentID
LEFT JOIN any_calendar k ON k.calendarID = e.calendarID
LEFT JOIN calendar_cause cause ON cause.calendarID IS NOT DISTINCT FROM e.calendarID
LEFT JOIN Calendar c ON c.calendarID = e.calendarID
LEFT JOIN School sc ON sc.schoolID = e.schoolID
LEFT JOIN ScheduleStructure st ON st.structureID = e.structureID
WHERE e.personID = ?
ORDER BY e.startDate DESC NULLS LAST, e.enrollmentID
"""

_ASSIGNMENTS = f"""
SELECT a.*, own.teacher,
    coalesce(s.name, 'school ' || CAST(a.schoolID AS VARCHAR), 'no school') AS school,
    {", ".join("own." + role for role in STAFF_ROLES)}
FROM assignment_criteria a
LEFT JOIN EmploymentAssignment own ON own.assignmentID = a.assignmentID
LEFT JOIN School s ON s.schoolID = a.schoolID
WHERE a.personID = ?
ORDER BY a.startDate DESC NULLS LAST, a.assignmentID
"""

_RELATIONSHIPS = """
SELECT
    r.*,
    coalesce(l.asStudent, 'person ' || CAST(r.personID1 AS VARCHAR)) AS student,
    p.first_failed
FROM relationship_criteria r
LEFT JOIN person_label l ON l.personID = r.personID1
LEFT JOIN person_criteria p ON p.personID = r.personID1 AND p.role = 'student'
WHERE r.personID2 = ?
ORDER BY r.personID1, r.startDate
"""


def records_of(
    book: Rulebook, kind: Kind, person_id: int, served: Served | None
) -> tuple[Record, ...]:
    """A person's records of a role, the latest first.

    ``served`` is what the API would return of the person, on account of any of the records.
    """
    if kind == "student":
        made = [_enrollment(book, row, served) for row in book.rows(_ENROLLMENTS, person_id)]
    elif kind in EMPLOYED:
        made = [_assignment(book, kind, row) for row in book.rows(_ASSIGNMENTS, person_id)]
    else:
        found = _of_role(kind, book.rows(_RELATIONSHIPS, person_id))
        made = [_relationship(book, kind, row) for row in found]
    if served is None or served.status == "tobedeleted":
        return tuple(made)
    return tuple(record if record.failed else replace(record, served=served) for record in made)


def with_decisive(records: tuple[Record, ...], own: Row | None) -> tuple[Record, ...]:
    """A person's records, with the one marked and moved to the front that the verdict rests on.

    ``own``, the person in the role, has the first criterion that the nearest record fails. If the
    model does not count the person in it, the record with the fewest failures is the nearest.
    """
    if not records:
        return ()
    firsts = [record.failed[0].name if record.failed else None for record in records]
    if own is not None and own["failed"] in firsts:
        nearest = records[firsts.index(own["failed"])]
    else:
        nearest = min(records, key=lambda record: len(record.failed))
    others = tuple(record for record in records if record is not nearest)
    return (replace(nearest, decides=True), *others)


def _enrollment(book: Rulebook, row: Row, served: Served | None) -> Record:
    where = f"{row['calendar']}, {row['school']}"
    if row["calendarID"] is not None and not row["calendarThere"]:
        where = f"calendar {row['calendarID']}, which is not in the data"
    grade = "" if row["grade"] is None else f", grade {row['grade']}"
    label = f"Enrollment {row['enrollmentID']}: {where}{grade}"
    is_deleted = served is not None and served.status == "tobedeleted" and row["ends"]
    criteria = states(book, "student", row).values()
    return record_of("enrollment", row, label, criteria, served if is_deleted else None)


def _assignment(book: Rulebook, kind: Kind, row: Row) -> Record:
    # Whether there is any assignment is said before those that there are.
    criteria = [s for s in states(book, kind, row).values() if s.name != "has_assignment"]
    label = f"District assignment {row['assignmentID']}: {row['school']}"
    return record_of("assignment", row, label, criteria)


def _of_role(kind: Kind, found: list[Row]) -> list[Row]:
    """The relationships that make somebody a guardian, or a relative; all where none does."""
    if kind == "guardian":
        own = [row for row in found if row["counts_as_guardian"]]
    else:
        own = [row for row in found if row["has_portal"] and not row["counts_as_guardian"]]
    return own or found


def _relationship(book: Rulebook, kind: Kind, row: Row) -> Record:
    see = Remedy(f"See `roster-lint explain student {row['personID1']}`")
    criteria = states(book, kind, row)
    stated = _related_student(book, row)
    criteria["student_syncs"] = book.state(
        kind, "student_syncs", row["student_syncs"], stated, [see]
    )
    label = f"Relationship to {row['student']}"
    if row["student"] != f"person {row['personID1']}":
        label += f" (person {row['personID1']})"
    before = _kind_of_relationship(book, kind, row)
    return record_of("relationship", row, label, (*before, *criteria.values()))


def _kind_of_relationship(book: Rulebook, kind: Kind, row: Row) -> Iterable[State]:
    """What makes a relationship one of a guardian, or of a relative, before any criterion."""
    counts = row["counts_as_guardian"]
    marked = "Guardian is marked" if row["is_guardian"] else "Guardian is not marked"
    if book.run.readings["guardian_rule"] == "portal":
        marked += ", and Portal alone makes a guardian (guardian_rule)"
    if kind == "guardian":
        name, title, passes = "counts_as_guardian", "relationship is marked Guardian", counts
        fails, remedy = "not marked Guardian", book.remedy("FA002")
    else:
        yield states(book, "guardian", row)["has_portal"]
        name, title, passes = "is_no_guardian", "relationship is not a guardian's", not counts
        fails = "is a guardian, not a relative"
        remedy = Remedy(f"See `roster-lint explain guardian {row['personID2']}`")
    state = State(name, title, passes, marked, fails, () if passes else (remedy,))
    unknown = book.unknown.columns_of("SELECT * FROM relationship_criteria")
    yield as_known(state, unknown.get("counts_as_guardian"))


def _related_student(book: Rulebook, row: Row) -> str:
    failed = row["first_failed"]
    if book.unknown.of("SELECT first_failed FROM person_criteria WHERE role = 'student'"):
        failed = None
    return f"{row['student']}: {book.fails('student', failed)}" if failed else str(row["student"])
