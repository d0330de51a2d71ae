"""What a district was judged by: two runs with one stamp would find the same."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from roster_lint import __version__
from roster_lint.fleet.remote import is_remote, mark
from roster_lint.settings.settings import Settings
from roster_lint.settings.source_name import is_url

_IRRELEVANT = {
    "source", "password", "client_secret", "memory", "quiet", "color", "pager", "docs_url",
    "details", "show", "output", "output_format", "output_file", "html", "worklists",
    "worklists_by", "workbook", "missing", "rosters", "email", "log", "timings",
}  # fmt: skip
"""Settings that change no finding, or do not belong in a file."""


def stamp_of(source: str, settings: Settings) -> str | None:
    """A text that changes where the source, the version, the settings or a file of theirs does.

    Args:
        source: of the district.
        settings: of its run, as-of date included.

    Returns:
        None where nobody can say whether the source is as it was: a database.
    """
    seen = _mark(source)
    if seen is None:
        return None
    said = settings.model_dump(mode="json", exclude=_IRRELEVANT)
    said["oneroster_set"] = settings.oneroster_set
    files = [*_files(settings)]
    text = json.dumps([__version__, source, seen, said, files], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _mark(source: str) -> object | None:
    if is_remote(source):
        return mark(source)
    if is_url(source):
        return None
    path = Path(source).expanduser()
    return [*_seen((path, *sorted(path.rglob("*"))) if path.is_dir() else (path,))] or None


def _files(settings: Settings) -> Iterator[object]:
    yield from _seen(settings.accounts)
    yield from _seen(Path(name) for name in settings.vendor if name.lower().endswith(".toml"))
    if settings.baseline is not None:
        yield from _seen([settings.baseline])
    if settings.extra_checks is not None:
        yield from _seen(sorted(settings.extra_checks.glob("**/*.sql")))


def _seen(paths: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue
        yield str(path), found.st_size, found.st_mtime_ns
