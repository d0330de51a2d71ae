"""SQL that turns the text of a OneRoster column into its type, and doubts what may not be good.

Nothing is trimmed. Almost every value is good, so the test is the cheapest that never passes a bad
one; a value that it doubts meets the contract, which decides. What is dear is asked last.
"""

from roster_lint.contracts.oneroster_kinds import (
    BOOLEAN,
    DATE,
    GUID_LIST,
    LONGEST,
    PERCENT,
    STRING_LIST,
    ExactKind,
)
from roster_lint.contracts.oneroster_table import FileColumn
from roster_lint.engine.casting import literal, quoted

HIDDEN = "(hidden)"
"""What stands for a password."""


def value(column: str, kind: ExactKind) -> str:
    """The column's typed value; text stays as it is, even where it is doubted."""
    if kind.secret:
        return f"CASE WHEN {column} IS NOT NULL THEN {literal(HIDDEN)} END"
    if kind.sql_type == "VARCHAR":
        return column
    if kind == BOOLEAN:
        return f"CASE {column} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
    pattern = f"regexp_full_match({column}, {literal(kind.pattern or '')})"
    if kind == DATE:
        cast = f"TRY_CAST({column} AS DATE)"
        return f"CASE WHEN {_plain_date(column)} OR {pattern} THEN {cast} END"
    bare = f"rtrim({column}, '%')" if kind == PERCENT else column
    return f"CASE WHEN {pattern} THEN TRY_CAST({bare} AS {kind.sql_type}) END"


def _plain_date(column: str) -> str:
    return f"{column} LIKE '____-__-__' AND {column} BETWEEN '1900' AND '2200'"


def doubt(column: FileColumn) -> str:
    """Whether a value may be bad; never NULL."""
    text, kind = quoted(column.name), column.kind
    if kind.secret:
        return "FALSE"
    if kind.sql_type == "VARCHAR":
        bad = f"NOT ({_good(text, kind)})"
    else:
        bad = f"{quoted('typed ' + column.name)} IS NULL"
    return f"CASE WHEN {text} IS NULL THEN {column.must_be_filled} ELSE {bad} END".replace(
        "THEN False", "THEN FALSE"
    ).replace("THEN True", "THEN TRUE")


def _good(text: str, kind: ExactKind) -> str:
    if kind.values:
        return _of_vocabulary(text, kind)
    if kind.pattern is None:
        return _visible(text)
    if kind == STRING_LIST:
        return f"{_visible(text)} AND (NOT contains({text}, ',') OR {_matches(text, kind)})"
    # The word NULL is a GUID by its letters.
    no_word = f"(strlen({text}) <> 4 OR upper({text}) <> 'NULL')"
    if kind == GUID_LIST:
        return f"{_matches(text, kind)} AND {no_word}"
    return f"strlen({text}) <= {LONGEST} AND {_matches(text, kind)} AND {no_word}"


def _matches(text: str, kind: ExactKind) -> str:
    return f"regexp_full_match({text}, {literal(kind.pattern or '')})"


def _of_vocabulary(text: str, kind: ExactKind) -> str:
    current = ", ".join(literal(v) for v in kind.values if v != "inactive")
    plain = f"{text} IN ({current})"
    many = kind.extensible or kind.name == "enum list"
    return f"({plain} OR {_matches(text, kind)})" if many else plain


def _visible(text: str) -> str:
    """Text that begins and ends with a visible ASCII character, and is short: most text."""
    return (
        f"ascii({text}) BETWEEN 33 AND 126 AND ascii({text}[-1]) BETWEEN 33 AND 126"
        f" AND strlen({text}) <= {LONGEST} AND {text} <> 'NULL'"
    )
