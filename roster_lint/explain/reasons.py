"""The values that decided a criterion, in a few words, from the row that was judged."""

from collections.abc import Callable, Mapping

from roster_lint.explain.calendars import calendar_told
from roster_lint.explain.explanation import Run
from roster_lint.explain.rows import Row

Reason = Callable[[Row, Run], str]

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


def meets_year(row: Row, run: Run) -> str:
    """A record's dates beside the school year's."""
    start, end = run.window
    rule = ", inside which they must lie" if run.readings["window_rule"] == "contain" else ""
    wrong = ", which is reversed" if start > end else ""
    return f"{span(row)}; the school year is {start} to {end}{wrong}{rule}"


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


def marks(row: Row, _run: Run) -> str:
    """Where External LMS Exclude is marked: on the record, or above it."""
    names = [called for _level, called in marked_levels(row)]
    return f"marked on {' and '.join(names)}" if names else "not marked, nor is anything above it"


def own_mark(row: Row, _run: Run) -> str:
    """Whether External LMS Exclude is marked, on a record with nothing above it."""
    return "it is not marked" if row["not_excluded"] else "it is marked"


def _no_show(row: Row, _run: Run) -> str:
    return "it is not marked" if row["not_no_show"] else "it is marked"


def roles(row: Row, _run: Run) -> str:
    """The roles that an assignment is marked with."""
    marked = [name for name in ("teacher", *STAFF_ROLES) if row[name]]
    return f"marked {', '.join(marked)}" if marked else "no role is marked"


def _calendar(row: Row, run: Run) -> str:
    has = "has a" if row["school_has_calendar"] else "has no"
    return f"{row['school']} {has} calendar in {run.year}"


def _portal(row: Row, _run: Run) -> str:
    return "it is marked" if row["has_portal"] else "it is not marked"


def active(row: Row, run: Run) -> str:
    """A relationship's dates beside the as-of date."""
    today = run.as_of.isoformat()
    if row["startDate"] is not None and row["startDate"] > today:
        return f"begins on {row['startDate']}, as of {today}"
    return ends(row, run) if row["endDate"] is not None else span(row)


def _staff_type(row: Row, _run: Run) -> str:
    code = row["staffType"]
    return _STAFF_TYPES.get(code, f"{code}, section staff") if code else "the type is blank"


REASONS: Mapping[str, Mapping[str, Reason]] = {
    "student": {
        "has_calendar": calendar_told,
        "in_school_year": meets_year,
        "not_ended": ends,
        "not_no_show": _no_show,
        "not_excluded": marks,
    },
    "teacher": {
        "in_school_year": meets_year,
        "not_ended": ends,
        "has_teacher_role": roles,
        "not_excluded": own_mark,
    },
    "staff": {
        "has_staff_role": roles,
        "not_ended": ends,
        "school_has_calendar": _calendar,
        "in_school_year": meets_year,
        "not_excluded": own_mark,
    },
    "relationship": {"has_portal": _portal, "is_active": active},
    "staff_history": {
        "in_school_year": meets_year,
        "not_ended": ends,
        "is_teacher_row": _staff_type,
    },
}
"""By kind of record and criterion."""
