"""Finds the section or the course that is meant by an ID or a number."""

from roster_lint.errors import UsageError
from roster_lint.explain.asking import LIMIT, Called, asked, nearest, refuse_several, refuse_unknown
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook

_CALENDAR = "coalesce(k.name, 'calendar ' || CAST(k.calendarID AS VARCHAR)) AS calendar"

# Known to the year come first: a number says which section only together with its calendar.
_SECTIONS = f"""
SELECT s.sectionID AS id, co.number || '-' || s.number AS number, {_CALENDAR},
    EXISTS (SELECT 1 FROM section_criteria c WHERE c.sectionID = s.sectionID) AS in_year
FROM Section s
LEFT JOIN Course co ON co.courseID = s.courseID
LEFT JOIN Calendar k ON k.calendarID = co.calendarID
"""

_COURSES = f"""
SELECT co.courseID AS id, co.number AS number, {_CALENDAR},
    EXISTS (SELECT 1 FROM course_criteria c WHERE c.courseID = co.courseID) AS in_year
FROM Course co
LEFT JOIN Calendar k ON k.calendarID = co.calendarID
"""


def find_section(book: Rulebook, who: str) -> int:
    """The ID of the one section with that ID, or with that number such as ``C4201-1``.

    Raises:
        UsageError: there is no such section, with the nearest; or there are several.
        SourceError: unknown, since the source does not have what decides it.
    """
    return _find(book, _SECTIONS, "section", who)


def find_course(book: Rulebook, who: str) -> int:
    """The ID of the one course with that ID or number.

    Raises:
        UsageError: there is no such course, with the nearest; or there are several.
        SourceError: unknown, since the source does not have what decides it.
    """
    return _find(book, _COURSES, "course", who)


def _find(book: Rulebook, sql: str, noun: str, who: str) -> int:
    how, text = asked(who)
    tests = {"id": "CAST(id AS VARCHAR) = ?", "number": "lower(number) = lower(?)"}
    wanted = [test for name, test in tests.items() if how in (None, name)]
    found = book.rows(
        f"SELECT * FROM ({sql}) q WHERE {' OR '.join(wanted)} ORDER BY id",
        *[text] * len(wanted),
    )
    found = [row for row in found if row["in_year"]] or found
    if len(found) == 1:
        return int(found[0]["id"])
    called = _called(noun)
    if found:
        refuse_several(text, found, called, "id")
    refuse_unknown(book.unknown.of(f"SELECT id, number FROM ({sql}) q"), text)
    near = book.rows(
        f"SELECT * FROM ({sql}) q WHERE in_year ORDER BY least("
        "levenshtein(CAST(id AS VARCHAR), ?), coalesce(levenshtein(lower(number), lower(?)), 99)"
        "), id LIMIT ?",
        text,
        text,
        LIMIT,
    )
    raise UsageError(
        f"There is no {noun} with the ID or number '{text}'. {nearest(noun, near, called)}"
    )


def _called(noun: str) -> Called:
    def called(row: Row) -> str:
        number = f" ({row['number']}, {row['calendar']})" if row["number"] else ""
        return f"{noun} {row['id']}{number}"

    return called
