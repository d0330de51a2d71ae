"""Finds out from a source's name what kind of source it is."""

from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.settings.settings import Settings
from roster_lint.settings.source_name import is_api_url, is_url, source_name
from roster_lint.sources.base import Source


def open_source(text: str, settings: Settings) -> Source:
    """The source of that name, not yet opened.

    Args:
        text: a SQLAlchemy URL, the base URL of a OneRoster API, a folder, or a zip.
        settings: the schema and the password for a database; for an API how to ask it.

    Raises:
        UsageError: the URL's database or driver is not available, or it is a connection string; or
            an API's URL, or what it needs, is wrong.
    """
    text = source_name(text)
    if is_api_url(text):
        from roster_lint.sources.api.source import ApiSource

        return ApiSource(text, settings)
    if is_url(text):
        from roster_lint.sources.database import DatabaseSource

        password = settings.password.get_secret_value() if settings.password else None
        return DatabaseSource.from_url(text, schema=settings.schema_name, password=password)
    if not text.strip():
        raise UsageError("The source's name is blank.")
    path = Path(text).expanduser()
    if is_bundle(path):
        from roster_lint.sources.bundle import BundleSource

        return BundleSource(path)
    from roster_lint.sources.snapshot import SnapshotSource

    return SnapshotSource(path)


def as_source(source: str | Path | Source, settings: Settings) -> Source:
    """The source of that name; one that is a source already stays. Raises UsageError."""
    return open_source(str(source), settings) if isinstance(source, str | Path) else source


def is_bundle(path: Path) -> bool:
    """Whether a folder or zip holds files of OneRoster's, in any case, and no Campus table.

    What cannot be opened is none; opening it as a snapshot then says why.
    """
    from roster_lint.sources.bundle_files import oneroster_name
    from roster_lint.sources.folder_or_zip import DAMAGE, names_within

    try:
        names = names_within(path)
    except (OSError, ValueError, *DAMAGE):
        return False
    if not any(oneroster_name(name) for name in names):
        return False
    from roster_lint.contracts.table import campus_tables
    from roster_lint.sources.snapshot import table_of

    return not any(table_of(name, campus_tables()) for name in names)
