"""Reads what a OneRoster API serves into the engine, as a bundle is read."""

from roster_lint.engine.base import Engine
from roster_lint.loading.api.fetching import fetch
from roster_lint.loading.api.records import note_records
from roster_lint.loading.bundle import load_bundle
from roster_lint.loading.campus import Loaded
from roster_lint.settings.settings import Settings
from roster_lint.sources.api.source import ApiSource
from roster_lint.vocabulary import Progress, no_progress


def load_api(
    engine: Engine, source: ApiSource, settings: Settings, progress: Progress = no_progress
) -> Loaded:
    """Fetches all that the API serves, and takes it into the engine.

    The engine then holds what it does after ``load_bundle``, and in ``served_record`` and
    ``served_field`` how findings name records and fields.

    Args:
        engine: an engine without tables.
        source: the API, which must be open.
        settings: how to ask.
        progress: follows the records read.

    Raises:
        SourceError: a collection could not be read to its end.
    """
    fetch(engine, source, settings, progress)
    notes = source.notes
    loaded = load_bundle(engine, source, source.version, progress)
    source.notes = notes
    note_records(engine, source.version)
    return loaded
