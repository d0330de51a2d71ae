"""Writes a district down in another way that means the same."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from roster_lint.contracts.fields import DAY, FLAG, IDENTIFIER, Kind
from roster_lint.contracts.table import Table, campus_tables
from tests.snapshots import pack
from tests.texts import meaning

QUOTE = '"'


@dataclass(frozen=True)
class Dress:
    """One way to write the same district down.

    Attributes:
        seed: decides what differs from file to file and from cell to cell.
        encoding: of all files.
        zipped: a zip with a folder in it rather than a folder.
    """

    seed: int
    encoding: str
    zipped: bool


def dressed(sample: Path, folder: Path, dress: Dress) -> Path:
    """Writes a sample district in another dress into a folder, and returns the new snapshot."""
    dice = random.Random(dress.seed)
    export = folder / "export"
    export.mkdir()
    for table in campus_tables().values():
        with (sample / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        name = _cased(f"{dice.choice(['', 'dbo.'])}{table.name}.csv", dice)
        text = _redressed(table, header, rows, dice)
        (export / name).write_bytes(text.encode(dress.encoding))
    (export / "Immunization.csv").write_text("personID,note\n1,x\n")
    return pack(export, folder / "export.zip", "district/") if dress.zipped else export


def _redressed(table: Table, header: list[str], rows: list[list[str]], dice: random.Random) -> str:
    """A table's text with its rows and columns in another order and its values respelled."""
    kinds = [table.column(name).kind for name in header]
    rows = [[_spelled(t, k, dice) for t, k in zip(row, kinds, strict=True)] for row in rows]
    header = [_cased(name, dice) for name in header]
    dice.shuffle(rows)
    for place in range(dice.randrange(3)):
        header.append(f"extra {place}")
        rows = [[*row, dice.choice(["", "x", "a, b", 'say "x"', "two\nlines"])] for row in rows]
    order = dice.sample(range(len(header)), len(header))
    delimiter, end = dice.choice([",", "\t", "|"]), dice.choice(["\n", "\r\n", "\r"])
    always = dice.choice([True, False])
    return "".join(
        csv_line([line[place] for place in order], delimiter, always) + end
        for line in [header, *rows]
    )


def csv_line(values: Sequence[str], delimiter: str, always: bool) -> str:
    """A CSV row without its end; values are quoted always or where they must be.

    Python's own writer leaves a line break unquoted that is not the file's.
    """
    return delimiter.join(
        f'"{value.replace(QUOTE, QUOTE * 2)}"'
        if always or any(mark in value for mark in (delimiter, QUOTE, "\r", "\n"))
        else value
        for value in values
    )


def _cased(name: str, dice: random.Random) -> str:
    return dice.choice([name, name.upper(), name.lower(), name.swapcase()])


def _spelled(text: str, kind: Kind, dice: random.Random) -> str:
    """Another spelling of the same value."""
    if not text:
        words = ["", " ", *(["NULL"] if kind.null_word else [])]
        return dice.choice(words if kind.pattern is None else [*words, "null", "Null"])
    if kind == FLAG and text in ("0", "1"):
        text = dice.choice(["0", "false", "FALSE"] if text == "0" else ["1", "True", "TRUE"])
    if kind == DAY and meaning(DAY, text)[0] is not None:
        text += dice.choice(["", " 00:00:00", "T07:30", " 00:00:00.000"])
    if kind == IDENTIFIER and text.isdecimal():
        text = dice.choice(["", "00"]) + text
    return dice.choice(["", " ", "\t"]) + text + dice.choice(["", " "]) if kind.trimmed else text
