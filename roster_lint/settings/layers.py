"""The settings that stand in one place: in flags, in ROSTER_LINT_* variables, in a file.

An unknown key, or a value that cannot be read, ends as a sentence that names the place.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from roster_lint.errors import UsageError, holds_secret
from roster_lint.files.kinds import refuse_special
from roster_lint.settings.backslashes import backslash_hint, refuse_escapes
from roster_lint.settings.settings import Settings
from roster_lint.settings.source_name import is_url, source_name

FILE_NAME = "roster-lint.toml"
PREFIX = "ROSTER_LINT_"

_FIELDS = {field.alias or name: field for name, field in Settings.model_fields.items()}
KEYS = tuple(_FIELDS)
"""Every key, as the file spells it."""

_LISTS = {key for key, field in _FIELDS.items() if get_origin(field.annotation) is tuple}
_TABLES = {key for key, field in _FIELDS.items() if get_origin(field.annotation) is dict}
_PATHS = ("source", *(key for key, field in _FIELDS.items() if field.annotation == Path | None))
_PREFIXES = ("select", "ignore")
_NOT_SETTINGS = ("CONFIG", "DEBUG")
_SECRET = frozenset(("source", "password", "client_secret"))
"""What may hold a password."""


@dataclass(frozen=True)
class Layer:
    """The settings that stand in one place.

    Attributes:
        values: by key.
        labels: what to call each key in a sentence about it, such as ``--year``.
        places: where each key stands, such as ``roster-lint.toml, line 3``.
    """

    values: Mapping[str, object]
    labels: Mapping[str, str]
    places: Mapping[str, str]


def refuse_secret(value: object, label: str) -> None:
    """Refuses a value that holds a password where none belongs, before anything quotes it.

    Args:
        value: a text or a path, or lists and tables of them.
        label: what to call it.

    Raises:
        UsageError: it seems to hold one.
    """
    if holds_secret(value):
        raise UsageError(
            f"{label} holds what looks like a password, which does not belong there. A database is"
            f" named as the source, its password by {PREFIX}PASSWORD or the keyring."
        )


def flags_layer(flags: Mapping[str, object], folder: Path) -> Layer:
    """What the command line says; ``None`` and empty lists are flags that were not given.

    Args:
        flags: by key.
        folder: what relative paths are relative to.

    Raises:
        UsageError: a value that cannot be read.
    """
    given = {key: value for key, value in flags.items() if value not in (None, (), [])}
    labels = {key: "SOURCE" if key == "source" else f"--{key.replace('_', '-')}" for key in given}
    return _layer(given, labels, folder)


def environment_layer(environ: Mapping[str, str], folder: Path) -> Layer:
    """What the environment's variables say.

    Args:
        environ: all variables.
        folder: what relative paths are relative to.

    Raises:
        UsageError: an unknown variable of ours, or a value that cannot be read.
    """
    values: dict[str, object] = {}
    labels: dict[str, str] = {}
    for name in sorted(environ):
        variable = name.upper()
        if not variable.startswith(PREFIX) or variable.removeprefix(PREFIX) in _NOT_SETTINGS:
            continue
        key = variable.removeprefix(PREFIX).lower()
        if key == "suppress":
            raise UsageError(f"{name}: suppress entries can only stand in {FILE_NAME}.")
        if key not in _FIELDS:
            known = [PREFIX + k.upper() for k in KEYS if k != "suppress"]
            raise UsageError(f"The environment variable {name} is unknown.{_near(variable, known)}")
        if environ[name].strip():
            labels[key] = name
            if key not in _SECRET:
                refuse_secret(environ[name], name)  # in one piece: a list would divide it
            values[key] = _from_text(key, name, environ[name])
    return _layer(values, labels, folder)


def _from_text(key: str, name: str, text: str) -> object:
    """The list or the table that a variable's text stands for; other values stay text."""
    if key in ("password", "client_secret"):
        return text
    text = text.strip()
    if key in _LISTS | _TABLES and text[0] in "[{":
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            hint = " In JSON a backslash is written twice." if "escape" in error.msg else ""
            raise UsageError(f"{name} is not valid JSON: {error}.{hint}") from None
    items = [item.strip() for item in text.split(",") if item.strip()]
    if key in _LISTS:
        return items
    if key in _TABLES:
        pairs = [item.partition("=") for item in items]
        if not all(sign for _, sign, _ in pairs):
            raise UsageError(f"{name} is '{text}', but must be pairs such as a=1,b=2, or JSON.")
        return {left.strip(): right.strip() for left, _, right in pairs}
    return text


