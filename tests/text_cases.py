"""Cases of the checks of a file's text: what RFC 4180 forbids, and what only looks like it."""

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

from tests.bundle_checks import Case, More
from tests.package_cases import ON_DISK, WARNING, edited, package, replaced


def text(
    code: str,
    name: str,
    change: Callable[[Path], object],
    *lines: int,
    file: str = "users",
    **more: Unpack[More],
) -> Case:
    """A case of a file whose findings are named by their lines."""
    keys = tuple({"file": f"{file}.csv", "line": line} for line in lines)
    return Case(code, name, change, keys, only=("orgs", "users"), **ON_DISK, **more)


def torn(
    name: str, change: Callable[[Path], object], *lines: int, says: tuple[str, ...] = ()
) -> Case:
    """A case of torn rows in users.csv: none of it is judged, and each is listed."""
    return text("OB025", name, change, *lines, says=says, lacking="users.csv" if lines else "")


def rows(edit: Callable[[list[bytes]], object], file: str = "users") -> Callable[[Path], None]:
    """Changes the lines of a file, whose header is the first; they keep their line ends apart."""

    def change(data: bytes) -> bytes:
        lines = data.split(b"\r\n")
        edit(lines)
        return b"\r\n".join(lines)

    return edited(file, change)


def behind(*numbers: int, by: bytes) -> Callable[[Path], None]:
    """Writes something behind some lines of users.csv, counted from 1."""

    def edit(lines: list[bytes]) -> None:
        for number in numbers:
            lines[number - 1] += by

    return rows(edit)


def shortened(lines: list[bytes]) -> None:
    for place in (2, 4):
        lines[place] = lines[place].rsplit(b",", 1)[0]


def of_all_kinds(lines: list[bytes]) -> None:
    lines[1] += b",x"
    lines[2] = lines[2].rsplit(b",", 1)[0]
    lines[4] = lines[4].replace(b"Dora", b'"Dora')


def swallowing(lines: list[bytes]) -> None:
    """Two marks are missing in one column, so that the rows between them have as many values."""
    lines[2] = lines[2].replace(b"Ben", b'"Ben')
    lines[4] = lines[4].replace(b"Dora", b'Dora"')


def every_row(lines: list[bytes]) -> None:
    for place in range(1, 6):
        lines[place] += b",x"


def two_lines(lines: list[bytes]) -> None:
    lines[1] = lines[1].replace(b"May", b'"May\nJune"')
    lines[3] += b",x"


def blank_between(lines: list[bytes]) -> None:
    lines.insert(2, b"")
    lines.insert(3, b"")


def spread(lines: list[bytes]) -> None:
    """A value with a blank line in it, which is none between rows."""
    lines[1] = lines[1].replace(b"Sample District", b'"Sample\n\nDistrict"')


def enclosed(lines: list[bytes]) -> None:
    for place, line in enumerate(lines[:-1]):
        lines[place] = b",".join(b'"%s"' % value for value in line.split(b","))


CASES = (
    torn("a value too many", behind(3, by=b",x"), 3, says=("Line 3 of users.csv: 19 values",)),
    torn("values too few", rows(shortened), 3, 5, says=("17 values where the header names 18",)),
    torn("each of several kinds", rows(of_all_kinds), 2, 3, 5),
    torn("a mark that is not closed", replaced("users", "Ben", '"Ben'), 3, says=("quotation",)),
    torn("a mark amid a quoted value", replaced("users", "Ben", '"B"en'), 3, says=("quotation",)),
    torn("a mark that swallows rows", rows(swallowing), 3, says=("swallows the rows between",)),
    torn("a row behind a value of two lines", rows(two_lines), 5, says=("Line 5",)),
    torn("all rows alike", rows(every_row), 2, says=("All 5 rows of users.csv: 19 values",)),
    torn(
        "a comma within quotation marks",
        replaced("users", "{SIS:1001},{LDAP:stu1}", "{SIS:1001},{LDAP:stu2}"),
    ),
    text("OB026", "one", behind(3, by=b","), 3, says=("has 1 empty value behind",)),
    text("OB026", "two in two rows", behind(3, 5, by=b",,"), 3, 5, says=("2 empty values",)),
    text("OB026", "quoted", behind(3, by=b',""'), 3),
    text(
        "OB026",
        "in every row",
        behind(2, 3, 4, 5, 6, by=b","),
        2,
        says=("All 5 rows of users.csv",),
    ),
    text("OB026", "a last value that is empty", replaced("users", ",10,\r\n", ",,\r\n")),
    text("OB027", "amid a value", replaced("users", "Ben", 'B"en'), 3),
    text("OB027", "at its end", replaced("users", "Ben", 'Ben"'), 3),
    text("OB027", "two of them", replaced("users", "Ben", 'B "Benny" en'), 3),
    text("OB027", "doubled, not enclosed", replaced("users", "Ben", 'B""en'), 3),
    text(
        "OB027",
        "a space before it",
        replaced("orgs", "Sample High", ' "Sample High"'),
        3,
        file="orgs",
    ),
    text("OB027", "doubled and enclosed", replaced("users", "Ben", '"B""e""n"')),
    text(
        "OB027", "nothing but doubled marks", replaced("orgs", "Sample High", '""""'), file="orgs"
    ),
    text("OB027", "every value enclosed", rows(enclosed, "orgs"), file="orgs"),
    package(
        "OB028",
        "every line",
        edited("users", lambda data: data.replace(b"\r\n", b"\r")),
        "users",
        says=("6 lines end", "the first is line 1"),
        **ON_DISK,
    ),
    package(
        "OB028",
        "one line",
        edited("orgs", lambda data: data.replace(b"\r\nschool-1", b"\rschool-1")),
        "orgs",
        says=("1 line ends", "the first is line 2"),
        **ON_DISK,
    ),
    text(
        "OB028",
        "line feeds alone",
        edited("users", lambda data: data.replace(b"\r\n", b"\n")),
    ),
    Case(
        "OF022",
        "a blank line within a value, which is none between rows",
        rows(spread, "orgs"),
        ({"file": "orgs.csv", "column": "name", "line": 2},),
        only=("orgs",),
        **ON_DISK,
        **WARNING,
    ),
    text("OB029", "two between rows", rows(blank_between), 3, 4, **WARNING),
    text("OB029", "before the header", edited("users", lambda data: b"\r\n" + data), 1),
    text("OB029", "behind the last row", edited("users", lambda data: data + b"\r\n\r\n")),
)
