"""Explains one section or one course: its criteria, its teachers, and who of its students syncs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from roster_lint.explain.article import ARTICLE
from roster_lint.explain.because import states
from roster_lint.explain.class_members import course_sections, section_students, sections_unknown
from roster_lint.explain.class_rows import COURSE, SECTION
from roster_lint.explain.explanation import Explanation, Kind, Members, Remedy, State, Verdict
from roster_lint.explain.notes import course_notes, section_notes, unreadable
from roster_lint.explain.reasons import its_calendar
from roster_lint.explain.records import SHAPES
from roster_lint.explain.rulebook import Row, Rulebook, as_known
from roster_lint.explain.schedule import further
from roster_lint.explain.served import objects_served


def explain_section(book: Rulebook, section_id: int) -> Explanation:
    """Everything there is to say of a section, whatever its year."""
    found = book.row(SECTION, section_id) or {}
    students, unseen = section_students(book, section_id) if found["judged"] else (None, ())
    records, unseen_too = further(book, "section", section_id)
    explained = _explained(book, "section", found, tuple(_section_states(book, found)))
    if found["draft"] and explained.verdict != "unknown":
        explained = replace(explained, because="a draft of a trial that is not in use")
    return replace(
        explained,
        further=records,
        members=students,
        notes=(
            *explained.notes,
            *unseen,
            *unseen_too,
            *section_notes(book, found, explained.verdict, students),
        ),
    )


def explain_course(book: Rulebook, course_id: int) -> Explanation:
    """Everything there is to say of a course, whatever its year."""
    found = book.row(COURSE, course_id) or {}
    unknown, sections = sections_unknown(book), course_sections(book, course_id)
    explained = _explained(book, "course", found, tuple(_course_states(book, found, sections)))
    unseen = () if unknown is None else (f"Sections: unknown, {unknown}.",)
    notes = (*explained.notes, *unseen, *course_notes(book, course_id))
    return replace(explained, members=None if unknown else sections, notes=notes)


def _explained(book: Rulebook, kind: Kind, found: Row, criteria: Sequence[State]) -> Explanation:
    """A section or a course by its own criteria. One that fails decides, whatever is unknown."""
    key, facts = SHAPES[kind].key_and_facts(found)
    ((name, value),) = key.items()
    failed = [state.fails for state in criteria if state.passed is False]
    reasons = [state.unknown for state in criteria if state.unknown]
    verdict: Verdict = "will-not-sync" if failed else "unknown" if reasons else "will-sync"
    served = None
    if verdict == "will-sync":
        served = objects_served(book, kind, name, value).get(value)
    return Explanation(
        run=book.run,
        kind=kind,
        key=key,
        label=found["label"],
        facts=facts,
        verdict=verdict,
        because=next(iter((*failed, *reasons)), None),
        before=tuple(criteria),
        served=served,
        notes=tuple(unreadable(book, [(kind, key)])),
        article=ARTICLE[kind],
    )


def _section_states(book: Rulebook, found: Row) -> Iterator[State]:
    """A section's criteria.

    The check that names the section's cause is named at the first criterion that fails; what fails
    besides is shown with the place alone. Of drafts there is no cause: they are as they should be.
    """
    cause = found["cause"]
    for name, state in states(book, "section", found).items():
        remedies = tuple(_named(book, state, cause))
        if found[name] is False:
            cause = None
        if name == "in_active_trial" and state.remedies and found["draft"]:
            remedies = (book.remedy("SC003", named=found["waits"] > 0),)
        elif name == "in_active_trial" and not found["judged"]:
            remedies = ()
        yield replace(state, remedies=remedies)


def _named(book: Rulebook, state: State, cause: str | None) -> Iterator[Remedy]:
    """Where to fix what fails, with the code of the check alone that names the cause."""
    codes = [remedy.check for remedy in state.remedies]
    if codes and cause is not None and cause not in codes:
        yield book.remedy(cause)
    else:
        yield from (replace(r, check=cause if r.check == cause else None) for r in state.remedies)


def _course_states(book: Rulebook, found: Row, sections: Members) -> Iterator[State]:
    judged = found["judged"]
    if not judged:
        by_school = f"{found['calendar']} is left out by --school"
        yield State(
            "in_judged_calendar",
            "belongs to a calendar of the school year",
            False,
            by_school if found["calendarOfYear"] else its_calendar(found, book.run),
            "no calendar of the school year and schools judged",
        )
    yield from states(book, "course", found).values()
    number = "1 section" if sections.total == 1 else f"{sections.total} sections"
    state = State(
        "has_syncing_section",
        "a section of it will sync",
        sections.sync > 0 if judged else None,
        f"{number}, of which {sections.sync} will sync" if sections.total else "no section",
        "no section will sync",
        (book.remedy("CO007"),) if judged and not sections.total else (),
    )
    yield as_known(state, sections_unknown(book))
