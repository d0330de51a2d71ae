"""Nothing personal is written unless it is asked for, whatever differs; and then it is."""

import io
from pathlib import Path

import pytest

from fixtures.district import healthy
from roster_lint.cli.output import plain_console
from roster_lint.reconcile import Options, Reconciliation, reconcile
from roster_lint.reconcile.formats import write_html, write_json, write_lists, write_text
from roster_lint.vocabulary import OneRoster
from tests.privacy.marking import MARK, PERSONAL
from tests.reconcile.conftest import Served
from tests.reconcile.districts import VERSIONS, settings_of

pytestmark = pytest.mark.long


def written(found: Reconciliation, folder: Path, *, personal: bool) -> str:
    """All that is written of a result."""
    out = io.StringIO()
    write_text(found, plain_console(out), show=10_000, personal=personal)
    write_json(found, out, personal=personal)
    write_html(found, out)
    write_lists(found, folder, personal=personal)
    return out.getvalue() + "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


@pytest.mark.parametrize("oneroster", VERSIONS)
def test_values_that_differ_are_not_written(
    oneroster: OneRoster, undecided: Path, serve: Served, tmp_path: Path
) -> None:
    district = healthy()
    for table, columns in PERSONAL.items():
        for row in district.rows(table):
            marked = {name: f"{MARK}{row[name]}" for name in columns if row.get(name)}
            row.update(marked)
    campus = district.write(tmp_path / "campus")
    with reconcile(
        campus, serve(undecided, oneroster), settings_of(), Options(calibrate=False)
    ) as found:
        fields = {one.field for one in found.differences()}
        assert {"username", "givenName", "familyName", "email", "phone"} <= fields
        private = written(found, tmp_path / "private", personal=False)
        assert MARK not in private
        assert "example.org" not in private
        assert MARK in written(found, tmp_path / "shown", personal=True)
