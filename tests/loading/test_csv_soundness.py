"""CSV files that are not sound are refused with the line, and sound ones that look odd are not."""

from pathlib import Path

import pytest

from roster_lint.errors import SourceError
from tests.taking import take

HEADER = "personID,currentIdentityID,studentNumber,staffNumber"
"""Of the table Person; the first column may not be blank."""


def complaint(folder: Path, *lines: str, end: str = "\n") -> str:
    """What is said of a Person table with these lines after the header."""
    with pytest.raises(SourceError) as raised:
        take(folder, "Person", end.join([HEADER, *lines]) + end)
    return str(raised.value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "lines",
    [
        ["1,11,a,b", "2,22,c", "3,33,e,f"],
        ["1,11,a,b", "2,22", "3,33,e,f"],
        ["1,11,a,b", "2", "3,33,e,f"],
        ["1,11,a,b", "2,22,c,d,e", "3,33,e,f"],
        ["1,11,a,b", "2,22,c,d,,,,e", "3,33,e,f"],
        ["1,11,a,b", "   ", "3,33,e,f"],
        ["1,11,a,b", "\x1a"],
    ],
)
def test_a_ragged_row_is_refused(tmp_path: Path, lines: list[str], end: str) -> None:
    said = complaint(tmp_path, *lines, end=end)
    assert said.startswith("Person.csv, line 3: ")
    assert f"{len(lines[1].split(','))} values where the header names 4 columns" in said


@pytest.mark.parametrize(
    "row", ["2,22,c,d,", "2,22,c,d,,", '2,22,c,d,""', "2,Doe, J,c,", '2,"22",c,,', "2,,,,"]
)
@pytest.mark.parametrize(
    "first", ["1,11,a,b", '1,11,"a,b",c', '1,11,"a\n\nb",c', '1,11,"a,\n,,b",", "', "1,,,"]
)
def test_a_row_with_empty_values_past_the_end_is_refused(
    tmp_path: Path, first: str, row: str
) -> None:
    """DuckDB drops them; but an unquoted comma in a value, and a blank last one, look like this."""
    if row.count(",") < 4:
        row += ","
    said = complaint(tmp_path, first, row, "3,33,e,f")
    line = 3 + first.count("\n")
    count = row.count(",") + 1
    assert said.startswith(f"Person.csv, line {line}: {count} values where the header names 4")


def test_a_spare_delimiter_in_every_row_is_refused_too(tmp_path: Path) -> None:
    assert complaint(tmp_path, "1,11,a,b,", "2,22,c,d,").startswith("Person.csv, line 2: 5 values")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["1,11,a,b", '2,22,c,"d'], 3),
        (["1,11,a,b", '2,22,"c,d', "3,33,e,f", "4,44,g,h"], 3),
        (['"1,11,a,b', "2,22,c,d"], 2),
        (["1,11,a,b", '2,22,"c"x,d', "3,33,e,f"], 3),
        (["1,11,a,b", '2,22,"c,d', '3,33,"e",f', "4,44,g,h"], 3),
        (["1,11,a,b", '2,22,"c,d', '"3","33","e","f"'], 3),
        (['1,11,"a', 'x",b', '2,22,"c,d', "3,33,e,f"], 4),
    ],
)
def test_a_quotation_mark_that_is_torn_once_is_refused(
    tmp_path: Path, lines: list[str], line: int, end: str
) -> None:
    said = complaint(tmp_path, *lines, end=end)
    assert said.startswith(f"Person.csv, line {line}: ")
    assert "quotation mark" in said


@pytest.mark.parametrize("between", [0, 1, 5])
@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_rows_between_two_torn_quotation_marks_in_one_column_do_not_vanish(
    tmp_path: Path, column: int, between: int
) -> None:
    rows = [[str(n), str(n * 11), f"s{n}", f"t{n}"] for n in range(10)]
    rows[2][column] = '"' + rows[2][column]
    rows[3 + between][column] += '"'
    said = complaint(tmp_path, *map(",".join, rows))
    assert said.startswith("Person.csv, line 4: a quotation mark is missing here and on a later")


def test_the_line_of_a_torn_mark_counts_quoted_and_blank_lines(tmp_path: Path) -> None:
    said = complaint(tmp_path, '1,11,"a\n\nb","c, d"', "", '2,22,"c,d', '3,33,e",f', "4,44,g,h")
    assert said.startswith("Person.csv, line 6: a quotation mark is missing")


@pytest.mark.parametrize(
    "row",
    [
        '2,22,"two\nlines",d',
        '2,22,"one, two\nthree, four, five",d',
        '2,22,"a, b\nc, d, e",f',
        '2,22,"Doe, J\nRoe, M, Dr",x',
        '2,22,c,"\n\n\n"',
        '2,22,c,",,,\n,,,"',
        '2,22,"a ""quoted"" word",d',
        '2,22,O"Brien,d',
    ],
)
def test_a_value_of_several_lines_is_not_taken_for_rows(tmp_path: Path, row: str) -> None:
    taken = take(tmp_path, "Person", "\n".join([HEADER, "1,11,a,b", row, "3,33,e,f"]))
    assert [r[0] for r in taken.rows] == [1, 2, 3]
    assert taken.cells == []


def test_a_row_that_is_too_long_is_refused(tmp_path: Path) -> None:
    said = complaint(tmp_path, "1,11,a,b", f"2,22,{'c' * 10_100_000},d", "3,33,e,f")
    assert said.startswith("Person.csv, line 3: a row of more than 10,000,000 bytes")


def test_a_long_row_is_read(tmp_path: Path) -> None:
    long = "c" * 4_000_000
    taken = take(tmp_path, "Person", f"{HEADER}\n1,11,{long},b\n2,22,c,d\n")
    assert [len(str(row[2])) for row in taken.rows] == [4_000_000, 1]


def test_no_complaint_quotes_the_data(tmp_path: Path) -> None:
    for lines in (["1,11,secret"], ['1,11,"secret,b'], ['1,11,"secret,b', '2,22,secret",d']):
        assert "secret" not in complaint(tmp_path, *lines)
