"""Text and tables in Markdown, in which nothing from the data becomes markup."""

import re
from collections.abc import Iterable, Iterator

from roster_lint.report.formats.text.wording import plain

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&-])")


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table.

    Args:
        header: the names of the columns, as they are.
        rows: a text a cell, from data or not.
    """
    names = list(header)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(text(cell) for cell in row)} |" for row in rows)


def text(value: str) -> str:
    """Text in which nothing is markup."""
    return _MARKS.sub(r"\\\1", plain(value))
