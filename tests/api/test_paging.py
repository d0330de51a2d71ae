"""Whatever a server does with pages, a collection is whole or it is refused: never a part of it."""

import threading
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from roster_lint.errors import SourceError
from roster_lint.loading.api.ahead import Ahead
from roster_lint.loading.api.collection import Seen, read_collection
from roster_lint.sources.api.connection import Page, Refused
from roster_lint.vocabulary import no_progress


@dataclass(frozen=True)
class Server:
    """Serves the numbers below ``count`` in some way or other.

    Attributes:
        count: how many records there are.
        most: the most that one page has.
        uneven: every second page has one record less.
        total: what X-Total-Count is beside the truth; None where it is not sent.
        own: X-Total-Count is the page's own number of records.
        whole: offset is passed over.
        more: whether a Link header speaks of a next page, always.
        refuses: a page behind the last record is an error.
        lost: this record is passed over, and counted.
        clamps: behind the last page comes that page, again and again.
    """

    count: int
    most: int
    uneven: bool
    total: int | None
    own: bool
    whole: bool
    more: bool | None
    refuses: bool
    lost: int | None
    clamps: bool = False

    def ask(self, offset: int, limit: int) -> Page:
        start = 0 if self.whole else offset
        most = min(limit, self.most)
        if self.uneven and offset % 2 and most > 1:
            most -= 1
        served = [n for n in range(self.count) if n != self.lost]
        if self.whole and self.own:
            # Of one that caps its only page at a single record, and counts that, nobody can know.
            most = max(most, min(2, limit))
        if self.clamps:
            start = min(start, max(0, self.count - most))
        found = served[start : start + most]
        if not found and offset and self.refuses:
            raise Refused("no such page", 404)
        # A wrong count that is that of the only page by chance looks like a right one.
        beside = 0 if self.whole else self.total
        total = None if self.total is None else self.count + (beside or 0)
        total = len(found) if self.own else total
        return Page(",".join(map(str, found)).encode(), total, self.more, None)


servers = st.builds(
    Server,
    count=st.integers(0, 23),
    most=st.integers(1, 9),
    uneven=st.booleans(),
    total=st.sampled_from([None, 0, 0, 0, 1, -1, -7]),
    own=st.integers(0, 5).map(lambda n: n == 0),
    whole=st.integers(0, 3).map(lambda n: n == 0),
    more=st.sampled_from([None, True, False]),
    refuses=st.booleans(),
    lost=st.none() | st.integers(0, 22),
    clamps=st.integers(0, 3).map(lambda n: n == 0),
)


@settings(deadline=None)
@given(server=servers, limit=st.integers(2, 12), threads=st.integers(1, 5))
@example(Server(10, 5, False, 0, True, False, None, False, None), 12, 4)
@example(Server(9, 3, False, None, False, True, None, False, None), 12, 4)
@example(Server(9, 20, False, None, False, True, None, False, None), 4, 1)
@example(Server(5, 5, True, None, False, True, None, False, None), 5, 1)
@example(Server(9, 3, False, None, False, False, None, False, None, True), 4, 1)
def test_all_records_come_in_order_or_none_are_judged(
    server: Server, limit: int, threads: int
) -> None:
    kept: list[str] = []
    looked: list[str] = []
    asked = 0

    def ask(offset: int, limit: int) -> Page:
        nonlocal asked
        asked += 1
        assert asked < 500, "it is read without end"
        return server.ask(offset, limit)

    def look(page: Page) -> Seen:
        looked[:] = [text for text in page.body.decode().split(",") if text]
        return Seen(len(looked), *((looked[0], looked[-1]) if looked else (None, None)))

    def keep(records: int) -> None:
        assert records == len(looked)
        kept.extend(looked)

    try:
        read = read_collection("users", ask, look, keep, limit, threads, no_progress)
    except SourceError:
        # A good server is never refused.
        is_good = server.total in (0, None) and not server.own
        is_good = is_good and not server.whole and not server.clamps
        lost = server.lost is not None and server.lost < server.count and server.total == 0
        assert not is_good or lost or server.uneven
        return
    served = [str(n) for n in range(server.count) if n != server.lost]
    # Where nothing is counted, nobody can know that a record is missing.
    assert kept == served and read == len(served)


def test_an_error_on_a_page_ahead_is_the_run_s_error() -> None:
    def ask(offset: int, limit: int) -> Page:
        if offset == 6:
            raise SourceError("gone")
        return Page(b"1,2", 20, None, None)

    with pytest.raises(SourceError, match="gone"):
        read_collection(
            "users", ask, lambda _: Seen(2, None, None), lambda _: None, 2, 4, no_progress
        )


def test_a_silent_server_keeps_no_program_from_ending() -> None:
    answers = threading.Event()

    def ask(offset: int) -> Page:
        if offset:
            answers.wait(60)
        return Page(b"", None, None, None)

    before = set(threading.enumerate())
    ahead = Ahead(ask, 4)
    ahead.page(0, 1, None)
    begun = set(threading.enumerate()) - before
    waiting = [thread for thread in begun if thread.name == "page"]
    ahead.close()
    assert len(waiting) >= 3 and all(thread.daemon for thread in waiting)
    answers.set()


def test_no_more_pages_are_asked_for_at_the_same_time_than_allowed() -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def ask(offset: int, limit: int) -> Page:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        threading.Event().wait(0.002)
        with lock:
            at_once -= 1
        return Page(b"", 40, None, None) if offset < 40 else Page(b"end", 40, None, None)

    def look(page: Page) -> Seen:
        return Seen(0, None, None) if page.body == b"end" else Seen(2, None, None)

    assert read_collection("users", ask, look, lambda _: None, 2, 3, no_progress) == 40
    assert most == 3
