"""What else to know of a person: facts that bar nobody and still explain what a vendor shows."""

from collections.abc import Iterator

from roster_lint.explain.explanation import Explanation
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook
from roster_lint.explain.schedule_records import FURTHER, further_unknown
from roster_lint.explain.unreadable import unreadable
from roster_lint.preparing import Prepared

_POPULATIONS = {"staff": "non-teacher staff", "guardian": "guardians", "relative": "relatives"}


def notes(prepared: Prepared, book: Rulebook, explained: Explanation, person: Row) -> Iterator[str]:
    """The notes on a person, the weightiest first."""
    records = (*explained.records, *explained.further)
    yield from unreadable(prepared.engine, ((record.entity, record.key) for record in records))
    if reason := further_unknown(book, explained.kind):
        yield f"{FURTHER[explained.kind]}: unknown, {reason}."
    else:
        yield from _classes(prepared, book, explained)
    reading = prepared.settings.disabled_accounts
    is_disabled = person["has_username"] and not person["has_enabled_account"]
    if is_disabled and reading != "error" and not book.unknown.of("SELECT * FROM person_account"):
        yield (
            "Every account is disabled. Campus articles disagree on whether such people are sent; "
            f"with disabled_accounts = {reading} they count as sent "
            f"(UN005: {book.fixes['UN005']})."
        )
    if explained.kind in _POPULATIONS and not prepared.vendors.uses(explained.kind, "record"):
        yield (
            f"{prepared.vendors.display} {prepared.vendors.are} not known to use "
            f"{_POPULATIONS[explained.kind]}: there it makes no difference."
        )


def _classes(prepared: Prepared, book: Rulebook, explained: Explanation) -> Iterator[str]:
    """That somebody syncs and is in no class."""
    if explained.verdict != "will-sync" or any(record.served for record in explained.further):
        return
    (person_id,) = explained.key.values()
    if explained.kind == "student" and explained.further:
        yield "None of the roster rows will sync: the student arrives without a class."
    elif explained.kind == "student":
        elsewhere = _elsewhere(prepared, "Roster", person_id)
        yield f"No live section has the student on its roster{elsewhere}: no class arrives."
    elif explained.kind == "teacher" and explained.further:
        yield "None of the staff history rows will sync: the teacher arrives without a class."
    elif explained.kind == "teacher":
        elsewhere = _elsewhere(prepared, "SectionStaffHistory", person_id)
        yield (
            f"No live section lists the teacher{elsewhere}: no class arrives "
            f"(TE005: {book.fixes['TE005']})."
        )


def _elsewhere(prepared: Prepared, table: str, person_id: int) -> str:
    found = prepared.engine.row(f"SELECT count(*) FROM {table} WHERE personID = ?", (person_id,))
    number = int(found[0]) if found else 0
    rows = "1 row is" if number == 1 else f"{number} rows are"
    return f" ({rows} of other years or of inactive trials)" if number else ""
