"""All that is known of one check, for the formats that show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from roster_lint.checks.catalog import TOPICS, Check
from roster_lint.checks.messages import in_the_plural
from roster_lint.rules.article import origin_of, sentences_of
from roster_lint.rules.changing import settings_of
from roster_lint.rules.dba import has_query
from roster_lint.rules.examples import Examples, examples_of
from roster_lint.rules.steps import fix_steps
from roster_lint.vocabulary import Effect

EFFECTS: Mapping[Effect, str] = {
    "missing": "the record does not arrive at the vendor",
    "deleted": "the record is sent as ToBeDeleted: vendors see it as deleted, or simply as gone",
    "wrong": "the record arrives with wrong or missing values",
    "blocked": "nothing arrives at the vendor, or a whole school is missing there",
    "risk": "something may go wrong at the vendor",
}
"""What happens at the vendor if it is not fixed."""


@dataclass(frozen=True)
class Explained:
    """One check.

    Attributes:
        check: itself; its ``doc`` says what it finds and why it matters.
        topic: what the two letters of its code stand for.
        effect: what happens at the vendor, in words.
        applies: when it is asked at all, a sentence each.
        sentences: what the article says that it comes from.
        origin: where it comes from as far as the article does not say it; else empty.
        examples: one that fires and one that does not.
        steps: how to fix it.
        bundle_fix: how to fix it where the source is a bundle; empty for a check of one family.
        settings: those that change what it finds.
        has_query: there is a query on Campus's own tables for it.
    """

    check: Check
    topic: str
    effect: str
    applies: tuple[str, ...]
    sentences: tuple[str, ...]
    origin: str
    examples: Examples
    steps: tuple[str, ...]
    bundle_fix: str
    settings: tuple[str, ...]
    has_query: bool

    @property
    def message(self) -> str:
        """What the report says of several records, with the names of columns in braces."""
        return in_the_plural(self.check.message)


def explained(check: Check) -> Explained:
    """Gathers all that is known of a check."""
    return Explained(
        check=check,
        topic=TOPICS.get(check.topic, "The district's own"),
        effect=EFFECTS[check.effect],
        applies=_applies(check),
        sentences=sentences_of(check),
        origin=origin_of(check),
        examples=examples_of("" if check.is_own else check.code),
        steps=fix_steps(check),
        bundle_fix=check.bundle_fix if len(check.sources) > 1 else "",
        settings=settings_of(check),
        has_query=has_query(check),
    )


def _applies(check: Check) -> tuple[str, ...]:
    found = []
    if check.uses:
        fields = (use.removeprefix("*.").removesuffix(".record") for use in check.uses)
        found.append(f"Only where the vendor uses {' or '.join(fields)}.")
    if check.matches:
        found.append(f"Only where the vendor matches accounts on {check.matches}.")
    if check.needs:
        found.append(f"Only where the source has {', '.join(check.needs)}.")
    found += [f"Not where {skip.reason}." for skip in check.skips]
    return tuple(found)
