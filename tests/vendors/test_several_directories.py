"""Two vendors that look in two directories: what the report says of the one without a file."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from rich.console import Console

from fixtures.district import AS_OF
from roster_lint.files.shipped import shipped
from roster_lint.linter import lint
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.text import write_details
from roster_lint.report.report import Report

ACCOUNTS = shipped("fixtures") / "accounts"
GOOGLE, ENTRA = "back-to-school-workspace.csv", "back-to-school-entra.csv"
UNKNOWN = "Microsoft School Data Sync: whether people have accounts was not checked"
CODES = ("AC001", "AC002", "AC003", "AC004", "AC005", "AC006")


@contextmanager
def linted(*files: str, **options: object) -> Iterator[Report]:
    """The broken district for both vendors, judged by the checks of accounts alone."""
    options = {
        "vendor": ("google-classroom", "microsoft-sds"),
        "domains": ("example.org",),
        "select": ("AC",),
        "accounts": tuple(ACCOUNTS / file for file in files),
        **options,
    }
    source = shipped("fixtures") / "back-to-school"
    with lint(source, as_of=AS_OF, **options) as report:
        yield report


def text_of(report: Report) -> str:
    """The report as people get it."""
    stream = StringIO()
    write_details(report, Console(file=stream, width=100, color_system=None))
    return stream.getvalue()


def test_the_vendor_without_a_file_is_not_judged() -> None:
    with linted(GOOGLE) as report:
        google, microsoft = report.vendors
        assert (google.verdict, microsoft.verdict) == ("not-ready", "ready")
        assert not microsoft.cells
        assert (google.not_checked, microsoft.not_checked) == ((), CODES)
        assert [note for note in report.notes if note.startswith(UNKNOWN)]
        text = text_of(report)
        (row,) = [line for line in text.splitlines() if line.startswith("AC001 ")]
        assert row.endswith("not checked")
        stream = StringIO()
        write_json(report, stream)
        facts = json.loads(stream.getvalue())
        assert [v["not_checked"] for v in facts["vendors"]] == [[], list(CODES)]


def test_both_files_leave_nothing_unchecked() -> None:
    with linted(GOOGLE, ENTRA) as report:
        assert [vendor.not_checked for vendor in report.vendors] == [(), ()]
        assert all("AC001" in vendor.cells for vendor in report.vendors)
        assert not [note for note in report.notes if "not checked" in note]


def test_without_a_file_the_report_says_so_once_for_both() -> None:
    with linted() as report:
        assert [vendor.not_checked for vendor in report.vendors] == [CODES, CODES]
        (note,) = [note for note in report.notes if "not checked" in note]
        assert note.startswith("Google Classroom and Microsoft School Data Sync find people's")


@pytest.mark.parametrize("vendors", [("google-classroom",), ("google-classroom", "microsoft-sds")])
def test_a_file_of_no_known_directory_counts_for_all(vendors: tuple[str, ...]) -> None:
    columns = {"email": "primaryEmail"}
    with linted(GOOGLE, vendor=vendors, accounts_columns=columns) as report:
        assert {vendor.not_checked for vendor in report.vendors} == {()}
        reported = [note for note in report.notes if "does not say whose accounts" in note]
        assert len(reported) == len(vendors) - 1
