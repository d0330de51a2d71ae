"""The model's own tests on mutants that no case of a check kills.

The funnel, explanations and the payload read columns that no check does. Their tests are run on
each such mutant, in a process of its own, and stop at the first failure.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation.injected import VARIABLE
from tests.mutation.mutants import Mutant

TESTS = (
    "tests/model/test_person_criteria.py",
    "tests/model/test_criteria.py",
    "tests/model/test_criteria_of_adults.py",
    "tests/model/test_accounts_and_scope.py",
    "tests/model/test_availability.py",
    "tests/payload/test_payload.py",
    "tests/explain/test_criteria.py",
    "tests/explain/test_people.py",
    "tests/explain/test_classes.py",
)
"""The cheapest first."""

_ROOT = Path(__file__).parents[2]
_FAILED = 1


def survivors(
    mutants: Iterable[Mutant], workers: int, progress: Callable[[str], object]
) -> set[Mutant]:
    """The mutants of the Campus model on which every test passes.

    Args:
        mutants: what to try.
        workers: how many at once.
        progress: told how far it is.

    Raises:
        RuntimeError: pytest could not run.
    """
    alive: set[Mutant] = set()
    waiting = sorted(mutants)
    with ThreadPoolExecutor(workers) as pool:
        for done, (mutant, lives) in enumerate(
            zip(waiting, pool.map(_lives, waiting), strict=True), 1
        ):
            if lives:
                alive.add(mutant)
            progress(f"the model's own tests: {done} of {len(waiting)}, {len(alive)} alive")
    return alive


def _lives(mutant: Mutant) -> bool:
    with TemporaryDirectory() as folder:
        named = Path(folder) / "mutant.json"
        facts = {"file": mutant.file, "table": mutant.table, "sql": mutant.sql}
        named.write_text(json.dumps(facts), encoding="utf-8")
        plugins = ("-p", "tests.mutation.injected", "-p", "no:cacheprovider")
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", *plugins, *TESTS],
            cwd=_ROOT,
            env={**os.environ, VARIABLE: str(named), "PYTHONPATH": str(_ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode not in (0, _FAILED):
        raise RuntimeError(f"{mutant.file}, {mutant.name}: pytest ended with {run.returncode}")
    return run.returncode == 0
