"""Who is meant by a number or a name, and what is said where nobody or several are."""

import re

import pytest

from roster_lint.errors import SourceError, UsageError
from roster_lint.explain import explain, kind_of
from roster_lint.explain.explanation import Kind
from tests.explain.conftest import District

NAMES = """
UPDATE Identity SET firstName = 'Zoë', lastName = 'Quill' WHERE personID = 1001;
UPDATE Identity SET firstName = 'Zoe', lastName = 'Quillby' WHERE personID = 1002;
UPDATE Identity SET firstName = 'Zoe Ann', lastName = 'Quill' WHERE personID = 1003;
UPDATE Identity SET firstName = 'Zoe', lastName = 'Quill' WHERE personID = 2001;
"""


def refusal(district: District, kind: str, who: str, change: str = "", **settings: object) -> str:
    """The sentence that says why nobody was found."""
    with pytest.raises(UsageError) as error:
        district.explain(kind, who, change, **settings)
    assert error.value.exit_code == 2
    return str(error.value)


@pytest.mark.parametrize(
    ("kind", "who", "key"),
    [
        ("student", "1001", 1001),
        ("student", " 701001 ", 1001),
        ("student", "id:1001", 1001),
        ("student", "Number: 701001", 1001),
        ("teacher", "802001", 2001),
        ("guardian", "802003", 2003),
        ("section", "5201", 5201),
        ("section", "c4201-1", 5201),
        ("course", "C4201", 4201),
        ("course", "4201", 4201),
    ],
)
def test_by_number(district: District, kind: str, who: str, key: int) -> None:
    assert list(district.explain(kind, who).key.values()) == [key]


def test_kinds_in_any_case_and_number() -> None:
    assert (kind_of("Student"), kind_of("teachers"), kind_of(" staff ")) == (
        "student",
        "teacher",
        "staff",
    )
    with pytest.raises(UsageError, match="it is one of student, staff, teacher"):
        kind_of("principal")


def test_nobody(district: District) -> None:
    told = refusal(district, "student", "1002001")
    assert "There is nobody with the personID, student number or staff number '1002001'" in told
    assert "The nearest: person 1001 (student 701001);" in told
    assert told.count("person ") == 5


def test_a_kind_that_nobody_has(district: District) -> None:
    told = refusal(district, "relative", "77", "UPDATE RelatedPair SET portal = FALSE;")
    assert told.endswith("There is no relative at all in the school year and schools judged.")


def test_no_section_and_no_course(district: District) -> None:
    told = refusal(district, "section", "C4201-9")
    assert "The nearest: section 5201 (C4201-1, 26-27 Marigold Middle);" in told
    assert "There is no course with the ID or number '42'" in refusal(district, "course", "42")


@pytest.mark.parametrize("who", ["", "  ", "id:", "number: "])
def test_a_blank_question(district: District, who: str) -> None:
    for kind in ("student", "section"):
        assert "is blank" in refusal(district, kind, who)


def test_one_number_of_two_people(district: District) -> None:
    change = (
        "UPDATE Person SET studentNumber = '1901' WHERE personID = 1001;"
        "UPDATE Person SET studentNumber = '3001' WHERE personID = 1002;"
        "UPDATE Person SET studentNumber = '1004' WHERE personID = 1003;"
    )
    told = refusal(district, "student", "1901", change)
    assert told == (
        "'1901' could be person 1901 (student 701901); person 1001 (student 1901). Say which by "
        "the ID, as in id:1901."
    )
    assert "could be person 1004" in refusal(district, "student", "1004", change)
    assert district.explain("student", "id:1901", change).key == {"personID": 1901}
    assert district.explain("student", "number:1901", change).key == {"personID": 1001}
    # 3001 is a guardian and no student, so the student of that number is meant.
    assert district.explain("student", "3001", change).key == {"personID": 1002}
    assert district.explain("guardian", "3001", change).key == {"personID": 3001}


def test_a_course_number_of_two_calendars(district: District) -> None:
    change = "UPDATE Course SET number = 'C4201' WHERE courseID = 4301;"
    told = refusal(district, "course", "C4201", change)
    assert "course 4201 (C4201, 26-27 Marigold Middle)" in told
    assert "course 4301 (C4201, 26-27 Hollyhock High)" in told
    last_year = "UPDATE Course SET number = 'C4201' WHERE courseID = 4021;"
    assert district.explain("course", "C4201", last_year).key == {"courseID": 4201}


def test_names_are_not_searched_unless_they_may_be_shown(district: District) -> None:
    told = refusal(district, "student", "Quill", NAMES)
    assert told.endswith("Names are searched only with --show-personal-data.")
    assert "The nearest" not in told


@pytest.mark.parametrize(
    ("kind", "who", "key"),
    [
        ("student", "Zoe Quill", 1001),
        ("student", "zoe  quill", 1001),
        ("student", "Quill, Zoe", 1001),
        ("student", "quillb", 1002),
        ("student", "Quill, Zoe A", 1003),
        ("teacher", "zoe quill", 2001),
    ],
)
def test_by_name(district: District, kind: str, who: str, key: int) -> None:
    explained = district.explain(kind, who, NAMES, show_personal_data=True)
    assert explained.key == {"personID": key}


def test_several_of_a_name(district: District) -> None:
    told = refusal(district, "student", "zoe", NAMES, show_personal_data=True)
    assert re.findall(r"person (\d+)", told) == ["1001", "1002", "1003"]
    assert "Zoë Quill (student 701001)" in told


def test_nobody_of_a_name(district: District) -> None:
    told = refusal(district, "student", "Zoee Quil", NAMES, show_personal_data=True)
    assert told.startswith("There is nobody with the name or number 'Zoee Quil'. The nearest: ")
    assert "person 1001 Zoë Quill" in told


def test_a_former_name_is_not_searched(district: District) -> None:
    change = (
        "INSERT INTO Identity (identityID, personID, firstName, lastName)"
        " VALUES (1, 1001, 'Former', 'Name');"
    )
    told = refusal(district, "student", "Former", change, show_personal_data=True)
    assert "Former Name" not in told


@pytest.mark.parametrize(
    ("kind", "who", "missing"),
    [
        ("student", "1001", "Calendar.endYear"),
        ("teacher", "2007", "EmploymentAssignment.personID"),
        ("relative", "3801", "RelatedPair"),
        ("section", "5201", "Trial.active"),
        ("course", "4201", "Course.calendarID"),
    ],
)
def test_nothing_is_said_of_records_that_may_not_be_there(
    district: District, kind: Kind, who: str, missing: str
) -> None:
    prepared = district.prepared(missing=(missing,))
    with pytest.raises(SourceError, match=f"explained: {missing} is missing") as error:
        explain(prepared, kind, who)
    assert error.value.exit_code == 3


@pytest.mark.parametrize(
    ("kind", "who", "change", "missing"),
    [
        ("teacher", "802007", "UPDATE Person SET personID = NULL", "Person.personID"),
        ("section", "C4201-1", "UPDATE Course SET courseID = NULL", "Course.courseID"),
    ],
)
def test_a_number_that_nobody_can_look_up_is_not_said_to_be_nobodys(
    district: District, kind: Kind, who: str, change: str, missing: str
) -> None:
    with pytest.raises(SourceError, match=rf"{missing}"):
        explain(district.prepared(change, missing=(missing,)), kind, who)
