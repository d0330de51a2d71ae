"""Explains one record: every criterion with what decided it, and what the API would return."""

from roster_lint.errors import SourceError, UsageError
from roster_lint.explain.classes import explain_course, explain_section
from roster_lint.explain.explanation import KINDS, Explanation, Kind, Run
from roster_lint.explain.finding_classes import find_course, find_section
from roster_lint.explain.finding_people import find_person
from roster_lint.explain.people import explain_person
from roster_lint.explain.rulebook import rulebook
from roster_lint.preparing import Prepared

__all__ = ["Explanation", "explain", "kind_of"]


def explain(prepared: Prepared, kind: Kind, who: str) -> Explanation:
    """Explains one person in one role, one section or one course.

    Args:
        prepared: the source with its model.
        kind: as what to explain it.
        who: a personID, student number or staff number; the ID or number of a section or course;
            where personal data may be shown, a name. ``id:`` or ``number:`` before it says which.

    Raises:
        UsageError: there is no such record, or there are several: their IDs are in the sentence.
        SourceError: the source lacks what the rules need, so nothing can be told.
    """
    if prepared.loaded.lacking:
        raise SourceError(f"Nothing can be explained: {' '.join(prepared.loaded.lacking)}")
    book, run = rulebook(prepared.settings), _run(prepared)
    if kind == "section":
        return explain_section(prepared, book, run, find_section(prepared.engine, who))
    if kind == "course":
        return explain_course(prepared, book, run, find_course(prepared.engine, who))
    return explain_person(prepared, book, run, kind, find_person(prepared, kind, who))


def kind_of(text: str) -> Kind:
    """The kind of that name in any case; raises UsageError naming all kinds."""
    for kind in KINDS:
        if text.strip().casefold() in (kind, f"{kind}s"):
            return kind
    raise UsageError(f"There is no kind '{text}' to explain: it is one of {', '.join(KINDS)}.")


def _run(prepared: Prepared) -> Run:
    engine, settings = prepared.engine, prepared.settings
    assert settings.as_of is not None
    year = engine.row("SELECT endYear, yearName, windowStart, windowEnd FROM judged_year")
    end_year, name, *window = year or (None, None, None, None)
    start, end = (day.isoformat() if day else "none" for day in window)
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
