"""Choosing checks for a list, and cutting a check's prose into sentences and paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from roster_lint.checks.catalog import TOPICS, Check
from roster_lint.errors import UsageError
from roster_lint.vocabulary import Family, Severity

if TYPE_CHECKING:
    from roster_lint.vendors.profile import Profile

_Name = TypeVar("_Name", bound=str)

SourceName = Literal["campus", "oneroster"]

FAMILIES: dict[SourceName, Family] = {"campus": "campus", "oneroster": "bundle"}
"""What the kinds of sources are called in a filter, and what they are."""


@dataclass(frozen=True)
class Filters:
    """Which checks a list shows; what is None or empty chooses all.

    Attributes:
        topic: the two letters of a code, or what they stand for.
        severity: of a finding that brings none of its own.
        vendors: those that apply for one of the vendors.
        source: those that are asked of such a source.
    """

    topic: str | None = None
    severity: str | None = None
    vendors: "tuple[Profile, ...]" = ()
    source: str | None = None

    def chosen(self, checks: Sequence[Check]) -> tuple[Check, ...]:
        """The checks that pass all filters.

        Raises:
            UsageError: a filter's value is none that there is, or nothing passes them all.
        """
        topic = None if self.topic is None else topic_named(self.topic, checks)
        severity = _among("--severity", self.severity, get_args(Severity))
        source = _among("--source", self.source, tuple(FAMILIES))
        found = tuple(
            check
            for check in checks
            if (topic is None or check.topic == topic)
            and (severity is None or check.severity == severity)
            and (source is None or FAMILIES[source] in check.sources)
            and (not self.vendors or any(is_for(check, vendor) for vendor in self.vendors))
        )
        if not found:
            raise UsageError("No check matches. `roster-lint rules` lists them all.")
        return found


def family_named(source: str | None, check: Check) -> Family:
    """The family of sources that a check applies to, by its name; raises UsageError.

    Args:
        source: ``campus``, ``oneroster``, or None for Campus where the check is asked of it.
        check: which check.
    """
    name = _among("--source", source, tuple(FAMILIES))
    if name is None:
        return check.sources[0]
    family = FAMILIES[name]
    if family not in check.sources:
        other = next(n for n, f in FAMILIES.items() if f in check.sources)
        raise UsageError(f"{check.code} applies only to {other} sources, not to {name}.")
    return family


def topic_named(text: str, checks: Sequence[Check]) -> str:
    """The two letters of a topic, which goes by them or by its title; raises UsageError."""
    topics = {check.topic: TOPICS.get(check.topic, "The district's own") for check in checks}
    for letters, title in topics.items():
        if text.casefold() in (letters.casefold(), title.casefold()):
            return letters
    named = ", ".join(f"{letters} ({title})" for letters, title in topics.items())
    raise UsageError(f"There is no topic '{text}'. There are {named}.")


def _among(option: str, value: str | None, known: Sequence[_Name]) -> _Name | None:
    """The known word that is meant; raises UsageError naming them all."""
    if value is None:
        return None
    for word in known:
        if value.casefold() == word:
            return word
    raise UsageError(f"{option} is '{value}', but must be {_or(known)}.")


def _or(words: Sequence[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def is_for(check: Check, profile: "Profile") -> bool:
    """Whether a check applies for a vendor: to its versions, and to what it uses."""
    # It imports the engine, which takes a second; a list without this filter needs none.
    from roster_lint.checks.skipping import vendor_reason
    from roster_lint.vendors.several import Vendors

    versions = set(profile.oneroster) or set(check.oneroster)
    return bool(versions & set(check.oneroster)) and not vendor_reason(check, Vendors((profile,)))


def first_sentence(doc: str) -> str:
    """The first sentence of a check's documentation, on one line."""
    paragraph = " ".join(doc.split("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])", paragraph, maxsplit=1)[0]


def paragraphs(doc: str) -> Iterator[str]:
    """The paragraphs of a check's prose, each on one line but for the items of lists."""
    for block in doc.split("\n\n"):
        lines = [line.strip() for line in block.splitlines()]
        text = ""
        for line in lines:
            item = line.startswith(("* ", "- "))
            text += ("\n" if item and text else " " if text else "") + line
        yield text
