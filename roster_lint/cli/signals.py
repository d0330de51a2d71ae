"""What stops a run from outside: Ctrl-C, the end of a service or job, a terminal that closes."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_WORDS = {"SIGINT": "Interrupted.", "SIGTERM": "Terminated.", "SIGHUP": "The terminal was closed."}
_received: list[signal.Signals] = []


@contextmanager
def stoppable() -> Iterator[None]:
    """Lets the signals end the process by the way of Ctrl-C, which removes what a run has written.

    A signal that is ignored when the process starts, as `nohup` has it, stays ignored.

    Raises:
        SystemExit: with 128 and the signal's number where one came, whatever became of it inside.
    """
    for name in _WORDS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    _watch()
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        if (code := stopped_with()) is not None:
            raise SystemExit(code) from None
        raise


def stopped_with() -> int | None:
    """The exit code where a signal came; None where none did.

    The exception that a signal raises can end as another one: the engine, in the midst of a
    statement, reports a fault of its own.
    """
    return 128 + _received[0] if _received else None


def stopped_by() -> str:
    """The signal that came, in words; Ctrl-C where none is known."""
    return _WORDS[_received[0].name if _received else "SIGINT"]


def _watch() -> None:
    """Lets a signal stop a long statement, too, while the main thread only waits for it."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_interrupt_engines, args=(reader,), daemon=True).start()


def _interrupt_engines(reader: int) -> None:
    os.read(reader, 1)
    # A statement that is only about to begin would miss a single call.
    while True:
        # Not before a run has begun, which loads it.
        if (duck := sys.modules.get("roster_lint.engine.duck")) is not None:
            duck.interrupt_all()
        time.sleep(0.05)


def _stop(number: int, _frame: FrameType | None) -> None:
    _received.append(signal.Signals(number))
    for name in ("SIGTERM", "SIGHUP"):
        # Let the clean-up finish.
        if (other := getattr(signal, name, None)) is not None:
            signal.signal(other, signal.SIG_IGN)
    if type(sys.exc_info()[1]).__name__ != "InterruptException":
        # Else the run is on its way out already: a second error would spoil the cleaning up.
        raise KeyboardInterrupt
