"""Districts whose employees have any assignments, in any state: who is a teacher, who other staff?

A correction can bring an employee into a population or take one out of it (a date, a role, a
schedule that is brought into use), so who is counted depends on which corrections are made.
"""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from fixtures.calendars import HOLLYHOCK, LINCOLN, MARIGOLD
from fixtures.district import District, Row
from tests.plan.districts import fresh

_OFFICE = 4
"""A school without a calendar."""

_SCHOOLS = (LINCOLN, MARIGOLD, HOLLYHOCK, _OFFICE)
_DATES = (
    ("2020-08-01", None),
    ("2026-08-03", None),
    ("2020-08-01", "2026-06-12"),  # ended before the school year
    ("2020-08-01", "2026-08-05"),  # ended within it, and begun before it
    ("2026-07-06", "2026-08-05"),
    ("2027-07-15", None),  # of the next year
    ("2027-07-15", "2026-08-05"),
)
_ROLES = ("program", "counselor", "health")
_PEOPLE = 60
_FIRST = 90_000


def settings(seed: int) -> dict[str, Any]:
    """Of a run on the district of that seed."""
    lot = Random(seed)
    chosen: dict[str, Any] = {"window_rule": lot.choice(("overlap", "overlap", "contain"))}
    if lot.random() < 0.3:
        chosen["school"] = lot.choice((["Marigold Middle"], ["Lincoln Elementary"]))
    if lot.random() < 0.2:
        chosen["disabled_accounts"] = "error"
    if lot.random() < 0.2:
        chosen["vendor"] = "google-classroom"
    return chosen


def at_random(seed: int) -> District:
    """Sixty more employees with up to three assignments; a schedule or the year may be wrong."""
    district, lot = fresh(), Random(seed)
    for trial in district.tables["Trial"]:
        if str(trial["structureID"]).startswith("27") and trial["active"] and lot.random() < 0.4:
            trial["active"] = 0
    if lot.random() < 0.15:
        for year in district.rows("SchoolYear", endYear=2027):
            year["startDate"], year["endDate"] = year["endDate"], year["startDate"]
    sections = [row["sectionID"] for row in district.tables["Section"]]
    keys = count(_FIRST * 10)
    for person in range(_FIRST, _FIRST + _PEOPLE):
        _add_account(district, lot, person)
        for _ in range(lot.choice((0, 1, 1, 1, 2, 2, 3))):
            assignment = _assignment(lot) | {"assignmentID": next(keys), "personID": person}
            district.tables["EmploymentAssignment"].append(assignment)
        district.tables["SectionStaffHistory"].extend(_taught(lot, person, sections, keys))
    return district


def _add_account(district: District, lot: Random, person: int) -> None:
    if lot.random() < 0.95:
        district.tables["Person"].append({"personID": person, "staffNumber": f"8{person}"})
    name = f"employee{person}" if lot.random() < 0.7 else None
    disable = int(lot.random() < 0.15)
    account: Row = {"userID": person, "personID": person, "username": name, "disable": disable}
    district.tables["UserAccount"].append(account)


def _assignment(lot: Random) -> Row:
    start, end = lot.choice(_DATES)
    row: Row = {"schoolID": lot.choice(_SCHOOLS), "startDate": start, "endDate": end}
    row["teacher"] = int(lot.random() < 0.4)
    if lot.random() < 0.4:
        row[lot.choice(_ROLES)] = 1
    row["externalLMSExclude"] = int(lot.random() < 0.15)
    return row


def _taught(lot: Random, person: int, sections: list[Any], keys: Iterator[int]) -> Iterator[Row]:
    for section in lot.sample(sections, lot.choice((0, 0, 1, 2))):
        yield {
            "historyID": next(keys),
            "sectionID": section,
            "personID": person,
            "staffType": lot.choice(("P", "T", "T", "N")),
            "startDate": lot.choice((None, "2026-08-10")),
            "endDate": lot.choice((None, None, "2026-08-01")),
        }
