"""Why a record meets a criterion or not, in the words of the criterion's header.

A header's ``because`` names columns of the row that ``explain`` reads, or one of the words below
where a value alone does not say it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from roster_lint.explain.calendars import calendar_stated, school_stated
from roster_lint.explain.class_reasons import activity, one_calendar, placement, trial
from roster_lint.explain.explanation import Remedy, Run, State
from roster_lint.explain.reasons import active, ends, marks, roles, school_year, span, staff_type
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook
from roster_lint.model.build import Criterion

WORDS: Mapping[str, Callable[[Row, Run], str]] = {
    "active_marks": lambda row, _run: activity(row),
    "dates": lambda row, _run: span(row),
    "dates_today": active,
    "ending": ends,
    "its_accounts": lambda row, _run: _accounts(row),
    "its_calendar": calendar_stated,
    "its_calendars": one_calendar,
    "its_school": lambda row, _run: _school(row),
    "its_terms": lambda row, _run: placement(row),
    "its_trial": trial,
    "marks": lambda row, _run: marks(row),
    "roles": lambda row, _run: roles(row),
    "school_year": lambda _row, run: school_year(run),
    "staff_type": lambda row, _run: staff_type(row),
    "year": lambda _row, run: run.year,
}


def states(
    book: Rulebook,
    role: str,
    row: Row,
    remedies: Mapping[str, Sequence[Remedy]] = MappingProxyType({}),
    asked: Collection[str] | None = None,
) -> dict[str, State]:
    """Each criterion of a role's record by name, with its outcome and what decided it.

    Args:
        book: the criteria in force.
        role: the role or kind of record.
        row: the record's, with the criteria's columns.
        remedies: where to fix a criterion, where its check does not say it.
        asked: the criteria that are asked of this record; all where absent.
    """
    found = {}
    for name, one in book.of_record(role):
        is_asked = asked is None or name in asked
        stated = because(one, row, book.run) if is_asked else "not asked"
        found[name] = book.state(
            role, name, row[name] if is_asked else None, stated, remedies.get(name)
        )
    return found


def because(criterion: Criterion, row: Row, run: Run) -> str:
    """The values that decided a criterion of a record, whose row has the criterion's column."""
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


def _accounts(row: Row) -> str:
    number = row["accounts"]
    if not number:
        return "no account"
    return f"{number} account{'' if number == 1 else 's'}, {row['named']} with a username"


def _school(row: Row) -> str:
    return school_stated(row) if row["calendarThere"] else "without a calendar there is none"
