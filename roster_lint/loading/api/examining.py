"""What a OneRoster API is like to read: which collections answer, how it counts and how it pages.

One page of each collection is requested, and nothing is kept.
"""

from contextlib import closing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time

from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import SourceError
from roster_lint.loading.api.collection import Seen
from roster_lint.loading.api.fetching import staging_of
from roster_lint.loading.api.fields import GRADE_BOOK, OPTIONAL, ROSTER
from roster_lint.settings.settings import Settings
from roster_lint.sources.api.connection import Page, Refused
from roster_lint.sources.api.source import ApiSource
from roster_lint.vocabulary import OneRoster

_NO_MATTER = 60.0
"""Seconds that clocks may differ by without a word."""


@dataclass(frozen=True)
class CollectionState:
    """How one collection answers.

    Attributes:
        name: the collection.
        needed: nothing can be judged without it.
        total: how many records it has, as far as the API says.
        came: how many came in the first page.
        problem: why it cannot be read; None where it can.
        paging: remarks about its pages.
    """

    name: str
    needed: bool
    total: int | None = None
    came: int | None = None
    problem: str | None = None
    paging: str = ""


@dataclass(frozen=True)
class ApiExamination:
    """What an API is like.

    Attributes:
        location: its base URL.
        version: of OneRoster.
        way: how it lets in; None where it does not.
        clock: how its clock differs from this machine's, in a sentence.
        collections: all that were asked for.
    """

    location: str
    version: OneRoster
    way: str | None
    clock: str
    collections: tuple[CollectionState, ...]

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why the API cannot be judged."""
        return tuple(c.problem for c in self.collections if c.problem is not None and c.needed)


def examine_api(source: ApiSource, settings: Settings) -> ApiExamination:
    """Asks an open API for one page of each collection.

    Raises:
        SourceError: the login fails, or it cannot be reached.
    """
    grade_book = GRADE_BOOK[source.version] if settings.api_grade_book else ()
    states: list[CollectionState] = []
    clock = "The server does not say what time it is."
    with closing(DuckEngine(settings.memory)) as engine:
        for name in (*ROSTER, *OPTIONAL, *grade_book):
            needed, is_book = name in ROSTER, name in grade_book
            try:
                page = source.connection.page(name, 0, settings.api_page_size, grade_book=is_book)
                seen = staging_of(engine, source, name).look(page)
            except Refused as refused:
                if refused.status == 401 and not states:
                    raise
                states.append(CollectionState(name, needed, problem=str(refused)))
            except SourceError as error:
                if not states:
                    raise
                states.append(CollectionState(name, needed, problem=f"{str(error).rstrip('.')}."))
            else:
                if page.date is not None:
                    clock = _clock(page.date)
                paging = _paging(page, seen, settings.api_page_size)
                states.append(CollectionState(name, needed, page.total, seen.records, None, paging))
    way = source.connection.way
    return ApiExamination(source.location, source.version, way, clock, tuple(states))


def _paging(page: Page, seen: Seen, limit: int) -> str:
    said = []
    if seen.records > limit:
        said.append(f"sends {seen.records:,} though {limit:,} are asked for")
    elif (page.total is not None and seen.records < min(limit, page.total)) or (
        page.total is None and page.more and seen.records < limit
    ):
        said.append(f"sends {seen.records:,} a page, not {limit:,}")
    if page.total is None:
        said.append("no X-Total-Count")
    elif page.total < seen.records:
        said.append(f"X-Total-Count says {page.total:,}")
    if page.more is None and (page.total is None or page.total > seen.records):
        said.append("no Link")
    return ", ".join(said) or "as the specification has it"


def _clock(date: str) -> str:
    try:
        ahead = parsedate_to_datetime(date).timestamp() - time()
    except (ValueError, TypeError, OverflowError):
        return "The server does not say what time it is."
    if abs(ahead) <= _NO_MATTER:
        return "The server's clock agrees with this machine's."
    side = "ahead of" if ahead > 0 else "behind"
    return (
        f"The server's clock is {abs(ahead):,.0f} seconds {side} this machine's: set the wrong one"
        " right, since tokens and signatures hold for a short time."
    )
