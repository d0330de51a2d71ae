"""``--allow``: a person has looked at a change and allows that many records, and no more."""

import difflib
import re
from collections.abc import Mapping, Sequence

from roster_lint.differences.entities import SUBJECTS
from roster_lint.errors import UsageError

EMPTIED = "schools emptied"
REGENERATED = "classes regenerated"
CLASSES_UPDATED = "classes with updated students"
_CHANGES = ("deleted", "updated", "with new ids")

NAMES = (
    *(f"{subject} {change}" for subject in SUBJECTS for change in _CHANGES),
    "students renamed",
    "teachers renamed",
    "students in total",
    "teachers in total",
    "classes in total",
    REGENERATED,
    CLASSES_UPDATED,
    EMPTIED,
)
"""What can be allowed, and limited in the settings, by name."""

_NUMBER = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3})+")


def parse_allowed(texts: Sequence[str]) -> dict[str, int]:
    """The numbers by name.

    Args:
        texts: each a name, an equals sign and a number: ``students deleted=340``.

    Raises:
        UsageError: there is no such name, or it is no number that stands there.
    """
    allowed: dict[str, int] = {}
    for text in texts:
        name, sign, number = (part.strip() for part in text.partition("="))
        if not sign:
            raise UsageError(
                f"--allow: '{text}' names no number. Write --allow \"students deleted=340\"."
            )
        if not _NUMBER.fullmatch(number):
            raise UsageError(
                f"--allow: '{number}' is no number of records. Write how many you have looked at, "
                f'as in --allow "{name}=340": nothing is allowed by a percentage or a yes.'
            )
        refuse_unknown({name: number}, "--allow")
        if name in allowed:
            raise UsageError(f"--allow: '{name}' stands there twice.")
        allowed[name] = int(number.replace(",", ""))
    return allowed


def refuse_unknown(names: Mapping[str, object], where: str) -> None:
    """Raises UsageError for a name that no limit has."""
    for name in names:
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, 3, 0.5) or NAMES[:3]
            raise UsageError(
                f"{where}: there is no limit called '{name}'. Did you mean {', '.join(near)}?"
            )
