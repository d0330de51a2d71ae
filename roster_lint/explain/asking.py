"""How a record is asked for on the command line, and what is said where it is not found."""

from collections.abc import Callable, Sequence
from typing import Literal, NoReturn

from roster_lint.errors import SourceError, UsageError
from roster_lint.explain.rows import Row

LIMIT = 5
"""How many candidates are named."""

How = Literal["id", "number"]
Called = Callable[[Row], str]
"""What to call a candidate."""


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


def refuse_several(text: str, found: Sequence[Row], called: Called, key: str) -> NoReturn:
    """Raises UsageError with the first candidates, and how to say which one is meant."""
    raise UsageError(
        f"'{text}' could be {_some(found, called)}. Say which by the ID, as in id:{found[0][key]}."
    )


def nearest(noun: str, near: Sequence[Row], called: Called) -> str:
    """The candidates that come nearest, where there is no record as it was asked for."""
    if not near:
        return f"There is no {noun} at all in the school year and schools judged."
    return f"The nearest: {_some(near, called)}."


def _some(found: Sequence[Row], called: Called) -> str:
    shown = "; ".join(map(called, found[:LIMIT]))
    more = len(found) - LIMIT
    return f"{shown}; and {more} more" if more > 0 else shown
