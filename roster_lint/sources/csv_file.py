"""One CSV file before the engine reads it: its header, its encoding and its line ends.

DuckDB reads UTF-8 with one kind of line end; whatever else is allowed is rewritten here, and
whatever is not is refused with the file and the byte.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from roster_lint.errors import FileError, SourceError, no_room
from roster_lint.sources.csv_scan import Prepared, Scan
from roster_lint.sources.header_row import is_header, may_be_quoted, without_header
from roster_lint.sources.spelling import LooksAtValues

BLANK_LINES = re.compile(r"(?: *(?:\r\n|\r|\n))*")
"""The lines before the header that hold nothing."""

HEADER_BYTES = 1 << 18
"""How far into a file the end of its header is looked for."""

_CHUNK = 1 << 20
_DELIMITERS = (",", "\t", "|", ";")


@dataclass(frozen=True)
class Header:
    """A file's first record.

    Attributes:
        names: the column names as the file spells them.
        delimiter: what separates them.
    """

    names: tuple[str, ...]
    delimiter: str


def read_header(
    stream: BinaryIO,
    name: str,
    known: frozenset[str],
    delimiters: Sequence[str] = _DELIMITERS,
    columns: Sequence[str] = (),
) -> Header | None:
    """Reads the header of a CSV file.

    Args:
        stream: the file, at its start.
        name: its name, for messages.
        known: the contract's column names in lower case; the delimiter under which most of them
            appear is the file's.
        delimiters: those that it can be.
        columns: the contract's column names, of which the file must have some; else any will do.

    Returns:
        The header, or None where the file is empty.

    Raises:
        SourceError: the text is neither UTF-8 nor UTF-16 with a BOM, a quotation mark is missing,
            a column stands twice, or the first row is no header. The message quotes no data.
    """
    first = first_record(stream, name, known, delimiters)
    if first is None:
        return None
    headed = is_header(first.names, known, enough=2 if columns else 1)
    if columns and not headed:
        problem = without_header(columns)
        text = f"{name}: {problem}. Export the table again with its column names."
        raise FileError(text, problem, line=1)
    names = tuple(n.strip() or f"(column {i})" for i, n in enumerate(first.names, 1))
    _refuse_repeated(names, name, headed)
    return Header(names, first.delimiter)


def _refuse_repeated(names: Sequence[str], file: str, headed: bool) -> None:
    """Raises SourceError for a column that stands twice, or for data in place of a header."""
    seen: dict[str, int] = {}
    for place, column in enumerate(names, 1):
        first = seen.setdefault(column.casefold(), place)
        if first == place:
            continue
        if not headed:
            raise SourceError(
                f"{file}: the first row has the same value in columns {first} and {place}, so the "
                "file seems to have no header. Export it again with its column names."
            )
        shown = f"'{column}' twice" if may_be_quoted(column) else f"{place} as column {first}"
        raise SourceError(
            f"{file}: the header names the column {shown} (case does not count), so nobody can say "
            "which one holds. Export it once."
        )


def first_record(
    stream: BinaryIO,
    name: str,
    known: frozenset[str],
    delimiters: Sequence[str] = _DELIMITERS,
    *,
    exact: bool = False,
) -> Header | None:
    """The header as it is written, blanks around names, blank names and repeated ones included.

    Args:
        stream: the file, at its start.
        name: its name, for messages.
        known: the contract's column names in lower case.
        delimiters: those that the file's can be.
        exact: blanks before a name belong to it.

    Raises:
        FileError: the text is neither UTF-8 nor UTF-16 with a BOM, or is torn.
    """
    text = _decode(stream.read(HEADER_BYTES), name)
    text = text[BLANK_LINES.match(text).end() :]  # type: ignore[union-attr]  # it always matches
    if not text.strip():
        return None
    return _split(text, _delimiter(text, known, delimiters), name, exact)


def _delimiter(text: str, known: frozenset[str], delimiters: Sequence[str]) -> str:
    """The delimiter under which the first line names most of the known columns."""
    line = re.split(r"[\r\n]", text, maxsplit=1)[0]

    def score(delimiter: str) -> tuple[int, int]:
        names = line.split(delimiter)
        return sum(n.strip(' "').casefold() in known for n in names), len(names)

    return max(delimiters, key=score)


def _split(text: str, delimiter: str, name: str, exact: bool) -> Header:
    """The first record, which may hold quoted line breaks; raises SourceError where it is torn."""
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=not exact
    )
    try:
        names = next(lines)
    except csv.Error:
        problem = "the header is no well-formed CSV; is a quotation mark missing?"
        raise FileError(
            f"{name}: {problem} Export the table again, then run roster-lint again.",
            problem.rstrip("?"),
            line=1,
        ) from None
    return Header(tuple(names), delimiter)


def _decode(start: bytes, name: str) -> str:
    encoding = utf16(start)
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")()
    try:
        text = decoder.decode(start)
    except UnicodeDecodeError as error:
        raise _not_text(name, error.start, encoding) from None
    _refuse_nul(text, name, 0, encoding)
    return text.removeprefix("\ufeff")


def utf16(start: bytes) -> str | None:
    """The encoding of text whose byte order mark is that of UTF-16, else None."""
    return "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else None


def _not_text(name: str, byte: int, encoding: str | None) -> FileError:
    problem = f"byte {byte + 1:,} is not {'UTF-16' if encoding else 'UTF-8'}"
    return FileError(
        f"{name}: {problem}. Save the file as UTF-8 (in Excel: CSV UTF-8).",
        problem,
        byte=byte,
    )


def _refuse_nul(text: str, name: str, begins: int, encoding: str | None) -> None:
    """Raises SourceError for a NUL in text that begins at that byte of the file."""
    place = text.find("\0")
    if place < 0:
        return
    mark = 2 if encoding and begins == 0 else 0
    byte = begins + mark + len(text[:place].encode("utf-16-le" if encoding else "utf-8"))
    problem = f"byte {byte + 1:,} is a NUL, which no CSV file holds"
    raise FileError(
        f"{name}: {problem}; UTF-16 without a byte order mark looks like this. Save the file as "
        "UTF-8 (in Excel: CSV UTF-8).",
        problem,
        byte=byte,
    )


def prepare(
    path: Path,
    name: str,
    folder: Path,
    delimiter: str = ",",
    *,
    looks: Callable[[bytes], LooksAtValues] | None = None,
) -> Prepared:
    """Checks a file's text from end to end, and rewrites it where the engine could not read it.

    Args:
        path: the file.
        name: its name, for messages.
        folder: a private folder for a rewritten copy.
        delimiter: what separates its values.
        looks: makes of the delimiter what looks for what holds for all values.

    Raises:
        SourceError: a byte that is no text, or a file that cannot be read.
    """

    def new_scan() -> Scan:
        separator = delimiter.encode()
        return Scan(separator, looks(separator) if looks else None)

    try:
        with path.open("rb") as stream:
            encoding = utf16(stream.read(2))
        if encoding is None:
            scan = new_scan()
            for text in _texts(path, name, encoding):
                scan.add(text)
            if scan.even:
                return scan.of(path)
        return _rewrite(path, name, encoding, folder, new_scan())
    except OSError as error:
        if full := no_room(error):
            raise full from None
        raise SourceError(f"{name} cannot be read: {error.strerror or error}.") from None


def _texts(path: Path, name: str, encoding: str | None) -> Iterator[bytes]:
    """The file's text as chunks of UTF-8; raises SourceError at the first byte that is none."""
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")()
    place = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            pending = len(decoder.getstate()[0])
            begins, place = place - pending, place + len(chunk)
            if encoding is None and not pending and _plain(chunk):
                yield chunk
                continue
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                raise _not_text(name, begins + error.start, encoding) from None
            _refuse_nul(text, name, begins, encoding)
            if not chunk:
                return
            yield chunk if encoding is None else text.encode()


def _plain(chunk: bytes) -> bool:
    """Whether bytes are text without further ado, as almost all are."""
    return bool(chunk) and chunk.isascii() and b"\0" not in chunk


def _rewrite(path: Path, name: str, encoding: str | None, folder: Path, scan: Scan) -> Prepared:
    copy = folder / f"rewritten-{path.name}"
    held = b""
    with copy.open("wb") as out:
        for piece in _texts(path, name, encoding):
            chunk = held + piece
            # A carriage return at a chunk's end may be half of a pair.
            held = b"\r" if chunk.endswith(b"\r") else b""
            chunk = chunk.removesuffix(b"\r")
            scan.count_bare_returns(chunk)
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            scan.add(chunk)
            out.write(chunk)
        if held:
            scan.count_bare_returns(held)
            scan.add(b"\n")
            out.write(b"\n")
    return scan.of(copy)
