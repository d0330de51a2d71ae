"""What else to know of a section or a course: drafts, and rows that name nobody."""

from collections.abc import Iterator

from roster_lint.explain.explanation import Members, Verdict
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook

_ROSTERS = "SELECT count(*) FROM Roster WHERE sectionID = ?"
_HISTORY = "SELECT count(*) FROM SectionStaffHistory WHERE sectionID = ?"
_WITHOUT_STUDENT = f"{_ROSTERS} AND personID IS NULL"
_WITHOUT_TEACHER = "SELECT count(*) FROM nameless_teaching WHERE sectionID = ?"
_DRAFTS = "SELECT count(*) FROM draft_section WHERE courseID = ?"


def section_notes(
    book: Rulebook, found: Row, verdict: Verdict, students: Members | None
) -> Iterator[str]:
    """The notes on a section."""
    section_id = found["sectionID"]
    if found["draft"]:
        rosters, history = (book.count(sql, section_id) for sql in (_ROSTERS, _HISTORY))
        yield (
            "It is a draft: a section of a trial that is not in use, beside one that is. Drafts "
            "are counted on a line of their own, with their records (roster: "
            f"{rosters}, Section Staff History: {history}); none is sent."
        )
    if students is None:
        return
    if verdict == "will-not-sync" and students.total:
        yield (
            "The section does not sync, so none of its roster and Section Staff History records "
            "does."
        )
    elif verdict == "will-sync" and not students.total:
        yield "No student is on its roster: it arrives as an empty class."
    for sql, record, whom in (
        (_WITHOUT_STUDENT, "roster", "student"),
        (_WITHOUT_TEACHER, "Section Staff History", "teacher"),
    ):
        if number := book.count(sql, section_id):
            which = f"1 {record} record names" if number == 1 else f"{number} {record} records name"
            yield f"{which} no {whom} (DA003: {book.fixes['DA003']})."


def course_notes(book: Rulebook, course_id: int) -> Iterator[str]:
    """The notes on a course."""
    if number := book.count(_DRAFTS, course_id):
        some = "1 section of it is a draft" if number == 1 else f"{number} sections are drafts"
        yield f"{some}, of a trial that is not in use, and not counted."
