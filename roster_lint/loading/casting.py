"""SQL that turns the text of a column into its type, and detects text that is none.

A cast alone is too lenient: it reads 12.7 as 13 and 26-08-10 as a date. So the contract's pattern
must match first, unless the value's own spelling gives the text back. What is cheap is tried before
what is dear, since almost every value is clean: comparing, then matching, then trimming.
"""

from roster_lint.contracts.fields import (
    FLAG,
    IDENTIFIER,
    LARGEST,
    ORDERS,
    SPREADSHEET_DATE,
    YEAR,
    Kind,
)
from roster_lint.engine.sql_text import literal
from roster_lint.sources.spelling import ANY, Spelling

_BLANKS = "\t\n\x0b\x0c\r \xa0"


def trimmed(column: str) -> str:
    """The column's text without white space around it; blank text and the word NULL stay."""
    return f"trim({column}, {literal(_BLANKS)})"


def first_cast(column: str, kind: Kind) -> str | None:
    """The cast of the text as it stands, where that is worth a try; no proof of a good value yet.

    It is a column of its own, since ``value`` needs it twice and DuckDB would cast as often.
    """
    tried = kind in (IDENTIFIER, YEAR) or kind.dates is not None
    return f"TRY_CAST({column} AS {kind.sql_type})" if tried else None


def value(column: str, kind: Kind, cast: str, spelling: Spelling = ANY) -> str:
    """The column's typed value; NULL where the text is blank, the word NULL, or not of the kind.

    Args:
        column: the text.
        kind: its kind.
        cast: the column that holds ``first_cast``, where there is one.
        spelling: what is known of all texts of the column.
    """
    if kind.pattern is None:
        return column if spelling.tidy else _text(column, kind)
    # Where every text is tidy, to trim it changes nothing.
    spellings = [column] if spelling.tidy else [column, trimmed(column)]
    matching = " ".join(
        f"WHEN regexp_full_match({text}, {literal(kind.pattern)}) THEN {_cast(text, kind)}"
        for text in spellings
    )
    plain = _plain(column, kind, cast, spelling)
    return f"CASE WHEN {column} IS NULL THEN NULL {plain}{matching} END"


def _plain(column: str, kind: Kind, cast: str, spelling: Spelling) -> str:
    """Branches for the plainest spelling of a value: the cast's own, which needs no pattern."""
    if kind == FLAG:
        return f"WHEN {column} = '0' THEN FALSE WHEN {column} = '1' THEN TRUE "
    same = f"CAST({cast} AS VARCHAR) = {column}"
    if kind == IDENTIFIER:
        bounds = f"{cast} BETWEEN -{LARGEST} AND {LARGEST}"
        # In text of only digits and hyphens the cast accepts only the contract's own spellings.
        proof = bounds if spelling.digits else f"{same} AND {bounds}"
        return f"WHEN {proof} THEN {cast} "
    if kind == YEAR:
        return f"WHEN {same} AND {cast} BETWEEN 1900 AND 2199 THEN {cast} "
    if kind.dates is not None:
        bounds = f"{cast} BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'"
        # As a database has them whose days are moments.
        midnight = f"{column} = CAST({cast} AS VARCHAR) || ' 00:00:00'"
        return f"WHEN ({same} OR {midnight}) AND {bounds} THEN {cast} "
    return ""


def unreadable(column: str, typed: str) -> str:
    """Whether the column holds something, yet its typed value is NULL."""
    return (
        f"CASE WHEN {column} IS NOT NULL AND {typed} IS NULL "
        f"THEN upper({trimmed(column)}) NOT IN ('', 'NULL') ELSE FALSE END"
    )


def contract_text(column: str, kind: Kind) -> str:
    """The text as the contract sees it: NULL where it stands for no value, else trimmed."""
    bare = trimmed(column)
    word = bare if kind.pattern is None else f"upper({bare})"
    return f"CASE WHEN {word} IN {_null_words(kind)} THEN NULL ELSE {bare} END"


def _null_words(kind: Kind) -> str:
    # In text upper case only: "Null" can be a username, NULL is what a query window prints.
    return "('', 'NULL')" if kind.null_word else "('')"


def _text(column: str, kind: Kind) -> str:
    bare = trimmed(column)
    kept = bare if kind.trimmed else column
    null = f" AND NOT starts_with({column}, 'NULL')" if kind.null_word else ""
    return (
        f"CASE WHEN {_clean(column, kind)}{null} THEN {column} "
        f"WHEN {bare} IN {_null_words(kind)} THEN NULL ELSE {kept} END"
    )


def _clean(column: str, kind: Kind) -> str:
    """Text that begins, and where it matters ends, with a visible ASCII character: most text."""
    begins = f"ascii({column}) BETWEEN 33 AND 126"
    return f"{begins} AND ascii(right({column}, 1)) BETWEEN 33 AND 126" if kind.trimmed else begins


def _cast(text: str, kind: Kind) -> str:
    """The typed value of a text that matches the kind's pattern."""
    if kind.dates is None:
        return f"TRY_CAST({text} AS {kind.sql_type})"
    iso = f"TRY_CAST(left({text}, 10) AS DATE)"
    if kind.dates == "iso":
        return iso
    bare = f"regexp_replace(regexp_extract({text}, {literal(SPREADSHEET_DATE)}), '[.-]', '/', 'g')"
    own = f"CAST(try_strptime({bare}, {literal(ORDERS[kind.dates])}) AS DATE)"
    return f"CASE WHEN regexp_matches({text}, '^[0-9]{{4}}') THEN {iso} ELSE {own} END"
