"""A folder or a zip of files, opened with care: nothing is unpacked that was not asked for."""

import lzma
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from roster_lint.errors import FileError, SourceError, no_room
from roster_lint.files.kinds import refuse_special
from roster_lint.files.private import private_folder

_LARGEST = 64 << 30
_SUSPECT_SIZE = 100 << 20
_SUSPECT_RATIO = 300
_ZIP_STARTS = (b"PK\3\4", b"PK\5\6", b"PK\7\b")
CSV_SUFFIXES = (".csv", ".tsv", ".txt")
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError)
"""What reading an entry of a damaged zip, or of one packed in a rare way, raises."""


class FolderOrZip:
    """The files of a source, and a private folder for what is unpacked or rewritten."""

    def __init__(self, path: Path, what: str) -> None:
        """Opens the folder or the zip.

        Args:
            path: a folder, or a zip file.
            what: what the source is called in messages, such as ``snapshot``.

        Raises:
            UsageError: it is a pipe or a device, or a file in the folder is.
            SourceError: it is neither, or holds what no such source does.
        """
        refuse_special(path)
        self._path = path
        self._zip: zipfile.ZipFile | None = None
        try:
            if not path.is_dir():
                self._zip = _open_zip(path, what)
        except OSError as error:
            raise SourceError(f"{path} cannot be read: {error.strerror or error}.") from None
        try:
            _refuse_nested(path, what, self.names())
        except BaseException:
            if self._zip is not None:
                self._zip.close()
            raise
        self._scratch = private_folder()

    def close(self) -> None:
        """Closes the zip and removes whatever was unpacked or rewritten."""
        if self._zip is not None:
            self._zip.close()
        self._scratch.cleanup()

    @property
    def scratch(self) -> Path:
        """The private folder."""
        return Path(self._scratch.name)

    @property
    def zipped(self) -> bool:
        """Whether it is a zip."""
        return self._zip is not None

    def names(self, *, deep: bool = False) -> list[str]:
        """The files that are not hidden, as the folder or the zip calls them.

        Args:
            deep: look into a folder's own folders too, as is always done in a zip.
        """
        if self._zip is not None:
            return _names_in_zip(self._zip)
        try:
            return _names_in(self._path, deep)
        except OSError as error:
            raise SourceError(f"{self._path} cannot be read: {error.strerror or error}.") from None

    @contextmanager
    def stream(self, name: str) -> Iterator[BinaryIO]:
        """One file's bytes; raises SourceError where they cannot be read."""
        try:
            if self._zip is None:
                with (self._path / name).open("rb") as stream:
                    yield stream
            else:
                with self._zip.open(name) as unpacked:
                    yield unpacked  # type: ignore[misc]  # a ZipExtFile reads as a file does
        except OSError as error:
            if full := no_room(error):
                raise full from None
            problem = f"cannot be read: {error.strerror or 'its packed data is damaged'}"
            raise FileError(f"{name} {problem}.", problem) from None
        except DAMAGE as error:
            # A method of packing that Python does not know is no damage.
            why = "" if isinstance(error, NotImplementedError) else "its packed data is damaged: "
            problem = f"cannot be unpacked: {why}{str(error).rstrip('.')}"
            raise FileError(
                f"{name} in {self._path} {problem}. Make the zip again, or unpack it yourself and "
                "name the folder.",
                problem,
            ) from None

    def local(self, name: str) -> Path:
        """One file on disk, unpacked if need be; raises SourceError."""
        if self._zip is None:
            return self._path / name
        path = self.scratch / parts(name)[-1]
        with self.stream(name) as stream, path.open("wb") as out:
            shutil.copyfileobj(stream, out, 1 << 20)
        return path


def names_within(path: Path) -> list[str]:
    """The names of a folder's or a zip's files that are not hidden, without opening it for long.

    Raises:
        UsageError: it is a pipe or a device, or a file in the folder is.
        OSError, ValueError, or one of ``DAMAGE``: it is no folder and no sound zip.
    """
    refuse_special(path)
    if path.is_dir():
        return _names_in(path, deep=True)
    with zipfile.ZipFile(path) as opened:
        return _names_in_zip(opened)


