"""A OneRoster bundle: a folder or a zip with manifest.csv and one CSV file a table."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from roster_lint.contracts.oneroster_files import FILES, MANIFEST
from roster_lint.errors import FileError, SourceError, scrub
from roster_lint.sources.base import CsvRows, Found
from roster_lint.sources.bundle_fault import BundleFault
from roster_lint.sources.bundle_files import BundleFiles, sort_files
from roster_lint.sources.csv_file import Header, first_record, prepare, utf16
from roster_lint.sources.folder_or_zip import FolderOrZip
from roster_lint.sources.manifest import Manifest, read_manifest
from roster_lint.sources.spelling import GuidScan
from roster_lint.vocabulary import Progress, SourceKind, no_progress

if TYPE_CHECKING:
    from roster_lint.contracts.table import Table

_LARGEST_MANIFEST = 1 << 20


class BundleSource:
    """A bundle on disk. Nothing is unpacked before a file is read."""

    kind: SourceKind = "oneroster-bundle"
    reads_at_once = True

    def __init__(self, path: Path, shown_as: str | None = None) -> None:
        """Names the bundle.

        Args:
            path: a folder, or a zip file.
            shown_as: what reports call it; the path where absent.
        """
        self._shown_as = shown_as
        self._path = path
        self._opened: FolderOrZip | None = None
        self._names: dict[str, tuple[str, ...]] = {}
        self.notes: Sequence[str] = ()

    @property
    def location(self) -> str:
        """The path as the user gave it, without what looks like a password."""
        return self._shown_as or scrub(str(self._path))

    def __enter__(self) -> Self:
        """Opens the folder or the zip; raises SourceError where it is neither."""
        self._opened = FolderOrZip(self._path, "bundle")
        return self

    def __exit__(self, *_exc: object) -> None:
        """Closes the zip and removes whatever was unpacked or rewritten."""
        if self._opened is not None:
            self._opened.close()

    @property
    def _archive(self) -> FolderOrZip:
        assert self._opened is not None, "the source must be entered first"
        return self._opened

    @cached_property
    def files(self) -> BundleFiles:
        """Which file is which."""
        return sort_files(self._archive.names(deep=True))

    @cached_property
    def manifest(self) -> Manifest | None:
        """The manifest, or None where there is none."""
        member = self.files.members.get(MANIFEST)
        if member is None:
            return None
        try:
            with self._archive.stream(member) as stream:
                data = stream.read(_LARGEST_MANIFEST + 1)
        except FileError as error:
            fault = BundleFault("manifest-unreadable", "manifest.csv", None, None, error.problem)
            return Manifest((), (fault,))
        if len(data) > _LARGEST_MANIFEST:
            fault = BundleFault("manifest-unreadable", "manifest.csv", None, None, "too large")
            return Manifest((), (fault,))
        return read_manifest(data)

    @cached_property
    def headers(self) -> Mapping[str, Header | FileError | None]:
        """Every data file's first record as it is written, None for an empty file, or its error."""
        return {
            name: self._header(member)
            for name, member in self.files.members.items()
            if name != MANIFEST
        }

    def _header(self, member: str) -> Header | FileError | None:
        try:
            with self._archive.stream(member) as stream:
                return first_record(stream, member, _known_columns(), exact=True)
        except FileError as error:
            return error

    def is_utf16(self, name: str) -> bool:
        """Whether a file is UTF-16, which can be read though no bundle may hold it."""
        with self._archive.stream(self.files.members[name]) as stream:
            return utf16(stream.read(2)) is not None

    def line_of_byte(self, name: str, byte: int) -> int:
        """The physical line of a byte of a file, for what is no text."""
        lines = 1
        with self._archive.stream(self.files.members[name]) as stream:
            while byte > 0 and (chunk := stream.read(min(byte, 1 << 20))):
                lines += chunk.count(b"\n")
                byte -= len(chunk)
        return lines

    def name_columns(self, name: str, names: Sequence[str]) -> None:
        """Says under which names, none of them twice, a file's columns are to be read."""
        self._names[name] = tuple(names)

    def find(self, tables: "Mapping[str, Table]") -> dict[str, Found]:
        """The tables that have a file, with the columns that its header names in any case."""
        found = {}
        for name, header in self.headers.items():
            if name not in tables or not isinstance(header, Header):
                continue
            own = {written.strip().casefold(): written for written in reversed(header.names)}
            columns = {
                c.name: own[c.name.casefold()]
                for c in tables[name].columns
                if c.name.casefold() in own
            }
            found[name] = Found(tables[name], self.files.members[name], columns)
        if not self.files.members:
            raise SourceError(f"{self.location} holds no OneRoster file.")
        return {name: found[name] for name in tables if name in found}

    def rows(self, found: Found, progress: Progress = no_progress) -> CsvRows:
        """One file's rows, checked for its encoding and unpacked if need be.

        Raises:
            FileError: the file is no text, its header is unusable, or it cannot be unpacked.
        """
        progress(found.table.name, 0, None)
        header = self.headers[found.table.name]
        if isinstance(header, FileError):
            raise header
        if header is None:
            raise FileError(f"{found.place} is empty.", "is empty")
        path = self._archive.local(found.place)
        prepared = prepare(
            path, found.place, self._archive.scratch, header.delimiter, looks=GuidScan
        )
        names = self._names.get(found.table.name, header.names)
        # Kept although it was rewritten: a carriage return inside a value is a fault.
        written = path if prepared.path != path and not self.is_utf16(found.table.name) else None
        return CsvRows.of(prepared, found.place, header.delimiter, names, written)

    def other_tables(self, tables: "Mapping[str, Table]") -> Sequence[str]:
        """Nothing: a bundle may hold as little as a manifest, so that no file of it is missing."""
        return ()

    def count(self, found: Found) -> int:
        """The number of lines after the header, which quoted line breaks make a little too high."""
        return max(self.rows(found).lines - 1, 0)


def _known_columns() -> frozenset[str]:
    from roster_lint.contracts.oneroster_table import oneroster_tables

    tables = [t for version in FILES for t in oneroster_tables(version).values()]
    return frozenset(c.name.casefold() for table in tables for c in table.columns)
