"""A place where one district is linted at a time, in a process of its own that may die."""

import json
import os
import pickle
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from roster_lint.files.private import private_folder
from roster_lint.fleet.district import Task
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.running import Broke, Ended
from roster_lint.fleet.serving import SIZE

_MOST_DISTRICTS = 100
"""After so many a process is replaced, so that no memory is lost for the night."""

_PATIENCE = 15.0
"""Seconds that a process has to clean up once it is asked to end."""

_START = "import sys; sys.path[:] = {path!r}; from roster_lint.fleet.serving import serve; "
_START += "serve({threads})"


class Lost(Exception):
    """The process of a district ended before it answered.

    Attributes:
        reason: how, in a sentence.
        again: another attempt may do better.
    """

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


class Slot:
    """One process at a time. A thread calls ``run``; any may ``stop`` it."""

    def __init__(self, threads: int = 1) -> None:
        """Starts nothing yet.

        Args:
            threads: how many the engine of the process may use.
        """
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = private_folder()
        self._done = 0
        self._stopped = False
        self._lock = threading.Lock()

    @property
    def process_id(self) -> int | None:
        """Of the process, where there is one."""
        return self._process.pid if self._process else None

    def run(self, task: Task) -> Outcome:
        """Lints a district in the process, which is started where there is none.

        Raises:
            Lost: the process ended, or the task's time was over and it was ended.
        """
        process = self._ready()
        over = threading.Event()

        def end() -> None:
            over.set()
            process.kill()

        clock = threading.Timer(task.timeout, end) if task.timeout else None
        if clock is not None:
            clock.daemon = True
            clock.start()
        try:
            answer = self._ask(process, task)
        finally:
            if clock is not None:
                clock.cancel()
        if answer is not None and not over.is_set():
            self._done += 1
            return Outcome.of_facts(answer)
        code = self._clear()
        if over.is_set():
            assert task.timeout is not None
            raise Lost(f"It was not done within {task.timeout:g} seconds (--timeout).", again=False)
        raise Lost(_ended(code), again=True)

    def _ask(self, process: "subprocess.Popen[bytes]", task: Task) -> dict[str, Any] | None:
        """The answer; None where the process ended."""
        assert process.stdin is not None and process.stdout is not None
        data = pickle.dumps(task)
        try:
            process.stdin.write(SIZE.pack(len(data)) + data)
            process.stdin.flush()
            head = process.stdout.read(SIZE.size)
            if len(head) < SIZE.size:
                return None
            [length] = SIZE.unpack(head)
            text = process.stdout.read(length)
        except (OSError, ValueError):
            return None
        if len(text) < length:
            return None
        answer: dict[str, Any] = json.loads(text)
        return answer

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._done >= _MOST_DISTRICTS:
            self._clear()
        if self._process is not None and self._process.poll() is not None:
            # It waited in vain, or was killed while it did.
            self._clear()
        with self._lock:
            if self._stopped:
                raise Lost("The run was stopped.", again=False)
            if self._process is None:
                self._done = 0
                self._process = self._start()
            return self._process

    def _start(self) -> "subprocess.Popen[bytes]":
        code = _START.format(path=sys.path, threads=self._threads)
        # What it unpacks is removed here where it is killed.
        Path(self._folder.name).mkdir(mode=0o700, exist_ok=True)
        environment = {**os.environ, "TMPDIR": self._folder.name, "TEMP": self._folder.name}
        return subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # Ctrl-C is for the parent, which lets each district clean up.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )

    def _clear(self) -> int | None:
        """Ends the process, removes what it left, and returns its exit code."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return None
        code = _end(process)
        shutil.rmtree(self._folder.name, ignore_errors=True)
        return code

    def stop(self) -> None:
        """Ends the process; what it is at is broken off. No other one is started."""
        with self._lock:
            self._stopped = True
        self._clear()
        with suppress(OSError):
            self._folder.cleanup()


def _end(process: "subprocess.Popen[bytes]") -> int:
    assert process.stdin is not None and process.stdout is not None
    with suppress(OSError, ValueError):
        process.stdin.close()
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    with suppress(OSError, ValueError):
        process.stdout.close()
    return code


def _ended(code: int | None) -> str:
    if code is not None and code < 0:
        hint = " The system does that where memory runs out." if code == -9 else ""
        return f"Its process was killed (signal {-code}).{hint}"
    return f"Its process ended before it was done (exit code {code})."


def attempted(task: Task, run: Callable[[Task], Outcome]) -> Ended | Broke:
    """What became of a district that a slot was handed."""
    try:
        return Ended(run(task))
    except Lost as lost:
        return Broke(task.name, lost.reason, lost.again)
    except OSError as error:
        said = error.strerror or type(error).__name__
        return Broke(task.name, f"Its process could not be started: {said}.", again=True)
