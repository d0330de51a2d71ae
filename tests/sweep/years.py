"""Which of the healthy district's rows belong to the judged year: by plain look-ups."""

from collections.abc import Mapping
from functools import cache

from fixtures.district import Row, healthy

JUDGED = 2027
"""The healthy district's active year."""

_PARENTS = {
    "calendarID": "Calendar",
    "structureID": "ScheduleStructure",
    "termScheduleID": "TermSchedule",
    "trialID": "Trial",
    "sectionID": "Section",
}
"""Keys by which a row finds its year, the nearest first, and where each leads."""


def of_the_judged_year(table: str, row: Row) -> bool:
    """Whether a row of the healthy district is of the judged year, or of none, as a person is."""
    year = _year(table, row)
    return year is None or year == JUDGED


def _year(table: str, row: Row) -> object:
    if "endYear" in row:
        return row["endYear"]
    for key, parent in _PARENTS.items():
        if parent != table and row.get(key) is not None:
            # A spoiled row may lead nowhere: then it is of no year.
            above = _by_id()[parent].get(row[key])
            return None if above is None else _year(parent, above)
    return None


@cache
def _by_id() -> Mapping[str, Mapping[object, Row]]:
    district = healthy()
    return {
        parent: {row[key]: row for row in district.tables[parent]}
        for key, parent in _PARENTS.items()
    }
