"""Writes files and folders that appear under their name only once all of them is written."""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from roster_lint.errors import UsageError
from roster_lint.files.private import new_part, new_part_folder, unused_part

_STREAM = re.compile(r"/dev/(stdin|stdout|stderr|fd/\d+)|/proc/self/fd/\d+")
_STREAMS = {"stdin": 0, "stdout": 1, "stderr": 2}


def stream_number(path: Path) -> int | None:
    """The number of the open stream that a path such as ``/dev/stdout`` stands for, or None."""
    if not _STREAM.fullmatch(str(path)):
        return None
    return _STREAMS[path.name] if path.name in _STREAMS else int(path.name)


@contextmanager
def written_whole(path: Path, *, private: bool) -> Iterator[TextIO]:
    """A text stream whose content appears under the path only once all of it is written.

    A link stays, and what it leads to is replaced; permissions of a file that is replaced stay too.

    Args:
        path: the file; a stream, a device or a pipe is written to directly.
        private: only the owner may read the file.

    Raises:
        UsageError: the file cannot be written.
    """
    with (
        bytes_written_whole(path, private=private) as stream,
        TextIOWrapper(stream, encoding="utf-8") as text,
    ):
        yield text


@contextmanager
def bytes_written_whole(path: Path, *, private: bool) -> Iterator[BinaryIO]:
    """The same as a stream of bytes."""
    target = resolved(path)
    try:
        if (number := stream_number(path)) is not None:
            with os.fdopen(os.dup(number), "wb") as stream:
                yield stream
        elif target.exists() and not target.is_file():
            with target.open("wb") as stream:
                yield stream
        else:
            with _replacing(target, private) as stream:
                yield stream
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror or error}.") from None


def resolved(path: Path, label: str = "") -> Path:
    """The path without any link in it; what it leads to need not exist.

    Args:
        path: the path.
        label: what names it, such as ``--output-file``.

    Raises:
        UsageError: a link leads back to itself, or no file can have this name.
    """
    before = f"{label}: " if label else ""
    try:
        return path.resolve()
    except RuntimeError:
        raise UsageError(f"{before}{path} is a link that leads back to itself.") from None
    except OSError as error:
        raise UsageError(f"{before}{path} cannot be used: {error.strerror or error}.") from None
    except ValueError:
        raise UsageError(f"{before}no file can have the name {str(path)!r}.") from None


@contextmanager
def _replacing(target: Path, private: bool) -> Iterator[BinaryIO]:
    descriptor, part = new_part(target.parent, private=private)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        if not private and target.exists():
            _take_over(target.stat(), part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _take_over(old: os.stat_result, part: Path) -> None:
    """Gives a file the owner, where that is allowed, and the permissions of another."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(part, old.st_uid, old.st_gid)
    part.chmod(stat.S_IMODE(old.st_mode))


@contextmanager
def folder_replaced(folder: Path, recheck: Callable[[Path], None]) -> Iterator[Path]:
    """A new private folder, which takes the place of another once it is filled.

    Args:
        folder: absent, or a folder to be replaced.
        recheck: raises an error where what the folder holds by now must not be lost.

    Yields:
        The folder to fill.

    Raises:
        OSError: it cannot be written; the old folder is as it was.
    """
    target = folder.resolve()
    part = new_part_folder(target.parent)
    try:
        yield part
        recheck(folder)
        if target.exists():
            _swap(part, target)
        else:
            part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    old = unused_part(target.parent)
    target.rename(old)
    try:
        new.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
