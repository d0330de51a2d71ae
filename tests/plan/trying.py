"""Carries out the plans of many districts by several workers."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

from tests.district_folder import folder_of_process
from tests.plan.examples import STORED, Example, others
from tests.plan.promises import Kept
from tests.remembering import remembering

_AT_ONCE = 5


def all_tried(names: Sequence[str], workers: int) -> Iterator[tuple[str, Kept]]:
    """What came of the plans of the examples of those names, in their order."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from zip(names, pool.map(_try, names, chunksize=_AT_ONCE), strict=True)


def _try(name: str) -> Kept:
    one = _examples()[name]
    try:
        return one.tried(folder_of_process())
    except Exception as error:  # whatever a run stumbles over is to be seen beside the rest
        remembering().close()
        return Kept(0, 0, (f"a run crashed: {error!r}",))


@cache
def _examples() -> dict[str, Example]:
    return {one.name: one for one in (*STORED, *others())}
