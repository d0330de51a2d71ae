"""Whether the first row of a CSV file names columns, and which of its names may be repeated.

A file without a header begins with personal data. No message quotes a name from such a row.
"""

import re
from collections.abc import Collection, Sequence

_SHOWN = 4
_NARROW = 3
_MOST_WORDS = 4
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_NUMBER = re.compile(r"[\d\s.,+()/:-]+")
_NAME = re.compile(r"[^\W\d][\w .#()\[\]/*:-]{0,59}")


def is_header(names: Sequence[str], known: Collection[str], enough: int = 2) -> bool:
    """Whether a first row is a header.

    Args:
        names: the row's values.
        known: the contract's column names in lower case.
        enough: how many of them a row of data cannot hold by chance; in a row of up to three
            values, and of a column of IDs, one is enough.
    """
    filled = [name for name in names if name.strip()]
    plain = {_plain(name) for name in known}
    found = {_plain(name) for name in filled} & plain
    if not found:
        return False
    if len(names) - len(filled) > 1 or any(map(_looks_like_data, filled)):
        # A real header may have a column or two with strange names.
        return 2 * len(found) >= len(filled)
    return len(found) >= enough or len(names) <= _NARROW or any(n.endswith("id") for n in found)


def may_be_quoted(name: str) -> bool:
    """Whether a name in a header is surely a column's and not personal data."""
    is_name = _NAME.fullmatch(name.strip()) is not None
    return is_name and not _looks_like_data(name) and len(name.split()) <= _MOST_WORDS


def without_header(columns: Sequence[str]) -> str:
    """What is wrong with a file that begins with data.

    Args:
        columns: the names of the contract's columns, in order.
    """
    more = ",…" if len(columns) > _SHOWN else ""
    return (
        "the first row names none of the columns, so the file seems to have no header such as "
        f"{','.join(columns[:_SHOWN])}{more}"
    )


def _looks_like_data(name: str) -> bool:
    return (
        "@" in name
        or "\n" in name
        or _DATE.search(name) is not None
        or _NUMBER.fullmatch(name) is not None
    )


def _plain(name: str) -> str:
    """A name without the parts in which spellings differ."""
    return re.sub(r"[\W_]", "", name).casefold()
