"""What two folders of CSV files differ in, as lines that a person can read."""

import csv
import difflib
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

_LONGEST = 110
_MOST = 6


def texts_of(folder: Path) -> dict[str, str]:
    """The texts of all files of a folder, by their names."""
    return {
        str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "backslashreplace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """The changes, a line each; of many the first ones."""
    lines = list(_changes(before, after))
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"and {len(lines) - _MOST} more lines"


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"{name}: the file is gone"
        elif name not in before:
            yield f"{name}: the file is new"
        elif before[name] != after[name]:
            yield from _of_file(name, before[name], after[name])


def _of_file(name: str, before: str, after: str) -> Iterator[str]:
    cells = list(_cells(before, after))
    if cells:
        yield from (f"{name} line {line}, {change}" for line, change in cells)
        return
    old, new = before.split("\r\n"), after.split("\r\n")
    for sign in difflib.unified_diff(old, new, lineterm="", n=0):
        if sign.startswith(("-", "+")) and not sign.startswith(("---", "+++")):
            word = "without" if sign[0] == "-" else "with"
            yield f"{name} {word} the line {_shown(sign[1:])}"


def _cells(before: str, after: str) -> Iterator[tuple[int, str]]:
    """The cells that differ where nothing else does; nothing where rows or headers differ, too."""
    old, new = (list(csv.reader(text.splitlines())) for text in (before, after))
    if old[:1] != new[:1] or [len(row) for row in old] != [len(row) for row in new]:
        return
    for line, (one, other) in enumerate(zip_longest(old, new), start=1):
        for column, was, becomes in zip(old[0], one, other, strict=True):
            if was != becomes:
                yield line, f"{column}: {_shown(was)} becomes {_shown(becomes)}"


def _shown(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
