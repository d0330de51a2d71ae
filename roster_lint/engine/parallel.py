"""Runs several tasks at once in one engine: reading a file seldom keeps every core busy."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import TypeVar

from roster_lint.engine.base import Engine

_AT_ONCE = 2

Result = TypeVar("Result")


@contextmanager
def at_once(
    engine: Engine, tasks: Mapping[str, Callable[[Engine], Result]]
) -> Iterator[Mapping[str, "Future[Result]"]]:
    """Begins the tasks in their order, two at a time, and hands out their results as they come.

    Leaving it early stops what has not ended.

    Args:
        engine: holds the tables.
        tasks: what is to be done, by name; each is given a connection of its own to the engine, and
            may create tables, but none that another task uses.

    Yields:
        By name, what becomes of each task: ``result()`` waits for it, and raises what it raised.
    """
    with ExitStack() as stack, ThreadPoolExecutor(_AT_ONCE) as pool:
        free: SimpleQueue[Engine] = SimpleQueue()
        engines = [stack.enter_context(engine.another()) for _ in range(_AT_ONCE)]
        for each in engines:
            free.put(each)

        def run(task: Callable[[Engine], Result]) -> Result:
            own = free.get()
            try:
                return task(own)
            finally:
                free.put(own)

        try:
            yield {name: pool.submit(run, task) for name, task in tasks.items()}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for each in engines:
                each.interrupt()
            raise
