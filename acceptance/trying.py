"""Runs by two workers, and what comes of each."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from acceptance.facts import Facts
from acceptance.runs import all_runs

_WORKERS = 2
_AT_ONCE = 10


def outcomes(names: Sequence[str]) -> Iterator[tuple[str, Facts]]:
    """The facts of each run, in the order of the names; raises RuntimeError where one has none."""
    with ProcessPoolExecutor(_WORKERS, get_context("spawn")) as pool:
        for name, facts in zip(names, pool.map(_outcome, names, chunksize=_AT_ONCE), strict=True):
            if not facts:
                raise RuntimeError(f"{name} gave no facts")
            # As it is read back.
            yield name, json.loads(json.dumps(facts, sort_keys=True))


def _outcome(name: str) -> Facts:
    return all_runs()[name]()
