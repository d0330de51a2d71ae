"""Asks for the pages that are likely to come next while one is being read, a few at a time."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Semaphore, Thread

from roster_lint.sources.api.connection import Page


class Ahead:
    """Pages by offset, each asked for once.

    Its threads are no reason for the program to wait at its end, as an executor's would be: a run
    that is interrupted ends although a server is silent.
    """

    def __init__(self, ask: Callable[[int], Page], threads: int) -> None:
        """Asks for nothing yet.

        Args:
            ask: gets the page of an offset.
            threads: how many pages are asked for at the same time.
        """
        self._ask = ask
        self._most = threads
        self._turns = Semaphore(threads)
        self._begun: dict[int, Future[Page]] = {}

    def page(self, offset: int, step: int, end: int | None) -> Page:
        """The page of an offset; those behind it are begun. Raises what asking raises.

        Args:
            offset: where the page begins.
            step: how many records pages have so far; 0 asks for no further page.
            end: where the last page to ask for begins at the latest, if that is known.
        """
        if offset not in self._begun:
            # The pages are of another size than was thought.
            self.close()
        # Where the end is known, as many again wait their turn: the server is not idle while the
        # pages that came are read.
        most = self._most if end is None else self._most * 2
        last = offset + step * (most - 1) if step else offset
        for next_one in range(offset, last + 1, step or 1):
            wanted = next_one == offset or end is None or next_one <= end
            if wanted and next_one not in self._begun:
                self._begun[next_one] = self._begin(next_one)
        return self._begun.pop(offset).result()

    def close(self) -> None:
        """Forgets the pages that were begun; those that wait for their turn are not requested."""
        for page in self._begun.values():
            page.cancel()
        self._begun.clear()

    def _begin(self, offset: int) -> "Future[Page]":
        page: Future[Page] = Future()
        Thread(target=self._get, args=(page, offset), name="page", daemon=True).start()
        return page

    def _get(self, page: "Future[Page]", offset: int) -> None:
        with self._turns:
            if not page.set_running_or_notify_cancel():
                return
            try:
                page.set_result(self._ask(offset))
            except BaseException as error:
                page.set_exception(error)
