"""Anyone who does what the plan says gets what it promises: tried by doing it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.district_folder import DistrictFolder
from tests.plan.examples import Example, of_the_suite
from tests.plan.promises import Kept

pytestmark = pytest.mark.whole_engine  # the engine that remembers has its own settings

STEPS = {
    "august": (24, 1),
    "neither username nor trial": (5, 1),
    "three at once": (6, 3),
}
"""How many steps a plan has, and how many causes the largest of them."""


@pytest.fixture(scope="module")
def folder() -> Iterator[DistrictFolder]:
    with TemporaryDirectory() as path:
        yield DistrictFolder(Path(path))


@pytest.mark.parametrize("example", list(of_the_suite()), ids=lambda one: one.name)
def test_each_step_brings_back_what_it_promises(example: Example, folder: DistrictFolder) -> None:
    kept = example.tried(folder)
    assert kept.wrong == ()
    if example.name in STEPS:
        assert kept == Kept(*STEPS[example.name], ())
