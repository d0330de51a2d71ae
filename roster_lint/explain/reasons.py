"""The values that decided a criterion, in a few words, from the row that was judged."""

from roster_lint.explain.explanation import Run
from roster_lint.explain.rulebook import Row
from roster_lint.report.formats.text.wording import counted

CALENDAR = """
    coalesce(k.calendarName, 'no calendar') AS calendar,
    coalesce(sc.name, 'school ' || CAST(k.schoolID AS VARCHAR), 'no school') AS school,
    k.calendarID IS NOT NULL AS calendarThere,
    k.endYear AS calendarYear,
    coalesce(k.is_of_year, FALSE) AS calendarOfYear,
    k.schoolID AS calendarSchoolID,
    sc.schoolID IS NOT NULL AS schoolThere
"""
"""Columns on the calendar ``k`` (any_calendar) and its school ``sc`` (School), both joined from
outside. The record's own ``calendarID`` stands beside them."""

STAFF_ROLES = (
    "specialEd", "program", "behavior", "health", "responseApprover", "rti", "advisor",
    "supervisor", "counselor", "foodservice", "approver", "framProcessor",
)  # fmt: skip
"""The roles other than Teacher that a district assignment can be marked with."""

_LEVELS = {
    "enrollment": "the enrollment",
    "gradeLevel": "grade level {grade}",
    "structure": "schedule structure {structure}",
    "section": "the section",
    "course": "course {course}",
    "courseMaster": "course master {courseMaster}",
    "calendar": "calendar {calendar}",
    "school": "school {school}",
}
"""What can be marked External LMS Exclude, from below. The row has a column such as
``school_marked`` for each level that there is above the record."""

_STAFF_TYPES = {"P": "P, Primary Teacher", "T": "T, Teacher"}


def year_name(end_year: int | None) -> str:
    """A school year by its end year, such as 2026-27."""
    return "no school year" if end_year is None else f"{end_year - 1}-{end_year % 100:02d}"


def lost(whose: str, noun: str, key: object, *, is_there: bool) -> str | None:
    """What a record names no or in vain, such as ``it names no trial``; None where it is there."""
    if key is None:
        return f"{whose} names no {noun}"
    own = "" if whose == "it" else f"{whose}'s "
    return None if is_there else f"{own}{noun} {key} is not in the data"


def its_calendar(row: Row, run: Run) -> str:
    """The calendar with its year and school, or what is missing of them."""
    if stated := lost("it", "calendar", row["calendarID"], is_there=row["calendarThere"]):
        return stated
    if not row["calendarOfYear"]:
        own = row.get("endYear")
        says = f", although the record says {year_name(own)}" if own == run.end_year else ""
        other = year_name(row["calendarYear"])
        return f"{row['calendar']} belongs to {other}, not to {run.year}{says}"
    return f"{row['calendar']}, {_school(row)}"


def its_school(row: Row, _run: Run) -> str:
    """The school of a record's calendar, or why there is none."""
    return _school(row) if row["calendarThere"] else "without a calendar there is none"


def _school(row: Row) -> str:
    if row["calendarSchoolID"] is None:
        return "which names no school"
    return str(row["school"]) if row["schoolThere"] else f"{row['school']} is not in the data"


def dates(row: Row, _run: Run) -> str:
    """A record's dates: ``2026-08-12 to 2027-06-04``, with ``open`` for a blank one."""
    start, end = row["startDate"], row["endDate"]
    return "no dates" if start is None and end is None else f"{start or 'open'} to {end or 'open'}"


def year(_row: Row, run: Run) -> str:
    """The school year's name."""
    return run.year


def school_year(_row: Row, run: Run) -> str:
    """The school year's dates, and how a record's must lie to them where that is strict."""
    start, end = run.window
    rule = ", inside which they must lie" if run.readings["window_rule"] == "contain" else ""
    wrong = ", which is reversed" if start > end else ""
    return f"{start} to {end}{wrong}{rule}"


def ending(row: Row, run: Run) -> str:
    """When a record ends, beside the as-of date."""
    end = row["endDate"]
    if end is None:
        return "no end date"
    last = row.get("calendarEnd")
    if end == last:
        return f"ends on {end}, the calendar's last day"
    today = run.as_of.isoformat()
    if end == today:
        return f"ends on {end}, the as-of date (end_date_today: {run.readings['end_date_today']})"
    missed = f"; the calendar ends on {last}" if end < today and last else ""
    return f"{'ended' if end < today else 'ends'} on {end}, as of {today}{missed}"


def dates_today(row: Row, run: Run) -> str:
    """A relationship's dates beside the as-of date."""
    today = run.as_of.isoformat()
    if row["startDate"] is not None and row["startDate"] > today:
        return f"begins on {row['startDate']}, as of {today}"
    return ending(row, run) if row["endDate"] is not None else dates(row, run)


def marks(row: Row, _run: Run) -> str:
    """Where External LMS Exclude is marked: on the record, or above it."""
    marked = [text.format_map(row) for level, text in _LEVELS.items() if row.get(f"{level}_marked")]
    return f"marked on {' and '.join(marked)}" if marked else "not marked, nor is anything above it"


def roles(row: Row, _run: Run) -> str:
    """The roles that an assignment is marked with."""
    marked = [name for name in ("teacher", *STAFF_ROLES) if row[name]]
    return f"marked {', '.join(marked)}" if marked else "no role is marked"


def staff_type(row: Row, _run: Run) -> str:
    """What a Section Staff History record is marked as."""
    code = row["staffType"]
    return _STAFF_TYPES.get(code, f"{code}, section staff") if code else "the type is blank"


def its_accounts(row: Row, _run: Run) -> str:
    """How many accounts a person has, and how many of them can be sent."""
    if not row["accounts"]:
        return "no account"
    return f"{counted(row['accounts'], 'account')}, {row['named']} with a username"
