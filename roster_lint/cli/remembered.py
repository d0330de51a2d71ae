"""The schools of the sources that were linted last, for the shell's completion: names and IDs.

Nothing else is kept, and no run ever reads it. Any error is ignored.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from roster_lint.errors import scrub
from roster_lint.settings.source_name import is_url, source_name

_SOURCES = 20
_MOST_SCHOOLS = 2_000


def cache_file() -> Path:
    """The file, in the folder that the platform has for a user's caches."""
    from platformdirs import user_cache_path

    return user_cache_path("roster-lint", appauthor=False) / "schools.json"


def remember_schools(source: str, names: Mapping[int | str, str]) -> None:
    """Keeps the schools of a source, for its owner alone; does nothing where that is impossible.

    Args:
        source: what was linted. Only a digest of it is written.
        names: the schools' names by ID.
    """
    with suppress(Exception):
        file = cache_file()
        known = _read(file)
        schools = sorted((str(school), name) for school, name in names.items())[:_MOST_SCHOOLS]
        kept = [list(one) for one in schools]
        key = _digest(source)
        if known.get(key) == kept and next(reversed(known)) == key:
            return
        known.pop(key, None)
        known[key] = kept
        _write(file, dict(list(known.items())[-_SOURCES:]))


def remembered_schools(source: str) -> list[tuple[str, str]]:
    """The IDs and names of the schools that the last run on a source found."""
    try:
        return [(str(school), str(name)) for school, name in _read(cache_file())[_digest(source)]]
    except (KeyError, TypeError, ValueError, OSError):
        return []


def _digest(source: str) -> str:
    """The same for every way to write a source; the password is no part of it."""
    name = source_name(source)
    place = scrub(name) if is_url(name) else str(Path(name).expanduser().resolve())
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()


def _read(file: Path) -> dict[str, list[list[str]]]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(file: Path, known: Mapping[str, object]) -> None:
    from roster_lint.files.private import new_part

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, part = new_part(file.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(known, stream)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
