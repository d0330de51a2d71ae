"""What else to know of a person: facts that bar nobody and still explain what a vendor shows."""

from collections.abc import Iterator

from roster_lint.explain.explanation import Explanation
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook
from roster_lint.explain.schedule_reasons import ENROLLED_THERE, stays_code
from roster_lint.explain.schedule_records import FURTHER, further_unknown
from roster_lint.explain.unreadable import unreadable

_STAYS = f"""
SELECT r.rosterID, e.enrolledThere, e.noShowThere, e.markedThere
FROM roster_criteria r
{ENROLLED_THERE}
WHERE r.personID = ? AND r.is_sent AND r.is_open AND coalesce(e.syncingThere, 0) = 0
"""

_OTHER_TRIAL = """
SELECT rosterID
FROM roster_criteria
WHERE personID = ? AND student_syncs AND section_syncs AND NOT trial_matches
ORDER BY rosterID
"""

_DRAFTS = """
SELECT count(*) FROM {table} r JOIN draft_section d ON d.sectionID = r.sectionID
WHERE r.personID = ?
"""

_POPULATIONS = {"staff": "non-teacher staff", "guardian": "guardians", "relative": "relatives"}


def notes(book: Rulebook, explained: Explanation, person: Row) -> Iterator[str]:
    """The notes on a person, the weightiest first."""
    records = (*explained.records, *explained.further)
    yield from unreadable(book, ((record.entity, record.key) for record in records))
    if reason := further_unknown(book, explained.kind):
        yield f"{FURTHER[explained.kind]}: unknown, {reason}."
    else:
        yield from _classes(book, explained)
        yield from _rosters(book, explained)
        yield from _drafts(book, explained)
    vendors, reading = book.prepared.vendors, book.prepared.settings.disabled_accounts
    is_disabled = person["has_username"] and not person["has_enabled_account"]
    if is_disabled and reading != "error" and not book.unknown.of("SELECT * FROM person_account"):
        yield (
            "Every account is disabled. Campus articles disagree on whether such people are sent; "
            f"with disabled_accounts = {reading} they count as sent "
            f"(UN005: {book.fixes['UN005']})."
        )
    if explained.kind in _POPULATIONS and not vendors.uses(explained.kind, "record"):
        yield (
            f"{vendors.display} {vendors.are} not known to use "
            f"{_POPULATIONS[explained.kind]}: there it makes no difference."
        )


def _classes(book: Rulebook, explained: Explanation) -> Iterator[str]:
    """That somebody syncs and is in no class."""
    if explained.verdict != "will-sync" or any(record.served for record in explained.further):
        return
    (person_id,) = explained.key.values()
    if explained.kind == "student" and explained.further:
        yield "None of the roster records will sync: the student arrives without a class."
    elif explained.kind == "student":
        elsewhere = _elsewhere(book, "Roster", person_id)
        yield f"No live section has the student on its roster{elsewhere}: no class arrives."
    elif explained.kind == "teacher" and explained.further:
        yield (
            "None of the Section Staff History records will sync: the teacher arrives without a "
            "class."
        )
    elif explained.kind == "teacher":
        elsewhere = _elsewhere(book, "SectionStaffHistory", person_id)
        yield (
            f"No live section lists the teacher{elsewhere}: no class arrives "
            f"(TE005: {book.fixes['TE005']})."
        )


def _elsewhere(book: Rulebook, table: str, person_id: int) -> str:
    number = book.count(f"SELECT count(*) FROM {table} WHERE personID = ?", person_id)
    some = "1 record is" if number == 1 else f"{number} records are"
    return f" ({some} of other years or of inactive trials)" if number else ""


def _rosters(book: Rulebook, explained: Explanation) -> Iterator[str]:
    """Roster records that are sent and are wrong."""
    if explained.kind != "student" or book.unknown.of(_STAYS, _OTHER_TRIAL):
        return
    (person_id,) = explained.key.values()
    codes: dict[str, list[str]] = {}
    for row in book.rows(_STAYS, person_id):
        codes.setdefault(stays_code(row), []).append(str(row["rosterID"]))
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


def _drafts(book: Rulebook, explained: Explanation) -> Iterator[str]:
    """How many records there are in sections of trials that are not in use."""
    table = {"student": "Roster", "teacher": "SectionStaffHistory"}.get(explained.kind)
    if table is None:
        return
    if number := book.count(_DRAFTS.format(table=table), *explained.key.values()):
        what = "roster" if table == "Roster" else "Section Staff History"
        some = f"1 {what} record is" if number == 1 else f"{number} {what} records are"
        yield f"{some} in drafts, sections of trials that are not in use, and not counted."
