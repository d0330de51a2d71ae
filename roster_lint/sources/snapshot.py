"""A Campus snapshot: a folder or a zip with one CSV file a table."""

import lzma
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from typing import BinaryIO, Self

from roster_lint.contracts.table import Table
from roster_lint.errors import SourceError
from roster_lint.sources.base import CsvRows, Found, Progress, SourceKind, no_progress
from roster_lint.sources.csv_file import Header, prepare, read_header

_SUFFIXES = (".csv", ".tsv", ".txt")
_LARGEST = 64 << 30
_SUSPECT_SIZE = 100 << 20
_SUSPECT_RATIO = 300
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What reading an entry of a damaged zip, or of one packed in a rare way, raises."""


class SnapshotSource:
    """A snapshot on disk. Nothing is unpacked before a table is read."""

    kind: SourceKind = "campus-snapshot"
    notes: Sequence[str] = ()

    def __init__(self, path: Path, shown_as: str | None = None) -> None:
        """Names the snapshot.

        Args:
            path: a folder, or a zip file.
            shown_as: what reports call it; the path where absent.
        """
        self._shown_as = shown_as
        self._path = path
        self._zip: zipfile.ZipFile | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._headers: dict[str, Header] = {}
        self._problems: dict[str, SourceError] = {}

    @property
    def location(self) -> str:
        """The path as the user gave it."""
        return self._shown_as or str(self._path)

    def __enter__(self) -> Self:
        """Opens the folder or the zip; raises SourceError where it is neither."""
        try:
            if not self._path.is_dir():
                self._zip = _open_zip(self._path)
        except OSError as error:
            raise SourceError(f"{self._path} cannot be read: {error.strerror or error}.") from None
        self._scratch = tempfile.TemporaryDirectory(prefix="roster-lint-")
        return self

    def __exit__(self, *_exc: object) -> None:
        """Closes the zip and removes whatever was unpacked or rewritten."""
        if self._zip is not None:
            self._zip.close()
        if self._scratch is not None:
            self._scratch.cleanup()

    def find(self, tables: Mapping[str, Table]) -> dict[str, Found]:
        """The tables that have a file, with the columns that its header names.

        A file whose header cannot be read is taken to have every column: reading its rows then
        says what is wrong with it, beside whatever else is wrong elsewhere.

        Raises:
            SourceError: no table has a file, or two files claim one table.
        """
        found: dict[str, Found] = {}
        for table_name, member in self._files(tables).items():
            table = tables[table_name]
            known = frozenset(c.name.casefold() for c in table.columns)
            try:
                with self._stream(member) as stream:
                    header = read_header(stream, member, known)
            except SourceError as error:
                self._problems[member] = error
                found[table_name] = Found(table, member, {c.name: c.name for c in table.columns})
                continue
            if header is None:
                found[table_name] = Found(table, f"{member} (an empty file)", {})
                continue
            self._headers[member] = header
            own = {name.casefold(): name for name in header.names}
            columns = {
                c.name: own[c.name.casefold()] for c in table.columns if c.name.casefold() in own
            }
            found[table_name] = Found(table, member, columns)
        return found

    def rows(self, found: Found, progress: Progress = no_progress) -> CsvRows:
        """One table's file, checked for its encoding and unpacked if need be.

        Raises:
            SourceError: the file is no text, its header is unusable, or it cannot be unpacked.
        """
        progress(found.table.name, 0, None)
        if problem := self._problems.get(found.place):
            raise problem
        assert self._scratch is not None, "the source must be entered first"
        folder = Path(self._scratch.name)
        path = self._path / found.place if self._zip is None else self._unpack(found.place, folder)
        prepared = prepare(path, found.place, folder)
        if self._zip is not None and prepared.path != path:
            path.unlink()
        header = self._headers[found.place]
        return CsvRows(prepared.path, found.place, header.delimiter, header.names, prepared.lines)

    def count(self, found: Found) -> int:
        """The number of lines after the header, which quoted line breaks make a little too high."""
        return max(self.rows(found).lines - 1, 0) if found.columns else 0

    def _files(self, tables: Mapping[str, Table]) -> dict[str, str]:
        """Contract table name to its file, in the contract's order."""
        names = {name.casefold(): name for name in tables}
        files: dict[str, str] = {}
        for member in sorted(self._members()):
            stem = _parts(member)[-1].rsplit(".", 1)[0].casefold()
            table = names.get(stem.removeprefix("dbo."))
            if table is None:
                continue
            if table in files:
                raise SourceError(
                    f"{self.location}: both {files[table]} and {member} are named as the table "
                    f"{table}. Keep one of them."
                )
            files[table] = member
        if not files:
            raise SourceError(
                f"{self.location} holds no Campus table. A snapshot has one CSV file a table, "
                "named as the table (Enrollment.csv); `roster-lint snapshot` writes one."
            )
        return {name: files[name] for name in tables if name in files}

    def _members(self) -> list[str]:
        if self._zip is None:
            try:
                entries = list(self._path.iterdir())
            except OSError as error:
                raise SourceError(
                    f"{self.location} cannot be read: {error.strerror or error}."
                ) from None
            return [e.name for e in entries if e.is_file() and _is_table_file(e.name)]
        return [
            info.filename
            for info in self._zip.infolist()
            if not info.is_dir() and _is_table_file(info.filename)
        ]

    @contextmanager
    def _stream(self, member: str) -> Iterator[BinaryIO]:
        try:
            if self._zip is None:
                with (self._path / member).open("rb") as stream:
                    yield stream
            else:
                with self._zip.open(member) as unpacked:
                    yield unpacked  # type: ignore[misc]  # a ZipExtFile reads as a file does
        except OSError as error:
            reason = error.strerror or "its packed data is damaged"
            raise SourceError(f"{member} cannot be read: {reason}.") from None
        except _DAMAGE as error:
            raise SourceError(
                f"{member} in {self.location} cannot be unpacked: {str(error).rstrip('.')}. Make "
                "the zip again, or unpack it yourself and name the folder."
            ) from None

    def _unpack(self, member: str, folder: Path) -> Path:
        path = folder / _parts(member)[-1]
        with self._stream(member) as stream, path.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        return path


