"""Districts and bundles that several tests read, each made once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roster_lint.reconcile.sides import Sides, load_sides
from roster_lint.vocabulary import OneRoster
from tests.reconcile.districts import decisive, served, settings_of

Served = Callable[..., Path]


@pytest.fixture(scope="session")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district whose people decide every reading."""
    return decisive().write(tmp_path_factory.mktemp("decisive") / "campus")


@pytest.fixture(scope="session")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The healthy district, in which nobody's last day is the as-of date, and so on."""
    return Path(__file__).parents[2] / "fixtures" / "ready"


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """What a district is served as, under some settings; made once."""
    made: dict[object, Path] = {}

    def of(campus: Path, oneroster: OneRoster, **settings: object) -> Path:
        key = (campus, oneroster, tuple(sorted(settings.items())))
        if key not in made:
            path = tmp_path_factory.mktemp("served") / "bundle"
            made[key] = served(campus, oneroster, path, **settings)
        return made[key]

    return of


@pytest.fixture(scope="module", params=[pytest.param("1.1", marks=pytest.mark.rest), "1.2"])
def sides(request: pytest.FixtureRequest, decided: Path, serve: Served) -> Iterator[Sides]:
    """The deciding district beside what it is served as; each test takes back what it does."""
    oneroster: OneRoster = request.param
    with load_sides(decided, serve(decided, oneroster), settings_of()) as loaded:
        yield loaded
