"""The list of the records that will not sync: a row each, with every criterion that it fails.

What becomes of each stands in ``person_outcome``, ``section_outcome`` and ``roster_outcome``, whose
rows the funnel counts. Which criteria fail is read from the criteria tables, as far as a run asks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roster_lint.checks.unknown import Unknown, listed
from roster_lint.engine.base import Engine, Row
from roster_lint.model.build import ACCOUNT, ENTITIES, Criterion, campus_model
from roster_lint.vocabulary import Family

Way = Literal["held_back", "to_be_deleted", "left_out", "not_used"]

OF_A_BUNDLE = "a OneRoster bundle or API is what is sent, so nothing in it is missing"
NOT_ALL_CHECKS = "it takes all checks to say what holds a record back: leave out select and ignore"


@dataclass(frozen=True)
class MissingRecord:
    """One person of a population, one class or one roster record that will not sync.

    Attributes:
        population: student, teacher, staff, guardian, relative, section or roster.
        way: what becomes of it; the first of the four that applies.
        person_id: the person; of a roster record, the student.
        student_number: that person's student number.
        staff_number: that person's staff number.
        person_name: that person's current name.
        section_id: the class; of a roster record, the one that it belongs to.
        section: that class's course and section numbers.
        roster_id: the roster record.
        school_id: where it is counted.
        school: that school's name.
        failures: every criterion that it fails, in words, in the article's order.
        codes: the checks that name it, or name what it follows from.
        fix: what the first of these checks says to do.
    """

    population: str
    way: Way
    person_id: int | None
    student_number: str | None
    staff_number: str | None
    person_name: str | None
    section_id: int | None
    section: str | None
    roster_id: int | None
    school_id: int | None
    school: str | None
    failures: tuple[str, ...]
    codes: tuple[str, ...]
    fix: str | None


def why_not_listed(family: Family, unknown: Unknown, selected: int, all_checks: int) -> str | None:
    """Why it cannot be said what becomes of each record; None where it can.

    Args:
        family: what the source's tables are.
        unknown: what the source does not have.
        selected: how many checks were selected.
        all_checks: how many there are for such a source.
    """
    if family == "bundle":
        return OF_A_BUNDLE
    if unknown.missing:
        return f"what becomes of each record is unknown, since {_lost(unknown)}"
    return NOT_ALL_CHECKS if selected < all_checks else None


def _lost(unknown: Unknown) -> str:
    unread = sorted(unknown.missing & unknown.unread)
    absent = sorted(unknown.missing - unknown.unread)
    parts = [f"the source does not have {listed(absent)}"] if absent else []
    parts += [f"{listed(unread)} could not be read"] if unread else []
    return " and ".join(parts)


@dataclass(frozen=True)
class MissingList:
    """Reads the list from the engine, in a fixed order.

    Attributes:
        engine: holds the Campus model and what becomes of its records.
        criteria: of the run, role by role, in the article's order.
        fixes: what each check says to do, by its code.
    """

    engine: Engine
    criteria: Sequence[Criterion]
    fixes: Mapping[str, str]

    def records(self, rosters: bool) -> Iterator[MissingRecord]:
        """The records by population, school, what becomes of them, and ID.

        Args:
            rosters: those of the rosters, too.
        """
        for population in (*ENTITIES, *(("roster",) if rosters else ())):
            criteria = _criteria_of(population, self.criteria)
            words = {criterion.name: criterion.fails for criterion in criteria}
            for batch in self.engine.stream(_sql(population, criteria)):
                for row in batch:
                    yield self._record(population, row, words)

    def _record(self, population: str, row: Row, words: Mapping[str, str]) -> MissingRecord:
        way, person, section_id, section, roster, school, failed, codes, *names = row
        named = tuple(dict.fromkeys((codes or "").split()))
        return MissingRecord(
            population=population,
            way=way,
            person_id=person,
            student_number=names[0],
            staff_number=names[1],
            person_name=names[2],
            section_id=section_id,
            section=section,
            roster_id=roster,
            school_id=school,
            school=names[3],
            failures=tuple(words[name] for name in failed.split()),
            codes=named,
            fix=self.fixes.get(named[0]) if named else None,
        )


_LISTED = """
SELECT
    o.outcome,
    o.personID,
    o.sectionID,
    o.sectionName,
    o.rosterID,
    o.schoolID,
    o.failed,
    o.codes,
    number.studentNumber,
    number.staffNumber,
    called.name,
    school.name
