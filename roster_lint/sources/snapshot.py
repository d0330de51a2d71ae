"""A Campus snapshot: a folder or a zip with one CSV file a table."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from roster_lint.contracts.table import Table
from roster_lint.errors import SourceError, scrub
from roster_lint.sources.base import CsvRows, Found
from roster_lint.sources.csv_file import Header, prepare, read_header
from roster_lint.sources.folder_or_zip import CSV_SUFFIXES, FolderOrZip, parts
from roster_lint.sources.header_row import may_be_quoted
from roster_lint.sources.spelling import SpellingScan
from roster_lint.vocabulary import Progress, SourceKind, no_progress


class SnapshotSource:
    """A snapshot on disk. Nothing is unpacked before a table is read."""

    kind: SourceKind = "campus-snapshot"
    reads_at_once = True
    notes: Sequence[str] = ()

    def __init__(self, path: Path, shown_as: str | None = None) -> None:
        """Names the snapshot.

        Args:
            path: a folder, or a zip file.
            shown_as: what reports call it; the path where absent.
        """
        self._shown_as = shown_as
        self._path = path
        self._opened: FolderOrZip | None = None
        self._headers: dict[str, Header] = {}
        self._problems: dict[str, SourceError] = {}

    @property
    def location(self) -> str:
        """The path as the user gave it, without what looks like a password."""
        return self._shown_as or scrub(str(self._path))

    def __enter__(self) -> Self:
        """Opens the folder or the zip; raises SourceError where it is neither."""
        self._opened = FolderOrZip(self._path, "snapshot")
        return self

    def __exit__(self, *_exc: object) -> None:
        """Closes the zip and removes whatever was unpacked or rewritten."""
        if self._opened is not None:
            self._opened.close()

    def find(self, tables: Mapping[str, Table]) -> dict[str, Found]:
        """The tables that have a file, with the columns that its header names.

        A file whose header cannot be read counts as having every column: reading its rows then
        says what is wrong with it, beside whatever else is wrong elsewhere.

        Raises:
            SourceError: no table has a file, or two files claim one table.
        """
        found: dict[str, Found] = {}
        for table_name, member in self._files(tables).items():
            table = tables[table_name]
            # An optional table none of whose columns is there is as good as absent.
            names = tuple(c.name for c in table.columns if table.needed)
            known = frozenset(c.name.casefold() for c in table.columns)
            try:
                with self._files_in.stream(member) as stream:
                    header = read_header(stream, member, known, columns=names)
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
            spare = (name for name in header.names if name not in columns.values())
            others = tuple(filter(may_be_quoted, spare))
            found[table_name] = Found(table, member, columns, others=others)
        return found

    def other_tables(self, tables: Mapping[str, Table]) -> Sequence[str]:
        """The files that could hold a table and are named as none of these."""
        names = (parts(name)[-1] for name in self._files_in.names())
        return [
            name
            for name in names
            if name.casefold().endswith(CSV_SUFFIXES) and table_of(name, tables) is None
        ]

    def rows(self, found: Found, progress: Progress = no_progress) -> CsvRows:
        """One table's file, checked for its encoding and unpacked if need be.

        Raises:
            SourceError: the file is no text, its header is unusable, or it cannot be unpacked.
        """
        progress(found.table.name, 0, None)
        if problem := self._problems.get(found.place):
            raise problem
        path = self._files_in.local(found.place)
        header = self._headers[found.place]
        prepared = prepare(
            path, found.place, self._files_in.scratch, header.delimiter, looks=SpellingScan
        )
        if self._files_in.zipped and prepared.path != path:
            path.unlink()
        return CsvRows.of(prepared, found.place, header.delimiter, header.names)

    def count(self, found: Found) -> int:
        """The number of lines after the header, which quoted line breaks make a little too high."""
        return max(self.rows(found).lines - 1, 0) if found.columns else 0

    def _files(self, tables: Mapping[str, Table]) -> dict[str, str]:
        """Contract table name to its file, in the contract's order."""
        files: dict[str, str] = {}
        for member in sorted(self._files_in.names()):
            table = table_of(member, tables)
            if table is None:
                continue
            if table in files:
                both = f"both {files[table]} and {member} are named as the table {table}"
                twice = f"{member} stands in it twice"
                raise SourceError(
                    f"{self.location}: {twice if member == files[table] else both}. Keep one of "
                    "them."
                )
            files[table] = member
        if not files:
            raise SourceError(
                f"{self.location} holds no Campus table. A snapshot has one CSV file a table, "
                "named as the table (Enrollment.csv); `roster-lint snapshot` writes one."
            )
        return {name: files[name] for name in tables if name in files}

    @property
    def _files_in(self) -> FolderOrZip:
        assert self._opened is not None, "the source must be entered first"
        return self._opened


def table_of(name: str, tables: Iterable[str]) -> str | None:
    """The table that a file's name stands for, in any case; None where it stands for none."""
    last = parts(name)[-1].casefold()
    if not last.endswith(CSV_SUFFIXES):
        return None
    stem = last.rsplit(".", 1)[0].removeprefix("dbo.")
    return next((table for table in tables if table.casefold() == stem), None)
