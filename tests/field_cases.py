"""Cases of the checks of fields: one cell of a good bundle changed, and what must be found.

All cells of one version and mode stand in one bundle, each in a row of its own: it is judged once.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict, Unpack

from roster_lint.vocabulary import OneRoster
from tests.bundle_checks import Case, Judged, judge
from tests.bundles import Bundle, bundle

Mode = Literal["bulk", "delta"]


@dataclass(frozen=True)
class CellCase:
    """One cell, and whether it must be found.

    Attributes:
        code: the check.
        name: what is tried.
        place: file, row of the good bundle counted from 0, and column, as in ``users 0 role``.
        value: what is written there.
        found: it is told, by this check alone; False for a near miss.
        version: of the bundle.
        mode: of its files.
        severity: of the finding.
        says: words that its message must contain.
    """

    code: str
    name: str
    place: str
    value: str
    found: bool
    version: OneRoster = "1.1"
    mode: Mode = "bulk"
    severity: str = "error"
    says: tuple[str, ...] = ()


class MoreOfACell(TypedDict, total=False):
    """What a case may say beside what it changes and finds."""

    version: OneRoster
    mode: Mode
    severity: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class Cells:
    """A bundle with every cell of one version and mode, judged.

    Attributes:
        lines: the line of each case's row.
        judged: what is said of them all.
    """

    lines: dict[CellCase, int]
    judged: Judged


@cache
def cells(version: OneRoster, mode: Mode) -> Cells:
    """Puts each case's row behind the good ones of its file, and judges the bundle once."""
    made, good = bundle(version, mode), bundle(version, mode)
    cases = [c for c in CELLS if (c.version, c.mode) == (version, mode)]
    for file in set(made.headers) - {case.place.split()[0] for case in cases}:
        made.remove(file)
    lines = {}
    for case in cases:
        file, row, column = case.place.split()
        assert column in made.headers[file]
        own = {"sourcedId": f"{file}-{len(made.rows[file])}", column: case.value}
        made.rows[file].append({**good.rows[file][int(row)], **own})
        lines[case] = len(made.rows[file]) + 1
    with tempfile.TemporaryDirectory() as folder:
        return Cells(lines, judge(made.write(Path(folder) / "bundle")))


def at(code: str, name: str, place: str, value: str, **more: Unpack[MoreOfACell]) -> CellCase:
    """A case whose finding is in the cell that was changed."""
    return CellCase(code, name, place, value, True, **more)


def near(code: str, name: str, place: str, value: str, **more: Unpack[MoreOfACell]) -> CellCase:
    """A near miss: nothing is found."""
    return CellCase(code, name, place, value, False, **more)


def cell(file: str, row: int, column: str, value: str) -> Callable[[Bundle], None]:
    """Changes one cell; rows count from 0."""

    def change(made: Bundle) -> None:
        assert column in made.headers[file]
        made.rows[file][row][column] = value

    return change


def several(*changes: Callable[[Bundle], None]) -> Callable[[Bundle], None]:
    def change(made: Bundle) -> None:
        for each in changes:
            each(made)

    return change


def everywhere(file: str, column: str, value: str) -> Callable[[Bundle], None]:
    """Fills a whole column."""

    def change(made: Bundle) -> None:
        for row in made.rows[file]:
            row[column] = value

    return change


V12: MoreOfACell = {"version": "1.2"}
DELTA: MoreOfACell = {"mode": "delta"}
WARNING: MoreOfACell = {"severity": "warning"}

