"""Where settings come from: roster-lint.toml, then ROSTER_LINT_* variables, then flags.

A later place beats an earlier one, key by key. Whatever is wrong with a value ends as a sentence
that names the key, the place it stands in and what is allowed there.
"""

import difflib
import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from roster_lint.errors import UsageError, holds_secret
from roster_lint.files.kinds import refuse_special
from roster_lint.settings.problems import problems
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
_SECRET = frozenset(("source", "password"))
"""What may hold a password."""


@dataclass(frozen=True)
class Layer:
    """The settings that stand in one place.

    Attributes:
        values: by key.
        labels: what to call each key in a sentence about it, such as ``--year``.
    """

    values: Mapping[str, object]
    labels: Mapping[str, str]


class _Layered(Settings, BaseSettings):
    """Settings from layers that are passed by name, the strongest first."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # The layers are read here and not by pydantic-settings' own sources because those pass
        # over variables that they do not know and cannot say where a wrong value stands.
        layers = init_settings()
        return tuple(InitSettingsSource(settings_cls, values) for values in layers.values())


def load_settings(
    flags: Mapping[str, object],
    config: Path | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path = Path(),
    *,
    ambient: bool = True,
) -> Settings:
    """The settings of one run.

    Args:
        flags: settings by key; ``None`` and empty lists are flags that were not given.
        config: the configuration file; else the one that ROSTER_LINT_CONFIG names, else
            roster-lint.toml in the folder, where there is one.
        environ: the environment variables; those of this process where absent.
        folder: what relative paths in flags and variables are relative to. Those in the file
            are relative to the file's folder.
        ambient: whether to read the variables, and a file that nobody named, at all.

    Raises:
        UsageError: an unknown key or variable, a wrong value, or a file that cannot be read.
    """
    environ = os.environ if environ is None else environ
    environ = environ if ambient else {}
    path = _config_file(config, environ, folder) if ambient or config else None
    layers = {
        "flags": _flags(flags, folder),
        "environment": _environment(environ, folder),
        "file": _file(path) if path is not None else Layer({}, {}),
    }
    values: dict[str, Any] = {name: layer.values for name, layer in layers.items()}
    try:
        loaded = _Layered(**values)
    except ValidationError as error:
        labels = {
            key: label for layer in reversed(layers.values()) for key, label in layer.labels.items()
        }
        raise UsageError(problems(error, labels)) from None
    return Settings.model_validate(loaded.model_dump(by_alias=True, exclude_unset=True))


def settings_file(config: Path | None = None) -> Path | None:
    """The file that ``load_settings`` reads in this process, where there is one.

    Args:
        config: the configuration file, if a flag names one.
    """
    try:
        return _config_file(config, os.environ, Path())
    except UsageError:
        return None


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


def _config_file(config: Path | None, environ: Mapping[str, str], folder: Path) -> Path | None:
    named = config if config is not None else environ.get(f"{PREFIX}CONFIG") or None
    if named is None:
        path = folder / FILE_NAME
        return path if path.exists() else None
    place = "--config" if config is not None else f"{PREFIX}CONFIG"
    refuse_secret(named, place)
    path = folder / Path(named).expanduser()
    if not path.exists():
        raise UsageError(f"{place}: there is no file '{path}'.")
    return path


def _flags(flags: Mapping[str, object], folder: Path) -> Layer:
    given = {key: value for key, value in flags.items() if value not in (None, (), [])}
    labels = {key: "SOURCE" if key == "source" else f"--{key.replace('_', '-')}" for key in given}
    return _layer(given, labels, folder)


def _environment(environ: Mapping[str, str], folder: Path) -> Layer:
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
    if key == "password":
        return text
    text = text.strip()
    if key in _LISTS | _TABLES and text[0] in "[{":
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise UsageError(f"{name} is not valid JSON: {error}.") from None
    items = [item.strip() for item in text.split(",") if item.strip()]
    if key in _LISTS:
        return items
    if key in _TABLES:
        pairs = [item.partition("=") for item in items]
        if not all(sign for _, sign, _ in pairs):
            raise UsageError(f"{name} is '{text}', but must be pairs such as a=1,b=2, or JSON.")
        return {left.strip(): right.strip() for left, _, right in pairs}
    return text


def _file(path: Path) -> Layer:
    refuse_special(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text (byte {error.start}).") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}.") from None
    values: dict[str, object] = {}
    labels: dict[str, str] = {}
    for name, value in entries.items():
        key = name.replace("-", "_")
        place = f"{path}{_line(text, name)}"
        if key == "password":
            raise UsageError(
                f"{place}: a password must not stand in the file; put it into "
                f"{PREFIX}PASSWORD or the keyring."
            )
        if key not in _FIELDS:
            known = [k for k in KEYS if k != "password"]
            raise UsageError(f"{place}: the key '{name}' is unknown.{_near(key, known)}")
        if key in values:
            raise UsageError(f"{place}: '{key}' is there twice, with a hyphen and an underscore.")
        values[key] = value
        labels[key] = f"{name} ({place})"
    return _layer(values, labels, path.parent)


def _line(text: str, name: str) -> str:
    """Where a top-level key or table stands, as ``", line 3"``; empty where it is not seen."""
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[=.\]]", text, re.M)
    return f", line {text.count(chr(10), 0, found.start()) + 1}" if found else ""


def _layer(values: Mapping[str, object], labels: Mapping[str, str], base: Path) -> Layer:
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
    return Layer(done, labels)


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
