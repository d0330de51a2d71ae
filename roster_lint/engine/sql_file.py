"""The comment on top of a SQL file: TOML, then prose."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_CODE = re.compile(r"[A-Z]{2}[0-9]{3}")
_COMMENT = re.compile(r"\A\s*/\*(?P<header>.*?)\*/(?P<sql>.*)\Z", re.DOTALL)

SqlFile = tuple[dict[str, Any], str, str]
"""The facts, the prose and the statements of a SQL file."""


def split_sql_file(text: str) -> SqlFile:
    """Splits a SQL file into its facts, its prose and its statements.

    The prose is whatever follows the longest run of paragraphs that is TOML, so there is no mark
    to forget.

    Raises:
        ValueError: there is no comment on top, or it closes never.
    """
    match = _COMMENT.match(text)
    if match is None:
        raise ValueError("the file does not begin with /* documentation */")
    lines = match["header"].strip("\n").split("\n")
    for end in range(len(lines), -1, -1):
        inside = 0 < end < len(lines) and lines[end].strip() and lines[end - 1].strip()
        # Most prose ends with a full stop, which nothing but a comment of TOML does.
        last = "\n".join(lines[:end]).rstrip().rpartition("\n")[2]
        if inside or (last.endswith(".") and "#" not in last):
            continue
        try:
            facts = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
        return facts, "\n".join(lines[end:]).strip(), match["sql"].strip()
    raise AssertionError("no lines at all are TOML")


@cache
def read_shipped(path: Path) -> SqlFile:
    """The facts, the prose and the statements of a file that comes with the package.

    No such file changes while the program runs, so each is read once.
    """
    return split_sql_file(path.read_text(encoding="utf-8"))


def sql_files(folder: Path) -> tuple[tuple[Path, str], ...]:
    """The SQL files of a folder with their statements, in the order of their names.

    Raises:
        ValueError: one has no comment on top.
    """
    paths = sorted(folder.glob("*.sql"))
    return tuple((path, read_shipped(path)[2]) for path in paths)


def toml_problem(text: str) -> str | None:
    """Why the prose of a SQL file begins where its facts should go on; None where it does not."""
    match = _COMMENT.match(text)
    assert match is not None, "it was split already"
    header = match["header"].strip("\n")
    _facts, doc, _sql = split_sql_file(text)
    first = doc.split("\n\n", 1)[0]
    if not re.match(r"\s*(?:[\w-]+\s*=|\[)", first):
        return None
    begins = text.count("\n", 0, text.index(header))
    end = header.index(doc) + len(first)
    try:
        tomllib.loads("\n" * begins + header[:end])
    except tomllib.TOMLDecodeError as error:
        return f"its header is not valid TOML: {error}"
    return None


def code_of(facts: dict[str, Any]) -> str | None:
    """The code that a header names, if it can be one."""
    code = facts.get("code")
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None