CELLS = (
    at("OF001", "a required text is blank", "users 1 givenName", ""),
    at("OF001", "a required reference is blank", "classes 0 courseSourcedId", ""),
    at("OF001", "a required list is blank", "classes 0 termSourcedIds", ""),
    at("OF001", "a required date is blank", "academicSessions 2 endDate", ""),
    at("OF001", "the sourcedId itself is blank", "enrollments 4 sourcedId", ""),
    near("OF001", "an optional value is blank", "users 0 middleName", ""),
    near("OF001", "the score is optional in 1.2", "results 0 score", "", **V12),
    at("OF001", "the score is required in 1.1", "results 0 score", ""),
    at("OF002", "a required value of blanks", "orgs 0 name", "  "),
    at("OF002", "an optional value of one blank", "orgs 1 parentSourcedId", " ", **WARNING),
    near("OF002", "a blank within a value", "orgs 0 name", "A B"),
    at("OF003", "a reference behind a blank", "enrollments 0 userSourcedId", " stu-1"),
    at("OF003", "a role before a tab", "enrollments 0 role", "student\t"),
    at("OF003", "a boolean before a blank", "users 0 enabledUser", "true "),
    at("OF003", "a name before a blank", "users 0 familyName", "Testchild ", **WARNING),
    at("OF003", "a no-break space behind a title", "classes 0 title", "Algebra\xa0", **WARNING),
    near("OF003", "a name of two words", "users 0 familyName", "Testchild Sample"),
    at("OF004", "a date that is the word", "enrollments 0 endDate", "NULL"),
    at("OF004", "a reference that is the word", "orgs 1 parentSourcedId", "null"),
    at("OF004", "a text that is the word", "classes 1 location", "NULL", **WARNING),
    near("OF004", "a surname", "users 0 familyName", "Null"),
    near("OF004", "a name that begins so", "users 0 familyName", "NULLEN"),
    at("OF005", "a blank within", "enrollments 0 sourcedId", "e 1", **V12),
    at("OF005", "braces", "resources 0 sourcedId", "{res-9}", **V12),
    at("OF005", "a letter with an accent", "categories 1 sourcedId", "catégorie", **V12),
    at("OF005", "256 characters", "categories 1 sourcedId", "c" * 256, **V12),
    at("OF005", "a blank after the comma of a list", "classes 0 termSourcedIds", "fall, q1", **V12),
    at("OF005", "an empty item", "classes 0 termSourcedIds", "fall,,q1", **V12),
    at("OF005", "a list that ends in a comma", "classes 0 termSourcedIds", "fall,", **V12),
    at("OF005", "unverified in 1.1", "enrollments 0 sourcedId", "e 1", **WARNING),
    near("OF005", "all that is allowed", "enrollments 0 sourcedId", "Az09.-_/@", **V12),
    near("OF005", "255 characters", "resources 1 vendorResourceId", "c" * 255, **V12),
    near("OF005", "a list of three", "classes 0 termSourcedIds", "fall,q1,spring", **V12),
    at("OF006", "a blank after the comma", "courses 0 subjects", "Algebra, Geometry", **WARNING),
    at("OF006", "an empty item", "classes 0 periods", "1,,3", **WARNING),
    near("OF006", "blanks within an item", "courses 0 subjects", "Algebra I,Geometry II"),
    at("OF007", "month first", "enrollments 0 beginDate", "8/10/2026", says=("digits/digits/",)),
    at("OF007", "a day that does not exist", "enrollments 0 beginDate", "2026-02-30"),
    at("OF007", "a time too", "lineItems 0 dueDate", "2026-08-27T00:00:00Z"),
    at("OF007", "without zeros", "lineItems 0 dueDate", "2026-8-27"),
    at("OF007", "the third millennium", "lineItems 0 dueDate", "3026-08-27"),
    near("OF007", "a leap day", "demographics 0 birthDate", "2012-02-29"),
    near("OF007", "no end in sight", "enrollments 0 endDate", "9999-12-31"),
    at("OF008", "a date alone", "orgs 0 dateLastModified", "2026-08-01", **DELTA),
    at("OF008", "local time", "orgs 0 dateLastModified", "2026-08-01T06:30:00", **DELTA),
    at("OF008", "another zone", "orgs 0 dateLastModified", "2026-08-01T06:30:00-05:00", **DELTA),
    near("OF008", "no decimals", "orgs 0 dateLastModified", "2026-08-01T06:30:00Z", **DELTA),
    at("OF009", "capitals", "users 0 enabledUser", "TRUE", says=("'TRUE'",)),
    at("OF009", "a bit", "enrollments 2 primary", "1"),
    at("OF009", "a word about a person", "demographics 0 asian", "Yes", says=("letters",)),
    near("OF009", "false", "enrollments 2 primary", "false"),
    at("OF010", "both years", "academicSessions 0 schoolYear", "2026-2027"),
    at("OF010", "two digits", "academicSessions 0 schoolYear", "27"),
    near("OF010", "another year", "academicSessions 0 schoolYear", "2026"),
    at("OF011", "decimals", "categories 0 weight", "40.5", **V12),
    near("OF011", "a percent sign", "categories 0 weight", "40%", **V12),
    at("OF012", "a comma", "lineItems 0 resultValueMax", "9,5"),
    at("OF012", "a letter", "results 0 score", "A"),
    near("OF012", "decimals", "results 0 score", "9.25"),
    near("OF012", "below nothing", "lineItems 0 resultValueMin", "-1"),
    at("OF013", "another case", "users 0 role", "Student", says=("'Student'",)),
    at("OF013", "of 1.2 alone", "demographics 0 sex", "other", says=("5 characters",)),
    at("OF013", "no word of any vocabulary", "orgs 0 type", "Samplestad", says=("10 characters",)),
    at("OF013", "enrolled as a guardian", "enrollments 0 role", "guardian"),
    at("OF013", "one of a list", "resources 0 roles", "student,parents"),
    at("OF013", "inactive in 1.2", "orgs 0 status", "inactive", **V12, **DELTA),
    near("OF013", "of 1.2", "demographics 0 sex", "other", **V12),
    near("OF013", "with a blank within", "results 1 scoreStatus", "not submitted"),
    at("OF014", "in 1.1", "enrollments 0 role", "ext:coach", says=("cannot be extended",)),
    at("OF014", "not extensible", "roles 0 roleType", "ext:third", **V12),
    at("OF014", "a blank in the token", "enrollments 0 role", "ext:a coach", **V12),
    at("OF014", "nothing behind it", "roles 0 role", "ext:", **V12),
    near("OF014", "a token", "roles 0 role", "ext:coach-2_a.b", **V12),
    near("OF014", "a token in a list", "resources 0 roles", "student,ext:coach", **V12),
    at("OF015", "no braces", "users 0 userIds", "1001", **WARNING, says=("4 characters",)),
    at("OF015", "no type", "users 0 userIds", "{1001}", **WARNING),
    at("OF015", "a blank between", "users 0 userIds", "{A:1}, {B:2}", **WARNING),
    near("OF015", "an address as id", "users 0 userIds", "{Fed:stu1@example.org}"),
    at("OF016", "no braces", "scoreScales 1 scoreScaleValue", "P:1", **V12),
    near("OF016", "three values", "scoreScales 1 scoreScaleValue", "{A+:100},{A:9 4},{F:0}", **V12),
    at("OF024", "the same twice", "scoreScales 1 scoreScaleValue", "{P:1},{F:0},{P:2}", **V12),
    near("OF024", "in another case", "scoreScales 1 scoreScaleValue", "{P:1},{p:0}", **V12),
    near("OF024", "one right side twice", "scoreScales 1 scoreScaleValue", "{A:1},{B:1}", **V12),
    near("OF024", "one pair", "scoreScales 1 scoreScaleValue", "{1:1}", **V12),
    at("OF017", "one status", "users 3 status", "active", says=("1 row,",)),
    at("OF017", "one time", "users 3 dateLastModified", "2026-08-01T06:30:00.000Z"),
    near("OF017", "a delta file", "users 3 status", "tobedeleted", **DELTA),
    at("OF018", "one status", "users 3 status", "", **DELTA),
    at("OF018", "one time", "users 3 dateLastModified", "", **DELTA),
    near("OF018", "a bulk file", "users 3 status", ""),
    at("OF019", "two rows", "enrollments 3 sourcedId", "e-1", says=("2 rows",)),
    near("OF019", "another case", "enrollments 3 sourcedId", "E-1"),
    near("OF019", "in another file", "enrollments 3 sourcedId", "class-1"),
    at("OF020", "256 characters", "classes 0 title", "A" * 256, **WARNING),
    near("OF020", "255 characters", "classes 0 title", "A" * 255),
    near("OF020", "255 characters of two bytes", "classes 0 title", "é" * 255),
    at("OF021", "deprecated", "orgs 1 status", "inactive", **DELTA, **WARNING),
    near("OF021", "to be deleted", "orgs 1 status", "tobedeleted", **DELTA),
    near("OF022", "a comma and quotation marks", "lineItems 0 description", 'so, "said" he'),
    at("OF023", "a password", "users 1 password", "sample-secret", **WARNING, says=("1 row,",)),
    near("OF023", "no password", "users 1 password", ""),
)


def broken_line(name: str, value: str, severity: str = "error") -> Case:
    """A line break in a value, behind which no line is its row's number."""
    found = {"file": "lineItems.csv", "column": "description", "line": 2}
    change = cell("lineItems", 0, "description", value)
    return Case("OF022", name, change, (found,), severity=severity, only=("lineItems",))


OF_A_FILE = (
    Case(
        "OF017",
        "all but one",
        several(everywhere("users", "status", "active"), cell("users", 0, "status", "")),
        ({"file": "users.csv", "column": "status", "line": 3},),
        says=("4 rows,",),
        only=("users",),
    ),
    Case(
        "OF017",
        "one of the two columns in every row",
        everywhere("orgs", "status", "active"),
        ({"file": "orgs.csv", "column": "status", "line": 2},),
        says=("2 rows,",),
        only=("orgs",),
    ),
    broken_line("a line feed", "Fractions\nand more", "warning"),
    broken_line("a carriage return", "Fractions\rand more"),
    broken_line("both", "Fractions\r\nand more"),
)
"""What is told of a file once, or moves the lines below it."""
