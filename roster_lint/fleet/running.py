"""Makes sure that every district gets a row, wherever it is linted and whatever happens."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from roster_lint.fleet.district import Task
from roster_lint.fleet.judging import given_up
from roster_lint.fleet.outcome import Outcome

_ATTEMPTS = 2
_LOOK = 0.5
"""Seconds between two looks at the clock, which progress needs."""


@dataclass(frozen=True)
class Started:
    """A district is being linted from now on."""

    name: str


@dataclass(frozen=True)
class Ended:
    """A district was linted."""

    outcome: Outcome


@dataclass(frozen=True)
class Broke:
    """The process of a district was lost.

    Attributes:
        name: the district's.
        reason: how, in a sentence.
        again: another attempt may do better.
    """

    name: str
    reason: str
    again: bool


Event = Started | Ended | Broke


class Workers(Protocol):
    """Who lints: processes of this machine, or a cluster."""

    def submit(self, task: Task) -> None:
        """Puts a district in the line."""
        ...

    def event(self, seconds: float) -> Event | None:
        """What happened next; None where nothing did for so many seconds."""
        ...


class Watcher(Protocol):
    """What follows a run: progress bars, the log, and what keeps the summary."""

    def started(self, name: str) -> None:
        """A district is being linted."""
        ...

    def ended(self, outcome: Outcome) -> None:
        """A district has its row."""
        ...

    def waiting(self) -> None:
        """Nothing happened; time passes."""
        ...


def run_all(
    tasks: Sequence[Task],
    workers: Workers,
    watcher: Watcher,
    lost: Callable[[Task, str], Outcome] = given_up,
) -> None:
    """Lints all districts, and returns when each has its row.

    Args:
        tasks: in the order in which they are begun.
        workers: who lints.
        watcher: follows the run.
        lost: makes the row, and the reports, of a district whose process was lost for good.
    """
    by_name = {task.name: task for task in tasks}
    attempts: Counter[str] = Counter()
    for task in tasks:
        workers.submit(task)
    while by_name:
        match workers.event(_LOOK):
            case None:
                watcher.waiting()
            case Started(name):
                watcher.started(name)
            case Ended(outcome):
                if by_name.pop(outcome.name, None) is not None:
                    tried = attempts[outcome.name] + 1
                    watcher.ended(replace(outcome, attempts=tried))
            case Broke(name, reason, again) if name in by_name:
                attempts[name] += 1
                if again and attempts[name] < _ATTEMPTS:
                    workers.submit(by_name[name])
                    continue
                row = lost(by_name.pop(name), reason)
                watcher.ended(replace(row, attempts=attempts[name]))
            case Broke():
                pass


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
