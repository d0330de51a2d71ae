"""The calendar and school of a record, what is missing of them, and which check says so."""

from typing import Literal

from roster_lint.explain.explanation import Run
from roster_lint.explain.rows import Row

CALENDAR = """
    coalesce(k.calendarName, 'no calendar') AS calendar,
    coalesce(sc.name, 'school ' || CAST(k.schoolID AS VARCHAR), 'no school') AS school,
    k.calendarID IS NOT NULL AS calendarThere,
    k.endYear AS calendarYear,
    coalesce(k.is_of_year, FALSE) AS calendarOfYear,
    coalesce(k.is_of_other_year, FALSE) AS calendarOfOtherYear,
    k.schoolID AS calendarSchoolID,
    sc.schoolID IS NOT NULL AS schoolThere
"""
"""Columns on the calendar ``k`` (any_calendar) and its school ``sc`` (School), both joined from
outside. The record's own ``calendarID`` stands beside them."""

Missing = Literal["DA003", "DA004", "ST002"]


def year_name(end_year: int | None) -> str:
    """A school year by its end year, such as 2026-27."""
    return "no school year" if end_year is None else f"{end_year - 1}-{end_year % 100:02d}"


def lost(whose: str, noun: str, key: object, *, is_there: bool) -> str | None:
    """What a record names no or in vain, such as ``it names no trial``; None where it is there."""
    if key is None:
        return f"{whose} names no {noun}"
    own = "" if whose == "it" else f"{whose}'s "
    return None if is_there else f"{own}{noun} {key} is not in the data"


def calendar_stated(row: Row, run: Run) -> str:
    """The calendar with its year and school, or what is missing of them."""
    if stated := lost("it", "calendar", row["calendarID"], is_there=row["calendarThere"]):
        return stated
    calendar = row["calendar"]
    if not row["calendarOfYear"]:
        year = row["calendarYear"]
        own = row.get("endYear")
        says = f", although the record says {year_name(own)}" if own == run.end_year else ""
        return f"{calendar} belongs to {year_name(year)}, not to {run.year}{says}"
    return f"{calendar}, {school_stated(row)}"


def school_stated(row: Row) -> str:
    """The school of a calendar, or that it is missing."""
    if row["calendarSchoolID"] is None:
        return "which names no school"
    return str(row["school"]) if row["schoolThere"] else f"{row['school']} is not in the data"


def calendar_missing(row: Row) -> Missing:
    """The check that says why a record has no calendar of the year."""
    if row["calendarID"] is None:
        return "DA003"
    if row["calendarOfOtherYear"]:
        return "ST002"
    blank = row["calendarYear"] is None or row["calendarSchoolID"] is None
    return "DA003" if row["calendarThere"] and blank else "DA004"
