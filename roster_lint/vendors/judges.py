"""Which checks judge a line of a profile, as the headers of the check files say.

A check names lines in ``judges``, or in ``judges_in_part`` where a vendor check judges them, too:
``student.class`` (a need), ``person.email`` (anybody's need), ``unique.email``, ``value.email``,
``limit.primary-teachers-per-class``, ``roles``, ``accounts``.

OP607 judges ``roles`` in part: a vendor that knows people by their role makes students of those who
teach without a teacher's. GR005 judges no line: it reads a column that is not documented.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Literal, get_args

from roster_lint.engine.sql_file import read_shipped
from roster_lint.files.shipped import shipped
from roster_lint.vocabulary import Family

Codes = tuple[str, ...]

Key = Literal["judges", "judges_in_part"]

_FOLDERS: Mapping[Family, tuple[str, ...]] = {
    "campus": ("campus", "vendors/accounts"),
    "bundle": ("oneroster", "vendors/accounts"),
}
"""Where the checks stand that judge lines; of a Campus source no check of the payload does."""


def judges(family: Family, key: Key = "judges") -> Mapping[str, Codes]:
    """The codes of the checks by the line that they judge, in the codes' order."""
    return _all_said(family)[key]


@cache
def _all_said(family: Family) -> Mapping[Key, Mapping[str, Codes]]:
    """What all headers say under either key."""
    found: dict[Key, defaultdict[str, list[str]]] = {
        key: defaultdict(list) for key in get_args(Key)
    }
    for folder in _FOLDERS[family]:
        for path in (shipped("checks") / folder).glob("**/*.sql"):
            facts, _doc, _sql = read_shipped(path)
            for key, by_line in found.items():
                for line in facts.get(key, ()):
                    by_line[line].append(facts["code"])
    return {
        key: {line: tuple(sorted(codes)) for line, codes in by_line.items()}
        for key, by_line in found.items()
    }
