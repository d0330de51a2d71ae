"""The explanation on a page of 80 columns, and as JSON that does not change its shape."""

import io
import json
from typing import Any

import pytest

from roster_lint.cli.output import plain_console
from roster_lint.explain.formats import write_json, write_text
from tests.explain.conftest import District

NO_SHOW = "UPDATE Enrollment SET noShow = TRUE WHERE enrollmentID = 271001;"

STUDENT = """\
Student 701001 (personID 1001) will not sync: No Show

Source       {source}
School year  2026-27, 2026-07-01 to 2027-06-30
As of        2026-08-10
OneRoster    1.1 (not set)

Criteria
  ok     is enrolled in the school year: 1 enrollment in 2026-27

  Enrollment 271001: 26-27 Lincoln Elementary, Lincoln Elementary, grade KG
  ok     calendar of the school year is there: 26-27 Lincoln Elementary, Lincoln
         Elementary
  ok     enrollment dates fall within the school year: 2026-08-12 to open; the
         school year is 2026-07-01 to 2027-06-30
  ok     enrollment has not ended: no end date
  FAILS  not marked No Show: it is marked
         Fix   Student Information > General > Enrollments: clear No Show if the
               student has come, or end the schedule (ST007)
  ok     not marked External LMS Exclude: not marked, nor is anything above it

  Person and user account
  ok     person record is there: person 1001 is in the data
  ok     has a username: 1 account, 1 with a username

What the API returns
  Nothing.

Roster records
  - Roster 510101: section C4101-1, the section's terms
    not returned: student does not sync: No Show
  - Roster 511101: section C4102-11, the section's terms
    not returned: student does not sync: No Show

What the article asks
"""


def text(district: District, kind: str, who: int, change: str = "", **settings: object) -> str:
    """The page for one record."""
    stream = io.StringIO()
    write_text(district.explain(kind, who, change, **settings), plain_console(stream))
    return stream.getvalue()


def facts(district: District, kind: str, who: int, change: str = "", **settings: object) -> Any:  # noqa: ANN401
    """The JSON for one record."""
    stream = io.StringIO()
    write_json(district.explain(kind, who, change, **settings), stream)
    assert stream.getvalue().isascii()
    return json.loads(stream.getvalue())


def test_the_whole_page_of_a_student(district: District) -> None:
    source = district.prepared(NO_SHOW).source_location
    page = text(district, "student", 1001, NO_SHOW)
    expected = STUDENT.format(source=source)
    assert page.partition("What the article asks\n")[0] == expected.partition("What the article")[0]


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("student", 1001), ("teacher", 2008), ("staff", 2003), ("guardian", 3001),
        ("relative", 3901), ("section", 5103), ("section", 5291), ("course", 4201),
        ("course", 4311), ("student", 1901), ("teacher", 2012),
    ],
)  # fmt: skip
def test_pages_fit_80_columns_and_end_with_the_article(
    district: District, kind: str, who: int
) -> None:
    page = text(district, kind, who)
    lines = [line for line in page.splitlines() if not line.startswith("Source")]
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)
    assert "\nWhat the API returns\n" in page
    assert "\nWhat the article asks\n" in page


@pytest.mark.parametrize(
    ("kind", "who", "change", "line"),
    [
        ("teacher", 2001, "", "    enrollment t51011: role teacher, primary true, status active\n"),
        ("teacher", 2001, "", "  user t2001 (unverified): role teacher, status active\n"),
        ("staff", 2505, "", "  user: role administrator, status active\n"),
        ("staff", 2003, "", "Also         teacher, will sync: roster-lint explain teacher 2003\n"),
        ("section", 5103, "", "  class 5103: status active\n"),
        ("section", 5291, "", "  ok     placed in a term of its own structure: S1, S2\n"),
        ("section", 5011, "", "  -      placed in a term of its own structure: not asked\n"),
        ("course", 4311, "", "  There is no section.\n"),
        (
            "teacher",
            2012,
            "",
            "  One assignment that meets all criteria is enough; the first comes",
        ),
        (
            "student",
            1001,
            "UPDATE Enrollment SET startDate = DATE '2026-08-01', endDate = DATE '2026-08-07'"
            " WHERE enrollmentID = 271001;",
            "Student 701001 (personID 1001) is sent as ToBeDeleted: enrollment ended\n",
        ),
    ],
)
def test_lines(district: District, kind: str, who: int, change: str, line: str) -> None:
    assert line in text(district, kind, who, change)


