"""Districts in which records fail several criteria at once."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from fixtures.calendars import HOLLYHOCK, MARIGOLD
from fixtures.district import District, Row, healthy

MARK = "externalLMSExclude"


def no_username_and_no_trial() -> District:
    """Marigold's students have neither a username nor an active trial for their classes.

    Some of them are enrolled for the wrong year as well, some courses are not active either, and
    its teachers have no username.
    """
    district = healthy()
    here = _enrollments(district, MARIGOLD)
    _forget_usernames(district, {str(row["personID"]) for row in here})
    for row in here[:4]:
        row.update(startDate="2027-08-12", endDate=None)
    for trial in district.rows("Trial", structureID=27021):
        trial["active"] = 0
    for course in district.rows("Course", calendarID=2702)[:2]:
        course["active"] = 0
    teachers = district.rows("EmploymentAssignment", schoolID=MARIGOLD)
    _forget_usernames(district, {str(row["personID"]) for row in teachers})
    for row in teachers[:2]:
        row["endDate"] = "2026-06-30"
    return district


def ended_and_begun_too_early() -> District:
    """A teacher whose assignment has ended, and began before the year inside which it must lie."""
    district = healthy()
    (assignment, *_) = district.rows("EmploymentAssignment", schoolID=MARIGOLD, teacher=1)
    assignment |= {"startDate": "2021-08-01", "endDate": "2026-08-07"}
    return district


def three_at_once() -> District:
    """No single fix brings anybody of Hollyhock back.

    Every student there has no username, an enrollment that is marked, and a grade level that is
    marked; every class a marked section, a marked course and an inactive trial; every teacher an
    assignment that has ended, is marked, and is not marked Teacher.
    """
    district = healthy()
    here = _enrollments(district, HOLLYHOCK)
    _forget_usernames(district, {str(row["personID"]) for row in here})
    structures = {row["structureID"] for row in here}
    for row in here:
        row[MARK] = 1
    for level in district.tables["GradeLevel"]:
        if level["structureID"] in structures:
            level[MARK] = 1
    trials = [t for t in district.tables["Trial"] if t["structureID"] in structures]
    courses = set()
    for section in district.tables["Section"]:
        if section["trialID"] in {trial["trialID"] for trial in trials}:
            section[MARK] = 1
            courses.add(section["courseID"])
    for course in district.tables["Course"]:
        if course["courseID"] in courses:
            course[MARK] = 1
    for trial in trials:
        trial["active"] = 0
    for row in district.rows("EmploymentAssignment", schoolID=HOLLYHOCK):
        row.update({"endDate": "2026-07-31", "teacher": 0, MARK: 1})
    return district


@cache
def _healthy() -> District:
    return healthy()


def fresh() -> District:
    """The healthy district, made once: a copy to be spoiled."""
    return District({t: list(map(dict, rows)) for t, rows in _healthy().tables.items()})


def at_random(seed: int) -> District:
    """Several kinds of faults, each on some records, so that many fail by two or three."""
    district, lot = fresh(), Random(seed)
    share = lot.choice((0.1, 0.3, 0.6))
    for fault in lot.sample(sorted(_FAULTS), 10):
        table, change = _FAULTS[fault]
        for row in district.tables[table]:
            if _is_of_this_year(row) and lot.random() < share:
                change(row)
    return district


def _is_of_this_year(row: Row) -> bool:
    return not str(row.get("calendarID", "27")).startswith(("25", "26"))


def _sets(**values: object) -> Callable[[Row], None]:
    return lambda row: row.update(values)


_FAULTS: Mapping[str, tuple[str, Callable[[Row], None]]] = {
    "accounts without username": ("UserAccount", _sets(username=None)),
    "disabled accounts": ("UserAccount", _sets(disable=1)),
    "no shows": ("Enrollment", _sets(noShow=1)),
    "marked enrollments": ("Enrollment", _sets(**{MARK: 1})),
    "ended enrollments": ("Enrollment", _sets(endDate="2026-08-07")),
    "enrollments of the next year": ("Enrollment", _sets(startDate="2027-08-12", endDate=None)),
    "marked grade levels": ("GradeLevel", _sets(**{MARK: 1})),
    "marked calendars": ("Calendar", _sets(**{MARK: 1})),
    "marked course masters": ("CourseMaster", _sets(**{MARK: 1})),
    "inactive trials": ("Trial", _sets(active=0)),
    "inactive courses": ("Course", _sets(active=0)),
    "marked courses": ("Course", _sets(**{MARK: 1})),
    "inactive sections": ("Section", _sets(active=0)),
    "marked sections": ("Section", _sets(**{MARK: 1})),
    "placements without trial": ("SectionPlacement", _sets(trialID=1)),
    "ended assignments": ("EmploymentAssignment", _sets(endDate="2026-07-31")),
    "assignments of the next year": ("EmploymentAssignment", _sets(startDate="2027-08-01")),
    "assignments without Teacher": ("EmploymentAssignment", _sets(teacher=0)),
    "marked assignments": ("EmploymentAssignment", _sets(**{MARK: 1})),
    "relationships without Portal": ("RelatedPair", _sets(portal=0)),
}


def _enrollments(district: District, school: int) -> list[Row]:
    """The school's enrollments in its calendar of the year."""
    calendars = [
        row["calendarID"]
        for row in district.rows("Calendar", schoolID=school, endYear=2027)
        if not row["summerSchool"]
    ]
    return [row for row in district.tables["Enrollment"] if row["calendarID"] in calendars]


def _forget_usernames(district: District, people: set[str]) -> None:
    for account in district.tables["UserAccount"]:
        if str(account["personID"]) in people:
            account["username"] = None
