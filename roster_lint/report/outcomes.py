"""Counts of what becomes of records: by population and school, and by table of the judged year."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from roster_lint.checks.unknown import Unknown
from roster_lint.engine.base import Engine
from roster_lint.report.counts import Availability, Records, Split
from roster_lint.vendors.several import Vendors

_RECORDS = {
    "enrollment": (
        "SELECT count(*), count(*) FILTER (WHERE syncs), 0 FROM enrollment_criteria",
        "enrollment_criteria",
    ),
    "roster": (
        "SELECT (SELECT count(*) FROM roster_criteria) + d.number,"
        " (SELECT count(*) FROM roster_criteria WHERE is_sent), d.number"
        " FROM (SELECT count(*) AS number FROM Roster r"
        " JOIN draft_section s ON s.sectionID = r.sectionID) d",
        "roster_criteria",
    ),
    "section": (
        "SELECT (SELECT count(*) FROM section_criteria) + d.number,"
        " (SELECT count(*) FROM section_criteria WHERE syncs), d.number"
        " FROM (SELECT count(*) AS number FROM draft_section) d",
        "section_criteria",
    ),
}

_NO_ACCOUNT = """
SELECT p.role, f.vendors, count(DISTINCT p.personID)
FROM finding f
JOIN person_criteria p ON p.personID = f.person_id AND p.available
WHERE f.code IN ('AC001', 'EM001', 'EM002', 'EM006') AND f.effect = 'missing'
GROUP BY p.role, f.vendors
"""


def with_split(engine: Engine, populations: Sequence[Availability]) -> tuple[Availability, ...]:
    """The populations with what becomes of those who will not sync, in all and by school.

    Args:
        engine: holds ``record_outcome``, a row for each record that will not sync.
        populations: as they were counted, none of them unknown.
    """
    rows = engine.rows(
        "SELECT population, schoolID, outcome, count(*) FROM record_outcome GROUP BY 1, 2, 3"
    )
    return tuple(
        _split(population, [row[1:] for row in rows if row[0] == population.entity])
        for population in populations
    )


def _split(population: Availability, rows: Sequence[tuple[object, ...]]) -> Availability:
    by_school: dict[object, dict[str, int]] = {}
    for school, outcome, number in rows:
        counts = by_school.setdefault(school, {})
        counts[str(outcome)] = int(str(number))
    schools = tuple(
        replace(school, split=split, to_be_deleted=split.to_be_deleted)
        for school in population.schools or ()
        for split in (Split(**by_school.get(school.school_id, {})),)
    )
    whole = Split(
        **{
            name: sum(counts.get(name, 0) for counts in by_school.values())
            for name in asdict(Split())
        }
    )
    return replace(population, split=whole, to_be_deleted=whole.to_be_deleted, schools=schools)


def with_accounts(
    engine: Engine, populations: Sequence[Availability], vendors: Vendors
) -> tuple[Availability, ...]:
    """The populations with how many who will sync have no account in a vendor's directory.

    Args:
        engine: holds the findings: AC001 ran, and says nothing of those whose address is blank,
            not well formed or outside the domains, since EM001, EM002 and EM006 do.
        populations: as they were counted.
        vendors: those that the run judges by.
    """
    looks: dict[str, dict[str, int]] = {population.entity: {} for population in populations}
    for profile in vendors.profiles:
        for line in profile.accounts:
            for population in line.populations:
                looks[population][profile.name] = 0
    for role, marks, number in engine.rows(_NO_ACCOUNT):
        for mark in str(marks or "").split():
            name = mark.split(":")[0]
            if name in looks[str(role)]:
                looks[str(role)][name] += int(number)
    return tuple(replace(one, no_account=looks[one.entity]) for one in populations)


def records(engine: Engine, unknown: Unknown) -> tuple[Records, ...]:
    """The rows of the judged year by table; a number is None where it is unknown."""
    found = []
    for entity, (sql, table) in _RECORDS.items():
        row = engine.row(sql) or (0, 0, 0)
        rows_known = unknown.rows_of(f"SELECT * FROM {table}") is None
        all_known = unknown.of(sql) is None
        found.append(
            Records(
                entity,
                int(row[0]) if rows_known else None,
                int(row[1]) if all_known else None,
                int(row[2]) if rows_known else None,
            )
        )
    return tuple(found)
