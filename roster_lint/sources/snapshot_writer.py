"""Copies what the checks need from a database into a snapshot: a zip with one CSV file a table."""

import os
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError, UsageError
from roster_lint.files.private import new_part
from roster_lint.sources.base import CsvRows, Found, Source
from roster_lint.vocabulary import Progress, no_progress


def write_snapshot(source: Source, out: Path, progress: Progress = no_progress) -> dict[str, int]:
    """Writes every contract table and column that an opened source has, batch by batch.

    The file is readable by its owner alone, since it holds people's data, and it appears under
    its name only when it is whole.

    Args:
        source: an open database; memory does not grow with its tables.
        out: the zip to write.
        progress: called as rows are read.

    Returns:
        The rows written, by table.

    Raises:
        UsageError: the file exists already or cannot be written, or the source is a snapshot.
        SourceError: the source lacks needed tables or columns, or cannot be read to its end.
    """
    refuse_existing(out)
    found = source.find(campus_tables())
    _refuse_gaps(source, found)
    try:
        handle, part = new_part(out.parent)
        os.close(handle)
        try:
            written = _write(source, found, part, progress)
            refuse_existing(out)  # a large database takes minutes
            part.rename(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"Cannot write {out}: {error.strerror or error}.") from None
    return written


def refuse_existing(out: Path) -> None:
    """Raises UsageError where the zip is there already."""
    if out.exists():
        raise UsageError(f"{out} exists already: name another file, or remove it first.")


def _refuse_gaps(source: Source, found: Mapping[str, Found]) -> None:
    missing = [t.name for t in campus_tables().values() if t.needed and t.name not in found]
    missing += [f"{name}.{column}" for name, has in found.items() for column in has.missing]
    if missing:
        raise SourceError(
            f"{source.location} lacks {', '.join(missing)}, without which a snapshot cannot be"
            " judged: none was written. A login without permission does not see a table either."
        )


def _write(
    source: Source, found: Mapping[str, Found], path: Path, progress: Progress
) -> dict[str, int]:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        return {name: _write_table(source, has, archive, progress) for name, has in found.items()}


def _write_table(source: Source, found: Found, archive: ZipFile, progress: Progress) -> int:
    rows = source.rows(found, progress)
    if isinstance(rows, CsvRows):
        raise UsageError(f"{source.location} is a snapshot already: copy it as it is.")
    written = 0
    with archive.open(f"{found.table.name}.csv", "w", force_zip64=True) as entry:
        entry.write(f"{','.join(found.columns)}\r\n".encode())
        for batch in rows.batches:
            text = batch.write_csv(include_header=False, line_terminator="\r\n")
            entry.write(text.encode())
            written += batch.height
    return written
