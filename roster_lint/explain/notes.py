"""What else to know of a record: facts that bar nobody and still explain what a vendor shows."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from roster_lint.explain.explanation import Explanation, Members, Verdict
from roster_lint.explain.records import SHAPES
from roster_lint.explain.rulebook import Row, Rulebook
from roster_lint.report.formats.text.wording import counted

_UNREADABLE = """
SELECT DISTINCT column_name, expects
FROM bad_cell
WHERE table_name = ? AND record = ? AND fault = 'unreadable'
ORDER BY 1
"""

_STAYS = """
SELECT r.rosterID, coalesce(e.code, 'RO003') AS code
FROM roster_criteria r
LEFT JOIN enrolled_student e ON e.personID = r.personID AND e.calendarID = r.calendarID
WHERE r.personID = ? AND r.is_sent AND r.is_open AND NOT coalesce(e.syncs, FALSE)
"""

_OTHER_TRIAL = """
SELECT rosterID
FROM roster_criteria
WHERE personID = ? AND student_syncs AND section_syncs AND NOT trial_matches
ORDER BY rosterID
"""

_IN_DRAFTS = """
SELECT count(*) FROM {table} r JOIN draft_section d ON d.sectionID = r.sectionID
WHERE r.personID = ?
"""

_COURSE_DRAFTS = "SELECT count(*) FROM draft_section WHERE courseID = ?"
_ROSTERS = "SELECT count(*) FROM Roster WHERE sectionID = ?"
_HISTORY = "SELECT count(*) FROM SectionStaffHistory WHERE sectionID = ?"
_NAMELESS = {
    "roster record": ("student", f"{_ROSTERS} AND personID IS NULL"),
    "Section Staff History record": (
        "teacher",
        "SELECT count(*) FROM nameless_teaching WHERE sectionID = ?",
    ),
}
"""Records of a section that name nobody: whom they should, and how many there are."""

_MEMBERS = {
    "student": ("Roster", "roster record"),
    "teacher": ("SectionStaffHistory", "Section Staff History record"),
}
"""The table of the records that put people into classes, and what one of them is called."""

_POPULATIONS = {"staff": "non-teacher staff", "guardian": "guardians", "relative": "relatives"}


def person_notes(
    book: Rulebook, explained: Explanation, person: Row, unseen: Sequence[str]
) -> Iterator[str]:
    """The notes on a person, the weightiest first.

    Args:
        book: the criteria in force.
        explained: the person, but for notes.
        person: the row that was read, with what is known of the account.
        unseen: that it is unknown which records tie the person to sections, where it is.
    """
    kind, (person_id,) = explained.kind, explained.key.values()
    records = (*explained.records, *explained.further)
    yield from unreadable(book, ((record.entity, record.key) for record in records))
    yield from unseen
    if kind in _MEMBERS and not unseen:
        yield from _classes(book, explained, person_id)
        if kind == "student" and not book.unknown.of(_STAYS, _OTHER_TRIAL):
            yield from _sent_and_wrong(book, person_id)
        table, noun = _MEMBERS[kind]
        if number := book.count(_IN_DRAFTS.format(table=table), person_id):
            yield (
                f"{_are(number, noun)} in drafts, sections of trials that are not in use, and not "
                "counted."
            )
    vendors, reading = book.prepared.vendors, book.prepared.settings.disabled_accounts
    is_disabled = person["has_username"] and not person["has_enabled_account"]
    if is_disabled and reading != "error" and not book.unknown.of("SELECT * FROM person_account"):
        yield (
            "Every account is disabled. Campus articles disagree on whether such people are sent; "
            f"with disabled_accounts = {reading} they count as sent "
            f"(UN005: {book.fixes['UN005']})."
        )
    if kind in _POPULATIONS and not vendors.uses(kind, "record"):
        yield (
            f"{vendors.display} {vendors.are} not known to use {_POPULATIONS[kind]}: there it "
            "makes no difference."
        )


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
    for noun, (whom, sql) in _NAMELESS.items():
        if number := book.count(sql, section_id):
            names = "names" if number == 1 else "name"
            yield f"{counted(number, noun)} {names} no {whom} (DA003: {book.fixes['DA003']})."


def course_notes(book: Rulebook, course_id: int) -> Iterator[str]:
    """The notes on a course."""
    if number := book.count(_COURSE_DRAFTS, course_id):
        some = "1 section of it is a draft" if number == 1 else f"{number} sections are drafts"
        yield f"{some}, of a trial that is not in use, and not counted."


def unreadable(book: Rulebook, records: Iterable[tuple[str, Mapping[str, int]]]) -> Iterator[str]:
    """A note for each cell of the records, given as entity and key, that could not be read."""
    for entity, key in records:
        table, record = SHAPES[entity].table, json.dumps(dict(key), separators=(",", ":"))
        for cell in book.rows(_UNREADABLE, table, record):
            named = "/".join(str(value) for value in key.values())
            yield (
                f"{table} {named}: {cell['column_name']} is not {cell['expects']}, so it counts as "
                "missing (DA001)."
            )


def _classes(book: Rulebook, explained: Explanation, person_id: int) -> Iterator[str]:
    """That somebody syncs and is in no class."""
    if explained.verdict != "will-sync" or any(record.served for record in explained.further):
        return
    table, noun = _MEMBERS[explained.kind]
    if explained.further:
        records = noun.replace("record", "records")
        yield f"None of the {records} will sync: the {explained.kind} arrives without a class."
        return
    number = book.count(f"SELECT count(*) FROM {table} WHERE personID = ?", person_id)
    elsewhere = (
        f" ({_are(number, 'record')} of other years or of inactive trials)" if number else ""
    )
    if explained.kind == "student":
        yield f"No live section has the student on its roster{elsewhere}: no class arrives."
    else:
        yield (
            f"No live section lists the teacher{elsewhere}: no class arrives "
            f"(TE005: {book.fixes['TE005']})."
        )


def _sent_and_wrong(book: Rulebook, person_id: int) -> Iterator[str]:
    """Roster records of a student that are sent and are wrong."""
    codes: dict[str, list[str]] = {}
    for row in book.rows(_STAYS, person_id):
        codes.setdefault(row["code"], []).append(str(row["rosterID"]))
    for code, ids in sorted(codes.items()):
        yield (
            f"Roster {', '.join(ids)}: no enrollment of the student in that calendar syncs, while "
            f"one elsewhere does, so the student stays in the class ({code}: {book.fixes[code]})."
        )
    if wrong := [str(row["rosterID"]) for row in book.rows(_OTHER_TRIAL, person_id)]:
        yield (
            f"Roster {', '.join(wrong)}: the record belongs to another trial than its section "
            f"(RO005: {book.fixes['RO005']})."
        )


def _are(number: int, noun: str) -> str:
    """``1 record is``, ``2 records are``."""
    return f"{counted(number, noun)} {'is' if number == 1 else 'are'}"
