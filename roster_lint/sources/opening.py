"""Tells from a source's name what kind of source it is."""

import re
from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.settings import Settings
from roster_lint.sources.base import Source

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+_-]*://")


def is_url(text: str) -> bool:
    """Whether a source's name is a database URL rather than a path."""
    return _URL.match(text) is not None


def open_source(text: str, settings: Settings) -> Source:
    """The source of that name, not yet opened.

    Args:
        text: a SQLAlchemy URL, a folder, or a zip.
        settings: the schema and the password for a database.

    Raises:
        UsageError: the URL's database or driver is not to be had.
    """
    if is_url(text):
        from roster_lint.sources.database import DatabaseSource

        password = settings.password.get_secret_value() if settings.password else None
        return DatabaseSource.from_url(text, schema=settings.schema_name, password=password)
    if not text.strip():
        raise UsageError("The source's name is blank.")
    from roster_lint.sources.snapshot import SnapshotSource

    return SnapshotSource(Path(text).expanduser())
