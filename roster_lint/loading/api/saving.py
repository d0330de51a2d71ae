"""Saves what a OneRoster API serves as a bundle: a zip that only its owner can read."""

import os
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import UsageError
from roster_lint.files.private import new_part
from roster_lint.loading.api.fetching import fetch
from roster_lint.loading.snapshot_writer import refuse_existing
from roster_lint.settings.settings import Settings
from roster_lint.sources.api.source import ApiSource
from roster_lint.vocabulary import Progress, no_progress

_QUICK = 1
"""How hard zip tries: its usual 6 takes three times as long for a file a seventh smaller."""


def save_bundle(
    source: ApiSource, settings: Settings, out: Path, progress: Progress = no_progress
) -> dict[str, int]:
    """Reads all that an API serves, and writes it as a bundle. Passwords are left out.

    Status and dateLastModified stand there as they were served, which the manifest says.

    Args:
        source: the API, which must be open.
        settings: how to ask.
        out: the zip, which must not exist.
        progress: follows the records read, by collection.

    Returns:
        The records of each collection.

    Raises:
        UsageError: the file exists or cannot be written.
        SourceError: a collection could not be read to its end; then nothing is written.
    """
    with closing(DuckEngine(settings.memory)) as engine:
        read = fetch(engine, source, settings, progress, marks=False)
    try:
        handle, part = new_part(out.parent)
        try:
            with (
                os.fdopen(handle, "wb") as stream,
                ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_QUICK) as archive,
            ):
                for file in sorted(source.folder.iterdir()):
                    archive.write(file, file.name)
            refuse_existing(out)
            part.rename(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"OUT.zip: cannot write {out}: {error.strerror or error}.") from None
    return read
