"""The values that decided the criteria of a section or a course, and where to fix them."""

from collections.abc import Iterable, Mapping

from roster_lint.explain.calendars import calendar_missing, lost, year_name
from roster_lint.explain.explanation import Remedy, Run
from roster_lint.explain.reasons import marked_levels
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook

_MARKED = {"section": "CO008", "course": "CO004"}
"""The check that finds External LMS Exclude on the record itself, by level; EX001 above."""


def trial(found: Row, run: Run) -> str:
    """Whether a section is in the schedule in use, and if not, where else it is."""
    where = f"trial {found['trial']} of {found['trialCalendar'] or 'no calendar'}"
    if not (found["judged"] or found["draft"]):
        return _elsewhere(found, run)
    if stated := lost("it", "trial", found["trialID"], is_there=found["trialThere"]):
        return stated
    if found["trialActive"]:
        return f"{where} is active"
    if found["draft"]:
        return f"{where} is not active, and another one is"
    if found["cause"] == "RO005":
        return f"{where} is not active; open roster records of the section belong to one that is"
    return f"{where} is not active, nor is any other of its schedule structure"


def _elsewhere(found: Row, run: Run) -> str:
    """Of a section that is not of the year, why."""
    if not found["calendarThere"]:
        return "it belongs to no calendar"
    calendar, year = found["calendar"], found["calendarYear"]
    if run.end_year is None:
        return "there is no school year to belong to"
    if year != run.end_year:
        return f"{calendar} belongs to {year_name(year)}, not to {run.year}"
    return f"{calendar} is left out by --school"


def one_calendar(found: Row, run: Run) -> str:
    """The calendars of a section's course and of its trial."""
    course, of_trial = _course_calendar(found), _trial_calendar(found)
    if found["in_one_calendar"]:
        return f"both belong to {found['calendar']}"
    if found["courseCalendarID"] is not None and found["trialCalendar"] is not None:
        years = sorted({found["courseYear"], found["trialYear"]} - {None, run.end_year})
        if found["courseCalendarID"] == found["trialCalendarID"]:
            year = year_name(years[0] if years else None)
            return f"both belong to {found['trialCalendar']}, of {year}, not of {run.year}"
    return f"{course}, {of_trial}"


def _course_calendar(found: Row) -> str:
    calendar = found["courseCalendar"]
    return (
        lost("it", "course", found["courseID"], is_there=found["courseThere"])
        or lost("the course", "calendar", found["courseCalendarID"], is_there=calendar is not None)
        or f"the course belongs to {calendar} of {year_name(found['courseYear'])}"
    )


def _trial_calendar(found: Row) -> str:
    structure, calendar = found["structureID"], found["trialCalendar"]
    stated = lost("it", "trial", found["trialID"], is_there=found["trialThere"]) or lost(
        "the trial", "schedule structure", structure, is_there=found["structureThere"]
    )
    if stated is None and found["trialCalendarID"] is None:
        return "the trial's schedule structure names no calendar"
    return (
        stated
        or lost("the trial", "calendar", found["trialCalendarID"], is_there=calendar is not None)
        or f"the trial to {calendar} of {year_name(found['trialYear'])}"
    )


def placement(found: Row) -> str:
    """The terms in which a section is placed, and those that do not count."""
    own, foreign, gone = (
        ", ".join(found[name] or ()) for name in ("terms", "foreignTerms", "lostTerms")
    )
    stated = [own] if own else []
    if foreign:
        stated.append(f"{foreign} of another schedule structure or school year")
    if gone and found["structureThere"]:
        stated.append(f"term {gone}, or its schedule, is not in the data")
    elif gone:
        stated.append(f"term {gone}, and nothing says whether it is the section's own")
    if found["blankTerms"]:
        stated.append("a placement names no term")
    return "; ".join(stated) or "no term and period"


def activity(found: Row) -> str:
    """Whether course and section are marked Active."""
    course = f"the course is {'active' if found['courseActive'] else 'not active'}"
    if "sectionID" not in found:
        return course
    if not found["courseThere"]:
        course = "the course is not in the data"
    marked = found["sectionActive"]
    section = "has no such mark" if marked is None else "is active" if marked else "is not active"
    return f"{course}, the section {section}"


def section_remedies(book: Rulebook, found: Row) -> Mapping[str, list[Remedy]]:
    """Where to fix each criterion that a section fails.

    The check that names the section's cause is named at the first criterion that fails; what fails
    besides is shown with the place alone.
    """
    if not (found["judged"] or found["draft"]):
        return {"in_active_trial": []}
    failed = [name for name in book.names("section") if not found[name]]
    remedies = {name: _places(book, _section_codes(book, found, name), None) for name in failed[1:]}
    if failed:
        codes = _section_codes(book, found, failed[0])
        # Of drafts there is no cause: they are as they should be.
        remedies[failed[0]] = _places(book, codes, found["cause"])
    if found["draft"]:
        remedies["in_active_trial"] = [
            book.remedy("SC003") if found["waits"] else book.place("SC003")
        ]
    return remedies


def _section_codes(book: Rulebook, found: Row, name: str) -> Iterable[str]:
    """The checks whose fix belongs to a criterion that a section fails."""
    if name == "not_excluded":
        return _marked_codes(found)
    if name == "is_active":
        # The section's own mark is None where the source keeps no such marks.
        own = ["CO002"] if found["sectionActive"] is False else []
        return own if found["courseActive"] or not found["courseThere"] else ["CO001", *own]
    return filter(None, [book.criteria["section"][name].check])


def course_remedies(book: Rulebook, found: Row) -> Mapping[str, list[Remedy]]:
    """Where to fix what a course fails, where its one check does not say it."""
    return {
        "has_calendar": [book.remedy(calendar_missing(found))],
        "not_excluded": [book.remedy(code) for code in _marked_codes(found)],
    }


def _places(book: Rulebook, codes: Iterable[str], cause: str | None) -> list[Remedy]:
    """The cause first, where there is one; a criterion with one place to fix has no other."""
    codes = list(codes)
    if cause is not None and cause not in codes:
        codes = [cause]
    return [book.remedy(code) if code == cause else book.place(code) for code in codes]


def _marked_codes(found: Row) -> list[str]:
    codes = [_MARKED.get(level, "EX001") for level, _name in marked_levels(found)]
    return list(dict.fromkeys(codes))
