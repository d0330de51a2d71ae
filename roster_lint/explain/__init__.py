"""Explains one record: every criterion with what decided it, and what the API would return."""

from collections.abc import Mapping
from dataclasses import replace

from roster_lint.checks.unknown import Unknown, unknown_of
from roster_lint.errors import SourceError, UsageError
from roster_lint.explain.classes import explain_course, explain_section
from roster_lint.explain.explanation import KINDS, Explanation, Kind, Run
from roster_lint.explain.finding import find
from roster_lint.explain.people import explain_person
from roster_lint.explain.rulebook import Rulebook, rulebook
from roster_lint.prepare import Prepared
from roster_lint.report.data_faults import data_faults

__all__ = ["Explanation", "explain", "kind_of"]

_YEAR = "SELECT endYear, yearName, windowStart, windowEnd FROM judged_year"

_RECORDS: Mapping[Kind, str] = {
    "student": "SELECT enrollmentID, personID FROM enrollment_criteria",
    "teacher": "SELECT assignmentID, personID FROM assignment_criteria",
    "staff": "SELECT assignmentID, personID FROM assignment_criteria",
    "guardian": "SELECT personID1, personID2 FROM relationship_criteria",
    "relative": "SELECT personID1, personID2 FROM relationship_criteria",
    "section": "SELECT sectionID FROM section_criteria",
    "course": "SELECT courseID FROM course_criteria",
}
"""What must be known, or a record of the kind cannot be distinguished from none."""


def explain(prepared: Prepared, kind: Kind, who: str) -> Explanation:
    """Explains one person in one role, one section or one course.

    Args:
        prepared: the source with its model.
        kind: as what to explain it.
        who: a personID, student number or staff number; the ID or number of a section or course;
            where personal data may be shown, a name. ``id:`` or ``number:`` before it says which.

    Raises:
        UsageError: there is no such record, or there are several: their IDs are in the sentence.
        SourceError: the source does not have what says which records there are.
    """
    settings, loaded = prepared.settings, prepared.loaded
    unknown = unknown_of(prepared.engine, loaded, settings.oneroster)
    if unknown.of(_RECORDS[kind]):
        raise SourceError(f"Nothing can be explained: {' '.join(loaded.lacking)}")
    book = rulebook(prepared, _run(prepared, unknown), unknown)
    explained = _explained(book, kind, find(book, kind, who))
    faults = tuple(data_faults(prepared.engine, unknown=unknown))
    return replace(explained, notes=(*explained.notes, *faults))


def _explained(book: Rulebook, kind: Kind, key: int) -> Explanation:
    if kind == "section":
        return explain_section(book, key)
    return explain_course(book, key) if kind == "course" else explain_person(book, kind, key)


def kind_of(text: str) -> Kind:
    """The kind of that name in any case; raises UsageError naming all kinds."""
    for kind in KINDS:
        if text.strip().casefold() in (kind, f"{kind}s"):
            return kind
    raise UsageError(f"There is no kind '{text}' to explain: it is one of {', '.join(KINDS)}.")


def _run(prepared: Prepared, unknown: Unknown) -> Run:
    engine, settings = prepared.engine, prepared.settings
    assert settings.as_of is not None
    year = engine.row(_YEAR)
    end_year, name, *window = year or (None, None, None, None)
    start, end = (day.isoformat() if day else "none" for day in window)
    if unknown.of(_YEAR):
        start = end = "unknown"
    schools = engine.rows(
        "SELECT s.name FROM School s JOIN scope_school USING (schoolID) ORDER BY 1"
    )
    return Run(
        source_kind=prepared.source_kind,
        source_location=prepared.source_location,
        as_of=settings.as_of,
        end_year=end_year,
        year=str(name or "no school year"),
        window=(start, end),
        oneroster=settings.oneroster,
        oneroster_set=settings.oneroster_set,
        vendor=prepared.vendors.name,
        readings=settings.readings,
        schools=tuple(str(row[0]) for row in schools),
    )
