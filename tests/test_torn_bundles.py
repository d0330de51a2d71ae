"""Every file of a bundle in turn is torn: each torn row is listed, and no number is made up."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fixtures.bundle import good_bundle
from fixtures.bundle_tables import Version
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.contracts.oneroster_files import FILES
from roster_lint.report.report import Report
from tests.bundle_checks import judge

PEOPLE = {"student", "teacher", "staff", "guardian", "relative"}
COUNTED_FROM = {"users": PEOPLE, "roles": PEOPLE, "classes": {"section"}}
"""The populations that nobody can count without a file."""

EVERY_FILE = [("1.1", "users"), *(("1.2", file) for file in FILES["1.2"])]
"""In 1.1 all but users.csv is as in 1.2."""
READ_BY_MANY = [
    ("1.1", "users"),
    *(("1.2", f) for f in ("academicSessions", "classes", "enrollments", "orgs", "roles", "users")),
]


def torn(folder: Path, file: str) -> list[int]:
    """Tears every other row of a file, one way and the other, and returns their lines."""
    path = folder / f"{file}.csv"
    lines = path.read_bytes().split(b"\n")
    last = len(lines) - 1  # what is behind the last line end
    places = list(range(1, last, 2))
    for nth, place in enumerate(places):
        lines[place] = b",," + lines[place] + b",x" if nth % 2 else lines[place].split(b",")[0]
    path.write_bytes(b"\n".join(lines))
    return [place + 1 for place in places]


def with_surplus(folder: Path, file: str) -> int:
    """Adds an empty value to the last row of a file, and returns its line."""
    path = folder / f"{file}.csv"
    lines = path.read_bytes().split(b"\n")
    lines[-2] += b","
    path.write_bytes(b"\n".join(lines))
    return len(lines) - 1


def linted(folder: Path, *topics: str) -> Report:
    return lint(folder, as_of=AS_OF, select=topics)


def totals(report: Report) -> dict[str, int | None]:
    return {population.entity: population.total for population in report.availability}


@cache
def good_totals(version: Version) -> dict[str, int | None]:
    """How many of each population the good bundle has."""
    with (
        TemporaryDirectory() as folder,
        linted(good_bundle(version).write(Path(folder) / "bundle"), "OB") as report,
    ):
        return totals(report)


@pytest.mark.parametrize(("version", "file"), EVERY_FILE)
def test_every_torn_row_is_listed(version: Version, file: str, tmp_path: Path) -> None:
    folder = good_bundle(version).write(tmp_path / "bundle")
    lines = torn(folder, file)
    found = judge(folder)
    assert found.reported == [("OB025", {"file": f"{file}.csv", "line": line}) for line in lines]
    assert found.loaded.unread == {f"{file}.csv"}
    assert found.loaded.lacking
    assert file not in found.loaded.rows


@pytest.mark.parametrize(("version", "file"), EVERY_FILE)
def test_a_row_with_a_surplus_empty_value_is_reported_and_judged(
    version: Version, file: str, tmp_path: Path
) -> None:
    folder = good_bundle(version).write(tmp_path / "bundle")
    line = with_surplus(folder, file)
    found = judge(folder)
    assert found.reported == [("OB026", {"file": f"{file}.csv", "line": line})]
    assert found.loaded.rows[file] == len(good_bundle(version).tables[file])
    assert not found.loaded.lacking


@pytest.mark.parametrize(("version", "file"), READ_BY_MANY)
def test_nothing_is_counted_from_a_torn_file(version: Version, file: str, tmp_path: Path) -> None:
    folder = good_bundle(version).write(tmp_path / "bundle")
    torn(folder, file)
    with linted(folder) as report:
        assert report.verdict == "incomplete"
        assert report.missing == (f"{file}.csv",)
        unknown = COUNTED_FROM.get(file, set())
        assert totals(report) == {
            name: None if name in unknown else number
            for name, number in good_totals(version).items()
        }
        assert {p.entity for p in report.availability if p.available is None} == unknown
        assert (report.unknown_year is not None) == (file == "academicSessions")
        errors = {c.check.code for c in report.checks if c.findings and c.severity == "error"}
        assert errors == {"OB025"}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_people_are_unknown_without_the_column_that_says_what_they_are(
    version: Version, tmp_path: Path
) -> None:
    folder = good_bundle(version).write(tmp_path / "bundle")
    path = folder / ("users.csv" if version == "1.1" else "roles.csv")
    path.write_bytes(path.read_bytes().replace(b",role,", b",rank,", 1))
    with linted(folder, "OB") as report:
        assert {totals(report)[name] for name in PEOPLE} == {None}
        assert totals(report)["section"] == 6
