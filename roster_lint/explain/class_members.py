"""Who of a section's students, or which of a course's sections, will sync, and why not."""

from collections import Counter
from collections.abc import Mapping

from roster_lint.explain.explanation import Member, Members, Reason
from roster_lint.explain.rulebook import Row, Rulebook

SHOWN = 20
"""How many of those that do not sync are listed."""

# Each student once, however many rows, and whatever their dates. By roster_rule a student may sync,
# and not in this class.
_STUDENTS = """
SELECT
    r.personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS label,
    CASE
        WHEN p.personID IS NULL THEN 'has_enrollment'
        WHEN NOT p.available THEN p.first_failed
        WHEN NOT r.student_syncs THEN 'student_syncs'
    END AS failed
FROM (
    SELECT personID, bool_or(student_syncs) AS student_syncs
    FROM roster_criteria
    WHERE sectionID = ? AND personID IS NOT NULL
    GROUP BY personID
) r
LEFT JOIN person_criteria p ON p.personID = r.personID AND p.role = 'student'
LEFT JOIN person_label l ON l.personID = r.personID
ORDER BY r.personID
"""

_SECTIONS = """
SELECT s.*, 'section ' || s.sectionName AS label
FROM section_criteria s
WHERE courseID = ?
ORDER BY sectionName, sectionID
"""


def sections_unknown(book: Rulebook) -> str | None:
    """Why it is unknown which sections of a course will sync; None where it is known."""
    return book.unknown.of(_SECTIONS)


def section_students(book: Rulebook, section_id: int) -> tuple[Members | None, tuple[str, ...]]:
    """The students with a roster record in a section of the year, whatever its dates.

    None, and a note, where they are unknown.
    """
    if unknown := book.unknown.of(_STUDENTS):
        return None, (f"Students: unknown, {unknown}.",)
    texts = {
        "has_enrollment": "no enrollment in the school year",
        **{name: book.fails("student", name) for name in book.criteria["student"]},
        "student_syncs": "syncs by an enrollment in another calendar alone (roster_rule)",
    }
    return _members("student", "personID", book.rows(_STUDENTS, section_id), texts), ()


def course_sections(book: Rulebook, course_id: int) -> Members:
    """The sections of a course that are no drafts."""
    texts = {name: book.fails("section", name) for name in book.names("section")}
    found = book.rows(_SECTIONS, course_id)
    for row in found:
        row["failed"] = next((name for name in texts if not row[name]), None)
    return _members("section", "sectionID", found, texts)


def _members(noun: str, key: str, found: list[Row], texts: Mapping[str, str]) -> Members:
    """The members with the criterion at which each falls; ``texts`` says it in words."""
    out = [row for row in found if row["failed"] is not None]
    counts = Counter(row["failed"] for row in out)
    listed = (Member({key: row[key]}, row["label"], texts[row["failed"]]) for row in out[:SHOWN])
    return Members(
        noun=noun,
        total=len(found),
        sync=len(found) - len(out),
        reasons=tuple(Reason(n, texts[n], counts[n]) for n in texts if n in counts),
        listed=tuple(listed),
    )
