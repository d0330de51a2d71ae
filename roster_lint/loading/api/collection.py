"""Reads one collection to its end, page by page, and never takes half of it for the whole.

A server may send fewer records than it is asked for, and its count and its links may be missing or
wrong. So the next page always begins where the last one ended, a collection ends with a page that
is empty, and the count, where there is one, must agree with what came.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from roster_lint.errors import SourceError
from roster_lint.loading.api.ahead import Ahead
from roster_lint.sources.api.connection import Page, Refused
from roster_lint.vocabulary import Progress

_PAST_THE_END = (400, 404, 416, 422)
"""What servers answer that have no page behind the last record."""


class Disagreement(SourceError):
    """What came is not what the API says there is; it may be, when it is read once more."""


class Overlap(Disagreement):
    """A record came on two pages. Either the pages overlap, or the API has it twice.

    Attributes:
        order: distinguishes one order of records from another.
        page: how many records a page had.
    """

    def __init__(self, text: str, order: str, page: int) -> None:
        super().__init__(text)
        self.order = order
        self.page = page


@dataclass(frozen=True)
class Seen:
    """What a page holds.

    Attributes:
        records: how many.
        first: the first one's sourcedId.
        last: the last one's.
    """

    records: int
    first: str | None
    last: str | None


class Repeats:
    """Detects a server that sends again what it has sent, and would do so without end.

    It holds each page against the first one and one before it, which is another from time to
    time (Brent's way to find a cycle), so that it remembers two pages and no more.
    """

    def __init__(self, first: Seen) -> None:
        self._first = first
        self._mark = first
        self._until = self._left = 1

    def by(self, page: Seen) -> bool:
        """Whether a page begins as the first one does, or is the one that was remembered."""
        again = page.first is not None and (page.first == self._first.first or page == self._mark)
        self._left -= 1
        if not self._left:
            self._until *= 2
            self._left, self._mark = self._until, page
        return again


def read_collection(
    name: str,
    ask: Callable[[int, int], Page],
    look: Callable[[Page], Seen],
    keep: Callable[[int], None],
    limit: int,
    threads: int,
    progress: Progress,
) -> int:
    """Reads all pages of a collection, in their order.

    Args:
        name: what it is called in messages.
        ask: gets a page by its offset and the greatest number of records.
        look: says what the page holds; raises Disagreement for one that cannot be read.
        keep: takes the records of the last page, and their number.
        limit: how many records to ask for in a page.
        threads: how many pages to ask for at the same time.
        progress: follows the records read.

    Returns:
        How many records there are.

    Raises:
        Disagreement: the count or a page contradicts what came.
        Refused: the API does not serve the collection, not even its first page.
        SourceError: it cannot be read to its end.
    """
    progress(name, 0, None)
    first = ask(0, limit)
    seen = look(first)
    total, read = first.total, seen.records
    if read:
        keep(read)
    progress(name, read, total)
    repeated, step = Repeats(seen), read
    with closing(Ahead(lambda offset: ask(offset, limit), threads)) as ahead:
        # After the last record of the count there must be nothing: one more page is requested.
        while step:
            is_end = total is not None and read >= total
            try:
                # A single page is likely to be all that there is.
                grows = read > step or step >= limit or first.more or (total or 0) > step
                page = ahead.page(read, step if grows and not is_end else 0, total)
            except Refused as refused:
                if refused.status in _PAST_THE_END:
                    # The count says below whether it is the end.
                    break
                # Half of it was served, so it is not a collection that the connection may not read.
                raise SourceError(str(refused)) from None
            if not is_end and page.total != total:
                raise _changed(name, total, page.total)
            seen = look(page)
            if seen.records and repeated.by(seen):
                # The server passes over offset, and sends all in one page or always the same.
                if read == step and total in (None, read) and _pages_not(ask, look, total):
                    break
                raise Disagreement(
                    f"/{name} sends the same page again for every offset, so the rest cannot be"
                    " read"
                )
            if not seen.records:
                break
            if is_end:
                raise Disagreement(
                    f"/{name} serves more records than its X-Total-Count of {total:,}"
                )
            keep(seen.records)
            step = seen.records
            read += step
            progress(name, read, total)
    if total is not None and read != total:
        raise Disagreement(f"/{name} served {read:,} records, and its X-Total-Count says {total:,}")
    progress(name, read, read)
    return read


def _pages_not(
    ask: Callable[[int, int], Page], look: Callable[[Page], Seen], total: int | None
) -> bool:
    """Whether a server that passes over offset sends all that it has, whatever it is asked for.

    It does if it passes over the limit, too; or if its count stays the same for a smaller page.
    """
    page = ask(0, 1)
    return look(page).records > 1 or (total is not None and page.total == total)


def _changed(name: str, total: int | None, now: int | None) -> Disagreement:
    if total is None or now is None:
        return Disagreement(f"/{name} sends X-Total-Count with some pages, and not with others")
    return Disagreement(
        f"/{name} changed while it was read: its X-Total-Count was {total:,}, and then {now:,}"
    )
