"""Nothing is lost between source and report, and all parts of a report say the same."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.district_folder import DistrictFolder
from tests.laws.all_laws import broken_by
from tests.laws.examples import Example, case_districts, of_the_suite, sample_districts

pytestmark = pytest.mark.whole_engine  # the engine that remembers has its own settings


@pytest.fixture(scope="module")
def folder() -> Iterator[DistrictFolder]:
    with TemporaryDirectory() as path:
        yield DistrictFolder(Path(path))


@pytest.mark.parametrize("example", list(of_the_suite()), ids=lambda one: one.name)
def test_every_law_holds(example: Example, folder: DistrictFolder) -> None:
    assert broken_by(example, folder) == []


def test_every_example_has_a_name_of_its_own() -> None:
    names = [one.name for one in (*sample_districts(), *case_districts())]
    assert len(set(names)) == len(names)
