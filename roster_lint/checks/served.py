"""How checks are asked of a OneRoster API: it has records and fields where a bundle has lines.

Checks of files and of their manner do not apply. A finding of a field names the collection, the
record's sourcedId and the field as the API calls it; all others keep their keys, so that the
findings of an API and of a bundle can be compared.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from roster_lint.checks.catalog import IN_A_BUNDLE, Check
from roster_lint.vocabulary import SourceKind, family_of

_OF_FILES = ("OB", "OF017", "OF018")
"""Checks of a bundle's files, and of bulk and delta, which an API does not distinguish."""

_KEY = ("entity", "sourcedId", "field")
_LINE = re.compile(r"^Line \{line\} of \{file\}(\{more\})?: ")
_FILE = re.compile(r"\b([A-Za-z]+)\.csv\b")
_IN_THE_SOURCE = (
    "Correct the value in the system behind the API; the API serves it after its next refresh"
)

_MESSAGES = {
    "OF019": "{entity} {sourcedId}: the API serves it {rows} times; one of them is used",
    "OF023": (
        "{entity} {sourcedId}: {field} is filled in {stands_for:row}, so the API serves passwords"
    ),
    "OP111": "The API serves no {records}: the vendor removes all that it has from this source",
    "VN016": "The API serves no {file}: {stated}",
}
_FIXES = {
    "OF019": "Find out why the API serves the record more than once",
    "OP101": "Let the connection read what is referred to, or find out why the API serves none",
    "OP111": "Find out why the API serves none; where its cache is old, refresh it",
    "VN014": "Read all records of the API, not only its changes",
    "VN016": "Let the connection read it",
}

_FIELD_SQL = """\
SELECT
    found.* REPLACE (replace(found.more, ' line', ' record') AS more),
    regexp_replace(found.file, '[.]csv$', '') AS entity,
    coalesce(r.sourcedId, 'record ' || (found.line - 1)) AS sourcedId,
    coalesce(f.field, found."column") AS field
FROM (
{sql}
) found
LEFT JOIN served_record r ON r.file = found.file AND r.line = found.line
LEFT JOIN served_field f ON f.file = found.file AND f.column_name = found."column\""""
_MORE = "found.* REPLACE (replace(found.more, ' line', ' record') AS more)"


def as_asked(checks: Iterable[Check], kind: SourceKind) -> tuple[Check, ...]:
    """The checks as they are asked of a kind of source, without those that do not apply."""
    asked = (check.asked_of(family_of(kind)) for check in checks)
    if kind != "oneroster-api":
        return tuple(asked)
    return tuple(_of_api(c) for c in asked if c.is_own or not c.code.startswith(_OF_FILES))


def _of_api(check: Check) -> Check:
    if check.is_own:
        return check
    message = _MESSAGES.get(check.code, check.message)
    fix = _FIXES.get(check.code) or _FILE.sub(r"\1", check.fix)
    fix = _IN_THE_SOURCE if fix == IN_A_BUNDLE else fix
    if check.topic != "OF":
        return replace(check, message=message, fix=fix.replace("Export ", "Send "))
    named = _LINE.match(message)
    if named:
        message = f"{{entity}} {{sourcedId}}{named[1] or ''}: {message[named.end() :]}"
    message = message.replace("{column}", "{field}")
    sql = _FIELD_SQL.format(sql=check.sql)
    if " more," not in check.sql:
        sql = sql.replace(_MORE, "found.*")
    fix = _FIXES.get(check.code, _IN_THE_SOURCE if "export" in fix.lower() else fix)
    return replace(check, message=message, fix=fix, key=_KEY, sql=sql)


def without_ending(value: object) -> object:
    """A file's name as the name of a collection; anything else as it is."""
    return value[:-4] if isinstance(value, str) and _FILE.fullmatch(value) else value
