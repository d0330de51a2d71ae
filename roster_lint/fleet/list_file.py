"""A list of districts in a CSV or TOML file: a row, or a table, a district."""

import csv
import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from roster_lint.errors import UsageError, holds_secret
from roster_lint.files.kinds import refuse_special
from roster_lint.fleet.district import District
from roster_lint.fleet.remote import is_remote
from roster_lint.settings.source_name import is_url, source_name

_SEVERAL = ("vendor", "accounts", "school")
"""Columns that hold several values, in CSV with semicolons between them."""

_OF_SOURCE = ("schema", "date_format", "client_id", "token_url")
_ONE = ("oneroster", "as_of", "year", "fail_on", "baseline", *_OF_SOURCE)
_OWN = ("name", "source", "settings")
COLUMNS = (*_OWN, *_SEVERAL, *_ONE)
"""What a list may say about a district."""

_ALIASES = {"version": "oneroster", "config": "settings", "district": "name"}


def read_list(path: Path) -> list[District]:
    """The districts of a list, in its order; paths in it begin at its folder.

    Raises:
        UsageError: it cannot be read, has an unknown key, or has no name or source.
    """
    refuse_special(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text (byte {error.start}).") from None
    entries = _of_toml(text, path) if path.suffix.lower() == ".toml" else _of_csv(text, path)
    return [_district(entry, place, path.parent) for place, entry in entries]


def _of_toml(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}.") from None
    tables = whole.get("district")
    if set(whole) != {"district"} or not isinstance(tables, list):
        raise UsageError(f"{path} is no list of districts: each is a table [[district]].")
    for number, table in enumerate(tables, 1):
        place = f"{path}, district {number}"
        if not isinstance(table, dict):
            raise UsageError(f"{place} is no table [[district]].")
        named = {_column(key, place): value for key, value in table.items()}
        for key, value in named.items():
            of_several = key in _SEVERAL and isinstance(value, list)
            for one in value if of_several else [value]:
                if not isinstance(one, str | int | float) and key != "as_of":
                    raise UsageError(f"{place}: {key} must be text.")
        yield place, {key: _texts(value) for key, value in named.items()}


def _texts(value: object) -> object:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


def _of_csv(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        names = next(reader, [])
        if any(holds_secret(name) or is_url(name) for name in names):
            raise UsageError(f"{path}, line 1 is no header: the first line names the columns.")
        header = [_column(name, f"{path}, line 1") for name in names]
        repeated = {name for name in header if header.count(name) > 1}
        if repeated:
            raise UsageError(f"{path}, line 1: the column {min(repeated)} is there twice.")
        for row in reader:
            place = f"{path}, line {reader.line_num}"
            if not any(value.strip() for value in row):
                continue
            if len(row) != len(header):
                raise UsageError(
                    f"{place} has {len(row)} values, and the header {len(header)} columns."
                )
            yield place, dict(_of_row(header, row, ";" if delimiter != ";" else "|"))
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: {error}.") from None


def _of_row(header: Iterable[str], row: Iterable[str], between: str) -> Iterator[tuple[str, Any]]:
    for name, value in zip(header, row, strict=True):
        if not value.strip():
            continue
        if name in _SEVERAL:
            yield name, [one.strip() for one in value.split(between) if one.strip()]
        else:
            yield name, value.strip()


def _column(name: str, place: str) -> str:
    key = name.strip().casefold().replace("-", "_").replace(" ", "_")
    key = _ALIASES.get(key, key)
    if key in COLUMNS:
        return key
    if holds_secret(name):
        raise UsageError(f"{place}: a key holds what looks like a password.")
    near = difflib.get_close_matches(key, [*COLUMNS, *_ALIASES], 1)
    hint = f" Did you mean {near[0]}?" if near else f" Known are {', '.join(COLUMNS)}."
    raise UsageError(f"{place}: a list has no column '{name.strip()}'.{hint}")


def _district(entry: Mapping[str, Any], place: str, folder: Path) -> District:
    source = str(entry.get("source") or "").strip()
    if not source:
        raise UsageError(f"{place} names no source.")
    for key, value in entry.items():
        if key != "source" and holds_secret(value):
            raise UsageError(
                f"{place}: {key} holds what looks like a password, which does not belong there."
            )
    if not is_remote(source):
        source = source_name(source, f"{place}: the source")
    if not is_url(source):
        source = str(folder / Path(source).expanduser())
    name = str(entry.get("name") or "").strip() or default_name(source)
    options = {key: value for key, value in entry.items() if key not in _OWN}
    if "accounts" in options:
        options["accounts"] = [_anchored(one, folder) for one in _listed(options["accounts"])]
    if "baseline" in options:
        options["baseline"] = _anchored(options["baseline"], folder)
    if "vendor" in options:
        options["vendor"] = [
            _anchored(one, folder) if str(one).lower().endswith(".toml") else one
            for one in _listed(options["vendor"])
        ]
    config = entry.get("settings")
    return District(name, source, options, Path(_anchored(config, folder)) if config else None)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _anchored(path: object, folder: Path) -> str:
    return str(folder / Path(str(path)).expanduser())


def default_name(source: str) -> str:
    """The name of a district without one: its file or folder, or its database."""
    if is_url(source):
        from roster_lint.fleet.remote import shown

        path = shown(source).rstrip("/")
        name = path.rpartition("/")[2] or path
    else:
        name = Path(source).name
    return name[:-4] if name.lower().endswith(".zip") else name
