"""Reads a whole OneRoster bundle into the engine, and notes what is wrong with it on the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from threading import Lock

import polars as pl

from roster_lint.bundle_columns import Mode, check_secrets, check_status_columns
from roster_lint.bundle_version import Version, tell_version, told_edition
from roster_lint.contracts.oneroster_files import FILES, MANIFEST
from roster_lint.contracts.oneroster_table import FileTable, oneroster_tables
from roster_lint.engine.at_once import at_once
from roster_lint.engine.base import Engine
from roster_lint.engine.bundle_intake import create_bundle_tables, read_in_file, settle_file
from roster_lint.engine.csv_text import each_row, text_faults
from roster_lint.engine.csv_torn import TornFile, problem
from roster_lint.engine.intake import create_empty, forget_suspects
from roster_lint.errors import FileError
from roster_lint.loading import Loaded
from roster_lint.settings import OneRoster
from roster_lint.sources.base import CsvRows, Found, Progress, no_progress
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.bundle_fault import BundleFault
from roster_lint.sources.bundle_header import BundleHeader, compare, names_columns
from roster_lint.sources.csv_file import Header
from roster_lint.sources.header_row import without_header
from roster_lint.sources.manifest import Manifest, check_manifest


@dataclass(frozen=True)
class _Read:
    """What became of one file.

    Attributes:
        rows: how many it has; None where it cannot be read.
        mode: how it is meant: of a file that is not there, what the manifest says all the same.
        present: it is in the bundle.
        known: its records can be told apart by their sourcedIds.
    """

    rows: int | None
    mode: Mode
    present: bool = True
    known: bool = True


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
        oneroster: the version that the user asks for; None to tell it from the bundle.
        progress: told of the rows read.

    Returns:
        Rows by file without ``.csv``, and the version that the bundle is judged by.

    Raises:
        SourceError: the bundle cannot be read at all.
    """
    create_bundle_tables(engine)
    manifest = source.manifest
    headers = {name: header.names for name, header in _headers(source).items()}
    version = tell_version(
        oneroster,
        manifest.version if manifest else None,
        manifest.lists if manifest else None,
        headers,
        source.files.members,
    )
    edition = told_edition(version.version, headers)
    source.notes = (edition,) if edition else ()
    faults = [*_package_faults(source, manifest, version)]
    lacking: list[str] = []
    files: dict[str, _Read] = {}
    tables = oneroster_tables(version.version)
    readers = {
        name: _FileReader(engine, source, table, manifest, version, progress)
        for name, table in tables.items()
    }
    # Files are looked through one by one, while the engine reads another: two at once are slower,
    # since one large file keeps it busy.
    looking, reading = Lock(), Lock()
    tasks = {
        name: partial(reader.load, looking, reading)
        for name, reader in readers.items()
        if reader.found
    }
    with at_once(engine, tasks) as begun:
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
    # Where versions are mixed up: by the one that its rows fit better, since the mix-up is told.
    versions = {version.version, manifest.version or version.version}
    for fault in min((check_manifest(manifest, v) for v in sorted(versions)), key=len):
        if not (version.against and fault.line == manifest.version_line):
            yield fault