def test_what_to_be_deleted_means_is_said_once(district: District) -> None:
    ended = (
        "UPDATE Enrollment SET startDate = DATE '2026-08-01', endDate = DATE '2026-08-07'"
        " WHERE enrollmentID = 271001;"
    )
    words = "  ToBeDeleted: vendors see such a record as deleted, or simply as gone.\n"
    assert text(district, "student", 1001, ended).count(words) == 1
    assert words not in text(district, "student", 1001, "")


def test_a_long_list_of_students_says_how_many_more(district: District) -> None:
    change = (
        "DELETE FROM UserAccount;"
        "INSERT INTO Roster (rosterID, personID, sectionID)"
        " SELECT 900000 + personID, personID, 5201 FROM Enrollment WHERE calendarID = 2701;"
    )
    page = text(district, "section", 5201, change)
    assert "  0 of 68 will sync.\n  68 will not: no username\n" in page
    assert "\n    - student 701001 (personID 1001): no username\n" in page
    assert "\n      and 48 more\n" in page


def test_names_and_markup_from_data(district: District) -> None:
    change = (
        "UPDATE Identity SET firstName = '[bold]Ann', lastName = 'O' || chr(27) || '[31m'"
        " WHERE personID = 1001;"
        "UPDATE School SET name = '[link=x]Lincoln[/link]' WHERE schoolID = 1;"
    )
    plain = text(district, "student", 1001, change)
    assert "Ann" not in plain and "[link=x]Lincoln[/link]" in plain
    named = text(district, "student", 1001, change, show_personal_data=True)
    assert named.startswith("Student 701001 (personID 1001), [bold]Ann O\\x1b[31m, will sync\n")
    assert "This holds personal data" in named


RECORD = {"entity", "key", "decides", "facts", "failed", "criteria", "returns"}
CRITERION = {"name", "title", "passed", "because", "unknown", "mend"}
RETURNS = {"object", "sourcedId", "sourcedId_is", "note", "role", "primary", "status"}
TOP = {
    "schema", "tool", "version", "source", "as_of", "school_year", "window", "oneroster",
    "oneroster_set", "vendor", "schools", "readings", "kind", "key", "label", "facts", "verdict",
    "because", "failed", "criteria", "records", "returns", "further", "members", "other_roles",
    "notes", "article",
}  # fmt: skip


def test_the_shape_of_the_json(district: District) -> None:
    known = facts(district, "student", 1001)
    assert set(known) == TOP
    assert (known["schema"], known["tool"], known["school_year"]) == (
        1,
        "roster-lint",
        2027,
    )
    assert known["window"] == {"start": "2026-07-01", "end": "2027-06-30"}
    assert (known["key"], known["verdict"], known["failed"]) == (
        {"personID": 1001},
        "will-sync",
        [],
    )
    for record in (*known["records"], *known["further"]):
        assert set(record) == RECORD
        assert all(set(criterion) == CRITERION for criterion in record["criteria"])
    assert set(known["returns"]) == RETURNS
    assert known["returns"]["sourcedId"] == "s1001"
    assert [criterion["name"] for criterion in known["criteria"]] == [
        "has_enrollment",
        "has_person",
        "has_username",
    ]
    assert known["records"][0]["facts"]["startDate"] == "2026-08-12"
    assert known["records"][0]["returns"]["status"] == "active"


def test_what_fails_in_the_json(district: District) -> None:
    known = facts(district, "student", 1001, NO_SHOW)
    assert (known["verdict"], known["because"]) == ("will-not-sync", "No Show")
    assert known["failed"] == known["records"][0]["failed"] == ["not_no_show"]
    assert known["returns"] is None
    (criterion,) = (c for c in known["records"][0]["criteria"] if c["name"] == "not_no_show")
    assert criterion["passed"] is False
    assert criterion["mend"][0]["check"] == "ST007"


def test_members_in_the_json(district: District) -> None:
    change = "DELETE FROM UserAccount WHERE personID = 1101;"
    members = facts(district, "section", 5201, change)["members"]
    assert set(members) == {"entity", "total", "sync", "reasons", "listed", "more"}
    assert members["reasons"] == [{"criterion": "has_username", "text": "no username", "count": 1}]
    assert members["listed"] == [
        {"key": {"personID": 1101}, "label": "student 701101", "because": "no username"}
    ]


def test_names_in_the_json_only_if_asked_for(district: District) -> None:
    assert "personal_name" not in facts(district, "teacher", 2003)
    assert facts(district, "teacher", 2003, show_personal_data=True)["personal_name"]
