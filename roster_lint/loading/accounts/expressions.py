"""SQL that reads an accounts file's columns, all of which are text, as what they mean."""

from roster_lint.contracts.fields import NAME
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.accounts.kinds import account_kind
from roster_lint.loading.accounts.shapes import Columns, Number, Says
from roster_lint.loading.casting import value

_YES = "('true', 'yes', 'y', '1', 'enabled', 'active')"
_NO = "('false', 'no', 'n', '0', 'disabled', 'inactive')"
_STOPPED = ("suspend%", "archiv%", "block%", "disabl%", "delet%", "inactiv%")

_BLANKS = "chr(9) || chr(10) || chr(13) || ' ' || chr(160)"
_PREFIXED = r"\+((?i:smtp|sip|spo|x500|eum):)"
_UNUSUAL = r"""[+,|\s\[\]{}()<>"']"""
_SEPARATORS = r"""[;,|\s\[\]{}()<>"']+"""


def address_key(column: str) -> str:
    """An address without case and blanks, by which addresses are compared."""
    # Almost no address holds a blank, and looking is cheaper than removing.
    return (
        f"CASE WHEN {column} LIKE '% %' OR {column} LIKE '%' || chr(9) || '%'"
        f" OR {column} LIKE '%' || chr(160) || '%' OR {column} LIKE '%' || chr(10) || '%'"
        f" THEN translate(lower({column}), {_BLANKS}, '') ELSE lower({column}) END"
    )


def kind_select(columns: Columns) -> str:
    """A SELECT of of_unit, of_type and kind_of from accounts_row, one row a unit and type.

    A directory has few units: looking for words in each once is cheaper than in every row.
    """
    unit, employee_type = _unit_and_type(columns)
    return (
        f"SELECT of_unit, of_type, {account_kind('of_unit', 'of_type')} AS kind_of FROM"
        f" (SELECT DISTINCT {unit} AS of_unit, {employee_type} AS of_type FROM accounts_row)"
    )


def account_select(columns: Columns) -> str:
    """A SELECT of rowid, email, active, given, family, number and kind.

    It reads accounts_row, and accounts_kind, which holds what ``kind_select`` gives.
    """
    unit, employee_type = _unit_and_type(columns)
    return (
        f"SELECT a.rowid, {_text(columns.email)} AS email, {_active(columns)} AS active,"
        f" {_text(columns.given)} AS given, {_text(columns.family)} AS family,"
        f" {_first_number(columns.numbers)} AS number, k.kind_of AS kind"
        f" FROM accounts_row a JOIN accounts_kind k"
        f" ON k.of_unit = {unit} AND k.of_type = {employee_type}"
    )


def _unit_and_type(columns: Columns) -> tuple[str, str]:
    """The unit's path and the employee type; empty text where there is none."""
    unit = f"coalesce({quoted(columns.org_unit)}, '')" if columns.org_unit else "''"
    types = [f"coalesce({quoted(column)}, '')" for column in columns.types]
    return unit, " || ' ' || ".join(types) or "''"


def alias_select(columns: Columns) -> str | None:
    """A SELECT of place, alias and own from accounts_row; None where the file has none.

    What Exchange writes as ``SMTP:a@x;smtp:b@x`` is one address a prefix, of which the one in
    upper case is the account's own. Entries of other kinds (``SIP:``) are no email addresses.
    """
    own = quoted(columns.email)
    selects = [_items(column, "TRUE", own) for column in columns.mails]
    selects += [_items(column, "starts_with(item, 'SMTP:')", own) for column in columns.aliases]
    if not selects:
        return None
    found = " UNION ALL ".join(selects)
    alias = "CASE WHEN lower(left(item, 5)) = 'smtp:' THEN substr(item, 6) ELSE item END"
    return (
        f"SELECT place, min(alias) AS alias, lower(alias) AS aliasKey, bool_or(own) AS own"
        f" FROM (SELECT place, {alias} AS alias, own FROM ({found}))"
        " WHERE alias LIKE '_%@_%' AND NOT contains(alias, ':') GROUP BY place, lower(alias)"
    )


def _items(column: str, own: str, email: str) -> str:
    name = quoted(column)
    text = f"regexp_replace({name}, {literal(_PREFIXED)}, ';\\1', 'g')"
    # Most lists are separated as Exchange does it, or hold one address.
    items = (
        f"unnest(CASE WHEN regexp_matches({name}, {literal(_UNUSUAL)})"
        f" THEN regexp_split_to_array({text}, {literal(_SEPARATORS)})"
        f" ELSE string_split({name}, ';') END)"
    )
    return (
        f"SELECT place, item, {own} AS own FROM (SELECT rowid AS place, {items} AS item"
        f" FROM accounts_row WHERE contains({name}, '@')"
        # Most accounts have one address, which stands here again.
        f" AND {name} IS DISTINCT FROM {email} AND {name} IS DISTINCT FROM 'SMTP:' || {email})"
    )


def used_columns(columns: Columns) -> list[str]:
    """The columns of the file that are read, each once."""
    numbers = (name for n in columns.numbers for name in (n.column, n.kind_column))
    states = (name for name, _says in columns.states)
    named = (columns.email, columns.given, columns.family, columns.org_unit)
    lists = (*columns.mails, *columns.aliases, *columns.types)
    return list(dict.fromkeys(n for n in (*named, *lists, *states, *numbers) if n is not None))


def _text(column: str | None) -> str:
    if column is None:
        return "CAST(NULL AS VARCHAR)"
    return value(quoted(column), NAME, quoted(column))


def _first_number(numbers: tuple[Number, ...]) -> str:
    texts = []
    for number in numbers:
        text = _text(number.column)
        if number.kind_column is not None:
            text = f"CASE WHEN lower({_text(number.kind_column)}) = 'organization' THEN {text} END"
        texts.append(text)
    return f"coalesce({', '.join(texts)})" if texts else _text(None)


def _active(columns: Columns) -> str:
    """FALSE where any column says that the account does not work, TRUE where one says it does."""
    if not columns.states:
        return "CAST(NULL AS BOOLEAN)"
    each = [_works(column, says) for column, says in columns.states]
    stopped = " OR ".join(f"{works} IS FALSE" for works in each)
    return f"CASE WHEN {stopped} THEN FALSE ELSE coalesce({', '.join(each)}) END"


def _works(column: str, says: Says) -> str:
    word = f"lower({_text(column)})"
    if says == "status":
        stopped = " OR ".join(f"{word} LIKE {literal(start)}" for start in _STOPPED)
        return f"(CASE WHEN {stopped} THEN FALSE WHEN {word} = 'active' THEN TRUE END)"
    if says == "deleted":
        return f"(CASE WHEN regexp_matches({word}, '(19|20)[0-9][0-9]') THEN FALSE END)"
    yes, no = (_YES, _NO) if says == "enabled" else (_NO, _YES)
    return f"(CASE WHEN {word} IN {yes} THEN TRUE WHEN {word} IN {no} THEN FALSE END)"
