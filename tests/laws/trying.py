"""Tries the laws on districts by two workers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context

from tests.district_folder import folder_of_process
from tests.laws.all_laws import broken_by
from tests.laws.examples import Example, case_districts, sample_districts
from tests.remembering import remembering

_WORKERS = 2
_AT_ONCE = 40


@dataclass(frozen=True)
class Tried:
    """One district, and which laws its run breaks.

    Attributes:
        name: the example's.
        wrong: the law's name and what is wrong, of each.
    """

    name: str
    wrong: tuple[str, ...]


def tried(names: Sequence[str]) -> Iterator[Tried]:
    """Tries the laws on the examples of those names, in their order."""
    with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as pool:
        yield from pool.map(_try, names, chunksize=_AT_ONCE)


def _try(name: str) -> Tried:
    try:
        return Tried(name, tuple(broken_by(_examples()[name], folder_of_process())))
    except Exception as error:  # whatever a run stumbles over is to be seen beside the rest
        remembering().close()
        return Tried(name, (f"a run crashed: {error!r}",))


@cache
def _examples() -> dict[str, Example]:
    return {one.name: one for one in (*sample_districts(), *case_districts())}
