"""What holds for all tests: DuckDB does for a few hundred rows what they need and no more."""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from tests.small_engine import small_engines


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """Runs a test on small engines, unless it is marked with ``whole_engine``.

    To optimize a statement takes longer than to answer it on a sample district, and the suite runs
    a worker a core. What the statements mean is the same; with everything in it the whole way is
    tried on all sample districts and bundles, and in the property tests.
    """
    whole = item.get_closest_marker("whole_engine") is not None
    with nullcontext() if whole else small_engines():
        return (yield)