@lru_cache(1 << 17)
def parts(name: str) -> tuple[str, ...]:
    """The parts of a path in a folder or a zip, in which some programs write backslashes.

    There is always one: of a name that is blank or a lone dot, a blank one.
    """
    return PureWindowsPath(name).parts or ("",)


def hidden(name: str) -> bool:
    """Whether a program put the file there for itself, such as the Finder's ``__MACOSX``."""
    return any(part.startswith((".", "__MACOSX")) for part in parts(name))


def _names_in_zip(opened: zipfile.ZipFile) -> list[str]:
    names = (info.filename for info in opened.infolist())
    return [name for name in names if not (name.endswith("/") or hidden(name))]


def _names_in(folder: Path, deep: bool) -> list[str]:
    files, folders = _entries(folder)
    if deep:
        files += [f"{inner}/{name}" for inner in folders for name in _entries(folder / inner)[0]]
    return files


def _entries(folder: Path) -> tuple[list[str], list[str]]:
    """The names of a folder's files and folders that are not hidden, in order.

    Raises:
        UsageError: a pipe or a device is named as a table.
    """
    files, folders = [], []
    # A folder may hold thousands of other files, and scandir knows what each is without a look.
    with os.scandir(folder) as entries:
        for entry in entries:
            if hidden(entry.name):
                continue
            if _is(entry.is_file):
                files.append(entry.name)
            elif entry.name.casefold().endswith(CSV_SUFFIXES) and not _is(entry.is_dir):
                refuse_special(Path(entry.path))
            elif _is(entry.is_dir):
                folders.append(entry.name)
    return sorted(files), sorted(folders)


def _is(kind: Callable[[], bool]) -> bool:
    """What an entry is; a link in a circle is nothing."""
    try:
        return kind()
    except OSError:
        return False


def _open_zip(path: Path, what: str) -> zipfile.ZipFile:
    """Opens a zip, having looked for what no such source needs; raises SourceError."""
    try:
        opened = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise SourceError(f"There is no folder or file {path}.") from None
    except (*DAMAGE, ValueError):
        raise SourceError(f"{path} {_no_zip(path)}") from None
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror or error}.") from None
    try:
        _refuse_unsafe(opened, path, what)
    except BaseException:
        opened.close()
        raise
    return opened


def _no_zip(path: Path) -> str:
    """What is wrong with a file that cannot be opened as a zip, by its first bytes."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if not start:
        return "is empty. Copy or download it again."
    if start in _ZIP_STARTS:
        return (
            "is a zip that is damaged or cut off: its list of files is missing. Copy or download "
            "it again."
        )
    return (
        "is neither a folder nor a zip file. A source is a database URL, a folder of CSV files, or "
        "a zip of them."
    )


def _refuse_nested(path: Path, what: str, names: list[str]) -> None:
    zips = [name for name in names if name.casefold().endswith(".zip")]
    if zips and len(zips) == len(names):
        raise SourceError(
            f"{path} holds nothing but '{zips[0]}' where the CSV files of a {what} should be."
            f" Unpack it and name '{zips[0]}' instead."
        )


def _refuse_unsafe(opened: zipfile.ZipFile, path: Path, what: str) -> None:
    total = 0
    for info in opened.infolist():
        name = PureWindowsPath(info.filename)
        if not name.parts and not info.filename.endswith("/"):  # "./" is the zip's own folder
            raise SourceError(
                f"{path} holds an entry without a name, so its list of files cannot be relied on. "
                "Make the zip again, or unpack it and name the folder."
            )
        if name.anchor or ".." in name.parts:
            raise SourceError(
                f"{path}: the entry '{info.filename}' points outside the zip, as no {what} does. "
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
