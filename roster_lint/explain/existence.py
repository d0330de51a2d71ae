"""Whether a person has any record at all that a role could come from, in the year judged."""

from collections.abc import Iterator, Mapping, Sequence

from roster_lint.explain.explanation import EMPLOYED, Kind, Record, Remedy, State
from roster_lint.explain.rulebook import Rulebook, as_known
from roster_lint.report.formats.text.wording import counted

_OTHER_ENROLLMENT = """
SELECT
    e.enrollmentID,
    c.endYear,
    coalesce(c.name, 'calendar ' || CAST(e.calendarID AS VARCHAR)) AS calendar
FROM Enrollment e
LEFT JOIN Calendar c ON c.calendarID = e.calendarID
WHERE e.personID = ?
ORDER BY c.endYear DESC NULLS LAST, e.enrollmentID DESC
LIMIT 1
"""

_IN_ROLE = "SELECT 1 AS one FROM role_record WHERE role = ? AND personID = ? LIMIT 1"

_ASSIGNED = (
    "has_assignment",
    "has a district assignment",
    "no district assignment",
    "Census > People > District Assignments: add an assignment",
)
_RELATED = (
    "has_relationship",
    "is related to a student of the school year",
    "related to no student of the school year",
    "Census > People > Relationships: add the relationship to the student",
)
_CONDITIONS: Mapping[Kind, tuple[str, str, str, str]] = {
    "student": (
        "has_enrollment",
        "is enrolled in the school year",
        "no enrollment in the school year",
        "Student Information > General > Enrollments: enroll the student in a calendar of the year",
    ),
    "teacher": _ASSIGNED,
    "staff": _ASSIGNED,
    "guardian": _RELATED,
    "relative": _RELATED,
}
"""By role, the name, the title, what is said where it fails, and where to fix it."""


def existence(
    book: Rulebook, kind: Kind, person_id: int, found: Sequence[Record], *, in_role: bool
) -> Iterator[State]:
    """The conditions of a person that come before those of any record ``found`` for the role.

    ``in_role`` says whether the model counts the person in the role, in the schools judged.
    """
    name, title, fails, fix = _CONDITIONS[kind]
    if kind == "student":
        because = _enrollments(book, person_id, len(found))
    elif kind in EMPLOYED:
        because = counted(len(found), "district assignment") if found else "none in any year"
    else:
        students = {record.key["personID1"] for record in found}
        because = counted(len(students), "student") if found else "none of the school year"
    remedy = book.remedy("TE001") if kind == "teacher" else Remedy(fix)
    yield State(name, title, bool(found), because, fails, () if found else (remedy,))
    if kind in EMPLOYED and book.run.schools:
        yield _in_scope(book, kind, person_id, in_role=in_role)


def _enrollments(book: Rulebook, person_id: int, number: int) -> str:
    if number:
        return f"{counted(number, 'enrollment')} in {book.run.year}"
    latest = book.row(_OTHER_ENROLLMENT, person_id)
    if latest is None:
        return "none in any year"
    left_out = ", which --school leaves out" if latest["endYear"] == book.run.end_year else ""
    return (
        f"none in {book.run.year}; the latest is {latest['enrollmentID']} in {latest['calendar']}"
        f"{left_out}"
    )


def _in_scope(book: Rulebook, kind: Kind, person_id: int, *, in_role: bool) -> State:
    """Whether a member of staff works at a school that the connection is scoped to."""
    # The model drops anyone who works elsewhere from the role, and keeps the records.
    outside = not in_role and book.row(_IN_ROLE, kind, person_id) is not None
    state = State(
        "in_scope",
        "works at one of the schools judged",
        not outside,
        f"limited to {', '.join(book.run.schools)} by --school",
        "works at none of the schools judged",
        (Remedy("Judge all schools: leave --school out"),) if outside else (),
    )
    people = f"SELECT personID FROM person_criteria WHERE role = '{kind}'"
    return as_known(state, book.unknown.of(people))
