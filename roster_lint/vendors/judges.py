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
from typing import Literal

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


@cache
def judges(family: Family, key: Key = "judges") -> Mapping[str, Codes]:
    """The codes of the checks by the line that they judge, in the codes' order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for folder in _FOLDERS[family]:
        for path in (shipped("checks") / folder).glob("**/*.sql"):
            header = path.read_text(encoding="utf-8").partition("*/")[0]
            # Most headers say nothing of it, and to read them as TOML takes long.
            for line in tomllib.loads("\n".join(_SAID.findall(header))).get(key, ()):
                found[line].append(path.name[:5])
    return {line: tuple(sorted(codes)) for line, codes in found.items()}
