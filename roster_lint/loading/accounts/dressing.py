"""Undresses an accounts file: lines that Excel or PowerShell puts first, and Windows-1252 text.

Whatever is changed is changed in a private copy, whose lines keep their numbers.
"""

import codecs
import re
import shutil
from pathlib import Path

from roster_lint.sources.csv_file import HEADER_BYTES, utf16

_FIRST = re.compile(
    r"(?:\ufeff|\xef\xbb\xbf)?(?:\"?sep=[^\r\n]{1,3}|#TYPE[^\r\n]*)(?=[\r\n])", re.IGNORECASE
)
_CHUNK = 1 << 20


def without_first_line(path: Path, folder: Path) -> Path:
    """The file, or a copy in which a line ``sep=;`` or ``#TYPE …`` before the header is blank.

    Args:
        path: the file.
        folder: a private folder for a copy.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        start = stream.read(HEADER_BYTES)
    # Latin-1 gives every byte back as it was.
    encoding, kept = ("utf-16", "utf-8") if utf16(start) else ("latin-1", "latin-1")
    found = _FIRST.match(start[: len(start) // 2 * 2].decode(encoding, errors="replace"))
    if found is None:
        return path
    copy = folder / f"plain-{path.name}"
    with path.open(encoding=encoding, newline="", errors="strict") as text:
        text.read(len(found[0]))
        with copy.open("w", encoding=kept, newline="") as out:
            try:
                shutil.copyfileobj(text, out, _CHUNK)
            except UnicodeDecodeError:
                return path
    return copy


def from_windows_1252(path: Path, folder: Path) -> Path | None:
    """A copy as UTF-8 of a file in Windows-1252, as Excel saves CSV; None where it is none.

    A file that holds any letter in UTF-8 before the first byte that is not UTF-8 is a torn or a
    mixed one, not one in Windows-1252.

    Args:
        path: a file that is not UTF-8 throughout.
        folder: a private folder for the copy.

    Raises:
        OSError: the file cannot be read.
    """
    copy = folder / f"utf-8-{path.name}"
    decoder = codecs.getincrementaldecoder("cp1252")()
    is_first = True
    with path.open("rb") as stream, copy.open("wb") as out:
        if utf16(stream.read(2)):
            return None
        stream.seek(0)
        while chunk := stream.read(_CHUNK):
            if b"\0" in chunk or (is_first and _holds_utf8(chunk)):
                return None
            is_first = is_first and chunk.isascii()
            try:
                out.write(decoder.decode(chunk).encode())
            except UnicodeDecodeError:
                return None
    return copy


def _holds_utf8(chunk: bytes) -> bool:
    """Whether the first letter beyond ASCII is one of UTF-8."""
    beyond = re.search(rb"[\x80-\xff]+", chunk)
    if beyond is None:
        return False
    try:
        beyond[0].decode()
    except UnicodeDecodeError as error:
        return error.start > 0
    return True
