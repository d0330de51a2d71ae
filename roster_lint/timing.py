"""How long each part of a run takes, on request: nothing is measured unless ``watched`` began.

The parts of the program say what they begin and end; a watch keeps that and passes it on at once,
so that a log has it where the run comes to no end. No event holds data, a name or a secret.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

Outcome = Literal["ran", "skipped", "crashed"]
"""What became of a check."""

Event = Mapping[str, object]
"""What happened, as JSON can have it; ``event`` is its name."""


@dataclass(frozen=True)
class StepTime:
    """One step of the run.

    Attributes:
        name: what was done, such as ``read the source``.
        seconds: how long it took.
    """

    name: str
    seconds: float


@dataclass(frozen=True)
class TableTime:
    """One table or file that was read.

    Attributes:
        table: its name; ``accounts`` for a list of accounts.
        rows: how many rows it has.
        seconds: how long the run waited for it. Files of a folder are read while others are.
    """

    table: str
    rows: int
    seconds: float


@dataclass(frozen=True)
class CheckTime:
    """One check that was tried.

    Attributes:
        code: the check's.
        outcome: ran, skipped or crashed.
        seconds: how long it took.
    """

    code: str
    outcome: Outcome
    seconds: float


@dataclass(frozen=True)
class Timings:
    """What a run took so far.

    Attributes:
        seconds: since it began.
        peak_memory: the most that the process held, in bytes; None where the system does not say.
        steps: in their order.
        tables: in their order.
        checks: the slowest first.
    """

    seconds: float
    peak_memory: int | None
    steps: tuple[StepTime, ...]
    tables: tuple[TableTime, ...]
    checks: tuple[CheckTime, ...]


def _nobody(_event: Event) -> None:
    """Hears nothing."""


@dataclass
class Watch:
    """What keeps the times of one run.

    Attributes:
        tell: hears of each event at once.
        part: what stands before the names of steps and tables, such as ``before: ``.
        steps: those that have ended.
        tables: those that were read.
        checks: those that were tried.
        ahead: what is to be added to the time of the check that is at its turn.
    """

    tell: Callable[[Event], None] = _nobody
    part: str = ""
    steps: list[StepTime] = field(default_factory=list)
    tables: list[TableTime] = field(default_factory=list)
    checks: list[CheckTime] = field(default_factory=list)
    ahead: float = 0.0
    _begun: float = field(default_factory=time.perf_counter)
    _lap: float = field(default_factory=time.perf_counter)
    _lock: Lock = field(default_factory=Lock)

    def say(self, event: str, **facts: object) -> None:
        """Passes an event on, with the seconds since the run began."""
        with self._lock:
            self.tell({"event": event, "at": round(self.seconds, 3), **facts})

    @property
    def seconds(self) -> float:
        """How long the run has lasted."""
        return time.perf_counter() - self._begun

    def lap(self) -> float:
        """The seconds since this was last asked, or since the step began."""
        now = time.perf_counter()
        since, self._lap = now - self._lap, now
        return since

    def timings(self) -> Timings:
        """What it knows by now."""
        slowest = sorted(self.checks, key=lambda check: (-check.seconds, check.code))
        return Timings(
            round(self.seconds, 3),
            peak_memory(),
            tuple(self.steps),
            tuple(self.tables),
            tuple(slowest),
        )


_current: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched(*, wanted: bool = True, tell: Callable[[Event], None] | None = None) -> Iterator[None]:
    """Keeps the times of what happens inside; a watch that runs already goes on.

    Args:
        wanted: nobody watches otherwise.
        tell: hears of each event.
    """
    if not wanted or _current.get() is not None:
        yield
        return
    token = _current.set(Watch(tell or _nobody))
    try:
        yield
    finally:
        _current.reset(token)


def timings_so_far() -> Timings | None:
    """What the watch has measured so far; None where there is no watch."""
    watch = _current.get()
    return None if watch is None else watch.timings()


def note_event(event: str, **facts: object) -> None:
    """Says that something happened."""
    if (watch := _current.get()) is not None:
        watch.say(event, **facts)


@contextmanager
def timed_step(name: str, **facts: object) -> Iterator[None]:
    """Times a step; one that breaks off is only known to have begun.

    Args:
        name: what is done, in a few words.
        facts: what else the log shall say of it.
    """
    watch = _current.get()
    if watch is None:
        yield
        return
    begun, name = time.perf_counter(), f"{watch.part}{name}"
    watch.lap()
    watch.say("begins", step=name, **facts)
    yield
    seconds = round(time.perf_counter() - begun, 3)
    watch.steps.append(StepTime(name, seconds))
    watch.say("ends", step=name, **facts, seconds=seconds, peak_memory=peak_memory())


@contextmanager
def timed_part(name: str) -> Iterator[None]:
    """Names the part of the run that the steps and tables inside belong to.

    Args:
        name: the part, such as the side of a comparison.
    """
    watch = _current.get()
    if watch is None:
        yield
        return
    watch.part = f"{name}: "
    try:
        yield
    finally:
        watch.part = ""


@contextmanager
def timed_check(code: str) -> Iterator[Callable[[Outcome], None]]:
    """Times a check; what is handed out is to be called with its outcome."""
    watch = _current.get()
    if watch is None:
        yield lambda _outcome: None
        return
    begun = time.perf_counter()
    watch.ahead = 0.0

    def ended(outcome: Outcome) -> None:
        seconds = round(time.perf_counter() - begun + watch.ahead, 4)
        watch.checks.append(CheckTime(code, outcome, seconds))
        watch.say("check", code=code, outcome=outcome, seconds=seconds)

    yield ended


def note_work_ahead(seconds: float) -> None:
    """Adds to the time of the check that is timed what was done for it before its turn.

    Args:
        seconds: how long that took, less how long the check waited for it.
    """
    watch = _current.get()
    if watch is not None:
        watch.ahead += seconds


def note_table(name: str, rows: int) -> None:
    """Says that a table was read; its time is what went by since the one before it."""
    watch = _current.get()
    if watch is None:
        return
    seconds, name = round(watch.lap(), 3), f"{watch.part}{name}"
    watch.tables.append(TableTime(name, rows, seconds))
    watch.say("table", table=name, rows=rows, seconds=seconds)


def peak_memory() -> int | None:
    """The most memory that this process held, in bytes; None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows has no such module
        return None
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024
