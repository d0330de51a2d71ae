"""The kinds of column that a table contract is built from.

Every value arrives as text, from a file or a database alike. A kind names the pattern that the
text must match, and the DuckDB type that it becomes. The same pattern is the pandera check and
the guard before the engine's cast, so the two cannot disagree about what a good value is.
"""

from dataclasses import dataclass
from typing import Any, Literal

from roster_lint.vocabulary import DateFormat

Use = Literal["key", "join", "filled", "rule", "shown"]
"""``key``, ``join`` and ``filled`` columns may not be blank; ``rule`` columns are read by a
criterion or a check; ``shown`` ones serve only to name records."""

_YEAR = "((19|20|21)[0-9]{2}|9999)"
_CLOCK = "[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
_ISO = f"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_MONTH, _DAY_OF_MONTH = "(0?[1-9]|1[0-2])", "(0?[1-9]|[12][0-9]|3[01])"


@dataclass(frozen=True)
class Kind:
    """One kind of column.

    Attributes:
        name: its name in findings and in the documentation.
        sql_type: the type of the engine's column.
        pattern: the regular expression that a trimmed, non-blank text must match in full;
            ``None`` where any text will do.
        expects: what a good value is, for people.
        trimmed: white space around the text has no meaning.
        null_word: the word NULL stands for no value.
        dates: how a date may be written; ``None`` where a value is no date.
    """

    name: str
    sql_type: str
    pattern: str | None
    expects: str
    trimmed: bool = True
    null_word: bool = True
    dates: DateFormat | None = None


IDENTIFIER = Kind("identifier", "BIGINT", r"-?[0-9]{1,18}", "a whole number")
LARGEST = 10**18 - 1
"""The largest identifier: 18 digits."""

YEAR = Kind("year", "INTEGER", r"(19|20|21)[0-9]{2}", "a year of four digits")
FLAG = Kind("flag", "BOOLEAN", r"[01]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]", "0, 1, true or false")
DAY = Kind(
    "date",
    "DATE",
    f"{_ISO}({_CLOCK})?",
    "a date as YYYY-MM-DD, with or without a time",
    dates="iso",
)
CODE = Kind("code", "VARCHAR", None, "a short code")
TEXT = Kind("text", "VARCHAR", None, "text", trimmed=False)
NAME = Kind("name", "VARCHAR", None, "a name", null_word=False)


def _day(dates: DateFormat, first: str, second: str, expects: str) -> Kind:
    """Dates that a spreadsheet wrote; ISO dates may stand among them."""
    spreadsheet = "|".join(f"{first}{mark}{second}{mark}{_YEAR}" for mark in ("/", "-", "[.]"))
    pattern = f"({_ISO}|{spreadsheet})({_CLOCK}( ?[AaPp][Mm])?)?"
    return Kind("date", "DATE", pattern, f"a date as {expects}", dates=dates)


DAYS: dict[DateFormat, Kind] = {
    "iso": DAY,
    "mdy": _day("mdy", _MONTH, _DAY_OF_MONTH, "MM/DD/YYYY or YYYY-MM-DD, with or without a time"),
    "dmy": _day("dmy", _DAY_OF_MONTH, _MONTH, "DD/MM/YYYY or YYYY-MM-DD, with or without a time"),
}
"""Dates by the setting ``date_format``."""

ORDERS: dict[DateFormat, str] = {"iso": "%Y-%m-%d", "mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y"}
"""The same as a format of strptime; slashes stand for whatever separates the parts."""

SPREADSHEET_DATE = "^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
"""The date at the beginning of a well-formed text that is not in ISO order."""


@dataclass(frozen=True)
class Field:
    """What a model says of one column; see ``table.Column``."""

    kind: Kind
    use: Use
    filled: bool = False
    refers_to: str | None = None


def identifier(use: Use = "rule", *, filled: bool = False, refers_to: str | None = None) -> Any:
    """An integer ID, or any other whole number such as a sequence.

    Here as below ``filled`` says that no whole district leaves the column blank, which a single
    row may do; ``refers_to`` names the table in which a row has the ID as its key.
    """
    return Field(IDENTIFIER, use, filled, refers_to)


def year(use: Use = "rule", *, filled: bool = False, refers_to: str | None = None) -> Any:
    """A calendar year such as 2027."""
    return Field(YEAR, use, filled, refers_to)


def flag(use: Use = "rule", *, filled: bool = False) -> Any:
    """A bit: 0, 1, true or false; no value counts as 0 in every rule."""
    return Field(FLAG, use, filled)


def day(use: Use = "rule", *, filled: bool = False) -> Any:
    """A date that exists, with or without a time; the time is dropped."""
    return Field(DAY, use, filled)


def code(use: Use = "rule", *, filled: bool = False) -> Any:
    """A code that other tables refer to: white space around it has no meaning."""
    return Field(CODE, use, filled)


def text(use: Use = "rule") -> Any:
    """Free text, kept as it is, since stray blanks in it can matter; blank text is no value."""
    return Field(TEXT, use)


def name(use: Use = "shown", *, filled: bool = False) -> Any:
    """A name: the word NULL is no null here, since it is also a surname."""
    return Field(NAME, use, filled)
