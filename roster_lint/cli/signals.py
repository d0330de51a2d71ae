"""What stops a run from outside: Ctrl-C, the end of a service or a job, a terminal that closes."""

import signal
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


def _stop(number: int, _frame: FrameType | None) -> None:
    _received.append(signal.Signals(number))
    for name in ("SIGTERM", "SIGHUP"):
        # Cleaning up shall come to its end.
        if (other := getattr(signal, name, None)) is not None:
            signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt
