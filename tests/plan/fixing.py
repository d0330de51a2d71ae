"""Corrects records in a district's tables, as a step of the plan says.

One function a check's code, each doing to the one record what a person in Campus would do. Values
may be of any type that a CSV file can hold: they are compared as text.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from fixtures.district import District, Row

MARK = "externalLMSExclude"

_MADE = 70_000_000
"""Beyond this are the keys of the rows that are made here."""


class CannotFix(Exception):
    """What is wrong is not said by the record alone: where the row should lead, for one."""


def fix(district: District, code: str, record: str, as_of: date) -> None:
    """Corrects one record.

    Args:
        district: whose rows are changed.
        code: the check that says what is wrong.
        record: its table and key, as the plan's tables have them.
        as_of: the date that the run judges.

    Raises:
        CannotFix: nobody could by what the plan says.
    """
    table, *key = record.split(" ")
    if code not in _BY_CODE:
        raise CannotFix(f"{code} on {record}")
    _BY_CODE[code](district, table, key, as_of)


def _rows(district: District, table: str, **where: object) -> Iterator[Row]:
    wanted = {name: str(value) for name, value in where.items()}
    for row in district.tables.get(table, ()):
        if all(str(row.get(name)) == value for name, value in wanted.items()):
            yield row


def _own(district: District, table: str, key: list[str]) -> Row:
    """The row of a table whose key is one number."""
    name = {
        "Enrollment": "enrollmentID",
        "EmploymentAssignment": "assignmentID",
        "Section": "sectionID",
        "Course": "courseID",
        "CourseMaster": "courseMasterID",
        "School": "schoolID",
        "Calendar": "calendarID",
        "ScheduleStructure": "structureID",
        "SchoolYear": "endYear",
    }[table]
    return next(_rows(district, table, **{name: key[0]}))


def _sets(**values: object) -> Callable[[District, str, list[str], date], None]:
    def change(district: District, table: str, key: list[str], _as_of: date) -> None:
        for row in _own_and_copies(district, table, key):
            row.update(values)

    return change


def _own_and_copies(district: District, table: str, key: list[str]) -> Iterator[Row]:
    """The row, and those made from it where a section was given a course like its own (SC009)."""
    own = _own(district, table, key)
    yield own
    if table == "Course":
        alike = _rows(district, table, courseMasterID=own["courseMasterID"], number=own["number"])
        yield from (row for row in alike if int(str(row["courseID"])) > _MADE)


def _username(district: District, _table: str, key: list[str], _as_of: date) -> None:
    """The batch wizard makes a new account."""
    person = key[-1]
    number = _MADE + int(person)
    account: Row = {"userID": number, "personID": person, "username": f"made.{person}"}
    district.tables["UserAccount"].append(account)


def _enabled(district: District, _table: str, key: list[str], _as_of: date) -> None:
    for row in _rows(district, "UserAccount", personID=key[-1]):
        row["disable"] = 0


def _dates(district: District, table: str, key: list[str], as_of: date) -> None:
    """From today on, with an open end; a teacher without any assignment gets one.

    Where the active year is over, from its last day on.
    """
    last = max(str(y["endDate"]) for y in _rows(district, "SchoolYear", active=1))
    dates: Row = {"startDate": min(as_of.isoformat(), last), "endDate": None}
    if table == "Person":
        number = _MADE + int(key[0])
        assignment: Row = {"assignmentID": number, "personID": key[0], "schoolID": 1, "teacher": 1}
        district.tables["EmploymentAssignment"].append(assignment | dates)
    else:
        own = _own(district, table, key)
        # An assignment's end that has passed is another cause's.
        ends = own["endDate"] if table == "EmploymentAssignment" else None
        if ends is not None and str(ends) <= as_of.isoformat():
            del dates["endDate"]
        own.update(dates)


def _end(district: District, table: str, key: list[str], as_of: date) -> None:
    """The end is open, and the start no later than today; one after the year is another cause's."""
    last = max(str(y["endDate"]) for y in _rows(district, "SchoolYear", active=1))
    assignment = _own(district, table, key)
    assignment["endDate"] = None
    if as_of.isoformat() < str(assignment["startDate"]) <= last:
        assignment["startDate"] = as_of.isoformat()


def _person(district: District, _table: str, key: list[str], _as_of: date) -> None:
    """The person is exported, too."""
    if _table != "Person":
        raise CannotFix(f"where {_table} {key[0]} should lead")
    district.tables["Person"].append({"personID": key[0]})


def _mark(district: District, table: str, key: list[str], _as_of: date) -> None:
    if table == "GradeLevel":
        for row in _rows(district, table, structureID=key[0], name=" ".join(key[1:])):
            row[MARK] = 0
    else:
        for row in _own_and_copies(district, table, key):
            row[MARK] = 0


def _calendar(district: District, _table: str, key: list[str], _as_of: date) -> None:
    """The school is rolled forward, as the first calendar of the active year was."""
    (year,) = (y["endYear"] for y in _rows(district, "SchoolYear", active=1))
    like = next(_rows(district, "Calendar", endYear=year))
    mine: Row = {"calendarID": _MADE + int(key[0]), "schoolID": key[0], "name": "rolled"}
    district.tables["Calendar"].append(like | mine | {MARK: 0})