def _parts(name: str) -> tuple[str, ...]:
    """The parts of a path in a folder or a zip, in which some programs write backslashes."""
    return PureWindowsPath(name).parts


def _is_table_file(name: str) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in _parts(name))
    return name.casefold().endswith(_SUFFIXES) and not hidden


def _open_zip(path: Path) -> zipfile.ZipFile:
    """Opens a zip, having looked for what no snapshot needs; raises SourceError."""
    try:
        opened = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise SourceError(f"There is no folder or file {path}.") from None
    except (*_DAMAGE, ValueError):
        raise SourceError(
            f"{path} is neither a folder nor a zip file. A source is a database URL, a folder of "
            "CSV files, or a zip of them."
        ) from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror or error}.") from None
    try:
        _refuse_unsafe(opened, path)
    except BaseException:
        opened.close()
        raise
    return opened


def _refuse_unsafe(opened: zipfile.ZipFile, path: Path) -> None:
    total = 0
    for info in opened.infolist():
        name = PureWindowsPath(info.filename)
        if name.anchor or ".." in name.parts:
            raise SourceError(
                f"{path}: the entry '{info.filename}' points outside the zip, as no snapshot does. "
                "Nothing was unpacked."
            )
        if info.flag_bits & 1:
            raise SourceError(f"{path} is encrypted. Unpack it and name the folder instead.")
        total += info.file_size
        _refuse_bomb(f"{path}: '{info.filename}'", info.file_size, info.compress_size)
    _refuse_bomb(str(path), total, path.stat().st_size)


def _refuse_bomb(what: str, size: int, packed: int) -> None:
    ratio = size / max(packed, 1)
    if size > _LARGEST or (size > _SUSPECT_SIZE and ratio > _SUSPECT_RATIO):
        raise SourceError(
            f"{what} would unpack to {size:,} bytes, {ratio:,.0f} times its packed size: this "
            "looks like a zip bomb. Nothing was unpacked."
        )
