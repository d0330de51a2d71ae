"""Whether a person has any record at all that a role could come from, in the year judged."""

from collections.abc import Iterator

from roster_lint.engine.base import Engine
from roster_lint.explain.explanation import Kind, Mend, Run, State
from roster_lint.explain.people_records import Records
from roster_lint.explain.rows import rows
from roster_lint.explain.rulebook import Rulebook, as_known

_OTHER_ENROLLMENTS = """
SELECT
    e.enrollmentID,
    c.endYear,
    coalesce(c.name, 'calendar ' || CAST(e.calendarID AS VARCHAR)) AS calendar
FROM Enrollment e
LEFT JOIN Calendar c ON c.calendarID = e.calendarID
WHERE e.personID = ?
ORDER BY c.endYear DESC NULLS LAST, e.enrollmentID DESC
"""

_ENROLL = (
    "Student Information > General > Enrollments: enroll the student in a calendar of the year"
)
_ASSIGN = "Census > People > District Assignments: add an assignment"
_RELATE = "Census > People > Relationships: add the relationship to the student"


def existence(
    engine: Engine,
    book: Rulebook,
    run: Run,
    kind: Kind,
    person_id: int,
    found: Records,
    *,
    in_role: bool,
) -> Iterator[State]:
    """The conditions that come before those of any record.

    Args:
        engine: holds the model.
        book: the criteria in force.
        run: by what is judged.
        kind: the role.
        person_id: the person.
        found: the person's records of that role.
        in_role: whether the model counts the person in the role, in the schools judged.
    """
    number = len(found.records)
    if kind == "student":
        because = _enrollments(engine, run, person_id, number)
        yield _state(
            "has_enrollment", "is enrolled in the school year", number, because,
            "no enrollment in the school year", _ENROLL,
        )  # fmt: skip
    elif kind in ("teacher", "staff"):
        because = _counted(number, "district assignment", "in any year")
        mend = book.mend("TE001") if kind == "teacher" else Mend(_ASSIGN)
        yield _state(
            "has_assignment", "has a district assignment", number, because,
            "no district assignment", mend.fix, mend.check,
        )  # fmt: skip
        if run.schools:
            unknown = book.unknown.of(f"SELECT personID FROM person_criteria WHERE role = '{kind}'")
            state = _in_scope(engine, run, kind, person_id, in_role=in_role)
            yield as_known(state, unknown)
    else:
        students = len({row["personID1"] for row in found.rows})
        because = _counted(students, "student", "of the school year")
        yield _state(
            "has_relationship", "is related to a student of the school year", students, because,
            "related to no student of the school year", _RELATE,
        )  # fmt: skip


def _state(
    name: str,
    title: str,
    number: int,
    because: str,
    failure: str,
    fix: str,
    check: str | None = None,
) -> State:
    mends = () if number else (Mend(fix, check),)
    return State(name, title, number > 0, because, failure, mends)


def _counted(number: int, noun: str, where: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else f"none {where}"


def _enrollments(engine: Engine, run: Run, person_id: int, number: int) -> str:
    if number:
        return f"{_counted(number, 'enrollment', '')} in {run.year}"
    elsewhere = rows(engine, _OTHER_ENROLLMENTS, (person_id,))
    if not elsewhere:
        return "none in any year"
    latest = elsewhere[0]
    left_out = ", which --school leaves out" if latest["endYear"] == run.end_year else ""
    return (
        f"none in {run.year}; the latest is {latest['enrollmentID']} in {latest['calendar']}"
        f"{left_out}"
    )


def _in_scope(engine: Engine, run: Run, kind: Kind, person_id: int, *, in_role: bool) -> State:
    """Whether a member of staff works at a school that the connection is scoped to."""
    # The model drops anyone who works elsewhere from the role, and keeps the records.
    outside = not in_role and bool(
        engine.row(
            "SELECT 1 FROM role_record WHERE role = ? AND personID = ? LIMIT 1", (kind, person_id)
        )
    )
    schools = ", ".join(run.schools)
    return State(
        "in_scope",
        "works at one of the schools judged",
        not outside,
        f"limited to {schools} by --school",
        "works at none of the schools judged",
        (Mend("Judge all schools: leave --school out"),) if outside else (),
    )
