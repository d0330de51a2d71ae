"""SQL that turns the text of a OneRoster column into its type, and doubts what may not be good.

Nothing is trimmed. Almost every value is good, so the test is the cheapest that never passes a bad
one; a value that it doubts meets the contract, which decides. Slow tests come last.
"""

from roster_lint.contracts.oneroster_kinds import (
    BOOLEAN,
    DATE,
    GUID,
    GUID_LIST,
    LONGEST,
    PAIRS,
    PERCENT,
    STRING_LIST,
    ExactKind,
)
from roster_lint.contracts.oneroster_table import FileColumn
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.sources.spelling import ANY, Spelling

_OF_GUIDS = (GUID, GUID_LIST)

_SHORT = 16

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


def doubt(column: FileColumn, spelling: Spelling = ANY) -> str:
    """Whether a value may be bad; never NULL.

    Args:
        column: whose values they are.
        spelling: what is known of all values of the file.
    """
    text, kind = quoted(column.name), column.kind
    if kind.secret:
        return "FALSE"
    blank = f"WHEN {text} IS NULL THEN {str(column.must_be_filled).upper()}"
    if kind.sql_type != "VARCHAR":
        return f"CASE {blank} ELSE {quoted('typed ' + column.name)} IS NULL END"
    if kind in _OF_GUIDS and spelling.others is not None:
        return f"CASE {blank} {_by_characters(text, kind, spelling)} END"
    return f"CASE {blank} {_branches(text, kind, spelling)} END"


def _by_characters(text: str, kind: ExactKind, spelling: Spelling) -> str:
    """A GUID or a list of them: of its file it is known what no GUID has, and that is sought."""
    others = [one for one in spelling.others or "" if not (kind == GUID_LIST and one == ",")]
    odd = [f"contains({text}, chr({ord(one)}))" for one in others]
    odd += [] if spelling.ascii else [f"strlen({text}) <> length({text})"]
    # A short value is quicker to hold against all that a URL takes as it is.
    short = f"WHEN strlen({text}) <= {_SHORT} AND {_plain_guid(text)} THEN FALSE"
    found = f"{short} WHEN {' OR '.join(odd)} THEN TRUE" if odd else ""
    length = f"strlen({text}) NOT BETWEEN 1 AND {LONGEST}"
    if kind == GUID:
        return f"{_null_word(text)} {found} ELSE {length}"
    empty_item = f"contains({text}, ',,') OR starts_with({text}, ',') OR ends_with({text}, ',')"
    return (
        f"{_null_word(text)} {found} WHEN NOT contains({text}, ',') THEN {length}"
        f" WHEN {empty_item} THEN TRUE WHEN strlen({text}) <= {LONGEST} THEN FALSE"
        f" ELSE NOT {_matches(text, kind)}"
    )


def _null_word(text: str) -> str:
    """The word NULL is a GUID and an item by its letters."""
    # Hardly a value begins with these letters, and those are compared first.
    begins = f"{text} BETWEEN 'N' AND 'o'"
    return f"WHEN {begins} AND strlen({text}) = 4 AND upper({text}) = 'NULL' THEN TRUE"


def _branches(text: str, kind: ExactKind, spelling: Spelling) -> str:
    """The rest of a CASE, whose branches see only the values that come so far.

    An AND or OR would be computed whole for every value.
    """
    if kind.values:
        return _of_vocabulary(text, kind)
    if kind.pattern is None:
        return f"ELSE NOT ({_visible(text, spelling)})"
    no_match = f"ELSE NOT {_matches(text, kind)}"
    word = _null_word(text)
    if kind == STRING_LIST:
        one_item = f"WHEN NOT contains({text}, ',') THEN FALSE"
        return f"{word} WHEN NOT ({_visible(text, spelling)}) THEN TRUE {one_item} {no_match}"
    if kind == GUID:
        return f"{word} WHEN {_plain_guid(text)} THEN FALSE {no_match}"
    if kind == GUID_LIST:
        return (
            f"{word} WHEN NOT contains({text}, ',') AND {_plain_guid(text)} THEN FALSE {no_match}"
        )
    if kind == PAIRS:
        # A pattern cannot say whether two left sides are the same; few scales have a value.
        return (
            f"{word} WHEN contains({text}, ',') OR strlen({text}) > {LONGEST} THEN TRUE {no_match}"
        )
    return f"{word} WHEN strlen({text}) > {LONGEST} THEN TRUE {no_match}"


def _matches(text: str, kind: ExactKind) -> str:
    return f"regexp_full_match({text}, {literal(kind.pattern or '')})"


def _plain_guid(text: str) -> str:
    """Most GUIDs, in half the time of the pattern: what a URL takes as it is, without a tilde."""
    return (
        f"url_encode({text}) = {text} AND NOT contains({text}, '~')"
        f" AND strlen({text}) BETWEEN 1 AND {LONGEST}"
    )


def _of_vocabulary(text: str, kind: ExactKind) -> str:
    """One branch a value.

    Of a long IN DuckDB makes a join, which does not keep the rows in the file's order: a row's
    place would then say nothing of its line.
    """
    plain = " ".join(
        f"WHEN {text} = {literal(v)} THEN FALSE" for v in kind.values if v != "inactive"
    )
    many = kind.extensible or kind.name == "enum list"
    return f"{plain} ELSE {f'NOT {_matches(text, kind)}' if many else 'TRUE'}"


def _visible(text: str, spelling: Spelling) -> str:
    """Text that is short, and begins and ends with no blank, as far as this is quickly seen."""
    return (
        f"{text} BETWEEN '!' AND '~' AND {_ends_visibly(text, spelling)}"
        f" AND strlen({text}) <= {LONGEST} AND {text} <> 'NULL'"
    )


def _ends_visibly(text: str, spelling: Spelling) -> str:
    """Of a file it is mostly known that it has one kind of blank, which is quicker to look for."""
    blanks = [one for one in spelling.others or "" if one.isspace()]
    if spelling.others is None or not spelling.ascii or len(blanks) > 1:
        return f"{text}[-1] BETWEEN '!' AND '~'"
    return " ".join(f"NOT ends_with({text}, chr({ord(one)}))" for one in blanks) or "TRUE"
