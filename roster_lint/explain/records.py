"""The kinds of records that are shown: where they stand in Campus, their keys and their values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from roster_lint.explain.explanation import Facts, Record, Served, State
from roster_lint.explain.reasons import STAFF_ROLES
from roster_lint.explain.rulebook import Row


@dataclass(frozen=True)
class Shape:
    """One kind of record: its table, and the columns of its key and of its values."""

    table: str
    keys: tuple[str, ...]
    values: tuple[str, ...]

    def key(self, row: Row) -> Mapping[str, int]:
        """The key of a row."""
        return {name: row[name] for name in self.keys}

    def facts(self, row: Row) -> Facts:
        """The values of a row."""
        return {name: row[name] for name in self.values}


SHAPES: Mapping[str, Shape] = {
    "enrollment": Shape("Enrollment", ("enrollmentID",), (
        "schoolID", "school", "calendarID", "calendar", "calendarEnd", "grade", "startDate",
        "endDate", "endYear", "serviceType", "noShow",
    )),
    "assignment": Shape("EmploymentAssignment", ("assignmentID",), (
        "schoolID", "school", "startDate", "endDate", "teacher", *STAFF_ROLES,
    )),
    "relationship": Shape("RelatedPair", ("personID1", "personID2"), (
        "startDate", "endDate", "is_guardian", "has_portal",
    )),
    "roster": Shape("Roster", ("rosterID",), (
        "sectionID", "startDate", "endDate", "effectiveStart", "effectiveEnd",
    )),
    "staff_history": Shape("SectionStaffHistory", ("historyID",), (
        "personID", "sectionID", "staffType", "assignmentID", "startDate", "endDate",
    )),
    "section": Shape("Section", ("sectionID",), (
        "sectionID", "number", "courseID", "courseNumber", "schoolID", "school", "calendarID",
        "calendar", "trialID", "trial", "termIDs",
    )),
    "course": Shape("Course", ("courseID",), (
        "courseID", "courseNumber", "title", "courseMasterID", "schoolID", "school", "calendarID",
        "calendar",
    )),
}  # fmt: skip


def record_of(
    entity: str, row: Row, label: str, criteria: Iterable[State], served: Served | None = None
) -> Record:
    """A record by its row, what to call it, its criteria and what the API would return of it."""
    shape = SHAPES[entity]
    return Record(entity, shape.key(row), label, shape.facts(row), tuple(criteria), served=served)
