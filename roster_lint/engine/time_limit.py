"""Stops what runs too long in an engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import duckdb

from roster_lint.engine.base import Engine

_AGAIN = 0.05


class OverTime(Exception):
    """The time was over before the work was done."""


@contextmanager
def time_limit(engine: Engine, seconds: float) -> Iterator[None]:
    """Interrupts the engine's statements from then on, until it is left.

    Raises:
        OverTime: a statement was interrupted.
    """
    done, over = Event(), Event()

    def stop() -> None:
        if done.wait(seconds):
            return
        over.set()
        # Again and again: an interrupt between two statements is lost.
        while not done.wait(_AGAIN):
            engine.interrupt()

    watch = Thread(target=stop, daemon=True)
    watch.start()
    try:
        yield
    except duckdb.InterruptException:
        if over.is_set():
            raise OverTime from None
        raise
    finally:
        done.set()
        watch.join()
