"""Asks for the pages that are likely to come next while one is being read, a few at a time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from roster_lint.sources.api.connection import Page


class Ahead:
    """Pages by offset, each asked for once. Leave it by ``with``, so that its threads end."""

    def __init__(self, ask: Callable[[int], Page], threads: int) -> None:
        """Asks for nothing yet.

        Args:
            ask: gets the page of an offset.
            threads: how many pages are asked for at the same time.
        """
        self._ask = ask
        self._most = threads
        self._threads = ThreadPoolExecutor(threads, "page")
        self._begun: dict[int, Future[Page]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        # After an error nobody waits for what is under way: closing the connection ends it.
        self._threads.shutdown(wait=kind is None, cancel_futures=True)

    def page(self, offset: int, step: int, end: int | None) -> Page:
        """The page of an offset; those behind it are begun.

        Args:
            offset: where the page begins.
            step: how many records pages have so far; 0 asks for no further page.
            end: where the last page to ask for ends at the latest, if that is known.
        """
        if offset not in self._begun:
            # The pages are of another size than was thought.
            self._drop()
        last = offset + step * (self._most - 1) if step else offset
        for next_one in range(offset, last + 1, step or 1):
            wanted = next_one == offset or end is None or next_one <= end
            if wanted and next_one not in self._begun:
                self._begun[next_one] = self._threads.submit(self._ask, next_one)
        return self._begun.pop(offset).result()

    def _drop(self) -> None:
        for page in self._begun.values():
            page.cancel()
        self._begun.clear()
