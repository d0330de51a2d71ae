"""What is wrong with settings, as sentences: which value, where it stands, what is allowed."""

import difflib
from collections.abc import Mapping
from itertools import groupby
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from roster_lint.errors import scrub
from roster_lint.settings.entries import Regrade, Suppression
from roster_lint.settings.settings import Settings

_SECRET = ("password", "source")
"""Never quoted: a source can be a URL with a password in it."""

_ALLOWED_FOR = {
    "year": "a year from 1900 to 2199, the one in which the school year ends",
    "as_of": "a date as YYYY-MM-DD",
    "until": "a date as YYYY-MM-DD",
    "show": "a whole number or 'all'",
    "check_seconds": "a number of seconds, more than 0 and at most 86400",
    "docs_url": "the address of a site, such as https://docs.example.org",
    "memory": "an amount of memory such as 2GB or 500MB, at least 100MB",
    "code": "a check's code such as UN001",
    "reason": "a text that is not blank",
}
_SEVERITY = {
    "severity": "error, warning or info",
    "reason": "a text that is not blank",
    "": "a table with severity and reason",
}
_TOLERANCE = "a number or a percentage such as 5%, or a table with such an amount and a reason"
_ALLOWED_AS = {
    "bool": "true or false",
    "string": "a text",
    "int": "a whole number",
    "tuple": "a list",
    "dict": "a table of keys and values",
    "path": "a path",
    "model": "a table of keys and values",
    "value": "a number or a percentage such as 5%",
}


def problems(error: ValidationError, labels: Mapping[str, str]) -> str:
    """All problems of one attempt to make Settings, a sentence each.

    Args:
        error: what pydantic says.
        labels: what to call each key in a sentence, such as ``ROSTER_LINT_YEAR``.
    """
    found = groupby(error.errors(include_url=False), _path)
    return " ".join(_sentence(path, list(group), labels) for path, group in found)


def _path(error: ErrorDetails) -> tuple[str | int, ...]:
    """Where a value stands, without the branches of a union that pydantic appends."""
    loc = error["loc"]
    depth = 3 if loc[0] in ("suppress", "severity") else 2
    return loc[:1] if loc[0] == "show" else loc[:depth]


def _sentence(
    path: tuple[str | int, ...], errors: list[ErrorDetails], labels: Mapping[str, str]
) -> str:
    key, first = str(path[0]), errors[0]
    # A table's or an entry's own key goes between the setting and the place that it stands in.
    subject = _inner(path) + labels.get(key, key)
    if first["type"] == "missing" and key != "tolerance":
        return f"{subject} is missing."
    if first["type"] == "extra_forbidden":
        known = (Regrade if key == "severity" else Suppression).model_fields
        near = difflib.get_close_matches(str(path[-1]), known, 1)
        hint = near[0] if near else "one of " + ", ".join(known)
        return f"{subject} is unknown. Did you mean {hint}?"
    value = "has a value of the wrong kind" if key in _SECRET else f"is {_shown(first['input'])}"
    return f"{subject} {value}, but must be {_allowed(path, first)}."


def _inner(path: tuple[str | int, ...]) -> str:
    parts = [f"entry {part + 1}" if isinstance(part, int) else f"'{part}'" for part in path[1:]]
    return "".join(f"{part} of " for part in reversed(parts))


def _shown(value: object) -> str:
    # Before it is cut: the rest of a password could not be distinguished from other text.
    text = scrub(repr(value) if isinstance(value, str) else str(value))
    return text if len(text) <= 60 else f"{text[:57]}..."


def _allowed(path: tuple[str | int, ...], error: ErrorDetails) -> str:
    if error["type"] == "literal_error" and path[0] != "severity":
        return _choices(str(path[0])) or str(error["ctx"]["expected"])
    if path[0] == "severity":
        return _SEVERITY.get(str(path[-1]), _SEVERITY[""])
    if path[0] == "tolerance":
        return _TOLERANCE
    if path == ("suppress",):
        return "entries that each begin with [[suppress]]"
    names = [str(part) for part in path if isinstance(part, str)]
    if names[-1] in _ALLOWED_FOR or names[0] in _ALLOWED_FOR:
        return _ALLOWED_FOR.get(names[-1]) or _ALLOWED_FOR[names[0]]
    kind = error["type"].split("_")[0]
    return _ALLOWED_AS.get(kind, f"right: {error['msg']}")


def _choices(key: str) -> str | None:
    field = Settings.model_fields.get(key)
    words = [str(word) for word in get_args(field.annotation)] if field else []
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else None