class _FileReader:
    """Reads one file, and gathers what is wrong with it.

    Attributes:
        found: its columns; None where it is not there, empty, or has no header.
        faults: what is wrong with it.
        lacking: why it cannot be judged.
    """

    def __init__(
        self,
        engine: Engine,
        source: BundleSource,
        table: FileTable,
        manifest: Manifest | None,
        version: Version,
        progress: Progress,
    ) -> None:
        self._engine = engine
        self._source = source
        self._table = table
        self._progress = progress
        self._foreign = _foreign(table, version)
        self._declared = manifest.mode(table.name) if manifest else None
        self.faults: list[BundleFault] = []
        self.lacking: list[str] = []
        self.found: Found | None = None
        self._problem: FileError | None = None
        if table.name in source.files.members:
            self._open(source.files.members[table.name])

    def _open(self, member: str) -> None:
        declared, line = self._declared or (None, None)
        if declared == "absent":
            self.faults.append(BundleFault("declared-absent", self._table.file, line))
        try:
            header = self._header()
        except FileError as error:
            self._problem = error
            return
        if header is None:
            self.faults.append(BundleFault("empty-file", self._table.file))
            return
        self.faults += header.faults
        self._source.name_columns(self._table.name, header.names)
        self.found = Found(self._table, member, header.columns)

    def without(self) -> _Read:
        """A file of which no row can be read."""
        declared, line = self._declared or (None, None)
        if self._problem is not None:
            return self._give_up(self._problem)
        create_empty(self._engine, self._table)
        if self._table.name in self._source.files.members:
            return _Read(0, _declared_mode(declared) or "bulk")
        if declared in ("bulk", "delta"):
            self.faults.append(
                BundleFault("declared-missing", self._table.file, line, None, declared)
            )
        return _Read(None, _declared_mode(declared) or "absent", present=False)

    def load(self, looking: Lock, reading: Lock, engine: Engine) -> tuple[CsvRows, int]:
        """Reads the rows into a table, when it is this file's turn. Raises FileError."""
        assert self.found is not None
        with looking:
            rows = self._source.rows(self.found, no_progress)
        with reading:
            return rows, read_in_file(engine, self._table, self.found, rows)

    def settle(self, loaded: Callable[[], tuple[CsvRows, int]]) -> _Read:
        """Notes what is wrong with the rows, or that there are none to be had."""
        assert self.found is not None
        try:
            rows, total = loaded()
            settle_file(self._engine, self._table, self.found, rows, total, self._progress)
        except FileError as error:
            return self._give_up(error)
        self.faults += text_faults(self._engine, self._table, self.found, rows, total)
        declared = _declared_mode(self._declared[0] if self._declared else None)
        return self._finish(self.found.columns, rows, total, declared)

    def _header(self) -> BundleHeader | None:
        """The file's header against its contract; None for an empty file. Raises FileError."""
        name = self._table.name
        first = self._source.headers[name]
        if isinstance(first, FileError):
            raise first
        if first is None:
            return None
        if not names_columns(self._table, first.names):
            problem = without_header([column.name for column in self._table.columns])
            raise FileError(f"{self._table.file}, line 1: {problem}.", problem, line=1)
        if first.delimiter != ",":
            shown = "a tab" if first.delimiter == "\t" else f"'{first.delimiter}'"
            self.faults.append(BundleFault("delimiter", self._table.file, 1, None, shown))
        if self._source.is_utf16(name):
            self.faults.append(BundleFault("encoding", self._table.file, 1, None, "UTF-16"))
        return compare(self._table, first.names, foreign=self._foreign)

    def _finish(
        self, columns: Mapping[str, str], rows: CsvRows, total: int, declared: Mode | None
    ) -> _Read:
        _note_columns(self._engine, self._table, columns)
        if not total:
            self.faults.append(BundleFault("no-rows", self._table.file, 1))
            return _Read(0, declared or "bulk")
        mode, faults = check_status_columns(
            self._engine, self._table, columns, rows, total, declared
        )
        self.faults += faults
        self.faults += check_secrets(self._engine, self._table, columns, rows, total)
        if "sourcedId" not in columns:
            # Nobody can say which records these are: what is told of each would be told of none.
            self._engine.run(f'DELETE FROM "{self._table.name}"')
            return _Read(total, mode, known=False)
        return _Read(total, mode)

    def _give_up(self, error: FileError) -> _Read:
        """An unreadable file: told as a fault, and as a reason why the bundle cannot be judged."""
        self.lacking.append(str(error))
        self.faults += self._faults_of(error)
        self._engine.run(f'DROP TABLE IF EXISTS "{self._table.name}"')
        create_empty(self._engine, self._table)
        self._engine.run(
            "UPDATE source_column SET present = NULL WHERE table_name = ?", (self._table.name,)
        )
        declared = _declared_mode(self._declared[0] if self._declared else None)
        return _Read(None, declared or "bulk")

    def _faults_of(self, error: FileError) -> Iterator[BundleFault]:
        if isinstance(error, TornFile):
            torn = error.torn
            details = [problem(values, error.width) for values in torn.values]
            yield from each_row("torn-row", self._table.file, torn.lines, details, error.rows)
            return
        line = error.line
        if line is None and error.byte is not None:
            line = self._source.line_of_byte(self._table.name, error.byte)
        yield BundleFault("unreadable-file", self._table.file, line, None, error.problem)


def _declared_mode(declared: str | None) -> Mode | None:
    return "bulk" if declared == "bulk" else "delta" if declared == "delta" else None


def _foreign(table: FileTable, version: Version) -> frozenset[str]:
    """Columns on which the versions differ, of which nothing is said where they are mixed up."""
    if version.against is None:
        return frozenset()
    other = oneroster_tables("1.1" if version.version == "1.2" else "1.2").get(table.name)
    theirs = {c.name for c in other.columns} if other else set()
    return frozenset(theirs ^ {c.name for c in table.columns})


def _note_columns(engine: Engine, table: FileTable, columns: Mapping[str, str]) -> None:
    frame = pl.DataFrame(
        {
            "table_name": [table.name] * len(table.columns),
            "column_name": [c.name for c in table.columns],
            "present": [c.name in columns for c in table.columns],
        }
    )
    engine.register("columns_of_file", frame)
    engine.run("INSERT INTO source_column SELECT * FROM columns_of_file")


def _note_files(engine: Engine, files: Mapping[str, _Read]) -> None:
    for name, read in files.items():
        readable = read.rows is not None and read.known
        engine.run(
            "INSERT INTO bundle_file VALUES (?, ?, ?, ?, ?)",
            (f"{name}.csv", read.mode, read.present, readable, read.rows or 0),
        )


def _note_faults(engine: Engine, faults: Sequence[BundleFault]) -> None:
    # At once: a statement a fault takes seconds where a folder holds thousands of other files.
    columns = {name: pl.Int64 if name == "line" else pl.String for name in _FAULT}
    rows = [[getattr(fault, name) for name in _FAULT] for fault in faults]
    engine.register("fault_of_bundle", pl.DataFrame(rows, schema=columns, orient="row"))
    engine.run("INSERT INTO bundle_fault SELECT * FROM fault_of_bundle")


_FAULT = tuple(field.name for field in fields(BundleFault))