FROM ({rows}) o
LEFT JOIN person_number number ON number.personID = o.personID
LEFT JOIN person_name called ON called.personID = o.personID
LEFT JOIN school_name school ON school.schoolID = o.schoolID
ORDER BY
    o.schoolID NULLS LAST,
    CASE o.outcome
        WHEN 'held_back' THEN 0
        WHEN 'to_be_deleted' THEN 1
        WHEN 'left_out' THEN 2
        ELSE 3
    END,
    o.rosterID,
    o.sectionID,
    o.personID
"""

# The nearest record is the one by which the funnel counts a person. If a relationship is there
# twice and equally near, the one that fails least is listed.
_PEOPLE = """
SELECT
    o.outcome,
    o.personID,
    NULL AS sectionID,
    NULL AS sectionName,
    NULL AS rosterID,
    o.schoolID,
    o.codes,
    concat_ws(' ', {failed}) AS failed
FROM person_outcome o
LEFT JOIN person_criteria p ON p.role = o.population AND p.personID = o.personID
LEFT JOIN (
    SELECT
        c.*,
        row_number() OVER (PARTITION BY n.personID ORDER BY n.nearness DESC, {fewest}) AS place
    FROM person_outcome x
    JOIN near_record n ON n.role = x.population AND n.personID = x.personID
    JOIN ({records}) c
        ON c.personID = n.personID
        AND c.recordID IS NOT DISTINCT FROM n.recordID
        AND CASE {first} END IS NOT DISTINCT FROM n.failed
    WHERE x.population = '{population}'
) c ON c.personID = o.personID AND c.place = 1
WHERE o.population = '{population}'
"""

_RECORDS = {
    "student": "SELECT *, enrollmentID AS recordID FROM enrollment_criteria",
    "teacher": "SELECT *, assignmentID AS recordID FROM assignment_criteria",
    "staff": "SELECT *, assignmentID AS recordID FROM assignment_criteria",
    "guardian": "SELECT *, personID2 AS personID, personID1 AS recordID"
    " FROM relationship_criteria WHERE counts_as_guardian",
    "relative": "SELECT *, personID2 AS personID, personID1 AS recordID FROM relative_criteria",
}
"""By population, the records one of which must meet all criteria, by person and record ID."""

_SECTIONS = """
SELECT
    o.outcome,
    NULL AS personID,
    o.sectionID,
    o.sectionName,
    NULL AS rosterID,
    o.schoolID,
    o.codes,
    concat_ws(' ', {failed}) AS failed
FROM section_outcome o
LEFT JOIN section_criteria c ON c.sectionID = o.sectionID
"""

_ROSTERS = """
SELECT
    o.outcome,
    o.personID,
    o.sectionID,
    s.sectionName,
    o.rosterID,
    o.schoolID,
    o.codes,
    concat_ws(' ', {failed}) AS failed
FROM roster_outcome o
LEFT JOIN roster_criteria c ON c.rosterID = o.rosterID
LEFT JOIN section_criteria s ON s.sectionID = o.sectionID
LEFT JOIN person_criteria p ON p.role = 'student' AND p.personID = o.personID
"""


def _criteria_of(population: str, in_force: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria of a population; of a roster record, those of the student's account, too."""
    if population != "roster":
        return tuple(one for one in in_force if one.role == population)
    own = (one for file in campus_model() for one in file.criteria if one.role == "roster")
    account = (one for one in in_force if one.role == "student" and one.name in ACCOUNT)
    return (*own, *account)


def _sql(population: str, criteria: Sequence[Criterion]) -> str:
    """The SELECT of a population's rows: the names in it are the model's own columns."""
    of_record = [one.name for one in criteria if one.name not in ACCOUNT]
    failed = (
        # What the funnel counts it by always stands there, though no record may hold it.
        f"CASE WHEN o.failed = '{one.name}' OR NOT coalesce({_table(one)}.{one.name}, TRUE)"
        f" THEN '{one.name}' END"
        for one in criteria
    )
    rows = {"section": _SECTIONS, "roster": _ROSTERS}.get(population, _PEOPLE)
    return _LISTED.format(
        rows=rows.format(
            population=population,
            failed=", ".join(failed),
            records=_RECORDS.get(population),
            first=" ".join(f"WHEN NOT c.{name} THEN '{name}'" for name in of_record),
            fewest=", ".join(f"c.{name} DESC" for name in of_record),
        )
    )


def _table(criterion: Criterion) -> str:
    return "p" if criterion.name in ACCOUNT else "c"
