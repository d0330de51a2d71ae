"""The same of Campus: a healthy district with a record broken for each line, for all vendors."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fixtures.district import AS_OF, healthy
from fixtures.tables import District, Row
from roster_lint.checks.finding import Finding
from roster_lint.linter import lint
from roster_lint.report.results import RANK
from roster_lint.vendors.judged_by_other_checks import NO_BLANK
from roster_lint.vendors.lines import Judged, Line, Match, Need, Unique, Value
from roster_lint.vendors.loading import load_profile, profile_names
from roster_lint.vendors.words import sentence

Key = tuple[str, ...]

_PEOPLE: Mapping[str, tuple[int, ...]] = {
    "student": tuple(range(1101, 1125)),
    "teacher": (*range(2002, 2008), *range(2011, 2020)),
    "staff": tuple(range(2503, 2514)),
    "guardian": tuple(range(3010, 3030)),
    "relative": tuple(range(3801, 3809)),
}
"""Whom a line's breaches go round, one each."""

_BLANK: Mapping[str, Row] = {
    "email": {"table": "Contact", "email": None},
    "phone": {"table": "Contact", "homePhone": None, "cellPhone": None},
    "username": {"table": "UserAccount", "username": None},
    "grade": {"table": "Enrollment", "grade": "ZZ"},
    "givenName": {"table": "Identity", "firstName": None},
    "familyName": {"table": "Identity", "lastName": None},
    "identifier": {"table": "Person", "studentNumber": None, "staffNumber": None},
}
"""What makes a field of a person blank."""

_MEMBERS = ("student", "teacher", "primary_teacher")


def keys(line: Line) -> Iterator[Key]:
    """What must be broken for a line."""
    match line:
        case Need() if line.population in _PEOPLE and line.field in _BLANK:
            # Of others nothing is known of a grade.
            if line.field != "grade" or line.population == "student":
                yield ("blank", line.population, line.field)
        case Need() if line.field == "class" or line.field in _MEMBERS:
            yield ("class", line.population, line.field)
        case Match() if line.field in ("email", "username"):
            for need in line.needs():
                yield from keys(need)
                if line.field == "email":
                    yield ("malformed", need.population)
            yield ("shared", line.populations[0], line.field)
        case Unique() if line.field in ("email", "username"):
            yield ("shared", line.populations[0], line.field)
        case Value() if line.fields == ("email",) and line.pattern is not None:
            yield from (("malformed", population) for population in line.populations)
        case Value() if line.fields == ("username",) and line.pattern == NO_BLANK:
            yield from (("two words", population) for population in line.populations)


def _lines() -> dict[Key, list[tuple[str, Line]]]:
    broken: dict[Key, list[tuple[str, Line]]] = defaultdict(list)
    for name in profile_names():
        profile = load_profile(name)
        for line in profile.judged():
            for key in keys(line):
                # UN003 leaves people alone whom the vendor does not use.
                if key[0] != "two words" or profile.uses(key[1], "record"):
                    broken[key].append((name, line))
    return broken


LINES = _lines()


def _broken() -> tuple[District, dict[Key, int]]:
    """The district with all of it broken, and the person or the like that each key is about."""
    district = healthy()
    left = {population: list(people) for population, people in _PEOPLE.items()}
    about: dict[Key, int] = {}
    for key in LINES:
        kind, population, *field = key
        if kind == "class":
            about[key] = _empty(district, left, population, field[0])
            continue
        person = about[key] = left[population].pop()
        if kind == "blank":
            _set(district, person, _BLANK[field[0]])
            if field[0] == "grade":
                enrollments = district.rows("Enrollment", personID=person, endYear=2027)
                about[key] = int(str(enrollments[0]["enrollmentID"]))
        elif kind == "malformed":
            _set(district, person, {"table": "Contact", "email": "n/a"})
        elif kind == "two words":
            _set(district, person, {"table": "UserAccount", "username": f"two words {person}"})
        else:
            table = "Contact" if field[0] == "email" else "UserAccount"
            twin = left[population].pop()
            value = district.rows(table, personID=twin)[0][field[0]]
            _set(district, person, {"table": table, field[0]: value})
    return district, about


def _set(district: District, person: int, values: Row) -> None:
    changed = dict(values)
    rows = district.rows(str(changed.pop("table")), personID=person)
    assert rows
    for row in rows:
        row.update(changed)


def _empty(district: District, left: dict[str, list[int]], population: str, field: str) -> int:
    """Takes the members of a class, or the classes of a person or course, away."""
    if population in ("student", "teacher"):
        person = left[population].pop()
        table = "Roster" if population == "student" else "SectionStaffHistory"
        district.remove(table, personID=person)
        for section in district.rows("Section", teacherPersonID=person):
            section["teacherPersonID"] = None
        return person
    if population == "course":
        course = {**district.row("Course", courseID=4104), "courseID": 4199, "number": "C4199"}
        district.add("Course", **course)
        return 4199
    # Sections of another school than the teachers above.
    section = {"student": 5131, "teacher": 5201, "primary_teacher": 5202}[field]
    if field == "student":
        district.remove("Roster", sectionID=section)
        return section
    district.row("Section", sectionID=section)["teacherPersonID"] = None
    if field == "teacher":
        district.remove("SectionStaffHistory", sectionID=section)
    for row in district.rows("SectionStaffHistory", sectionID=section):
        row["staffType"] = "T"
    return section


@cache
def _found() -> tuple[tuple[Finding, ...], dict[Key, int]]:
    """What is found in it under both versions."""
    district, about = _broken()
    found: list[Finding] = []
    with TemporaryDirectory() as folder:
        source = district.write(Path(folder) / "district")
        for version in ("1.1", "1.2"):
            options = {"as_of": AS_OF, "oneroster": version, "vendor": profile_names()}
            with lint(source, **options) as report:
                found += report.findings()
    return tuple(found), about


def _is_about(finding: Finding, record: int) -> bool:
    return any(str(value).rpartition("-")[2] in (str(record),) for value in finding.key.values())


@pytest.mark.parametrize("key", [pytest.param(key, id="-".join(key)) for key in LINES])
def test_a_broken_line_is_named_with_its_vendor(key: Key) -> None:
    found, about = _found()
    of_record = [finding for finding in found if _is_about(finding, about[key])]
    lost = []
    for name, line in LINES[key]:
        assert isinstance(line, Need | Judged)
        carried = any(
            one.name == name
            and line.source in one.sources
            and RANK[one.severity] <= RANK[line.severity]
            and line.consequence in (None, one.consequence)
            for finding in of_record
            for one in finding.vendors
        )
        if not carried:
            lost.append(f"{name}: {sentence(line)}")
    assert lost == [], [(f.code, dict(f.key), f.vendors) for f in of_record]
