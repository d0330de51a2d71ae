"""A sample district, changed for a test and explained; what is changed alike is built once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fixtures.build import HERE
from fixtures.healthy import AS_OF
from roster_lint.explain import explain, kind_of
from roster_lint.explain.explanation import Explanation, State
from roster_lint.loading.campus import Loaded, load
from roster_lint.prepare import Prepared, build
from roster_lint.settings.settings import Settings
from roster_lint.sources.opening import open_source
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import no_progress
from tests.remembering import RememberingEngine


class District:
    """A sample district and its model, changed as a test wants it."""

    def __init__(self, folder: Path) -> None:
        """Loads the district."""
        self.engine = RememberingEngine().begin()
        self._source = open_source(str(folder), Settings())
        with self._source as source:
            self._loaded = load(self.engine, source, no_progress)
        self._built: object = None

    def prepared(
        self, change: str = "", *, missing: tuple[str, ...] = (), **settings: object
    ) -> Prepared:
        """The model over the changed tables.

        Args:
            change: SQL on the district's tables, which are typed.
            missing: what the source is said to lack, as ``Table`` or ``Table.column``.
            settings: those that differ from the defaults; the as-of date is the district's.
        """
        chosen = Settings.model_validate({"as_of": date.fromisoformat(AS_OF), **settings})
        vendors = Vendors.named(chosen.vendor)
        if self._built != (change, chosen):
            self.forget()
            self.engine.run("BEGIN")
            if change:
                self.engine.run(change)
            build(self.engine, chosen, vendors)
            self._built = (change, chosen)
        lacking = tuple(f"{name} is missing." for name in missing)
        loaded = Loaded(self._loaded.rows, lacking, frozenset(missing))
        return Prepared(self.engine, loaded, chosen, vendors, self._source)

    def explain(
        self,
        kind: str,
        who: int | str,
        change: str = "",
        missing: tuple[str, ...] = (),
        **settings: object,
    ) -> Explanation:
        """One record of the changed district explained."""
        prepared = self.prepared(change, missing=missing, **settings)
        return explain(prepared, kind_of(kind), str(who))

    def forget(self) -> None:
        """Takes back the change and the model."""
        if self._built is not None:
            self.engine.run("ROLLBACK")
        self._built = None


@pytest.fixture(scope="session")
def district() -> Iterator[District]:
    """The healthy district; a change lasts until a test wants another one."""
    district = District(HERE / "ready")
    yield district
    district.engine.close()


@pytest.fixture(scope="session")
def august() -> Iterator[District]:
    """The district with the mistakes of August."""
    district = District(HERE / "back-to-school")
    yield district
    district.engine.close()


def state(states: tuple[State, ...], name: str) -> State:
    """The one criterion of that name."""
    (found,) = (one for one in states if one.name == name)
    return found
