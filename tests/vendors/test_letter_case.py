"""Capitals are nothing to a vendor that reads words in any case; other words are."""

from pathlib import Path

import pytest

from fixtures.district import AS_OF
from roster_lint.linter import lint
from tests.bundles import bundle


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with words in capitals, and one that is none."""
    made = bundle("1.1")
    made.rows["enrollments"][0]["primary"] = "TRUE"
    made.rows["enrollments"][0]["role"] = "Student"
    made.rows["enrollments"][1]["primary"] = "yes"
    return made.write(tmp_path_factory.mktemp("bundle") / "b")


def reported(folder: Path, *vendors: str) -> list[tuple[object, ...]]:
    """Code, line and vendors of each finding on booleans and lists."""
    with lint(folder, as_of=AS_OF, vendor=vendors, select=("OF009", "OF013")) as report:
        return [
            (f.code, f.key["line"], *(counted.name for counted in f.vendors))
            for f in report.findings()
        ]


def test_capitals_are_no_finding_for_school_data_sync(broken: Path) -> None:
    assert reported(broken, "microsoft-sds") == [("OF009", 3, "microsoft-sds")]


def test_capitals_count_for_every_other_vendor(broken: Path) -> None:
    assert reported(broken, "microsoft-sds", "clever") == [
        ("OF009", 2, "clever"),
        ("OF009", 3, "clever", "microsoft-sds"),
        ("OF013", 2, "clever"),
    ]
