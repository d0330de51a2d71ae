"""How a record is asked for on the command line, and how several that fit are told."""

from collections.abc import Sequence
from typing import Literal

from roster_lint.errors import SourceError, UsageError

LIMIT = 5
"""How many candidates are named."""

How = Literal["id", "number"]


def asked(who: str) -> tuple[How | None, str]:
    """What is asked for: by which of its numbers, if that was said, and the text itself.

    Raises:
        UsageError: nothing was said.
    """
    text = who.strip()
    before, colon, after = text.partition(":")
    how: How | None = None
    if colon and before.strip().casefold() in ("id", "number"):
        how = "id" if before.strip().casefold() == "id" else "number"
        text = after.strip()
    if not text:
        raise UsageError("Say whom or what to explain: its ID or number is blank.")
    return how, text


def refuse_unknown(unknown: str | None, text: str) -> None:
    """Raises SourceError where it is unknown whom or what a text that was not found means."""
    if unknown is not None:
        raise SourceError(f"Whom or what '{text}' means is unknown: {unknown}.")


def some(candidates: Sequence[str], number: int) -> str:
    """The first candidates, and how many more there are."""
    shown = "; ".join(candidates[:LIMIT])
    more = number - min(number, LIMIT)
    return f"{shown}; and {more} more" if more else shown
