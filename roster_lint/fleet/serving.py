"""The process that lints: one district after another, each handed to it on standard input.

It ends when standard input does: its parent has then stopped the run, or is gone. A district that
it is at by then is broken off, and whatever was unpacked of it is removed.
"""

import _thread
import json
import os
import pickle
import signal
import struct
import sys
import threading
import time
from queue import Empty, SimpleQueue
from typing import BinaryIO

from roster_lint.fleet.district import Task

SIZE = struct.Struct(">I")
"""What stands before each task and each answer: its length in bytes."""

_IDLE = 900.0
"""Seconds to wait for a district: the sender may be gone without a word."""

_PATIENCE = 10.0
"""Seconds that a district has to clean up once the run is stopped."""


def serve(threads: int) -> None:
    """Lints until standard input ends.

    Args:
        threads: how many the engine may use.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    answers = _own_stdout()
    tasks: SimpleQueue[Task | None] = SimpleQueue()
    from roster_lint.engine.duck import limit_threads
    from roster_lint.fleet.judging import judge
    from roster_lint.fleet.judging import stopped as over

    limit_threads(threads)
    threading.Thread(target=_read, args=(sys.stdin.buffer, tasks, over), daemon=True).start()
    try:
        while (task := _next(tasks)) is not None:
            answer = json.dumps(judge(task).facts()).encode()
            answers.write(SIZE.pack(len(answer)) + answer)
            answers.flush()
    except BaseException:
        if not over.is_set():
            raise
    # The parent no longer listens, and all is cleaned up.
    os._exit(0)


def _next(tasks: "SimpleQueue[Task | None]") -> Task | None:
    """The next district; None where there is none, or none comes for long."""
    try:
        return tasks.get(timeout=_IDLE)
    except Empty:
        return None


def _own_stdout() -> BinaryIO:
    """Standard output only for answers: all other prints are discarded."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if os.environ.get("ROSTER_LINT_DEBUG", "0") in ("", "0"):
        os.dup2(nowhere, 2)
    return answers


def _read(stream: BinaryIO, tasks: "SimpleQueue[Task | None]", over: threading.Event) -> None:
    while len(head := stream.read(SIZE.size)) == SIZE.size:
        [length] = SIZE.unpack(head)
        # Only from the parent, by a pipe of its own.
        tasks.put(pickle.loads(stream.read(length)))
    over.set()
    tasks.put(None)
    _break_off()


def _break_off() -> None:
    """Stops what the engine is at, so that it cleans up; ends the process where it does not."""
    _thread.interrupt_main()
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if (duck := sys.modules.get("roster_lint.engine.duck")) is not None:
            duck.interrupt_all()
        time.sleep(0.05)
    os._exit(1)
