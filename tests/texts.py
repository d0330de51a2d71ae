"""Any text in any kind of column, and what it says, found without the engine or the contracts."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from hypothesis import strategies as st

from roster_lint.contracts import fields as f
from roster_lint.contracts.campus import CampusTable, Maybe
from roster_lint.contracts.fields import DAYS, FLAG, IDENTIFIER, TEXT, YEAR, Kind
from roster_lint.contracts.table import Table, _table

_BLANKS = "\t\n\x0b\x0c\r \u00a0"
_CLOCK = r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_SPREADSHEET = r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})"
_EITHER_CLOCK = rf"({_CLOCK}( ?[AaPp][Mm])?)?"
_ORDERS = {
    "iso": [(f"{_ISO}({_CLOCK})?", (1, 2, 3))],
    "mdy": [(_ISO + _EITHER_CLOCK, (1, 2, 3)), (_SPREADSHEET + _EITHER_CLOCK, (4, 1, 3))],
    "dmy": [(_ISO + _EITHER_CLOCK, (1, 2, 3)), (_SPREADSHEET + _EITHER_CLOCK, (4, 3, 1))],
}
"""What a date looks like by its format, and which groups are its year, month and day."""

Texts = tuple[str | None, ...]


class Anything(CampusTable):
    """A table with a column of every kind and use."""

    joined: str = f.identifier("join")
    number: Maybe = f.identifier()
    endYear: Maybe = f.year("join")
    flag: Maybe = f.flag()
    day: Maybe = f.day("join")
    shownDay: Maybe = f.day("shown")
    code: Maybe = f.code("join")
    text: Maybe = f.text("join")
    name: Maybe = f.name()


ANYTHINGS = {dates: _table(Anything, dates) for dates in DAYS}
"""The table for each format of dates."""

ANYTHING = ANYTHINGS["iso"]
NAMES = [column.name for column in ANYTHING.columns]


def meaning(kind: Kind, text: str | None) -> tuple[object, bool]:
    """The value of a text, None where there is none, and whether that is because it is bad."""
    bare = (text or "").strip(_BLANKS)
    if kind.pattern is None:
        none = not bare or (kind.null_word and bare == "NULL")
        return (None if none else text if kind == TEXT else bare), False
    if bare.upper() in ("", "NULL"):
        return None, False
    value = _value(kind, bare)
    return value, value is None


def _value(kind: Kind, bare: str) -> object:
    number = int(bare) if re.fullmatch(r"-?[0-9]{1,18}", bare) else None
    if kind == IDENTIFIER:
        return number
    if kind == YEAR:
        return number if number is not None and len(bare) == 4 and 1900 <= number <= 2199 else None
    if kind == FLAG:
        return {"0": False, "1": True, "true": True, "false": False}.get(bare.lower())
    assert kind.dates is not None
    for pattern, parts in _ORDERS[kind.dates]:
        if match := re.fullmatch(pattern, bare):
            return _date(*(int(match[part]) for part in parts))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2199 or year == 9999 else None


def values(rows: Sequence[Texts], table: Table = ANYTHING) -> list[tuple[object, ...]]:
    """The values of rows of text."""
    return [
        tuple(meaning(c.kind, text)[0] for c, text in zip(table.columns, row, strict=True))
        for row in rows
    ]


def faults(rows: Sequence[Texts], table: Table = ANYTHING) -> list[tuple[int, str, str]]:
    """The bad cells of rows of text, as (0-based row, column, fault)."""
    found = []
    for place, row in enumerate(rows):
        for column, text in zip(table.columns, row, strict=True):
            value, bad = meaning(column.kind, text)
            if bad or (value is None and column.must_be_filled):
                found.append((place, column.name, "unreadable" if bad else "blank"))
    return sorted(found)


def in_other_format(rows: Sequence[Texts], table: Table = ANYTHING) -> dict[str, tuple[int, int]]:
    """Columns of which a fifth cannot be read, and five values or all: how many, of how many."""
    found = {}
    for column, texts in zip(table.columns, zip(*rows, strict=True), strict=True):
        read = [meaning(column.kind, text) for text in texts]
        bad = sum(is_bad for _, is_bad in read)
        filled = bad + sum(value is not None for value, _ in read)
        if bad and bad >= filled / 5 and (bad >= 5 or bad == filled):
            found[column.name] = bad, filled
    return found


def cells(rows: Sequence[Texts], table: Table = ANYTHING) -> list[tuple[int, str, str]]:
    """The bad cells that are named one by one: of a column in another format only blank ones."""
    columns = in_other_format(rows, table)
    return [
        (place, name, fault)
        for place, name, fault in faults(rows, table)
        if fault == "blank" or name not in columns
    ]


_NEAR = st.one_of(
    st.integers(-(10**19), 10**19).map(str),
    st.integers(1880, 2220).map(str),
    st.dates(date(1890, 1, 1), date(2210, 1, 1)).map(str),
    st.datetimes(datetime(1890, 1, 1), datetime(2210, 1, 1)).map(str),
    st.tuples(st.integers(1990, 2030), st.integers(0, 13), st.integers(0, 32)).map(
        lambda parts: "{:04}-{:02}-{:02}".format(*parts)
    ),
    st.tuples(
        st.integers(0, 32), st.sampled_from("/-."), st.integers(0, 32), st.integers(1890, 2210)
    ).map(lambda parts: "{0}{1}{2:02}{1}{3}".format(*parts)),
    st.from_regex(
        r"\A[01]?[0-9][/.-][0-3]?[0-9][/.-]20[0-9]{2}( [0-9]{1,2}:[0-9]{2}( ?[AP]M)?)?\Z"
    ),
    st.from_regex(r"\A(19|20|21|9999)[0-9-]{0,9}[ T]?[0-9:.]{0,12}\Z"),
    st.from_regex(r"\A[+-]?[0-9]{1,20}\Z"),
    st.floats().map(str),
    st.sampled_from(["", "NULL", "null", "Null", "nil", "0", "1", "true", "FALSE", "t", "yes"]),
    st.sampled_from(["epoch", "infinity", "today", "1e3", "0x10", "1_0", "²", "٣", "９", "ſ", "ı"]),
)
_ODD = st.sampled_from(["\u200b", "\ufeff", "\u3000", "x", "\u0660", "\x1f", "7"])

TEXTS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8"), max_size=12),
    _NEAR,
    st.tuples(st.text(_BLANKS, max_size=2), _NEAR, st.text(_BLANKS, max_size=2)).map("".join),
    st.tuples(_NEAR, _ODD).map("".join),
)
"""Text of all sorts, much of it near to something that a column accepts."""

ROWS: st.SearchStrategy[list[Texts]] = st.lists(
    st.tuples(*[TEXTS] * len(NAMES)), min_size=1, max_size=25
)
