"""Engines for a few hundred rows: to optimize a statement takes longer there than to answer it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from roster_lint.engine.duck import DuckEngine

_open = DuckEngine.__init__


@contextmanager
def small_engines() -> Iterator[None]:
    """Within it, every engine has one thread and no optimizer; statements mean the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DuckEngine, "__init__", _open_small)
        yield


def _open_small(engine: DuckEngine, *arguments: str, **options: str) -> None:
    _open(engine, *arguments, **options)
    DuckEngine.run(engine, "SET threads = 1")
    DuckEngine.run(engine, "PRAGMA disable_optimizer")