def _year(district: District, _table: str, key: list[str], _as_of: date) -> None:
    """The dates change places; one without the other is removed."""
    year = _own(district, "SchoolYear", key)
    start, end = year["startDate"], year["endDate"]
    year["startDate"], year["endDate"] = (end, start) if start and end else (None, None)


def _trial(district: District, _table: str, key: list[str], _as_of: date) -> None:
    """The trial with most roster records is made active, of these the one with most sections."""

    def fullness(trial: Row) -> tuple[int, int, int]:
        sections = {
            str(s["sectionID"]) for s in _rows(district, "Section", trialID=trial["trialID"])
        }
        rosters = sum(str(r["sectionID"]) in sections for r in district.tables["Roster"])
        return rosters, len(sections), -int(str(trial["trialID"]))

    max(_rows(district, "Trial", structureID=key[0]), key=fullness)["active"] = 1


def _move_to_trial(district: District, section: Row, trial: object) -> None:
    for placement in _rows(district, "SectionPlacement", sectionID=section["sectionID"]):
        placement["trialID"] = trial
    section["trialID"] = trial


def _active_trial(district: District, _table: str, key: list[str], _as_of: date) -> None:
    section = _own(district, "Section", key)
    own = _right_trial(district, section)
    trial = next(_rows(district, "Trial", structureID=own["structureID"], active=1))
    _move_to_trial(district, section, trial["trialID"])


def _right_trial(district: District, section: Row) -> Row:
    """The section's own trial; where that is of no year or another one, one of its course's."""
    active = {str(y["endYear"]) for y in _rows(district, "SchoolYear", active=1)}
    of_year = {
        str(c["calendarID"]) for c in district.tables["Calendar"] if str(c.get("endYear")) in active
    }
    structures = {
        str(s["structureID"]): str(s["calendarID"]) for s in district.tables["ScheduleStructure"]
    }
    own = next(_rows(district, "Trial", trialID=section["trialID"]), None)
    if own is not None and structures.get(str(own["structureID"])) in of_year:
        return own
    course = next(_rows(district, "Course", courseID=section["courseID"]), {})
    home = str(course.get("calendarID"))
    for trial in _rows(district, "Trial", active=1):
        if home in of_year and structures.get(str(trial["structureID"])) == home:
            return trial
    raise CannotFix(f"where section {section['sectionID']} belongs")


def _one_calendar(district: District, _table: str, key: list[str], _as_of: date) -> None:
    """A course like the section's own, in the calendar of its trial.

    Where the trial is of no year or another one, the section is moved to its course's calendar.
    """
    section = _own(district, "Section", key)
    trial = _right_trial(district, section)
    if str(trial["trialID"]) != str(section["trialID"]):
        _move_to_trial(district, section, trial["trialID"])
        return
    structure = next(_rows(district, "Trial", trialID=section["trialID"]), {}).get("structureID")
    home = next(_rows(district, "ScheduleStructure", structureID=structure), None)
    own = next(_rows(district, "Course", courseID=section["courseID"]), None)
    if home is None or own is None:
        raise CannotFix(f"where section {key[0]} belongs")
    number = _MADE + int(key[0])
    here: Row = {"courseID": number, "calendarID": home["calendarID"]}
    district.tables["Course"].append(own | here)
    section["courseID"] = number


def _terms(district: District, _table: str, key: list[str], _as_of: date) -> None:
    """Placed as another section of the same trial is, or in any term of the structure."""
    section = _own(district, "Section", key)
    trial = _right_trial(district, section)
    schedule = next(_rows(district, "TermSchedule", structureID=trial["structureID"]))
    term = next(_rows(district, "Term", termScheduleID=schedule["termScheduleID"]))
    placement: Row = {
        "sectionID": section["sectionID"],
        "termID": term["termID"],
        "trialID": trial["trialID"],
        "periodID": 1,
    }
    district.tables["SectionPlacement"].append(placement)


_BY_CODE: Mapping[str, Callable[[District, str, list[str], date], None]] = {
    "UN001": _username,
    "UN005": _enabled,
    "ST001": _dates,
    "ST004": _sets(endDate=None),
    "ST007": _sets(noShow=0),
    "ST008": _mark,
    "EX001": _mark,
    "DA004": _person,
    "YR005": _year,
    "TE001": _dates,
    "TE002": _end,
    "TE003": _sets(teacher=1),
    "TE004": _mark,
    "NS001": _sets(program=1),
    "NS002": _end,
    "NS003": _calendar,
    "NS004": _dates,
    "NS005": _mark,
    "SC001": _trial,
    "SC004": _terms,
    "SC009": _one_calendar,
    "SC010": _terms,
    "RO005": _active_trial,
    "CO001": _sets(active=1),
    "CO002": _sets(active=1),
    "CO004": _mark,
    "CO008": _mark,
}
