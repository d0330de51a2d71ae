"""What the contracts say of rows of text, cell by cell."""

import polars as pl
import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.contracts.verdict import judge

GOOD = {
    "enrollmentID": "1",
    "personID": "2",
    "calendarID": "3",
    "structureID": "4",
    "grade": "05",
    "startDate": "2026-08-10",
    "endDate": None,
    "noShow": "0",
    "endYear": "2027",
}


def bad_cells(*rows: dict[str, str | None]) -> set[tuple[int, str, str]]:
    """Bad cells of Enrollment rows that differ from a good one as given."""
    frame = pl.DataFrame([GOOD | row for row in rows], dict.fromkeys(GOOD, pl.String))
    cells = judge(campus_tables()["Enrollment"], frame, list(GOOD))
    assert dict(cells.schema) == {"row": pl.Int64, "column": pl.String, "fault": pl.String}
    assert len(cells.rows()) == len(set(cells.rows()))
    return set(cells.rows())


def test_good_rows_have_no_bad_cell() -> None:
    assert bad_cells({}, {"noShow": "TRUE"}, {"endDate": "2027-05-28 00:00:00"}) == set()
    assert bad_cells() == set()


@pytest.mark.parametrize(
    "column", [name for name in GOOD if name not in ("enrollmentID", "personID")]
)
def test_a_rule_column_may_be_blank_and_a_join_column_may_not(column: str) -> None:
    joins = column in ("calendarID", "structureID")
    assert bad_cells({column: None}) == ({(0, column, "blank")} if joins else set())


def test_a_bad_cell_hides_neither_another_row_nor_another_column() -> None:
    assert bad_cells(
        {"startDate": "8/10/2026", "noShow": "7"},
        {},
        {"personID": None, "enrollmentID": "x", "endDate": "2027-02-29", "endYear": "27"},
    ) == {
        (0, "startDate", "unreadable"),
        (0, "noShow", "unreadable"),
        (2, "personID", "blank"),
        (2, "enrollmentID", "unreadable"),
        (2, "endDate", "unreadable"),
        (2, "endYear", "unreadable"),
    }


def test_a_cell_with_two_faults_is_reported_once() -> None:
    assert bad_cells({"startDate": "2026-02-30x"}) == {(0, "startDate", "unreadable")}


def test_columns_that_the_source_lacks_are_not_judged() -> None:
    table = campus_tables()["Enrollment"]
    frame = pl.DataFrame({"personID": ["1", None]}, {"personID": pl.String})
    assert judge(table, frame, ["personID"]).rows() == [(1, "personID", "blank")]


@pytest.mark.parametrize("table", campus_tables())
def test_every_table_judges_rows_of_nothing(table: str) -> None:
    contract = campus_tables()[table]
    names = [c.name for c in contract.columns]
    frame = pl.DataFrame([dict.fromkeys(names)], dict.fromkeys(names, pl.String))
    cells = judge(contract, frame, names)
    assert set(cells["column"]) == {c.name for c in contract.columns if c.must_be_filled}
    assert set(cells["fault"]) <= {"blank"}
