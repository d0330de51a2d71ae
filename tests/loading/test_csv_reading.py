"""What the engine makes of well-formed CSV files, and the lines that it names."""

import codecs
import csv
from pathlib import Path

import pytest

from tests.taking import take

PLAIN = "attributeID,object,element\n1,a,b\n2,,d\n3,e,f\n"
ROWS = [(1, "a", "b", None, None), (2, None, "d", None, None), (3, "e", "f", None, None)]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.removesuffix("\n"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", "|"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\r\n", 2),
        PLAIN.replace("\n", "\r", 1),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace("\n", "\r\n\r\n"),
        "\n\n" + PLAIN,
        "  \r\n\r\n" + PLAIN.replace("\n", "\r\n"),
        PLAIN + "\n\n\n",
        PLAIN.replace("2,,d", '"2","","d"'),
        PLAIN.replace("2,,d", '2, "" , "d"'),
        PLAIN.replace("attributeID,object,element", '"attributeID","object","element"'),
        PLAIN.replace("attributeID,object,element", " ATTRIBUTEID , Object ,element"),
        PLAIN.replace("\n", ",\n"),
        PLAIN.replace("\n", ",,\n"),
        PLAIN.replace("attributeID", '"attribute\nID",attributeID').replace("\n2", "\n0,2")
        .replace("\n1", "\n0,1").replace("\n3", "\n0,3"),
        PLAIN.replace("2,,d", "2,NULL,d"),
        PLAIN.replace("2,,d", "2, ,d"),
        PLAIN.replace("1,a", " 1\t, a"),
        codecs.BOM_UTF8 + PLAIN.encode(),
        codecs.BOM_UTF8 + b"\n" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.replace("\n", "\r\n").encode("utf-16-be"),
    ],
)  # fmt: skip
def test_a_table_is_the_same_in_every_dress(tmp_path: Path, data: str | bytes) -> None:
    taken = take(tmp_path, "CampusAttribute", data)
    assert (taken.rows, taken.cells, taken.total) == (ROWS, [], 3)


def test_what_looks_like_syntax_elsewhere_is_data_here(tmp_path: Path) -> None:
    texts = ["#1", 'O"Brien', "a\\", "it's", "a;b", "\u2028", "\x0bx", "'", "--", "ﬁ", "𝕏", "a | b"]
    lines = [f'{n},"{text.replace(chr(34), chr(34) * 2)}",x' for n, text in enumerate(texts)]
    taken = take(tmp_path, "CampusAttribute", "\n".join(["attributeID,object,element", *lines]))
    assert [row[1] for row in taken.rows] == [text.strip("\x0b") for text in texts]


@pytest.mark.parametrize(
    "name", ["a=b", "attributeID=9", "a*b", "a?b", "[ab]", "a'b", "a b", "ä", "{a,b}", "%20"]
)
def test_the_folder_s_name_means_nothing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for other in ("axb", "a", "b"):
        (tmp_path / other).mkdir(exist_ok=True)
        (tmp_path / other / "CampusAttribute.csv").write_text(PLAIN)
    assert take(folder, "CampusAttribute", PLAIN).rows == ROWS


def test_columns_that_no_rule_reads_are_ignored(tmp_path: Path) -> None:
    taken = take(
        tmp_path,
        "CampusAttribute",
        'note,attributeID,,object,element\n"two\nlines",1,x,a,b\n"a, b",2,y,,d\n"",3,,e,f\n',
    )
    assert (taken.rows, taken.cells) == (ROWS, [])


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("attributeID\n1\nx\n2\n", 3),
        ("attributeID\n\n1\n\n\nx\n2\n\n\n", 6),
        ("attributeID\r\n\r\n1\r\nx\r\n2\r\n\r\n", 4),
        ('attributeID\n""\n1\n""\nx\n2\n', 5),
        ("\n\nattributeID\n1\n\nx\n2", 6),
    ],
)
def test_in_a_table_of_one_column_a_blank_line_is_no_row(
    tmp_path: Path, data: str, line: int
) -> None:
    taken = take(tmp_path, "CampusAttribute", data)
    assert [row[0] for row in taken.rows] == [1, 2]
    assert taken.cells == [("attributeID", line, "unreadable")]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    for header in ("attributeID,object", "attributeID,object\r\n", "attributeID\n", "attributeID"):
        taken = take(tmp_path, "CampusAttribute", header)
        assert (taken.rows, taken.cells, taken.total) == ([], [], 0)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("attributeID,object\nx,a\n1,b\ny,c\n", [2, 4]),
        ("attributeID,object\r\nx,a\r\n1,b\r\ny,c", [2, 4]),
        ("attributeID,object\rx,a\r1,b\ry,c", [2, 4]),
        ("attributeID,object\n\nx,a\n\n\n1,b\ny,c\n", [3, 7]),
        ("\n\nattributeID,object\n,a\n,c\n", [4, 5]),
        ("\r\n\r\nattributeID,object\n,a\n,c\n", [4, 5]),
        ('attributeID,object\n1,"a\n\nb"\nx,c\n2,"d\ne"\n\ny,f\n', [5, 9]),
        ('attributeID,object\r\n1,"a\r\n\r\nb"\r\nx,c\r\n', [5]),
        ('attributeID,object\n1,"a\rb"\nx,c\n', [4]),
        ('attributeID,object\n1, "a\nb"\nx,c\n', [4]),
        ('attributeID,object\n1,"a ""quoted""\nb"\nx,"c\n"\ny,d\n', [4, 6]),
        ('"attributeID","obj\nect"\n,a\n', [3]),
        ('attributeID,object\n,"a\nb"\n', [2]),
        ("attributeID,object\nx,a\n1,b\n\n\n", [2]),
        (codecs.BOM_UTF8.decode() + "attributeID,object\n\n,a\n", [3]),
        ('attributeID,object\n1,"' + "a" * 200_000 + '\n"\nx,c\n', [4]),
    ],
)
def test_findings_name_physical_lines(tmp_path: Path, data: str, lines: list[int]) -> None:
    assert take(tmp_path, "CampusAttribute", data).lines == lines


def test_lines_of_many_rows_are_right_across_the_engine_s_buffers(tmp_path: Path) -> None:
    """The engine reads large files in parallel pieces; a row's place must not depend on them."""
    size = 300_000
    wanted = {3, 7_000, 150_000, size}
    text = "x" * 60
    rows = (
        f'{"bad" if n in wanted else n},"{text}\n{text}"' if n % 2 else
        f"{'bad' if n in wanted else n},{text}"
        for n in range(1, size + 1)
    )  # fmt: skip
    taken = take(tmp_path, "CampusAttribute", "attributeID,object\n" + "\n".join(rows))
    # Before row n stand the header, n - 1 rows, and a second line for each odd row among these.
    assert taken.lines == [1 + (n - 1) + n // 2 + 1 for n in sorted(wanted)]


def test_the_usual_limit_of_python_s_csv_module_stays(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    take(tmp_path, "CampusAttribute", 'attributeID,object\nx,"a\nb"\n')
    assert csv.field_size_limit() == before
