"""Reads one file of a OneRoster bundle, and gathers what is wrong with it on the way."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from roster_lint.contracts.oneroster_table import FileTable, oneroster_tables
from roster_lint.engine.base import Engine
from roster_lint.errors import FileError
from roster_lint.loading.bundle_columns import Mode, check_secrets, check_status_columns
from roster_lint.loading.bundle_intake import read_in_file, settle_file
from roster_lint.loading.bundle_version import Version
from roster_lint.loading.csv_text import each_row, text_faults
from roster_lint.loading.csv_torn import TornFile, problem
from roster_lint.loading.intake import create_empty, note_columns
from roster_lint.sources.base import CsvRows, Found
from roster_lint.sources.bundle import BundleSource
from roster_lint.sources.bundle_fault import BundleFault
from roster_lint.sources.bundle_header import BundleHeader, compare, names_columns
from roster_lint.sources.header_row import without_header
from roster_lint.sources.manifest import Manifest
from roster_lint.vocabulary import Progress, no_progress


@dataclass(frozen=True)
class FileRead:
    """The result of reading one file.

    Attributes:
        rows: how many it has; None where it cannot be read.
        mode: how it is meant: of a file that is not there, what the manifest says all the same.
        present: it is in the bundle.
        known: its records can be distinguished by their sourcedIds.
    """

    rows: int | None
    mode: Mode
    present: bool = True
    known: bool = True


class FileReader:
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
        self._is_served = manifest is not None and manifest.is_served
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

    def without(self) -> FileRead:
        """A file without a readable row."""
        declared, line = self._declared or (None, None)
        if self._problem is not None:
            return self._give_up(self._problem)
        create_empty(self._engine, self._table)
        if self._table.name in self._source.files.members:
            return FileRead(0, _declared_mode(declared) or "bulk")
        if declared in ("bulk", "delta"):
            self.faults.append(
                BundleFault("declared-missing", self._table.file, line, None, declared)
            )
        return FileRead(None, _declared_mode(declared) or "absent", present=False)

    def load(self, looking: Lock, reading: Lock, engine: Engine) -> tuple[CsvRows, int]:
        """Reads the rows into a table, when it is this file's turn. Raises FileError."""
        assert self.found is not None
        with looking:
            rows = self._source.rows(self.found, no_progress)
        with reading:
            return rows, read_in_file(engine, self._table, self.found, rows)

    def settle(self, loaded: Callable[[], tuple[CsvRows, int]]) -> FileRead:
        """Notes what is wrong with the rows, or that none can be read."""
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
    ) -> FileRead:
        note_columns(self._engine, self._table, columns)
        if not total:
            self.faults.append(BundleFault("no-rows", self._table.file, 1))
            return FileRead(0, declared or "bulk")
        mode: Mode = "bulk"
        if not self._is_served:
            # An API fills both columns in every record of the whole.
            mode, faults = check_status_columns(
                self._engine, self._table, columns, rows, total, declared
            )
            self.faults += faults
        self.faults += check_secrets(self._engine, self._table, columns, rows, total)
        if "sourcedId" not in columns:
            # It is unknown which records these are, so nothing can be reported about any.
            self._engine.run(f'DELETE FROM "{self._table.name}"')
            return FileRead(total, mode, known=False)
        return FileRead(total, mode)

    def _give_up(self, error: FileError) -> FileRead:
        """An unreadable file: a fault, and a reason why the bundle cannot be judged."""
        self.lacking.append(str(error))
        self.faults += self._faults_of(error)
        self._engine.run(f'DROP TABLE IF EXISTS "{self._table.name}"')
        create_empty(self._engine, self._table)
        self._engine.run(
            "UPDATE source_column SET present = NULL WHERE table_name = ?", (self._table.name,)
        )
        declared = _declared_mode(self._declared[0] if self._declared else None)
        return FileRead(None, declared or "bulk")

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
    """Columns on which the versions differ: not reported where they are mixed up."""
    if version.against is None:
        return frozenset()
    other = oneroster_tables("1.1" if version.version == "1.2" else "1.2").get(table.name)
    theirs = {c.name for c in other.columns} if other else set()
    return frozenset(theirs ^ {c.name for c in table.columns})
