"""A row of data is never taken for a header, and a header always for one."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError, UsageError
from roster_lint.files.shipped import shipped
from roster_lint.loading.accounts.reading import open_accounts
from roster_lint.sources.bundle_header import compare
from roster_lint.sources.csv_file import read_header
from roster_lint.sources.header_row import is_header, may_be_quoted, without_header
from roster_lint.sources.manifest import check_manifest, read_manifest

NAMES = frozenset(("personid", "email", "secondaryemail", "homephone", "cellphone"))


def files() -> Iterator[tuple[Path, frozenset[str]]]:
    """Every file of the sample districts and bundles, with the columns of its contract."""
    for district in ("ready", "back-to-school"):
        for name, table in campus_tables().items():
            path = shipped("fixtures") / district / f"{name}.csv"
            if path.exists():
                yield path, frozenset(c.name.casefold() for c in table.columns)
    for bundle, version in (("bundle-1p1", "1.1"), ("bundle-1p2", "1.2")):
        for name, file in oneroster_tables(version).items():
            path = shipped("fixtures") / bundle / f"{name}.csv"
            if path.exists():
                yield path, frozenset(c.name.casefold() for c in file.columns)


def test_in_all_samples_the_first_row_is_a_header_and_no_other_is() -> None:
    for path, known in files():
        with path.open(newline="") as stream:
            rows = csv.reader(stream)
            header = next(rows)
            assert is_header(header, known), path
            for half in (header[: len(header) // 2 + 1], header[len(header) // 2 :]):
                assert is_header(half, known) or len(half) < 3, (path, half)
            for _, row in zip(range(40), rows, strict=False):
                assert not is_header(row, known), (path, row)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["personID", "email"], True),
        (["PERSON_ID", "E-Mail", "x"], True),
        (["person id", "color"], True),
        (["personID", "color", "size", "2026", "weight"], False),
        (["personID", "color", "size", "weight"], True),
        (["personID", "email", "2026"], True),
        (["personID", "", "", "email"], True),
        (["email", "Smith", "Mary", "x"], False),
        (["Smith", "Mary", "mary.smith@example.org"], False),
        (["", "", "", ""], False),
    ],
)
def test_what_is_a_header(row: list[str], expected: bool) -> None:
    assert is_header(row, NAMES) is expected


@pytest.mark.parametrize("name", ["no_show", "Email Address [Required]", "metadata.x-1", "Prénom"])
def test_a_name_may_be_quoted(name: str) -> None:
    assert may_be_quoted(name)


@pytest.mark.parametrize(
    "name",
    [
        *("m@example.org", "2026-08-12", "8/12/2026", "1005", "(555) 010-2000", ""),
        *("a\nb", "Mary Ann of the Smiths", "x" * 80, "Smith, Mary"),
    ],
)
def test_what_looks_like_data_may_not(name: str) -> None:
    assert not may_be_quoted(name)


def test_a_file_without_a_header_is_said_to_have_none() -> None:
    row = b"1005,Mary.Smith@example.org,Mary.Smith@example.org\n"
    with pytest.raises(SourceError) as caught:
        read_header(io.BytesIO(row), "Contact.csv", NAMES, columns=("personID", "email"))
    assert str(caught.value) == (
        "Contact.csv: the first row names none of the columns, so the file seems to have no header"
        " such as personID,email. Export the table again with its column names."
    )
    assert without_header("abcde").endswith("such as a,b,c,d,…")


def test_a_repeated_column_is_quoted_by_its_place_where_it_looks_like_data() -> None:
    line = b"personID,email,homePhone,m@example.org,m@example.org\n"
    with pytest.raises(SourceError, match=r"names the column 5 as column 4 \(case"):
        read_header(io.BytesIO(line), "Contact.csv", NAMES)


@pytest.mark.parametrize("row", ["a@example.org,a@example.org,x", "Smith,Mary,Smith", "Smith,Mary"])
def test_an_accounts_file_without_a_header_quotes_nobody(tmp_path: Path, row: str) -> None:
    (tmp_path / "users.csv").write_text(f"{row}\n{row}\n")
    with pytest.raises(UsageError, match="header") as caught:
        open_accounts(tmp_path / "users.csv", {}, tmp_path)
    assert "Smith" not in str(caught.value) and "@" not in str(caught.value)


def test_a_bundle_quotes_no_column_that_looks_like_data() -> None:
    table = oneroster_tables("1.1")["orgs"]
    names = [c.name for c in table.columns]
    header = compare(table, [*names, "m@example.org", "m@example.org", "favorite", ""])
    reported = [(fault.fault, fault.subject) for fault in header.faults]
    assert reported == [
        ("unknown-column", f"column {len(names) + 1}, whose name looks like data"),
        ("duplicate-column", f"column {len(names) + 2}, whose name looks like data"),
        ("unknown-column", "favorite"),
        ("unknown-column", f"column {len(names) + 4}, which has no name"),
    ]


def test_a_manifest_quotes_only_what_belongs_into_one() -> None:
    rows = [
        ("propertyName", "value"),
        ("manifest.version", "2.0"),
        ("oneroster.version", "Mary Smith"),
        ("file.orgs", "bulck"),
        ("file.users", "Smith"),
        ("Mary.Smith", "bulk"),
        ("mary@example.org", "x"),
        ("fiel.classes", "bulk"),
    ]
    manifest = read_manifest("\n".join(",".join(row) for row in rows).encode())
    faults = [f for f in check_manifest(manifest, "1.1") if f.fault != "property-missing"]
    reported = {f.line: f"{f.subject} {f.detail}" for f in faults}
    assert reported[2] == "manifest.version '2.0', not 1.0"
    assert reported[3] == "oneroster.version 'something else', not 1.1"
    assert reported[4] == "file.orgs 'bulck', not absent, bulk or delta"
    assert reported[5] == "file.users 'something else', not absent, bulk or delta"
    assert reported[6] == "'something else' None" and reported[7] == "'something else' None"
    assert reported[8] == "'fiel.classes' file.classes"
