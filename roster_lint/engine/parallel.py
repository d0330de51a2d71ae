"""Runs several tasks at once in one engine: a statement alone seldom keeps every core busy."""

from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from itertools import islice
from queue import SimpleQueue
from typing import TypeVar

from roster_lint.engine.base import Engine

_AT_ONCE = 2

Result = TypeVar("Result")


@contextmanager
def at_once(
    engine: Engine, tasks: Mapping[str, Callable[[Engine], Result]], number: int = _AT_ONCE
) -> Iterator[Mapping[str, "Future[Result]"]]:
    """Begins the tasks in their order, some at a time, and hands out their results as they come.

    Leaving it early stops what has not ended.

    Args:
        engine: holds the tables.
        tasks: what is to be done, by name; each is given a connection of its own to the engine, and
            may create tables, but none that another task uses.
        number: how many are begun at a time.

    Yields:
        By name, what becomes of each task: ``result()`` waits for it, and raises what it raised.
    """
    with _pool(engine, number) as submit:
        yield {name: submit(task) for name, task in tasks.items()}


def each_after(
    engine: Engine,
    tasks: Mapping[str, Callable[[Engine], object]],
    needs: Mapping[str, Collection[str]],
) -> None:
    """Runs tasks to their end, two at a time, each once those that it needs have ended.

    Args:
        engine: holds the tables.
        tasks: what is to be done, by name; none needs one that stands behind it.
        needs: which of the others each task needs, by its name.

    Raises:
        Exception: what a task raised; then no other is begun.
    """
    left, ended = dict(tasks), set[str]()
    at_work: dict[Future[object], str] = {}
    with _pool(engine) as submit:
        while left or at_work:
            ready = (name for name in left if ended.issuperset(needs[name]))
            for name in [*islice(ready, _AT_ONCE - len(at_work))]:
                at_work[submit(left.pop(name))] = name
            for one in wait(at_work, return_when=FIRST_COMPLETED).done:
                ended.add(at_work.pop(one))
                one.result()


@contextmanager
def _pool(
    engine: Engine, number: int = _AT_ONCE
) -> Iterator[Callable[[Callable[[Engine], Result]], "Future[Result]"]]:
    """Hands out what begins a task on a connection of its own; left early, it stops them all."""
    with ExitStack() as stack, ThreadPoolExecutor(number) as pool:
        free: SimpleQueue[Engine] = SimpleQueue()
        engines = [stack.enter_context(engine.another()) for _ in range(number)]
        for each in engines:
            free.put(each)

        def run(task: Callable[[Engine], Result]) -> Result:
            own = free.get()
            try:
                return task(own)
            finally:
                free.put(own)

        try:
            yield lambda task: pool.submit(run, task)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for each in engines:
                each.interrupt()
            raise
