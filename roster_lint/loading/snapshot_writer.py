"""Copies what the checks need from a database into a snapshot: a zip with one CSV file a table.

Rows are in the order of their keys, and nothing in the zip says when it was made: the same data
always gives the same bytes. The engine puts them in order, not the database, which would do so at
the cost of the district's server, and by its own rules for text.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import quoted
from roster_lint.errors import SourceError, UsageError
from roster_lint.files.private import new_part
from roster_lint.sources.base import BatchRows, CsvRows, Found, Source
from roster_lint.vocabulary import Progress, no_progress

_ROWS_AT_ONCE = 100_000
_UNIX = 3


def write_snapshot(
    source: Source, out: Path, engine: Engine, progress: Progress = no_progress
) -> dict[str, int]:
    """Writes every contract table and column that an opened source has.

    The file is readable only by its owner, since it holds people's data, and it appears under
    its name only when it is whole.

    Args:
        source: an open database.
        out: the zip to write.
        engine: an empty one, which puts the rows in order; what does not fit its memory is spilled.
        progress: called as rows are read.

    Returns:
        The rows written, by table.

    Raises:
        UsageError: the file exists already or cannot be written, or the source is a snapshot.
        SourceError: the source does not have needed tables or columns, or cannot be read to its
            end.
        ResourceError: memory and disk do not hold the largest table.
    """
    refuse_existing(out)
    found = {name: has for name, has in source.find(campus_tables()).items() if has.columns}
    _refuse_gaps(source, found)
    try:
        handle, part = new_part(out.parent)
        os.close(handle)
        try:
            written = _write(source, found, part, engine, progress)
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
            f"{source.location} does not have {', '.join(missing)}, without which a snapshot cannot"
            " be judged: none was written. A login without permission does not see a table either."
        )


def _write(
    source: Source, found: Mapping[str, Found], path: Path, engine: Engine, progress: Progress
) -> dict[str, int]:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        return {
            name: _write_table(source, has, archive, engine, progress)
            for name, has in found.items()
        }


def _write_table(
    source: Source, found: Found, archive: ZipFile, engine: Engine, progress: Progress
) -> int:
    rows = source.rows(found, progress)
    if isinstance(rows, CsvRows):
        raise UsageError(f"{source.location} is a snapshot already: copy it as it is.")
    written = 0
    with archive.open(_entry(found.table.name), "w", force_zip64=True) as entry:
        entry.write(f"{','.join(found.columns)}\r\n".encode())
        for batch in _in_order(engine, found, rows):
            text = batch.write_csv(include_header=False, line_terminator="\r\n")
            entry.write(text.encode())
            written += batch.height
    return written


def _entry(table: str) -> ZipInfo:
    """A file of the zip that does not say when and on which system it was made."""
    entry = ZipInfo(f"{table}.csv")
    entry.compress_type = ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, 0o600 << 16
    return entry


def _in_order(engine: Engine, found: Found, rows: BatchRows) -> Iterator[pl.DataFrame]:
    """The rows as ``_order`` has them; the engine holds them until the last one is taken."""
    columns = ", ".join(f"{quoted(name)} VARCHAR" for name in found.columns)
    engine.run(f"CREATE TABLE as_read ({columns})")
    total = 0
    for batch in rows.batches:
        engine.register("batch", batch)
        engine.run("INSERT INTO as_read SELECT * FROM batch")
        total += batch.height
    engine.run(f"CREATE TABLE in_order AS FROM as_read ORDER BY {_order(found)}")
    engine.run("DROP TABLE as_read")
    for begin in range(0, total, _ROWS_AT_ONCE):
        within = f"rowid >= {begin} AND rowid < {begin + _ROWS_AT_ONCE}"
        yield engine.frame(f"SELECT * FROM in_order WHERE {within} ORDER BY rowid")
    engine.run("DROP TABLE in_order")


def _order(found: Found) -> str:
    """By the numbers of the key, else of what leads to other tables, and then by the whole row."""
    table = found.table
    key = table.key or tuple(column.name for column in table.columns if column.use == "join")
    numbers = [f"TRY_CAST({quoted(name)} AS HUGEINT)" for name in key if name in found.columns]
    return ", ".join([*numbers, *(quoted(name) for name in found.columns)])
