"""The values that decided the criteria of a section or a course, and where to mend them."""

from roster_lint.explain.explanation import Mend, Run
from roster_lint.explain.reasons import marked_levels
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook

_MARKED = {"section": "CO008", "course": "CO004"}
"""The check that finds External LMS Exclude on the record itself, by level; EX001 above."""


def year_name(end_year: int | None) -> str:
    """A school year by its end year, such as 2026-27."""
    return "no school year" if end_year is None else f"{end_year - 1}-{end_year % 100:02d}"


def trial(found: Row, run: Run) -> str:
    """Whether a section is in the schedule in use, and if not, where else it is."""
    where = f"trial {found['trial']} of {found['calendar']}"
    if found["judged"] and found["in_active_trial"]:
        return f"{where} is active"
    if found["judged"]:
        return f"{where} is not active, nor is any other of its schedule structure"
    if not found["placedInCalendar"]:
        return f"trial {found['trial']} belongs to no calendar"
    if found["endYear"] != run.end_year:
        return f"{found['calendar']} belongs to {year_name(found['endYear'])}, not to {run.year}"
    if not found["calendarJudged"]:
        return f"{found['calendar']} is left out by --school"
    if not found["trialActive"]:
        return f"{where} is not active, and another one is"
    return f"its course belongs to another calendar than its {where}"


def activity(found: Row) -> str:
    """Whether course and section are marked Active."""
    course = f"the course is {'active' if found['courseActive'] else 'not active'}"
    if "sectionID" not in found:
        return course
    marked = found["sectionActive"]
    section = "has no such mark" if marked is None else "is active" if marked else "is not active"
    return f"{course}, the section {section}"


def section_mends(book: Rulebook, found: Row, run: Run, name: str) -> list[Mend] | None:
    """Where to mend a criterion that a section fails; None for where its one check says."""
    if name == "not_excluded":
        return _marked(book, found)
    if name == "is_active":
        # The section's own mark is None where the source keeps no such marks.
        own = ["CO002"] if found["sectionActive"] is False else []
        return [book.mend(code) for code in (own if found["courseActive"] else ["CO001", *own])]
    if name == "in_active_trial" and not found["judged"]:
        in_year = found["endYear"] == run.end_year and found["calendarJudged"]
        return [book.mend("SC003")] if in_year and not found["trialActive"] else []
    return None


def course_mends(book: Rulebook, found: Row, name: str) -> list[Mend] | None:
    """Where to mend a criterion that a course fails; None for where its one check says."""
    return _marked(book, found) if name == "not_excluded" else None


def _marked(book: Rulebook, found: Row) -> list[Mend]:
    codes = [_MARKED.get(level, "EX001") for level, _name in marked_levels(found)]
    return [book.mend(code) for code in dict.fromkeys(codes)]
