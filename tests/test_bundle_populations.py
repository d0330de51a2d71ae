"""The funnel of a bundle: who is sent as ToBeDeleted is counted as what the person was."""

from pathlib import Path

import pytest

from fixtures.bundle import good_bundle
from fixtures.bundle_tables import Version
from fixtures.district import AS_OF
from roster_lint import lint


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_removed_users_are_counted_as_what_they_were(version: Version, tmp_path: Path) -> None:
    bundle = good_bundle(version)
    bundle.modes["users"] = "delta"
    for row in bundle.tables["users"]:
        gone = row["sourcedId"] in ("stu-01", "tea-01")
        row["status"] = "tobedeleted" if gone else "active"
        row["dateLastModified"] = "2026-08-01T00:00:00.000Z"
    with lint(bundle.write(tmp_path / "bundle"), as_of=AS_OF, select=("OB",)) as report:
        assert list(report.findings()) == []
        people = {one.entity: one for one in report.availability}
        assert (people["student"].total, people["student"].to_be_deleted) == (12, 1)
        teachers = people["teacher"]
        assert (teachers.total - teachers.available, teachers.to_be_deleted) == (1, 1)
