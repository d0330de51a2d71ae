"""The values that decided the criteria of a section or a course, in a few words."""

from roster_lint.explain.explanation import Run
from roster_lint.explain.reasons import lost, year_name
from roster_lint.explain.rulebook import Row


def its_trial(found: Row, run: Run) -> str:
    """Whether a section is in the schedule in use, and if not, where else it is."""
    where = f"trial {found['trial']} of {found['trialCalendar'] or 'no calendar'}"
    if not (found["judged"] or found["draft"]):
        return _elsewhere(found, run)
    if stated := lost("it", "trial", found["trialID"], is_there=found["has_trial"]):
        return stated
    if found["trial_active"]:
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
    if run.end_year is None:
        return "there is no school year to belong to"
    if found["calendarYear"] != run.end_year:
        year = year_name(found["calendarYear"])
        return f"{found['calendar']} belongs to {year}, not to {run.year}"
    return f"{found['calendar']} is left out by --school"


def its_calendars(found: Row, run: Run) -> str:
    """The calendars of a section's course and of its trial."""
    if found["in_one_calendar"]:
        return f"both belong to {found['calendar']}"
    if found["courseCalendarID"] is not None and found["trialCalendar"] is not None:
        years = sorted({found["courseYear"], found["trialYear"]} - {None, run.end_year})
        if found["courseCalendarID"] == found["trialCalendarID"]:
            year = year_name(years[0] if years else None)
            return f"both belong to {found['trialCalendar']}, of {year}, not of {run.year}"
    return f"{_course_calendar(found)}, {_trial_calendar(found)}"


def _course_calendar(found: Row) -> str:
    calendar = found["courseCalendar"]
    return (
        lost("it", "course", found["courseID"], is_there=found["has_course"])
        or lost("the course", "calendar", found["courseCalendarID"], is_there=calendar is not None)
        or f"the course belongs to {calendar} of {year_name(found['courseYear'])}"
    )


def _trial_calendar(found: Row) -> str:
    structure, calendar = found["structureID"], found["trialCalendar"]
    stated = lost("it", "trial", found["trialID"], is_there=found["has_trial"]) or lost(
        "the trial", "schedule structure", structure, is_there=found["structureThere"]
    )
    if stated is None and found["trialCalendarID"] is None:
        return "the trial's schedule structure names no calendar"
    return (
        stated
        or lost("the trial", "calendar", found["trialCalendarID"], is_there=calendar is not None)
        or f"the trial to {calendar} of {year_name(found['trialYear'])}"
    )


def its_terms(found: Row, _run: Run) -> str:
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


def active_marks(found: Row, _run: Run) -> str:
    """Whether course and section are marked Active."""
    course = f"the course is {'active' if found['courseActive'] else 'not active'}"
    if "sectionID" not in found:
        return course
    if not found["has_course"]:
        course = "the course is not in the data"
    marked = found["sectionActive"]
    section = "has no such mark" if marked is None else "is active" if marked else "is not active"
    return f"{course}, the section {section}"
