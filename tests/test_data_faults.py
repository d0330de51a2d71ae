"""Columns that cannot be relied on make a run incomplete; dates are read as the settings say."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from fixtures.district import District, healthy
from roster_lint import Report, lint

pytestmark = pytest.mark.whole_engine

AS_OF = date(2026, 8, 10)

Spoil = Callable[[District], None]


@contextmanager
def linted(folder: Path, spoil: Spoil, **options: object) -> Iterator[Report]:
    """A report on the healthy district, spoiled."""
    district = healthy()
    spoil(district)
    with lint(district.write(folder / "district"), as_of=AS_OF, **options) as report:
        yield report


def without(table: str, *rows: int) -> Spoil:
    """Takes rows away, by their places."""

    def spoil(district: District) -> None:
        kept = enumerate(district.tables[table])
        district.tables[table] = [row for place, row in kept if place not in rows]

    return spoil


def every_second(table: str) -> Spoil:
    return lambda district: district.tables.update({table: district.tables[table][::2]})


def column(table: str, name: str, change: Callable[[object], object]) -> Spoil:
    """Changes the values of a column that are not blank."""

    def spoil(district: District) -> None:
        for row in district.tables[table]:
            if row[name] is not None:
                row[name] = change(row[name])

    return spoil


def month_first(text: object) -> str:
    year, month, day = str(text).split("-")
    return f"{int(month)}/{int(day)}/{year}"


def day_first(text: object) -> str:
    return ".".join(reversed(str(text).split("-")))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (
            every_second("Person"),
            "Rows of Person are missing, which 185 of 370 values of Contact.personID, "
            "16 of 33 values of EmploymentAssignment.personID, 73 of 150 values of "
            "Enrollment.personID, ",
        ),
        (
            every_second("School"),
            "Rows of School are missing, which 10 of 33 values of EmploymentAssignment.schoolID "
            "refer to: export School again with all its rows, or let the account that reads the "
            "database see them all (DA004).",
        ),
        (
            column("Enrollment", "startDate", lambda _: None),
            "Enrollment.startDate is blank in all 150 rows that were judged: correct the query or "
            "export, or let the account that reads the database see the column (DA005).",
        ),
        (
            column("Enrollment", "noShow", lambda bit: "YN"[bit == 0]),
            "Enrollment.noShow: 294 of 294 values cannot be read as 0, 1, true or false; they look "
            "like Y and N: correct the query or export to give 1 and 0 (DA006).",
        ),
    ],
    ids=["people", "schools", "emptied", "bits"],
)
@pytest.mark.parametrize("select", [(), ("UN",)], ids=["all", "some"])
def test_a_column_that_cannot_be_relied_on_makes_the_run_incomplete(
    tmp_path: Path, spoil: Spoil, reason: str, select: Sequence[str]
) -> None:
    with linted(tmp_path, spoil, select=select) as report:
        assert (report.verdict, report.exit_code) == ("incomplete", 3)
        assert [one[: len(reason)] for one in report.incomplete] == [reason]


@pytest.mark.parametrize(
    ("rows", "share", "verdict"),
    [
        # Of 150 enrollments of the year 5 % are eight.
        (range(10, 17), "5%", "not-ready"),
        (range(10, 18), "5%", "incomplete"),
        (range(10, 18), "6%", "not-ready"),
        (range(10, 14), "1%", "not-ready"),
        (range(10, 15), "1%", "incomplete"),
        (range(10, 15), "5", "incomplete"),
        (range(10, 15), "6", "not-ready"),
        (range(10, 14), "0", "not-ready"),
    ],
)
def test_from_a_share_and_five_rows_on_keys_that_lead_nowhere_make_a_run_incomplete(
    tmp_path: Path, rows: range, share: str, verdict: str
) -> None:
    def spoil(district: District) -> None:
        for place in rows:
            district.tables["Enrollment"][place]["personID"] = 9999

    with linted(tmp_path, spoil, select=["DA"], dangling_share=share) as report:
        assert report.verdict == verdict
        assert [f.severity for f in report.findings() if f.code == "DA004"] == ["error"]


def test_where_no_value_leads_anywhere_one_row_is_enough(tmp_path: Path) -> None:
    def spoil(district: District) -> None:
        for row in district.tables["Roster"]:
            row["trialID"] = None
        district.row("Roster", rosterID=510101)["trialID"] = 1

    with linted(tmp_path, spoil, select=["DA"]) as report:
        assert report.incomplete == (
            "Rows of Trial are missing, which 1 of 1 values of Roster.trialID refer to: "
            "export Trial again with all its rows, or let the account that reads the database see "
            "them all (DA004).",
        )


def test_a_table_without_rows_is_reported_once(tmp_path: Path) -> None:
    with linted(tmp_path, lambda district: district.tables.update(Person=[])) as report:
        assert report.incomplete == (
            "The table Person has no row, which no district can do without.",
        )


def test_a_missing_table_is_no_parent_and_its_columns_are_not_blank(tmp_path: Path) -> None:
    def spoil(district: District) -> None:
        del district.tables["Term"]
        del district.tables["Identity"]
        for row in district.tables["Trial"]:
            del row["active"]

    with linted(tmp_path, spoil) as report:
        assert all("Term" in reason or "Trial.csv" in reason for reason in report.incomplete)
        assert "DA004" not in {finding.code for finding in report.findings()}
        assert "DA005" not in {finding.code for finding in report.findings()}


def test_samples_are_lines_where_each_line_of_the_file_is_a_row(tmp_path: Path) -> None:
    def spoil(district: District) -> None:
        for row in district.tables["RelatedPair"][3:5]:
            row["personID2"] = 9999

    with linted(tmp_path, spoil, select=["DA004"]) as report:
        (finding,) = report.findings()
    assert finding.message.endswith("values match no row of Person, such as lines 5 and 6")


@pytest.mark.parametrize("spoiling", ["a line break", "a blank line", "a row without a key"])
def test_else_samples_are_keys(tmp_path: Path, spoiling: str) -> None:
    district = healthy()
    district.row("EmploymentAssignment", assignmentID=20051)["personID"] = 9999
    if spoiling == "a line break":
        district.row("EmploymentAssignment", assignmentID=20021)["title"] = "Teacher\nof two"
    if spoiling == "a row without a key":
        district.row("EmploymentAssignment", assignmentID=20021)["assignmentID"] = None
    folder = district.write(tmp_path / "district")
    if spoiling == "a blank line":
        path = folder / "EmploymentAssignment.csv"
        path.write_text("\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with lint(folder, as_of=AS_OF, select=["DA004"]) as report:
        (finding,) = report.findings()
    assert finding.message.endswith("such as assignmentID 20051")


def test_findings_that_rest_on_a_column_in_another_format_say_so(tmp_path: Path) -> None:
    def spoil(district: District) -> None:
        column("Enrollment", "noShow", lambda _: "N")(district)
        district.row("UserAccount", personID=1005)["username"] = None
        district.row("SchoolYear", endYear=2027)["startDate"] = None

    with linted(tmp_path, spoil) as report:
        messages = {finding.code: finding.message for finding in report.findings()}
        assert messages["UN001"].endswith(
            "; this rests on Enrollment.noShow, which cannot be read (DA006)"
        )
        assert "rests on" not in messages["YR004"] + messages["DA006"]


def test_several_such_columns_are_counted(tmp_path: Path) -> None:
    def spoil(district: District) -> None:
        for name in ("noShow", "externalLMSExclude"):
            column("Enrollment", name, lambda _: "N")(district)
        column("Enrollment", "startDate", month_first)(district)
        district.row("UserAccount", personID=1005)["username"] = None

    with linted(tmp_path, spoil, select=["UN001"]) as report:
        (finding,) = report.findings()
    assert finding.message.endswith(
        "; this rests on Enrollment.externalLMSExclude, Enrollment.noShow and 1 more columns, "
        "which cannot be read (DA006)"
    )