def file_layer(path: Path) -> Layer:
    """What a configuration file says, with paths relative to its folder.

    Raises:
        UsageError: it cannot be read, or has an unknown key.
    """
    refuse_special(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text (byte {error.start}).") from None
    except tomllib.TOMLDecodeError as error:
        hint = backslash_hint(text, error)
        raise UsageError(f"{path} is not valid TOML: {error}.{hint}") from None
    values: dict[str, object] = {}
    labels: dict[str, str] = {}
    places: dict[str, str] = {}
    for name, value in entries.items():
        key = name.replace("-", "_")
        place = f"{path}{_line(text, name)}"
        if key in ("password", "client_secret"):
            what = "password" if key == "password" else "secret"
            raise UsageError(
                f"{place}: a {what} must not stand in the file; put it into "
                f"{PREFIX}{key.upper()} or the keyring."
            )
        if key not in _FIELDS:
            known = [k for k in KEYS if k not in ("password", "client_secret")]
            raise UsageError(f"{place}: the key '{name}' is unknown.{_near(key, known)}")
        if key in values:
            raise UsageError(f"{place}: '{key}' is there twice, with a hyphen and an underscore.")
        values[key] = value
        labels[key] = f"{name} ({place})"
        if key in (*_PATHS, "accounts", "vendor"):
            refuse_escapes(value, labels[key])
        places[key] = place
    return _layer(values, labels, path.parent, places)


def _line(text: str, name: str) -> str:
    """Where a top-level key or table stands, as ``", line 3"``; empty where it is not seen."""
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=.\]]", text, re.M)
    return f", line {text.count(chr(10), 0, found.start()) + 1}" if found else ""


def _layer(
    values: Mapping[str, object],
    labels: Mapping[str, str],
    base: Path,
    places: Mapping[str, str] | None = None,
) -> Layer:
    """The layer with paths resolved and lists spread out, which every place writes alike."""
    done: dict[str, Any] = dict(values)
    for key in done.keys() - _SECRET:
        refuse_secret(done[key], labels[key])
    if isinstance(done.get("source"), str):
        done["source"] = source_name(done["source"], labels["source"])
    if isinstance(done.get("oneroster"), float):
        done["oneroster"] = str(done["oneroster"])
    for key in _LISTS & done.keys():
        done[key] = _spread(key, done[key])
    for key in _PATHS:
        if key in done:
            done[key] = _anchored(labels[key], done[key], base)
    paths = done.get("accounts")
    if isinstance(paths, list):
        done["accounts"] = [_anchored(labels["accounts"], path, base) for path in paths]
    if isinstance(done.get("vendor"), list):
        done["vendor"] = [_anchored_profile(labels["vendor"], one, base) for one in done["vendor"]]
    return Layer(done, labels, labels if places is None else places)


def _spread(key: str, value: object) -> object:
    """A list of texts: a lone text is a list of one, and a school's number is a text."""
    items: Sequence[object] = [value] if isinstance(value, str) else value  # type: ignore[assignment]
    if not isinstance(items, list | tuple):
        return value
    if key == "school":
        return [str(item) if type(item) is int else item for item in items]
    if key in _PREFIXES and all(isinstance(item, str) for item in items):
        return [part.strip() for item in items for part in str(item).strip(", ").split(",")]
    return list(items)


def _anchored(label: str, value: object, base: Path) -> object:
    """A relative path, from its base; a database URL is none."""
    if isinstance(value, Path):
        value = str(value)
    if not isinstance(value, str) or is_url(value):
        return value
    if not value.strip():
        raise UsageError(f"{label} is blank.")
    return str(base / Path(value).expanduser())


def _anchored_profile(label: str, vendor: object, base: Path) -> object:
    """The path of a profile file, from its base; a profile's name is none."""
    is_file = isinstance(vendor, str) and vendor.lower().endswith(".toml")
    return _anchored(label, vendor, base) if is_file else vendor


def _near(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f" Did you mean {near[0]}?" if near else f" Known are {', '.join(sorted(known))}."
