"""What holds for all tests: DuckDB does for a few hundred rows what they need and no more."""

from collections.abc import Iterator
from typing import Any

import pytest

from roster_lint.engine.duck import DuckEngine

_open = DuckEngine.__init__


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[Any]:
    """Runs a test on small engines, unless it is marked with ``whole_engine``.

    To optimize a statement takes longer than to answer it on a sample district, and the suite runs
    a worker a core. What the statements mean is the same; with everything in it the whole way is
    tried on all sample districts and bundles, and in the property tests.
    """
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("whole_engine") is None:
            patch.setattr(DuckEngine, "__init__", _open_small)
        return (yield)


def _open_small(engine: DuckEngine, *arguments: str, **options: str) -> None:
    _open(engine, *arguments, **options)
    DuckEngine.run(engine, "SET threads = 1")
    DuckEngine.run(engine, "PRAGMA disable_optimizer")
