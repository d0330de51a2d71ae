"""Tries corruptions by two workers, and says of each what is wrong."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context

from tests.sweep.corruptions import Corruption
from tests.sweep.exceptions import exceptions
from tests.sweep.judging import Outcome, judge

_WORKERS = 2


@dataclass(frozen=True)
class Tried:
    """One corruption and what came of it.

    Attributes:
        corruption: what was done to the healthy district.
        outcome: what the run came to.
        alone: what it came to as a real run; None where that was not tried.
    """

    corruption: Corruption
    outcome: Outcome
    alone: Outcome | None = None

    @property
    def result(self) -> str:
        """As the summary counts it."""
        is_excepted = self.corruption.name in exceptions()
        return "excepted" if is_excepted else self.outcome.result

    @property
    def complaint(self) -> str | None:
        """What is wrong; None where nothing is."""
        name, reported = self.corruption.name, self.outcome.reported
        unnoticed = self.outcome.result == "unnoticed"
        if self.alone not in (None, self.outcome):
            return f"{name}: two engines disagree: {reported} and {self.alone}"
        if name in exceptions() and not unnoticed:
            return f"{name}: no longer an exception: {reported}"
        if name not in exceptions() and unnoticed:
            return f"{name}: goes unnoticed: {reported}"
        return None


def tried(chosen: Sequence[Corruption]) -> Iterator[Tried]:
    """Tries corruptions, table by table; of each table the first and every tenth twice."""
    by_table = [list(group) for _, group in groupby(chosen, key=lambda one: one.table)]
    with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as pool:
        for some in pool.map(_try, by_table):
            yield from some


def summary(all_tried: Sequence[Tried]) -> str:
    """How many corruptions there were, and how each of them was noticed."""
    counts = Counter(one.result for one in all_tried)
    results = ("not ready", "incomplete", "warned", "excepted", "unnoticed")
    parts = [f"{counts[result]} {result}" for result in results]
    alone = sum(one.alone is not None for one in all_tried)
    return f"{len(all_tried)} corruptions: {', '.join(parts)}; {alone} linted a second time"


def _try(some: Sequence[Corruption]) -> list[Tried]:
    return [
        Tried(
            one,
            judge().spoiled_by(one),
            judge().spoiled_by(one, remembered=False) if place % 10 == 0 else None,
        )
        for place, one in enumerate(some)
    ]
