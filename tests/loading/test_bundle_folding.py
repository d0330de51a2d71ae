"""A fault of a whole column is one finding, and headline and shares count its cells."""

from pathlib import Path

import pytest

from fixtures.bundle import good_bundle
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.report.formats.text.verdict import verdict
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult

PEOPLE = 26
"""Users of the good bundle of 1.2."""


def bundle_with(folder: Path, file: str, column: str, *values: object) -> Path:
    """The good bundle with values in the first rows of a column, or in all where one is given."""
    bundle = good_bundle("1.2")
    rows = bundle.tables[file]
    for place, row in enumerate(rows):
        if len(values) == 1 or place < len(values):
            row[column] = values[0] if len(values) == 1 else values[place]
    return bundle.write(folder / "bundle")


def result(report: Report, code: str) -> CheckResult:
    return next(one for one in report.checks if one.check.code == code)


def headline(report: Report) -> str:
    return str(next(iter(verdict(report, on_terminal=False))))


def test_a_word_in_capitals_in_every_row_is_one_finding_of_all_its_cells(tmp_path: Path) -> None:
    with lint(bundle_with(tmp_path, "users", "enabledUser", "TRUE"), as_of=AS_OF) as report:
        [finding] = [f for f in report.findings() if f.code == "OF009"]
        assert finding.key == {"file": "users.csv", "column": "enabledUser", "line": 2}
        assert finding.message.startswith("Line 2 of users.csv and 25 more lines: enabledUser is")
        assert "only its capitals are wrong" in finding.message
        found = result(report, "OF009")
        assert (found.findings, found.found_records) == (1, PEOPLE)
        assert headline(report) == (
            f"Not ready: {PEOPLE} cells would arrive with wrong or missing data"
        )


def test_each_wrong_value_of_a_folded_column_is_a_finding(tmp_path: Path) -> None:
    values = ["TRUE", "FALSE"] * (PEOPLE // 2)
    with lint(bundle_with(tmp_path, "users", "enabledUser", *values), as_of=AS_OF) as report:
        lines = [f.key["line"] for f in report.findings() if f.code == "OF009"]
        assert lines == [2, 3]
        assert result(report, "OF009").found_records == PEOPLE


@pytest.mark.parametrize(("wrong", "findings"), [(9, 9), (12, 12), (13, 1)])
def test_less_than_half_of_a_column_is_listed_line_by_line(
    wrong: int, findings: int, tmp_path: Path
) -> None:
    folder = bundle_with(tmp_path, "users", "enabledUser", *["yes"] * wrong)
    with lint(folder, as_of=AS_OF, select=("OF",)) as report:
        found = result(report, "OF009")
        assert (found.findings, found.found_records) == (findings, wrong)


@pytest.mark.parametrize(("wrong", "findings"), [(9, 9), (10, 1)])
def test_a_blank_cell_is_no_filled_one_to_compare_with(
    wrong: int, findings: int, tmp_path: Path
) -> None:
    values = ["8/10/2026"] * wrong + [None] * 99
    folder = bundle_with(tmp_path, "enrollments", "beginDate", *values)
    with lint(folder, as_of=AS_OF, select=("OF",)) as report:
        assert result(report, "OF007").findings == findings


def test_a_required_column_that_is_blank_throughout_is_one_finding(tmp_path: Path) -> None:
    with lint(bundle_with(tmp_path, "users", "givenName", None), as_of=AS_OF) as report:
        found = result(report, "OF001")
        assert (found.findings, found.found_records) == (1, PEOPLE)


def test_a_tolerance_is_of_the_cells(tmp_path: Path) -> None:
    folder = bundle_with(tmp_path, "users", "enabledUser", "TRUE")
    for number, tolerated in (("25", False), ("26", True)):
        with lint(folder, as_of=AS_OF, select=("OF",), tolerance={"OF009": number}) as report:
            assert result(report, "OF009").tolerated is tolerated


def test_columns_that_are_missing_are_no_files(tmp_path: Path) -> None:
    folder = good_bundle("1.2").write(tmp_path / "bundle")
    for file in ("orgs", "users"):
        path = folder / f"{file}.csv"
        path.write_bytes(path.read_bytes().replace(b"status,dateLastModified,", b"a,b,", 1))
    with lint(folder, as_of=AS_OF, select=("OB",)) as report:
        assert headline(report) == "Not ready: 4 columns are blocked entirely"
        found = result(report, "OB016")
        assert found.findings == 4
        assert found.total is not None
        assert found.total > 100
