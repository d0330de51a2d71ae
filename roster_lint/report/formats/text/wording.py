"""How the text report writes numbers, shares, lists and text from data."""

from collections.abc import Sequence

from roster_lint.report.counts import Availability
from roster_lint.vocabulary import Severity

SEVERITY_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "info"}
"""The worst first."""

WAYS = {
    "held_back": "held back",
    "to_be_deleted": "sent as ToBeDeleted",
    "left_out": "left out as marked",
    "not_used": "not used by this vendor",
}
"""What becomes of a record that will not sync, in words."""

DELETED_OR_GONE = "vendors see such a record as deleted, or simply as gone"
"""What it means that a record is sent as ToBeDeleted: many vendors ask only for active records."""

_IRREGULAR = {
    "info": "info",
    "person": "people",
    "class": "classes",
    "fix": "fixes",
    "school_year": "school years",
}


NAMES = {
    "student": "Students",
    "teacher": "Teachers",
    "staff": "Other staff",
    "guardian": "Guardians",
    "relative": "Relatives",
    "section": "Classes",
}


def population_name(population: Availability) -> str:
    """What the members of a population are called, with a capital."""
    return NAMES.get(population.entity, population.entity.capitalize())


def number(count: int) -> str:
    """A count with commas between the thousands."""
    return f"{count:,}"


def plural(noun: str) -> str:
    """The plural of a noun or of an entity's name, in words."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    words = noun.replace("_", " ")
    return words[:-1] + "ies" if words.endswith("y") and words[-2] not in "aeiou" else words + "s"


def counted(count: int, noun: str) -> str:
    """``1 calendar``, ``2,000 calendars``."""
    return f"{number(count)} {noun.replace('_', ' ') if count == 1 else plural(noun)}"


def share(part: int, whole: int) -> str:
    """A percentage that is 100 only for all, and 0 only for none.

    Args:
        part: at least 0, at most ``whole``.
        whole: at least 1.
    """
    if part in (0, whole):
        return "100 %" if part else "0 %"
    if part * 1000 < whole:
        return "<0.1 %"
    if (whole - part) * 1000 < whole:
        return ">99.9 %"
    return f"{part * 100 / whole:.1f} %"


def part_of(part: int, whole: int | None) -> str:
    """``7 of 412 (1.7 %)``, or ``7 found`` where there is nothing to compare it with."""
    if not whole or part > whole:
        return f"{number(part)} found"
    return f"{number(part)} of {number(whole)} ({share(part, whole)})"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def plain(text: str) -> str:
    """Text from data on one line, with no character that a terminal might obey.

    Escape sequences, direction marks and invisible characters are shown as Python escapes:
    they may be the very reason for a finding.
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if character in "\n\r\t":
        return " "
    return character.encode("unicode_escape").decode("ascii")
