"""Finds columns whose values are written in another format, and names the format they seem to have.

One such column would be a bad cell in every row, which says nothing about the cause: someone opened
and saved the export in a spreadsheet, or a query wrote bits as Y and N.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from roster_lint.contracts.fields import FLAG, IDENTIFIER, YEAR, Kind
from roster_lint.contracts.table import Column, Table
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading import casting

_SHARE, _LEAST = 0.2, 5

_TIME = "([ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?( ?[AaPp][Mm])?)?"
_SLASHED = "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}" + _TIME
_EXPORT = "correct the query or export"


@dataclass(frozen=True)
class _Look:
    """One way in which values of a kind are written outside of Campus.

    Attributes:
        pattern: what a value must match in full.
        words: what is said about such values.
    """

    pattern: str
    words: str


_DATES = (
    # What these are depends on all values together, see _order.
    _Look(_SLASHED, ""),
    _Look(
        "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}" + _TIME,
        f"they look like dates with a year of two digits: {_EXPORT} to give YYYY-MM-DD",
    ),
    _Look(
        "[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}" + _TIME,
        f"they look like year/month/day, not as YYYY-MM-DD: {_EXPORT}",
    ),
    _Look(
        "(19|20|21)[0-9]{6}",
        f"they look like dates without marks between the parts (20260812): {_EXPORT} to give "
        "YYYY-MM-DD",
    ),
    _Look(
        "[0-9]{5}([.][0-9]+)?",
        f"they look like the day numbers of a spreadsheet (46246): {_EXPORT} to give YYYY-MM-DD",
    ),
    _Look(
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T].*(Z|[+-][0-9]{2}:?[0-9]{2})",
        f"they look like times with a time zone: {_EXPORT} to give YYYY-MM-DD",
    ),
    _Look(
        ".*[0-9].*[A-Za-z]{3}.*[0-9].*|[A-Za-z]{3}.*[0-9].*",
        f"they look like dates with the month's name: {_EXPORT} to give YYYY-MM-DD",
    ),
)
_BITS = (
    _Look("[YyNn]|[Yy][Ee][Ss]|[Nn][Oo]", f"they look like Y and N: {_EXPORT} to give 1 and 0"),
    _Look("[TtFf]", f"they look like T and F: {_EXPORT} to give 1 and 0"),
    _Look("-1", f"they look like -1 and 0: {_EXPORT} to give 1 and 0"),
    _Look("[01][.]0+", f"they look like numbers with decimals: {_EXPORT} to give 1 and 0"),
)
_IDS = (
    _Look("-?[0-9]+[.][0-9]*", f"they look like numbers with decimals (12.0): {_EXPORT}"),
    _Look("-?[0-9]{1,3}(,[0-9]{3})+", f"they look like numbers with marks (1,234): {_EXPORT}"),
    _Look(
        "-?[0-9]+([.,][0-9]+)?[Ee][+]?[0-9]+",
        f"they look like numbers that a spreadsheet has shortened (1.2E+09): {_EXPORT}",
    ),
)
_YEARS = (
    _Look(
        "([0-9]{4}|[0-9]{2})[-/ ]+([0-9]{4}|[0-9]{2})",
        f"they look like two years (2026-27): {_EXPORT} to give the end year",
    ),
    _Look("[0-9]{2}", f"they look like years of two digits: {_EXPORT} to give four"),
    *_IDS,
)
_UNKNOWN = f"they are in no format that is known here: {_EXPORT}"

_MONTH_FIRST, _DAY_FIRST = "month/day/year", "day/month/year"


def create_format_table(engine: Engine) -> None:
    """Creates the table of columns in another format, which DA006 reads."""
    engine.run(
        "CREATE TABLE other_format (table_name VARCHAR, column_name VARCHAR, filled BIGINT,"
        " unreadable BIGINT, expects VARCHAR, looks VARCHAR)"
    )


def note_other_formats(engine: Engine, table: Table, columns: Sequence[Column]) -> frozenset[str]:
    """Notes the columns in which a fifth or more of the values cannot be read; returns their names.

    A few bad values among many are cells, each with a place of its own.

    Args:
        engine: holds the table, whose ``suspect`` has the texts of rows that do not fit.
        table: the table contract.
        columns: those of its columns that the source has and that can fail.
    """
    typed = [c for c in columns if c.kind.pattern is not None]
    if not typed:
        return frozenset()
    name = quoted(table.name)
    bad = ", ".join(f"count(*) FILTER (WHERE {_unreadable(c)})" for c in typed)
    read = ", ".join(f"count({quoted(c.name)})" for c in typed)
    counts = zip(
        typed,
        engine.rows(f"SELECT {bad} FROM {name} WHERE suspect IS NOT NULL")[0],
        engine.rows(f"SELECT {read} FROM {name}")[0],
        strict=True,
    )
    noted = set()
    for column, unreadable, readable in counts:
        filled = unreadable + readable
        enough = unreadable >= _LEAST or unreadable == filled
        if unreadable and enough and unreadable >= _SHARE * filled:
            engine.run(
                "INSERT INTO other_format VALUES (?, ?, ?, ?, ?, ?)",
                (
                    table.name,
                    column.name,
                    filled,
                    unreadable,
                    column.kind.expects,
                    _look(engine, name, column),
                ),
            )
            noted.add(column.name)
    return frozenset(noted)


def has_cell_to_judge(columns: Sequence[Column], in_other_format: Collection[str]) -> str:
    """Whether a suspect row has a bad cell that no column in another format accounts for."""
    if not in_other_format:
        return "TRUE"
    doubts = [f"({_is_bad(c, in_other_format)})" for c in columns]
    return f"({' OR '.join(doubts)})"


def _is_bad(column: Column, in_other_format: Collection[str]) -> str:
    lacks = f"{quoted(column.name)} IS NULL"
    if column.name in in_other_format:
        blank = f"{lacks} AND NOT {_unreadable(column)}"
        return blank if column.must_be_filled else "FALSE"
    return lacks if column.must_be_filled else _unreadable(column)


def _text(column: Column) -> str:
    return f"json_extract_string(suspect, {literal('$.' + quoted(column.name))})"


def _unreadable(column: Column) -> str:
    return casting.unreadable(_text(column), quoted(column.name))


def _look(engine: Engine, name: str, column: Column) -> str:
    """What most of a column's unreadable values look like, and what to do about it."""
    looks = _looks(column.kind)
    branches = " ".join(
        f"WHEN regexp_full_match(t, {literal(look.pattern)}) THEN {place}"
        for place, look in enumerate(looks)
    )
    part = "TRY_CAST(regexp_extract(t, '^([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]', {}) AS INTEGER)"
    [(place, first, second), *_] = engine.rows(
        f"SELECT look, max({part.format(1)}), max({part.format(2)})"
        f" FROM (SELECT t, CASE {branches} END AS look"
        f" FROM (SELECT {casting.trimmed(_text(column))} AS t FROM {name}"
        f" WHERE suspect IS NOT NULL AND {_unreadable(column)}))"
        " GROUP BY look ORDER BY count(*) DESC, look"
    )
    if place is None:
        return _UNKNOWN
    return looks[place].words or _order(first, second)


def _looks(kind: Kind) -> tuple[_Look, ...]:
    if kind.dates is not None:
        return _DATES
    return {FLAG: _BITS, YEAR: _YEARS, IDENTIFIER: _IDS}[kind]


def _order(first: int, second: int) -> str:
    """Which part of 8/12/2026 is the month, by the largest number in either place."""
    if first > 12 and second > 12:
        return f"some look like {_MONTH_FIRST} and some like {_DAY_FIRST}: {_EXPORT}"
    if first <= 12 and second <= 12:
        return (
            f"they look like {_MONTH_FIRST} or {_DAY_FIRST}, and no value shows which: {_EXPORT} "
            "to give YYYY-MM-DD, or set date_format once you know"
        )
    order, words = ("dmy", _DAY_FIRST) if first > 12 else ("mdy", _MONTH_FIRST)
    return f'they look like {words}: set date_format = "{order}" to read them'
