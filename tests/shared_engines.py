"""Engines that the runs of a worker's tests share, so that nothing is asked a second time.

Most tests lint the same few districts and bundles, and are about what is made of the answers. A
run takes the first engine that is free; a second one that is open meanwhile takes another. One that
limits its memory has an engine of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from roster_lint import prepare as preparing
from roster_lint.engine.duck import DuckEngine
from tests.remembering import RememberingEngine

_ENGINES = 2
"""As many reports are open at once where two sources are compared."""


@contextmanager
def shared_engines() -> Iterator[None]:
    """Within it, runs take the engines of this process that remember."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preparing, "DuckEngine", _engine)
        yield


def _engine(memory: str | None = None) -> DuckEngine:
    if memory is None:
        for engine in _engines():
            if lent := engine.lend():
                return lent
    return DuckEngine(memory)


@cache
def _engines() -> tuple[RememberingEngine, ...]:
    return tuple(RememberingEngine() for _ in range(_ENGINES))
