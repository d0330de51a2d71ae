"""Why a record meets a criterion or not, in the words of the criterion's header.

A header's ``because`` names columns of the row that ``explain`` reads, or one of the words below
where a value alone does not say it.
"""

from collections.abc import Callable

from roster_lint.explain import class_reasons, reasons
from roster_lint.explain.explanation import Run, State
from roster_lint.explain.rulebook import Row, Rulebook
from roster_lint.model.build import ACCOUNT, Criterion

_SAID_BY: tuple[Callable[[Row, Run], str], ...] = (
    class_reasons.active_marks, class_reasons.its_calendars, class_reasons.its_terms,
    class_reasons.its_trial, reasons.dates, reasons.dates_today, reasons.ending,
    reasons.its_accounts, reasons.its_calendar, reasons.its_school, reasons.marks, reasons.roles,
    reasons.school_year, reasons.staff_type, reasons.year,
)  # fmt: skip
WORDS = {function.__name__: function for function in _SAID_BY}
"""The words, each with the function of that name that says what it stands for."""

_FAULTS = (
    ("not_excluded", "is_marked", True, None),
    ("not_excluded", "course_is_marked", True, "CO004"),
    ("not_excluded", "ancestors_not_excluded", False, "EX001"),
    ("is_active", "course_is_active", False, "CO001"),
    ("is_active", "section_is_active", False, "CO002"),
)
"""What a criterion can fail for: its column, the value there, and the check that finds it, where
that is not the criterion's own."""


def states(book: Rulebook, role: str, row: Row, *, account: bool = False) -> dict[str, State]:
    """Each criterion of a role's record by name, with its outcome and what decided it.

    Args:
        book: the criteria in force.
        role: the role or kind of record.
        row: the record's, with the criteria's columns; NULL stands in those that are not asked.
        account: the row is the person's, whose criteria are those of the account.
    """
    found = {}
    for name, one in book.criteria[role].items():
        if (name in ACCOUNT) is account:
            is_asked = account or row[name] is not None
            stated = _because(one, row, book.run) if is_asked else "not asked"
            remedies = [book.remedy(code) for code in _codes(one, row)]
            found[name] = book.state(role, name, row[name], stated, remedies)
    return found


def _codes(one: Criterion, row: Row) -> list[str]:
    """The checks whose fix belongs to a criterion that a record fails."""
    if one.name == "has_calendar":
        return [row["calendarCode"]]
    found = [
        code or one.check
        for name, column, value, code in _FAULTS
        if name == one.name and row.get(column) is value
    ]
    return [code for code in found or [one.check] if code]


def _because(criterion: Criterion, row: Row, run: Run) -> str:
    stated = criterion.because
    if not isinstance(stated, str):
        met, failed = stated
        stated = met if row[criterion.name] else failed
    return stated.format_map(_Words(row, run))


class _Words(dict[str, str]):
    """What a header's words stand for; each is looked for only where it is named."""

    def __init__(self, row: Row, run: Run) -> None:
        super().__init__()
        self._row, self._run = row, run

    def __missing__(self, name: str) -> str:
        return WORDS[name](self._row, self._run) if name in WORDS else str(self._row[name])
