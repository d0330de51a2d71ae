"""Writes the payload as a OneRoster CSV bundle: a folder or a zip that its owner alone can read."""

import csv
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from roster_lint.engine.base import Engine
from roster_lint.errors import UsageError
from roster_lint.files.private import new_part, new_part_folder, remove_left
from roster_lint.files.targets import refuse_unwritable
from roster_lint.preview.columns import HEADERS, select, table
from roster_lint.sources.manifest import manifest_rows
from roster_lint.vocabulary import OneRoster, Progress, no_progress

_BATCH = 200_000

SYSTEM_NAME = "Infinite Campus, as roster-lint predicts it"


class _Place(Protocol):
    """Where files are put."""

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A new file of that name."""


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, name: str) -> IO[bytes]:
        descriptor = os.open(self._path / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return open(descriptor, "wb")  # noqa: PTH123


class _Zip:
    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(name, "w", force_zip64=True)


def check_target(path: Path) -> None:
    """Refuses a place for a bundle before the work is done rather than after it.

    Raises:
        UsageError: it is a file, a folder that is not empty, or in a folder that is absent or
            cannot be written to.
    """
    if is_zip(path):
        if path.exists():
            raise UsageError(f"--to: {path} exists already: name another file, or remove it first.")
    elif path.is_dir():
        remove_left(path)
        if any(path.iterdir()):
            raise UsageError(f"--to: the folder {path} is not empty: name a new or an empty one.")
        refuse_unwritable(path, path, "--to")
        return
    elif path.exists():
        raise UsageError(f"--to: {path} is a file: name a folder, or a file that ends in .zip.")
    refuse_unwritable(path.absolute().parent, path, "--to")


def write_bundle(
    engine: Engine,
    oneroster: OneRoster,
    path: Path,
    *,
    delta: bool = False,
    progress: Progress = no_progress,
) -> dict[str, int]:
    """Writes the payload that stands in an engine.

    A zip appears under its name only when it is whole; a folder that could not be filled is left
    as it was. Rows are written as they come, so memory does not grow with them.

    Args:
        engine: holds the payload's tables.
        oneroster: the version that they were made for.
        path: a zip if it ends so, else a folder.
        delta: write what is to be deleted too, and the status of everything.
        progress: follows the rows written, by file.

    Returns:
        The rows of each file, by name with ``.csv``; a file without rows is not written.

    Raises:
        UsageError: the place is taken or cannot be written to.
    """
    check_target(path)
    try:
        with _zip(path) if is_zip(path) else _folder(path) as place:
            return _write(engine, oneroster, place, delta, progress)
    except OSError as error:
        raise UsageError(f"--to: cannot write {path}: {error.strerror or error}.") from None


def manifest(oneroster: OneRoster, present: Mapping[str, int], *, delta: bool) -> list[list[str]]:
    """The rows of manifest.csv below its header: property names and values."""
    names = {name.removesuffix(".csv") for name in present}
    return manifest_rows(oneroster, names, "delta" if delta else "bulk", SYSTEM_NAME)[1:]


def is_zip(path: Path) -> bool:
    """Whether a bundle of that name is a zip rather than a folder."""
    return path.suffix.lower() == ".zip" and not path.is_dir()


@contextmanager
def _zip(path: Path) -> Iterator[_Place]:
    handle, part = new_part(path.parent)
    try:
        with open(handle, "wb") as stream, ZipFile(stream, "w", ZIP_DEFLATED) as archive:  # noqa: PTH123
            yield _Zip(archive)
        check_target(path)  # a large district takes minutes
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _folder(path: Path) -> Iterator[_Place]:
    made = not path.exists()
    if made:
        path.mkdir(mode=0o700)
    try:
        part = new_part_folder(path)
        try:
            yield _Folder(part)
            for file in sorted(part.iterdir()):
                file.rename(path / file.name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except BaseException:
        if made:
            shutil.rmtree(path, ignore_errors=True)
        raise


def _write(
    engine: Engine, oneroster: OneRoster, place: _Place, delta: bool, progress: Progress
) -> dict[str, int]:
    written: dict[str, int] = {}
    for name in HEADERS[oneroster]:
        kept = "" if delta else " WHERE status = 'active'"
        count = _count(engine, f"{table(name)}{kept}")
        # A file without a data row is not permitted: the manifest says absent instead.
        if count:
            written[f"{name}.csv"] = count
            with place.open(f"{name}.csv") as stream:
                _write_rows(engine, oneroster, name, stream, delta, progress)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["propertyName", "value"])
    writer.writerows(manifest(oneroster, written, delta=delta))
    with place.open("manifest.csv") as stream:
        stream.write(text.getvalue().encode())
    return written


def _write_rows(
    engine: Engine,
    oneroster: OneRoster,
    name: str,
    stream: IO[bytes],
    delta: bool,
    progress: Progress,
) -> None:
    stream.write(f"{HEADERS[oneroster][name]}\r\n".encode())
    ((first, last),) = engine.rows(f"SELECT min(rowid), max(rowid) FROM {table(name)}")
    for start in range(first, last + 1, _BATCH):
        end = min(start + _BATCH, last + 1)
        rows = engine.frame(select(name, oneroster, start, end, delta=delta))
        stream.write(rows.write_csv(include_header=False, line_terminator="\r\n").encode())
        progress(f"{name}.csv", end - first, last + 1 - first)


def _count(engine: Engine, rows: str) -> int:
    return int(engine.rows(f"SELECT count(*) FROM {rows}")[0][0])
