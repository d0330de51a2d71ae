"""Workers on this machine: a few slots that take districts from one line, each with a process.

``concurrent.futures`` gives up all tasks where one process dies; here only its own is lost.
"""

import threading
from dataclasses import replace
from queue import Empty, SimpleQueue

from roster_lint.fleet.district import Task
from roster_lint.fleet.running import Event, Started
from roster_lint.fleet.slot import Slot, attempted


class LocalPool:
    """The workers. Close it, so that no process stays."""

    def __init__(self, workers: int, threads: int, memory: str | None) -> None:
        """Starts no process before there is something to do.

        Args:
            workers: how many districts are linted at a time.
            threads: how many the engine of each may use.
            memory: how much the engine of each may hold; None leaves that to the settings.
        """
        self._memory = memory
        self._line: SimpleQueue[Task | None] = SimpleQueue()
        self._events: SimpleQueue[Event] = SimpleQueue()
        self.slots = [Slot(threads) for _ in range(workers)]
        self._runners = [
            threading.Thread(target=self._serve, args=(slot,), daemon=True) for slot in self.slots
        ]
        for runner in self._runners:
            runner.start()

    def submit(self, task: Task) -> None:
        """Puts a district in the line."""
        if self._memory is not None:
            settings = task.settings.model_copy(update={"memory": self._memory})
            task = replace(task, settings=settings)
        self._line.put(task)

    def event(self, seconds: float) -> Event | None:
        """What happened next; None where nothing did for so many seconds."""
        try:
            return self._events.get(timeout=seconds)
        except Empty:
            return None

    def _serve(self, slot: Slot) -> None:
        while (task := self._line.get()) is not None:
            self._events.put(Started(task.name))
            self._events.put(attempted(task, slot.run))

    def close(self) -> None:
        """Ends all processes; what they are at is broken off, and cleans up."""
        for _ in self.slots:
            self._line.put(None)
        stopping = [threading.Thread(target=slot.stop) for slot in self.slots]
        for one in stopping:
            one.start()
        for one in stopping:
            one.join()
