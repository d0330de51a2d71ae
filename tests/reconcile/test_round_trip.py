"""A district and its own prediction are the same, and a torn one is not reconciled at all."""

from pathlib import Path

import pytest

from fixtures.build import HERE
from fixtures.district import VARIANTS, variant
from roster_lint.errors import SourceError
from roster_lint.reconcile import reconcile
from roster_lint.vocabulary import OneRoster
from tests.reconcile.conftest import Served
from tests.reconcile.districts import VERSIONS, served, settings_of

pytestmark = pytest.mark.long


def same(campus: Path, bundle: Path) -> None:
    with reconcile(campus, bundle, settings_of()) as found:
        assert found.groups == ()
        assert found.exit_code == 0
        for count in found.counts.values():
            assert count.expected == count.served == count.same


@pytest.mark.parametrize("oneroster", VERSIONS)
@pytest.mark.parametrize("name", ["ready", "back-to-school"])
def test_a_sample_district_and_its_prediction(
    name: str, oneroster: OneRoster, serve: Served
) -> None:
    same(HERE / name, serve(HERE / name, oneroster))


@pytest.mark.parametrize("oneroster", VERSIONS)
@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_and_its_prediction(name: str, oneroster: OneRoster, tmp_path: Path) -> None:
    campus = variant(name).write(tmp_path / "campus")
    bundle = served(campus, oneroster, tmp_path / "bundle")
    try:
        same(campus, bundle)
    except SourceError as error:
        # Of a district of which nothing is served there is nothing to hold it against.
        assert "nothing is reconciled" in str(error)
        assert not list(bundle.glob("users.csv"))


@pytest.mark.parametrize("oneroster", VERSIONS)
def test_a_torn_export_is_not_reconciled(oneroster: OneRoster, serve: Served) -> None:
    bundle = serve(HERE / "ready", oneroster)
    with pytest.raises(SourceError, match="The Campus data is incomplete, so nothing"):
        reconcile(HERE / "torn-export", bundle, settings_of())
