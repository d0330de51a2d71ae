"""The comment on top of a SQL file: TOML, then prose."""

import re
import tomllib
from typing import Any

_COMMENT = re.compile(r"\A\s*/\*(?P<header>.*?)\*/(?P<sql>.*)\Z", re.DOTALL)


def split_sql_file(text: str) -> tuple[dict[str, Any], str, str]:
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
        if inside:
            continue
        try:
            facts = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
        return facts, "\n".join(lines[end:]).strip(), match["sql"].strip()
    raise AssertionError("no lines at all are TOML")
