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

    def key_and_facts(self, row: Row) -> tuple[Mapping[str, int], Facts]:
        """The key of a row, and its values."""
        key, facts = ({name: row[name] for name in names} for names in (self.keys, self.values))
        return key, facts


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
    key, facts = SHAPES[entity].key_and_facts(row)
    return Record(entity, key, label, facts, tuple(criteria), served=served)
