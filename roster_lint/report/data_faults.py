"""Why the data of a source cannot be relied on, although every table and column is there."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from roster_lint.checks.catalog import Check
from roster_lint.checks.unknown import NOTHING_UNKNOWN, Unknown, listed
from roster_lint.engine.base import Engine
from roster_lint.vocabulary import OneRoster

_EMPTIED = "SELECT table_name, column_name, judged_rows FROM emptied_column"
_DANGLING = "SELECT table_name, column_name, parent, lost, total FROM dangling_reference"
_OTHER_FORMAT = (
    "SELECT table_name, column_name, unreadable, filled, expects, looks FROM other_format"
)

ASKED = (_EMPTIED, _DANGLING, _OTHER_FORMAT)
"""What `data_faults` asks of the model."""

_NAMED = 2


def data_faults(
    engine: Engine, empty: Collection[str] = (), unknown: Unknown = NOTHING_UNKNOWN
) -> Iterator[str]:
    """What DA004, DA005 and DA006 say about whole columns, a sentence each, selected or not.

    A column in another format or without a value counts as missing in every rule, and where keys
    match nothing, all records that depend on them fail: a verdict would be that of another
    district.

    Args:
        engine: holds the Campus model.
        empty: tables without a row, which are reported already: no key matches them.
        unknown: what is unknown since the source lacks something.
    """
    for table, column, unreadable, filled, expects, looks in engine.rows(
        f"{_OTHER_FORMAT} ORDER BY table_name, column_name"
    ):
        yield (
            f"{table}.{column}: {unreadable:,} of {filled:,} values cannot be read as {expects}; "
            f"{looks} (DA006)."
        )
    if not unknown.of(_EMPTIED):
        for table, column, number in engine.rows(f"{_EMPTIED} ORDER BY 1, 2"):
            yield (
                f"{table}.{column} is blank in all {number:,} rows that were judged: correct the "
                "query or export, or let the account that reads the database see the column "
                "(DA005)."
            )
    if not unknown.of(_DANGLING):
        yield from (
            f"Rows of {parent} are missing, which {listed(columns)} refer to: export {parent} "
            f"again "
            "with all its rows, or let the account that reads the database see them all (DA004)."
            for parent, columns in _dangling(engine).items()
            if parent not in empty
        )


def _dangling(engine: Engine) -> dict[str, list[str]]:
    """The columns with too many keys that match nothing, with numbers, by the table referred to."""
    found: dict[str, list[str]] = {}
    for table, column, parent, lost, total in engine.rows(
        f"{_DANGLING} WHERE is_too_many ORDER BY 3, 1, 2"
    ):
        words = f"{lost:,} of {total:,} values of {table}.{column}"
        found.setdefault(str(parent), []).append(words)
    return found


def resting_on_other_formats(
    engine: Engine, checks: Iterable[Check], oneroster: OneRoster
) -> Mapping[str, str]:
    """What to add to the findings of checks that read a column in another format, by their codes.

    Every value of such a column counts as missing, so that what was found may be wrong. What is
    found in the data itself is left out.

    Args:
        engine: holds the Campus model.
        checks: those with findings.
        oneroster: the version that is judged.
    """
    columns = frozenset(
        f"{table}.{column}"
        for table, column in engine.rows("SELECT table_name, column_name FROM other_format")
    )
    if not columns:
        return {}
    unread = Unknown(engine, oneroster, missing=columns)
    of_records = (check for check in checks if check.topic != "DA")
    found = {check.code: sorted(unread.needs(check.sql)) for check in of_records}
    return {code: _remark(names) for code, names in found.items() if names}


def _remark(names: list[str]) -> str:
    columns = listed(names)
    if len(names) > _NAMED:
        columns = f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more columns"
    return f"this rests on {columns}, which cannot be read (DA006)"
