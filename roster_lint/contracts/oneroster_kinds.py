r"""The kinds of column in a OneRoster CSV file, and what can be wrong with a cell.

Unlike a Campus export's, a value here must be written exactly as the binding says: nothing is
trimmed, and case counts (CSV Binding 1.2, section 3). A kind names its pattern, which both the
pandera check and the engine's cast are made from, and the fault that a value has which does not
match it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from roster_lint.contracts.fields import Kind

CellFault = Literal[
    "blank",
    "only-spaces",
    "stray-spaces",
    "null-word",
    "guid",
    "list-item",
    "date",
    "datetime",
    "boolean",
    "year",
    "integer",
    "float",
    "extension",
    "enumeration",
    "user-ids",
    "pairs",
    "repeated-left",
    "inactive",
    "too-long",
]
"""What can be wrong with a cell by itself; of several, the first is reported."""

LONGEST = 255
"""Characters that every implementation must take in a string (section 3)."""

_ID = "[0-9A-Za-z._/@-]"
BLANK = r"\t\n\x0b\x0c\r \x{a0}"
"""White space in a class of characters, as both DuckDB and polars read it."""

_ITEM = f"[^,{BLANK}]([^,]*[^,{BLANK}])?"
_BRACED = r"\{[^:{}]+:[^{}]+\}"
_DAY = "((19|20|21)[0-9]{2}|9999)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)"
_TOKEN = "ext:[a-zA-Z0-9._-]+"


@dataclass(frozen=True)
class ExactKind(Kind):
    """One kind of column whose values count as they are written.

    Attributes:
        fault: what a value is said to be wrong in that does not match the pattern.
        values: the enumeration's own values.
        extensible: tokens that begin with ``ext:`` are allowed too.
        secret: the value is never kept, only that there is one.
    """

    fault: CellFault | None = None
    values: tuple[str, ...] = ()
    extensible: bool = False
    secret: bool = False


def _exact(
    name: str, sql_type: str, pattern: str | None, expects: str, fault: CellFault | None = None
) -> ExactKind:
    return ExactKind(name, sql_type, pattern, expects, trimmed=False, null_word=False, fault=fault)


STRING = _exact("string", "VARCHAR", None, "text")
SECRET = ExactKind("string", "VARCHAR", None, "text", False, False, secret=True)
GUID = _exact(
    "GUID",
    "VARCHAR",
    f"{_ID}{{1,255}}",
    "a GUID: at most 255 of the characters 0-9 a-z A-Z . - _ / @",
    "guid",
)
GUID_LIST = _exact(
    "GUID list",
    "VARCHAR",
    f"{_ID}{{1,255}}(,{_ID}{{1,255}})*",
    "GUIDs with a comma and nothing else between them",
    "guid",
)
STRING_LIST = _exact(
    "string list",
    "VARCHAR",
    f"{_ITEM}(,{_ITEM})*",
    "items with a comma and nothing else between them",
    "list-item",
)
DATE = _exact("date", "DATE", _DAY, "a date as YYYY-MM-DD", "date")
DATETIME = _exact(
    "datetime",
    "VARCHAR",
    rf"{_DAY}T{_CLOCK}([.][0-9]{{1,9}})?(Z|[+-]00:00)",
    "a time in UTC as YYYY-MM-DDThh:mm:ss.sssZ",
    "datetime",
)
BOOLEAN = _exact("boolean", "BOOLEAN", "true|false", "true or false, in lower case", "boolean")
YEAR = _exact("year", "INTEGER", "(19|20|21)[0-9]{2}", "a year of four digits", "year")
INTEGER = _exact("integer", "BIGINT", "[+-]?[0-9]{1,18}", "a whole number", "integer")
PERCENT = _exact("integer", "BIGINT", "[+-]?[0-9]{1,18}%?", "a whole number", "integer")
FLOAT = _exact(
    "float",
    "DOUBLE",
    "[+-]?([0-9]{1,300}([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,2})?",
    "a number, with a point if it has decimals",
    "float",
)
USER_IDS = _exact(
    "string list",
    "VARCHAR",
    f"{_BRACED}(,{_BRACED})*",
    "items as {Type:Id} with a comma and nothing else between them",
    "user-ids",
)
PAIRS = _exact(
    "string list",
    "VARCHAR",
    f"{_BRACED}(,{_BRACED})*",
    "items as {LHS:RHS} with a comma and nothing else between them",
    "pairs",
)


def enumeration(values: Sequence[str], *, extensible: bool = False) -> ExactKind:
    """One of some values, or where the vocabulary may be extended a token ``ext:…``."""
    pattern = "|".join([*map(re.escape, values), *([_TOKEN] if extensible else [])])
    return ExactKind(
        "enum",
        "VARCHAR",
        pattern,
        _choice(values, extensible),
        trimmed=False,
        null_word=False,
        fault="enumeration",
        values=tuple(values),
        extensible=extensible,
    )


def enumeration_list(values: Sequence[str], *, extensible: bool = False) -> ExactKind:
    """Several of some values with a comma and nothing else between them."""
    one = enumeration(values, extensible=extensible)
    return ExactKind(
        "enum list",
        "VARCHAR",
        f"({one.pattern})(,({one.pattern}))*",
        f"items, each {one.expects}",
        trimmed=False,
        null_word=False,
        fault="enumeration",
        values=one.values,
        extensible=extensible,
    )


def _choice(values: Sequence[str], extensible: bool) -> str:
    *most, last = [*values, *(["a token that begins with ext:"] if extensible else [])]
    return f"{', '.join(most)} or {last}"
