"""Reads a whole OneRoster bundle into the engine, and notes what is wrong with it on the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from threading import Lock

from roster_lint.contracts.oneroster_files import FILES, MANIFEST
from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.engine.base import Engine
from roster_lint.engine.parallel import at_once
from roster_lint.engine.sql_text import literal
from roster_lint.loading.bundle_file_reading import FileRead, FileReader
from roster_lint.loading.bundle_intake import create_bundle_tables
from roster_lint.loading.bundle_version import Version, detect_version, edition_of, old_columns
from roster_lint.loading.campus import Loaded
from roster_lint.loading.intake import create_empty, forget_suspects
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.bundle_fault import BundleFault
from roster_lint.sources.csv_file import Header
from roster_lint.sources.manifest import Manifest, check_manifest
from roster_lint.vocabulary import OneRoster, Progress, no_progress


def load_bundle(
    engine: Engine,
    source: BundleSource,
    oneroster: OneRoster | None,
    progress: Progress = no_progress,
) -> Loaded:
    """Takes every file of a bundle into the engine; one that is absent becomes an empty table.

    The source must be open; it can be closed afterwards, and its notes say which edition of 1.2 it
    is of. What is wrong stands in the tables ``bundle_fault``, ``bad_cell`` and ``repeated_key``,
    and what there is in ``bundle_file``.

    Args:
        engine: an engine without tables.
        source: the bundle.
        oneroster: the version that the user asks for; None to detect it from the bundle.
        progress: follows the rows read.

    Returns:
        Rows by file without ``.csv``, and the version that the bundle is judged by.

    Raises:
        SourceError: the bundle cannot be read at all.
    """
    create_bundle_tables(engine)
    manifest = source.manifest
    headers = {name: header.names for name, header in _headers(source).items()}
    version = detect_version(
        oneroster,
        manifest.version if manifest else None,
        manifest.lists if manifest else None,
        headers,
        source.files.members,
    )
    if old := old_columns("manifest" in source.files.members, headers):
        return _not_judged(engine, source, version, old)
    edition = edition_of(version.version, headers)
    source.notes = (edition,) if edition else ()
    faults = [*_package_faults(source, manifest, version)]
    lacking: list[str] = []
    files: dict[str, FileRead] = {}
    tables = oneroster_tables(version.version)
    readers = {
        name: FileReader(engine, source, table, manifest, version, progress)
        for name, table in tables.items()
    }
    # Files are looked through one by one, while the engine reads another: two at once are slower,
    # since one large file keeps it busy. A third is looked through while the second waits for it.
    looking, reading = Lock(), Lock()
    tasks = {
        name: partial(reader.load, looking, reading)
        for name, reader in readers.items()
        if reader.found
    }
    with at_once(engine, tasks, number=3) as begun:
        for name, reader in readers.items():
            if name in begun:
                progress(name, 0, None)
                files[name] = reader.settle(begun[name].result)
            else:
                files[name] = reader.without()
            faults += reader.faults
            lacking += reader.lacking
    forget_suspects(engine, tables)
    _note_files(engine, files)
    _note_faults(engine, faults)
    rows = {name: read.rows for name, read in files.items() if read.rows is not None}
    unread = frozenset(f"{name}.csv" for name, reader in readers.items() if reader.lacking)
    return Loaded(rows, tuple(lacking), unread=unread, version=version.version)


def _not_judged(
    engine: Engine, source: BundleSource, version: Version, old: Sequence[str]
) -> Loaded:
    """Takes nothing of a bundle of version 1.0, which is one finding, and none for its rows."""
    shown = f"{', '.join(old[:-1])} and {old[-1]}"
    files = {}
    for name, table in oneroster_tables(version.version).items():
        create_empty(engine, table)
        there = name in source.files.members
        files[name] = FileRead(None, "bulk" if there else "absent", present=there)
    _note_files(engine, files)
    _note_faults(engine, [BundleFault("old-version", "users.csv", 1, None, shown)])
    lacking = (
        "The bundle is of OneRoster 1.0, which is not judged: there is no manifest.csv, and "
        f"users.csv has the columns {shown}. Export it as OneRoster 1.1 or 1.2."
    )
    unread = frozenset(f"{name}.csv" for name, read in files.items() if read.present)
    return Loaded({}, (lacking,), unread=unread, version=version.version)


def _headers(source: BundleSource) -> dict[str, Header]:
    return {name: found for name, found in source.headers.items() if isinstance(found, Header)}


def _package_faults(
    source: BundleSource, manifest: Manifest | None, version: Version
) -> Iterator[BundleFault]:
    """What is wrong with the files' names and the manifest."""
    yield from source.files.faults
    if version.against:
        detail = f"{version.against}; judged as {version.version}"
        line = manifest.version_line if manifest else None
        yield BundleFault("version-conflict", "manifest.csv", line, version.version, detail)
    else:
        for name in sorted(set(source.files.members) - {MANIFEST, *FILES[version.version]}):
            yield BundleFault("unknown-file", f"{name}.csv", detail=version.version)
    if manifest is None:
        yield BundleFault("manifest-missing", "manifest.csv")
        return
    yield from manifest.faults
    # Where versions are mixed up: by the one that its rows fit better, since the mix-up is listed.
    versions = {version.version, manifest.version or version.version}
    for fault in min((check_manifest(manifest, v) for v in sorted(versions)), key=len):
        if not (version.against and fault.line == manifest.version_line):
            yield fault


def _note_files(engine: Engine, files: Mapping[str, FileRead]) -> None:
    each = [
        f"({literal(f'{name}.csv')}, {literal(read.mode)}, {read.present},"
        f" {read.rows is not None and read.known}, {read.rows or 0})"
        for name, read in files.items()
    ]
    engine.run(f"INSERT INTO bundle_file VALUES {', '.join(each)}")


def _note_faults(engine: Engine, faults: Sequence[BundleFault]) -> None:
    if not faults:
        return
    import polars as pl

    # At once: a statement a fault takes seconds where a folder holds thousands of other files.
    columns = {name: pl.Int64 if name == "line" else pl.String for name in _FAULT}
    rows = [[getattr(fault, name) for name in _FAULT] for fault in faults]
    engine.register("fault_of_bundle", pl.DataFrame(rows, schema=columns, orient="row"))
    engine.run("INSERT INTO bundle_fault SELECT * FROM fault_of_bundle")


_FAULT = tuple(field.name for field in fields(BundleFault))
