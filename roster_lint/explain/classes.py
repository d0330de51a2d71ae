"""Explains one section or one course: its criteria, its teachers, and who of its students syncs."""

from collections.abc import Iterable, Iterator, Sequence

from roster_lint.explain.article import ARTICLE
from roster_lint.explain.because import states
from roster_lint.explain.calendars import calendar_stated
from roster_lint.explain.class_members import course_sections, members_unknown, section_students
from roster_lint.explain.class_notes import course_notes, section_notes
from roster_lint.explain.class_reasons import course_remedies, section_remedies
from roster_lint.explain.class_rows import course_row, section_row
from roster_lint.explain.explanation import Explanation, Facts, Members, State, Verdict
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook, as_known
from roster_lint.explain.schedule_records import (
    FURTHER,
    further_unknown,
    records_with_sections,
)
from roster_lint.explain.served import class_served, course_served
from roster_lint.explain.unreadable import unreadable

_SECTION_FACTS = (
    "sectionID", "number", "courseID", "courseNumber", "schoolID", "school", "calendarID",
    "calendar", "trialID", "trial", "termIDs",
)  # fmt: skip
_COURSE_FACTS = (
    "courseID", "courseNumber", "title", "courseMasterID", "schoolID", "school", "calendarID",
    "calendar",
)  # fmt: skip

_DRAFT = "a draft of a trial that is not in use"


def explain_section(book: Rulebook, section_id: int) -> Explanation:
    """Everything there is to say of a section, whatever its year."""
    found = section_row(book, section_id)
    asked = None
    if not (found["judged"] or found["draft"]):
        found["in_active_trial"], asked = False, ["in_active_trial"]
    remedies = section_remedies(book, found)
    criteria = tuple(states(book, "section", found, remedies, asked).values())
    verdict = _verdict(criteria)
    unseen = members_unknown(book, "section"), further_unknown(book, "section")
    students = None
    if found["judged"] and not unseen[0]:
        students = section_students(book, section_id)
    syncs = verdict == "will-sync"
    return Explanation(
        run=book.run,
        kind="section",
        key={"sectionID": section_id},
        label=f"section {found['label']}",
        facts=_facts(found, _SECTION_FACTS),
        verdict=verdict,
        because=_DRAFT if found["draft"] and verdict != "unknown" else _because(criteria),
        before=criteria,
        served=class_served(section_id, found["courseID"], found["termIDs"]) if syncs else None,
        further=records_with_sections(book, "section", section_id),
        members=students,
        notes=(
            *unreadable(book, [("section", {"sectionID": section_id})]),
            *_unseen("Students", unseen[0] if found["judged"] else None),
            *_unseen(FURTHER["section"], unseen[1]),
            *section_notes(book, found, verdict, students),
        ),
        article=ARTICLE["section"],
    )


def explain_course(book: Rulebook, course_id: int) -> Explanation:
    """Everything there is to say of a course, whatever its year."""
    found = course_row(book, course_id)
    sections = course_sections(book, course_id)
    criteria = tuple(_course_states(book, found, sections))
    verdict, unseen = _verdict(criteria), members_unknown(book, "course")
    return Explanation(
        run=book.run,
        kind="course",
        key={"courseID": course_id},
        label=f"course {found['course']}",
        facts=_facts(found, _COURSE_FACTS),
        verdict=verdict,
        because=_because(criteria),
        before=criteria,
        served=course_served(course_id) if verdict == "will-sync" else None,
        members=None if unseen else sections,
        notes=(
            *unreadable(book, [("course", {"courseID": course_id})]),
            *_unseen("Sections", unseen),
            *course_notes(book, course_id),
        ),
        article=ARTICLE["course"],
    )


def _verdict(criteria: Iterable[State]) -> Verdict:
    """A criterion that fails decides, whatever is unknown of the others."""
    states = tuple(criteria)
    if any(state.unknown for state in states) and not any(s.passed is False for s in states):
        return "unknown"
    return "will-sync" if all(state.passed for state in states) else "will-not-sync"


def _unseen(what: str, reason: str | None) -> Iterator[str]:
    if reason is not None:
        yield f"{what}: unknown, {reason}."


def _facts(found: Row, names: Iterable[str]) -> Facts:
    return {name: found[name] for name in names}


def _because(criteria: Sequence[State]) -> str | None:
    failed = (state.fails for state in criteria if state.passed is False)
    return next(failed, next((state.unknown for state in criteria if state.unknown), None))


def _course_states(book: Rulebook, found: Row, sections: Members) -> Iterator[State]:
    judged = found["judged"]
    if not judged:
        calendar = calendar_stated(found, book.run)
        yield State(
            "in_judged_calendar",
            "belongs to a calendar of the school year",
            False,
            f"{found['calendar']} is left out by --school" if found["calendarOfYear"] else calendar,
            "no calendar of the school year and schools judged",
        )
    remedies = course_remedies(book, found)
    yield from states(book, "course", found, remedies, None if judged else ()).values()
    number = "1 section" if sections.total == 1 else f"{sections.total} sections"
    state = State(
        "has_syncing_section",
        "a section of it will sync",
        sections.sync > 0 if judged else None,
        f"{number}, of which {sections.sync} will sync" if sections.total else "no section",
        "no section will sync",
        (book.remedy("CO007"),) if judged and not sections.total else (),
    )
    yield as_known(state, members_unknown(book, "course"))
