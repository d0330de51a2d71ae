"""Runs the SELECTs of checks ahead of their turn, two at a time: one alone keeps few cores busy.

The run judges what they find later, one check after the other in their order.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial

from roster_lint.checks.catalog import Check
from roster_lint.checks.findings import select_rows
from roster_lint.engine.base import Engine
from roster_lint.engine.parallel import at_once
from roster_lint.timing import note_work_ahead


class Ahead:
    """The checks that are run ahead.

    None is a district's own, which has a time limit that begins with its turn.
    """

    def __init__(self, begun: Mapping[str, "Future[tuple[int | None, float]]"]) -> None:
        self._begun = begun

    def has(self, check: Check) -> bool:
        """Whether a check is run ahead."""
        return check.code in self._begun

    def found(self, check: Check) -> int | None:
        """Waits for a check's rows; how many there are, where that is known.

        Raises:
            duckdb.Error: the check crashed.
            ResourceError: memory, or space in the temporary folder, was not enough for it.
        """
        begun = time.perf_counter()
        found, worked = self._begun[check.code].result()
        note_work_ahead(worked - (time.perf_counter() - begun))
        return found


NOTHING_AHEAD = Ahead({})
"""For checks that are run when it is their turn."""


@contextmanager
def run_ahead(engine: Engine, checks: Sequence[Check]) -> Iterator[Ahead]:
    """Begins to run checks in their order; leaving it early stops what has not ended.

    Args:
        engine: holds the model.
        checks: of which none reads what another one finds.
    """
    tasks = {check.code: partial(_timed, check=check) for check in checks}
    with at_once(engine, tasks) as begun:
        yield Ahead(begun)


def _timed(engine: Engine, check: Check) -> tuple[int | None, float]:
    begun = time.perf_counter()
    found = select_rows(engine, check)
    return found, time.perf_counter() - begun
