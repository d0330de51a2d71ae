"""Counts who of a section's students, or which of a course's sections, will sync, and why not."""

from collections import Counter
from collections.abc import Sequence

from roster_lint.explain.explanation import Kind, Member, Members, Reason
from roster_lint.explain.rulebook import Rulebook

SHOWN = 20
"""How many of those that do not sync are listed."""

_NOT_ENROLLED = "has_enrollment"
_NOT_HERE = "student_syncs"

# Each student once, however many rows. By roster_rule a student may sync, and not in this class.
_STUDENTS = """
SELECT
    r.personID,
    coalesce(l.asStudent, 'person ' || CAST(r.personID AS VARCHAR)) AS label,
    coalesce(p.available AND r.student_syncs, FALSE) AS available,
    CASE
        WHEN p.personID IS NULL THEN 'has_enrollment'
        WHEN p.available THEN 'student_syncs'
        ELSE p.first_failed
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

_SECTIONS = "SELECT * FROM section_criteria WHERE courseID = ? ORDER BY sectionName, sectionID"


def members_unknown(book: Rulebook, kind: Kind) -> str | None:
    """Why it is unknown who of a section's students, or which sections of a course, will sync."""
    return book.unknown.of(_STUDENTS if kind == "section" else _SECTIONS)


def section_students(book: Rulebook, section_id: int) -> Members:
    """The students with a roster record in a section of the year, whatever its dates."""
    found = book.rows(_STUDENTS, section_id)
    failures = {name: book.fails("student", name) for name in book.criteria["student"]}
    failures = {
        _NOT_ENROLLED: "no enrollment in the school year",
        **failures,
        _NOT_HERE: "syncs by an enrollment in another calendar alone (roster_rule)",
    }
    out = [
        ({"personID": row["personID"]}, row["label"], row["failed"])
        for row in found
        if not row["available"]
    ]
    return _members("student", len(found), out, failures)


def course_sections(book: Rulebook, course_id: int) -> Members:
    """The sections of a course that are no drafts."""
    found = book.rows(_SECTIONS, course_id)
    failures = {name: book.fails("section", name) for name in book.names("section")}
    out = []
    for row in found:
        failed = next((name for name in failures if not row[name]), None)
        if failed is not None:
            label = f"section {row['sectionName']}"
            out.append(({"sectionID": row["sectionID"]}, label, failed))
    return _members("section", len(found), out, failures)


def _members(
    noun: str,
    total: int,
    out: Sequence[tuple[dict[str, int], str, str]],
    failures: dict[str, str],
) -> Members:
    counts = Counter(failed for _key, _label, failed in out)
    return Members(
        noun=noun,
        total=total,
        sync=total - len(out),
        reasons=tuple(Reason(n, failures[n], counts[n]) for n in failures if n in counts),
        listed=tuple(Member(key, label, failures[n]) for key, label, n in out[:SHOWN]),
    )
