"""The values that decided a criterion, in a few words, from the row that was judged."""

from roster_lint.explain.explanation import Run
from roster_lint.explain.rows import Row

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
"""What can be marked External LMS Exclude, from below."""

_STAFF_TYPES = {"P": "P, Primary Teacher", "T": "T, Teacher"}


def span(row: Row) -> str:
    """A record's dates: ``2026-08-12 to 2027-06-04``, with ``open`` for a blank one."""
    start, end = row["startDate"], row["endDate"]
    return "no dates" if start is None and end is None else f"{start or 'open'} to {end or 'open'}"


def school_year(run: Run) -> str:
    """The school year's dates, and how a record's must lie to them where that is strict."""
    start, end = run.window
    rule = ", inside which they must lie" if run.readings["window_rule"] == "contain" else ""
    wrong = ", which is reversed" if start > end else ""
    return f"{start} to {end}{wrong}{rule}"


def ends(row: Row, run: Run) -> str:
    """When a record ends, beside the as-of date."""
    end = row["endDate"]
    if end is None:
        return "no end date"
    if end == row.get("calendarEnd"):
        return f"ends on {end}, the calendar's last day"
    today = run.as_of.isoformat()
    if end == today:
        return f"ends on {end}, the as-of date (end_date_today: {run.readings['end_date_today']})"
    last = row.get("calendarEnd")
    missed = f"; the calendar ends on {last}" if end < today and last else ""
    return f"{'ended' if end < today else 'ends'} on {end}, as of {today}{missed}"


def marked_levels(row: Row) -> list[tuple[str, str]]:
    """Where External LMS Exclude is marked, from the record upwards: level, and what it is called.

    The row has a column such as ``school_marked`` for each level that there is above the record.
    """
    return [
        (level, called.format_map(row))
        for level, called in _LEVELS.items()
        if row.get(f"{level}_marked")
    ]


def marks(row: Row) -> str:
    """Where External LMS Exclude is marked: on the record, or above it."""
    names = [called for _level, called in marked_levels(row)]
    return f"marked on {' and '.join(names)}" if names else "not marked, nor is anything above it"


def roles(row: Row) -> str:
    """The roles that an assignment is marked with."""
    marked = [name for name in ("teacher", *STAFF_ROLES) if row[name]]
    return f"marked {', '.join(marked)}" if marked else "no role is marked"


def active(row: Row, run: Run) -> str:
    """A relationship's dates beside the as-of date."""
    today = run.as_of.isoformat()
    if row["startDate"] is not None and row["startDate"] > today:
        return f"begins on {row['startDate']}, as of {today}"
    return ends(row, run) if row["endDate"] is not None else span(row)


def staff_type(row: Row) -> str:
    """What a Section Staff History record is marked as."""
    code = row["staffType"]
    return _STAFF_TYPES.get(code, f"{code}, section staff") if code else "the type is blank"
