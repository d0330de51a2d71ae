"""Small ways to spoil a source, each by chance: its bytes, lines, cells, columns and files."""

import csv
import io
from collections.abc import Callable, Mapping
from random import Random

Files = dict[str, bytes]
"""A source: its files by name."""

Change = Callable[[Files, Random], str]
"""Spoils some file and says in a few words what was done."""

ODD_VALUES = (
    *(
        "",
        " ",
        "\t",
        "NULL",
        "null",
        "NaN",
        "nan",
        "inf",
        "-1",
        "0",
        "1",
        "7",
        "1e9",
        "12.5",
        "0x1",
    ),
    *("9" * 19, "9" * 30, "-" + "9" * 30, "00012", "+5", "1,234", "٣", "true", "Y", "none"),
    *("2026-02-30", "9999-12-31", "0001-01-01", "26-08-10", "8/12/2026", "2026-08-12T00:00:00Z"),
    *("2026-08-12 00:00:00", "infinity", "epoch", "2026", "2026-13-01", "-2026-01-01"),
    *('"', '""', 'a"b', '"a', "a\nb", "a\r\nb", "a\rb", ",", ";", "|", "'", "\\", "\\N", "--"),
    *("\0", "a\0b", "\ufeff", "\ufeffa", "\u00a0", "\u200b", "\u2028", "é", "e\u0301", "😀", "ß"),
    *("\x1b[31m", "\x7f", "\x85", "=1+1", "{0}", "{personID}", "%s", "$1", "?", "<b>", "[bold]x"),
    *("a@b@example.org", "@", "stu@example.org ", "STU@EXAMPLE.ORG", "x" * 5_000, "a,b,a", ",,"),
)


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
        told = edit(rows, chance)
        files[name] = _data(rows)
        return f"{name}: {what} {told}".rstrip()

    return change


def _place(data: bytes, chance: Random) -> int:
    # Headers are short, and a slip there is told by other words than one in the rows.
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


def _columns(rows: list[list[str]], chance: Random, number: int) -> list[int]:
    width = len(rows[0])
    return [chance.randrange(width) for _ in range(number)]


def _set_cell(rows: list[list[str]], chance: Random) -> str:
    row = chance.choice(rows[1:])
    place = chance.randrange(len(row)) if row else 0
    value = chance.choice(ODD_VALUES)
    row[place : place + 1] = [value]
    return repr(value[:20])


def _set_column(rows: list[list[str]], chance: Random) -> str:
    [column] = _columns(rows, chance, 1)
    value = chance.choice(ODD_VALUES)
    share = chance.choice([1.0, 1.0, 0.5, 0.1])
    for row in rows[1:]:
        if column < len(row) and chance.random() < share:
            row[column] = value
    return f"{rows[0][column]} {value[:20]!r} in {share:.0%}"


def _set_header(rows: list[list[str]], chance: Random) -> str:
    [column] = _columns(rows, chance, 1)
    name = rows[0][column]
    new = chance.choice(
        [name.upper(), f" {name}", f"{name}x", "", "x", *chance.sample(ODD_VALUES, 2)]
    )
    rows[0][column] = new
    return f"{name} to {new[:20]!r}"


def _double_column(rows: list[list[str]], chance: Random) -> str:
    [column] = _columns(rows, chance, 1)
    for row in rows:
        row[column:column] = row[column : column + 1]
    return rows[0][column]


def _drop_column(rows: list[list[str]], chance: Random) -> str:
    [column] = _columns(rows, chance, 1)
    name = rows[0][column]
    for row in rows:
        del row[column : column + 1]
    return name


def _swap_columns(rows: list[list[str]], chance: Random) -> str:
    one, other = _columns(rows, chance, 2)
    told = f"{rows[0][one]} and {rows[0][other]}"
    for row in rows[chance.choice([0, 1]) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]
    return told


def _shuffle_column(rows: list[list[str]], chance: Random) -> str:
    [column] = _columns(rows, chance, 1)
    long = [row for row in rows[1:] if column < len(row)]
    values = [row[column] for row in long]
    chance.shuffle(values)
    for row, value in zip(long, values, strict=True):
        row[column] = value
    return rows[0][column]


def _double_rows(rows: list[list[str]], chance: Random) -> str:
    number = chance.choice([1, 1, 5, len(rows) - 1])
    rows += [list(row) for row in chance.sample(rows[1:], min(number, len(rows) - 1))]
    return str(number)


def _drop_rows(rows: list[list[str]], chance: Random) -> str:
    number = min(chance.choice([1, 1, 5, len(rows) // 2, len(rows) - 1]), len(rows) - 1)
    for _ in range(number):
        del rows[chance.randrange(1, len(rows))]
    return str(number)


def _swap_rows(rows: list[list[str]], chance: Random) -> str:
    one, other = (chance.randrange(len(rows)) for _ in range(2))
    rows[one], rows[other] = rows[other], rows[one]
    return f"{one} and {other}"


def _widen(rows: list[list[str]], chance: Random) -> str:
    row = chance.choice(rows)
    if chance.random() < 0.5 or not row:
        row.append(chance.choice(ODD_VALUES))
    else:
        row.pop()
    return ""


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
    *[_of_cells("a cell is", _set_cell)] * 4,
    *[_of_cells("a column is", _set_column)] * 4,
    _of_cells("a header", _set_header),
    _of_cells("a column twice:", _double_column),
    _of_cells("without the column", _drop_column),
    _of_cells("swapped", _swap_columns),
    _of_cells("shuffled", _shuffle_column),
    _of_cells("rows twice:", _double_rows),
    *[_of_cells("rows gone:", _drop_rows)] * 2,
    _of_cells("rows swapped:", _swap_rows),
    _of_cells("a row longer or shorter", _widen),
    _drop_file,
    _copy_file,
    _rename_file,
)
"""All that may happen to a source; what stands there several times happens more often."""
