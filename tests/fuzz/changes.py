"""Small ways to spoil a source, each by chance: its bytes, lines, cells, columns and files."""

import csv
import io
from collections.abc import Callable, Mapping
from random import Random

from tests.fuzz import cells

Files = dict[str, bytes]
"""A source: its files by name."""

Change = Callable[[Files, Random], str]
"""Spoils some file and says in a few words what was done."""


def _rows(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8", errors="replace")
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return [line.split(",") for line in text.splitlines()]


def _data(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", errors="replace")


def _some(files: Mapping[str, bytes], chance: Random) -> str:
    return chance.choice(sorted(files))


def _of_bytes(what: str, edit: Callable[[bytes, Random], bytes]) -> Change:
    """A change to the bytes of one file."""

    def change(files: Files, chance: Random) -> str:
        name = _some(files, chance)
        files[name] = edit(files[name], chance)
        return f"{name}: {what}"

    return change


def _of_cells(what: str, edit: Callable[[list[list[str]], Random], str]) -> Change:
    """A change to the rows of one file that has any."""

    def change(files: Files, chance: Random) -> str:
        name = _some(files, chance)
        rows = _rows(files[name])
        if len(rows) < 3 or not rows[0]:
            return f"{name}: as it was"
        reported = edit(rows, chance)
        files[name] = _data(rows)
        return f"{name}: {what} {reported}".rstrip()

    return change


def _place(data: bytes, chance: Random) -> int:
    # Headers are short, and a slip there is reported in other words than one in the rows.
    end = chance.choice([len(data), 200])
    return chance.randrange(min(len(data), end) + 1)


def _flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 20])):
        if changed:
            changed[_place(data, chance) % len(changed)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _insert(data: bytes, chance: Random) -> bytes:
    place = _place(data, chance)
    some = (
        b'"',
        b"\0",
        b"\n",
        b"\r",
        b",",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b'""',
        b"\n\n",
        b";",
    )
    return data[:place] + chance.choice(some) + data[place:]


def _take_out(data: bytes, chance: Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + data[place + chance.choice([1, 2, 30, 1000]) :]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: _place(data, chance)]


def _repeat(data: bytes, chance: Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + data[place : place + chance.choice([1, 50, 2000])] + data[place:]


def _encode(data: bytes, chance: Random) -> bytes:
    encoding = chance.choice(
        ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1", "cp1252", "utf-32", "cp037"]
    )
    return data.decode("utf-8", errors="replace").encode(encoding, errors="replace")


def _line_ends(data: bytes, chance: Random) -> bytes:
    if chance.random() < 0.3:
        return b"\n".join(line + chance.choice([b"", b"\r", b"\n"]) for line in data.split(b"\n"))
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\r", b"\n\n"]))


def _delimiter(data: bytes, chance: Random) -> bytes:
    return data.replace(b",", chance.choice([b";", b"\t", b"|", b", ", b" ,", b",,"]))


def _nothing(_data: bytes, chance: Random) -> bytes:
    return chance.choice([b"", b"\n", b"\n\n", b"\xef\xbb\xbf", b"\0" * 50, b'"', b","])


def _drop_file(files: Files, chance: Random) -> str:
    name = _some(files, chance)
    if len(files) > 1:
        del files[name]
    return f"{name}: dropped"


def _copy_file(files: Files, chance: Random) -> str:
    one, other = _some(files, chance), _some(files, chance)
    files[other] = files[one]
    return f"{other}: is {one}"


def _rename_file(files: Files, chance: Random) -> str:
    name = _some(files, chance)
    odd = (
        "x.csv",
        ".csv",
        "csv",
        name.upper(),
        f"dbo.{name}",
        f"{name}.csv",
        f" {name}",
        "a b.csv",
    )
    new = chance.choice(odd)
    files[new] = files.pop(name)
    return f"{name}: is called {new}"


CHANGES: tuple[Change, ...] = (
    _of_bytes("bits flipped", _flip),
    _of_bytes("bytes inserted", _insert),
    _of_bytes("bytes taken out", _take_out),
    _of_bytes("cut", _cut),
    _of_bytes("bytes repeated", _repeat),
    _of_bytes("in another encoding", _encode),
    _of_bytes("with other line ends", _line_ends),
    _of_bytes("with another delimiter", _delimiter),
    _of_bytes("without content", _nothing),
    *[_of_cells("a cell is", cells.set_cell)] * 4,
    *[_of_cells("a column is", cells.set_column)] * 4,
    _of_cells("a header", cells.set_header),
    _of_cells("a column twice:", cells.double_column),
    _of_cells("without the column", cells.drop_column),
    _of_cells("swapped", cells.swap_columns),
    _of_cells("shuffled", cells.shuffle_column),
    _of_cells("rows twice:", cells.double_rows),
    *[_of_cells("rows gone:", cells.drop_rows)] * 2,
    _of_cells("rows swapped:", cells.swap_rows),
    _of_cells("a row longer or shorter", cells.widen),
    _drop_file,
    _copy_file,
    _rename_file,
)
"""All that may happen to a source; what stands there several times happens more often."""
