"""The bar of a run over many districts, on stderr."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from roster_lint.settings.pipeline import in_pipeline

if TYPE_CHECKING:
    from rich.progress import Progress

    from roster_lint.fleet.outcome import Outcome


class FleetProgress:
    """Follows a run: districts done, running and incomplete, and the time that is left."""

    def __init__(self, bars: "Progress | None") -> None:
        self._bars = bars
        self._left: dict[str, float] = {}
        self._whole = 0.0
        self._all = self._done = self._incomplete = 0
        self._running: set[str] = set()
        self._begun = time.monotonic()

    def begin(self, sizes: dict[str, int | None], done: int) -> None:
        """The run begins."""
        known = [size for size in sizes.values() if size]
        usual = sum(known) / len(known) if known else 1.0
        # Even a small district takes its time.
        self._left = {name: (size or usual) + usual / 10 for name, size in sizes.items()}
        self._whole = sum(self._left.values())
        self._done, self._all = done, done + len(sizes)
        self._begun = time.monotonic()
        if self._bars is not None:
            self._task = self._bars.add_task("Districts", total=self._all, said="")
        self.waiting()

    def started(self, name: str) -> None:
        """A district is being linted."""
        self._running.add(name)
        self.waiting()

    def ended(self, outcome: "Outcome") -> None:
        """A district has its row."""
        self._running.discard(outcome.name)
        self._left.pop(outcome.name, None)
        self._done += 1
        self._incomplete += outcome.verdict == "incomplete"
        self.waiting()

    def waiting(self) -> None:
        """Shows what is known."""
        if self._bars is None:
            return
        parts = [f"{self._done:,} of {self._all:,}"]
        if self._running:
            parts.append(f"{len(self._running)} running")
        if self._incomplete:
            parts.append(f"{self._incomplete:,} incomplete")
        if (left := self._seconds_left()) is not None:
            parts.append(f"{_duration(left)} left")
        self._bars.update(self._task, completed=self._done, said=", ".join(parts))

    def _seconds_left(self) -> float | None:
        left = sum(self._left.values())
        passed = time.monotonic() - self._begun
        if not left or left >= self._whole or passed < 2:
            return None
        return passed * left / (self._whole - left)


@contextmanager
def fleet_progress(*, quiet: bool) -> Iterator[FleetProgress]:
    """A bar while a run lasts; none where stderr is no terminal, or in a pipeline.

    Args:
        quiet: no bar in any case.
    """
    if quiet or not sys.stderr.isatty() or in_pipeline():
        yield FleetProgress(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    bars = Progress(
        SpinnerColumn(finished_text=" "),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[said]}", style="dim", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
    with bars:
        yield FleetProgress(bars)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{max(1, round(seconds))} s"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
