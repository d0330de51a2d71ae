"""The model's own tests on mutants that no case of a check kills.

The funnel, explanations and the payload read columns that no check does. Their tests are run on
each such mutant, in a process of its own, and stop at the first failure.
"""

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    # In annotations only: a process in which a mutant is put must not have seen the model before.
    from mutation.mutants import Mutant

TESTS = (
    "tests/model/test_person_criteria.py",
    "tests/model/test_criteria.py",
    "tests/model/test_criteria_of_adults.py",
    "tests/model/test_accounts_and_scope.py",
    "tests/model/test_availability.py",
    "tests/preview/test_payload.py",
    "tests/explain/test_criteria.py",
    "tests/explain/test_people.py",
    "tests/explain/test_classes.py",
)
"""The cheapest first."""

_ROOT = Path(__file__).parents[1]
_LIBRARIES = ["duckdb", "hypothesis", "pandera.polars", "pydantic_settings", "pytest", "sqlglot"]


def survivors(
    mutants: "Iterable[Mutant]", workers: int, progress: Callable[[str], object]
) -> "set[Mutant]":
    """The mutants of the Campus model on which every test passes.

    Args:
        mutants: what to try.
        workers: how many at once.
        progress: follows how far it is.

    Raises:
        RuntimeError: pytest could not run.
    """
    alive: set[Mutant] = set()
    waiting = sorted(mutants)
    facts = [(mutant.file, str(mutant.table), mutant.sql) for mutant in waiting]
    # Each mutant has a process of its own; that the libraries are there already saves half of it.
    context = get_context("forkserver")
    context.set_forkserver_preload(_LIBRARIES)
    with ProcessPoolExecutor(workers, context, max_tasks_per_child=1) as pool:
        for done, (mutant, lives) in enumerate(
            zip(waiting, pool.map(_lives, facts), strict=True), 1
        ):
            if lives:
                alive.add(mutant)
            progress(f"the model's own tests: {done} of {len(waiting)}, {len(alive)} alive")
    return alive


def _lives(mutant: tuple[str, str, str]) -> bool:
    from mutation.injected import inject

    os.chdir(_ROOT)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    inject(*mutant)
    code = pytest.main(["-q", "-x", "-n", "0", "-p", "no:cacheprovider", *TESTS])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise RuntimeError(f"{mutant[0]}, {mutant[1]}: pytest ended with {code}")
    return code == pytest.ExitCode.OK
