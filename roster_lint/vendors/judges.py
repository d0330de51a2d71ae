"""Which checks judge a line of a profile, as the headers of the check files say.

A check names lines in ``judges``, or in ``judges_in_part`` where a vendor check judges them, too:
``student.class`` (a need), ``person.email`` (anybody's need), ``unique.email``, ``value.email``,
``limit.primary-teachers-per-class``, ``roles``, ``accounts``.

OP607 judges ``roles`` in part: a vendor that knows people by their role makes students of those who
teach without a teacher's. GR005 judges no line: it reads a column that is not documented.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from roster_lint.files.shipped import shipped
from roster_lint.vocabulary import Family

Codes = tuple[str, ...]

Key = Literal["judges", "judges_in_part"]

_FOLDERS: Mapping[Family, tuple[str, ...]] = {
    "campus": ("campus", "vendors/accounts"),
    "bundle": ("oneroster", "vendors/accounts"),
}
"""Where the checks stand that judge lines; of a Campus source no check of the payload does."""

_SAID = re.compile(r"^(?:judges|judges_in_part) = \[.*\]$", re.MULTILINE)


def judges(family: Family, key: Key = "judges") -> Mapping[str, Codes]:
    """The codes of the checks by the line that they judge, in the codes' order."""
    return _all_said(family)[key]


@cache
def _all_said(family: Family) -> Mapping[Key, Mapping[str, Codes]]:
    """What all headers say under either key; the files are read once."""
    found: dict[Key, defaultdict[str, list[str]]] = {
        key: defaultdict(list) for key in get_args(Key)
    }
    for folder in _FOLDERS[family]:
        for path in (shipped("checks") / folder).glob("**/*.sql"):
            header = path.read_text(encoding="utf-8").partition("*/")[0]
            # Most headers say nothing of it, and to read them as TOML takes long.
            said = tomllib.loads("\n".join(_SAID.findall(header)))
            for key, by_line in found.items():
                for line in said.get(key, ()):
                    by_line[line].append(path.name[:5])
    return {
        key: {line: tuple(sorted(codes)) for line, codes in by_line.items()}
        for key, by_line in found.items()
    }
