"""What holds for all tests: which of many are run, and on which engine.

Without an option a fixed part of the slow tests, and of the cases of a test with many, is tried:
the suite for every day. ``--rest`` tries the others and what is marked with ``rest``, ``--whole``
all.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from tests.shared_engines import shared_engines
from tests.slow_tests import slow_tests
from tests.small_engine import small_engines

if sys.dont_write_bytecode:
    # Every worker, and every program that a test starts, would compile all anew.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / "build" / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

os.environ.pop("CI", None)
"""Wherever the suite runs: a test that is about a pipeline sets the variable itself."""

_MANY = 6
"""A test with more cases than this has a part of them in the suite for every day."""

_ONE_OF = 10
"""Of how many cases of such a test that is one, and never none."""

_SLOW_ONE_OF = 30
"""Of how many slow tests that is one; of each folder it is one at least."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which part of the suite to run."""
    group = parser.getgroup("roster-lint")
    group.addoption("--whole", action="store_true", help="every case of every test")
    group.addoption("--rest", action="store_true", help="just the cases that are not tried daily")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what the options do not ask for; one that is named, by id or ``-k``, is run."""
    is_named = config.option.keyword or any("::" in str(given) for given in config.args)
    if config.getoption("whole") or is_named:
        return
    chosen = _daily(items)
    left_out = slow_tests().keys() - daily_slow_tests()
    daily = [
        item in chosen
        and not item.get_closest_marker("rest")
        and (_function(item) not in left_out or item.get_closest_marker("daily") is not None)
        for item in items
    ]
    kept = [not is_daily if config.getoption("rest") else is_daily for is_daily in daily]
    config.hook.pytest_deselected(
        items=[item for item, keep in zip(items, kept, strict=True) if not keep]
    )
    items[:] = [item for item, keep in zip(items, kept, strict=True) if keep]


def daily_slow_tests() -> frozenset[str]:
    """The slow tests of the suite for every day: a fixed part, and the quickest of each folder."""
    seconds = slow_tests()
    of_folder: dict[str, list[str]] = {}
    for test in seconds:
        of_folder.setdefault(test.rpartition("/")[0], []).append(test)
    quickest = {min(tests, key=seconds.__getitem__) for tests in of_folder.values()}
    return frozenset(quickest | {test for test in seconds if _number(test) % _SLOW_ONE_OF == 0})


def _function(item: pytest.Item) -> str:
    """``tests/folder/test_file.py::test_function``."""
    return f"{item.nodeid.partition('::')[0]}::{getattr(item, 'originalname', item.name)}"


def _daily(items: list[pytest.Item]) -> set[pytest.Item]:
    """All cases of a test with few; of one with many or long ones a part, chosen by their names."""
    of_function: dict[str, list[pytest.Item]] = {}
    for item in items:
        of_function.setdefault(_function(item), []).append(item)
    chosen: set[pytest.Item] = set()
    for cases in of_function.values():
        if len(cases) <= _MANY and not cases[0].get_closest_marker("long"):
            chosen.update(cases)
        else:
            chosen.add(min(cases, key=lambda case: _number(case.name)))
            chosen.update(case for case in cases if _number(case.name) % _ONE_OF == 0)
    return chosen


def _number(name: str) -> int:
    """The same every day, on every machine."""
    return crc32(name.encode())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """Runs a test on small engines, unless it is marked with ``whole_engine``.

    To optimize a statement takes longer than to answer it on a sample district, and the suite runs
    a worker a core. What the statements mean is the same; with everything in it the whole way is
    tried on all sample districts and bundles, and in the property tests.
    """
    if item.get_closest_marker("whole_engine") is not None:
        return (yield)
    with small_engines(), shared_engines():
        return (yield)
