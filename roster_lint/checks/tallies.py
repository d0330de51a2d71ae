"""How many findings there are: by check, by school, and by the causes that they name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from roster_lint.checks.catalog import Check
from roster_lint.checks.finding import PlaceCount, SchoolCount
from roster_lint.engine.base import Engine
from roster_lint.vocabulary import Severity


@dataclass(frozen=True)
class Tally:
    """How many findings one check has.

    Attributes:
        by_severity: those that are not suppressed.
        suppressed: those that an entry of the settings hides.
        known: those that the baseline knows.
        records: how many records those that are not suppressed stand for, by severity.
    """

    by_severity: Mapping[Severity, int] = field(default_factory=dict)
    suppressed: int = 0
    known: int = 0
    records: Mapping[Severity, int] = field(default_factory=dict)


def tallies(engine: Engine) -> dict[str, Tally]:
    """The findings of each check that has any, by its code."""
    rows = engine.rows(
        "SELECT code, severity, count(*) FILTER (WHERE suppressed_by IS NULL),"
        " count(*) FILTER (WHERE suppressed_by >= 0), count(*) FILTER (WHERE suppressed_by < 0),"
        " coalesce(sum(stands_for) FILTER (WHERE suppressed_by IS NULL), 0)"
        " FROM finding GROUP BY 1, 2"
    )
    tallied: dict[str, Tally] = {}
    for code, severity, found, accepted, known, records in rows:
        before = tallied.get(code, Tally())
        counts, of_records = before.by_severity, before.records
        if found:
            counts = {**counts, severity: int(found)}
            of_records = {**of_records, severity: int(records)}
        accepted, known = before.suppressed + int(accepted), before.known + int(known)
        tallied[code] = Tally(counts, accepted, known, of_records)
    return tallied


def counts_by_place(engine: Engine) -> Iterator[PlaceCount]:
    """How many findings each check has, by severity, school and vendors for which they count."""
    names = "coalesce(regexp_replace(vendors, ':[^ ]*', '', 'g'), '')"
    rows = engine.rows(
        f"SELECT code, severity, school_id, {names}, count(*) FROM finding"
        " WHERE suppressed_by IS NULL GROUP BY ALL ORDER BY ALL"
    )
    for code, severity, school, vendors, findings in rows:
        yield PlaceCount(code, severity, school, tuple(vendors.split()), findings)


def worst_schools(engine: Engine) -> dict[str, SchoolCount]:
    """By code, the school with most findings; nothing where there is only one school."""
    rows = engine.rows(
        "SELECT code, name, findings FROM (SELECT f.code, s.name, count(*) AS findings,"
        " row_number() OVER (PARTITION BY f.code ORDER BY count(*) DESC, f.school_id) AS place"
        " FROM finding f JOIN school_name s ON s.schoolID = f.school_id"
        " WHERE f.suppressed_by IS NULL AND s.name IS NOT NULL"
        " AND (SELECT count(*) FROM school_name) > 1"
        " GROUP BY f.code, f.school_id, s.name) ranked WHERE place = 1"
    )
    return {str(code): SchoolCount(str(name), int(findings)) for code, name, findings in rows}


def causes(engine: Engine, check: Check) -> tuple[str, ...]:
    """The codes that a check's findings name as their causes, the commonest first.

    Only a check with ``{causes}`` in its message names any: codes, with `` and `` between them.
    """
    if "{causes}" not in check.message:
        return ()
    rows = engine.rows(
        "SELECT cause FROM (SELECT unnest(string_split(json_extract_string(facts, '$.causes'),"
        " ' and ')) AS cause FROM finding WHERE code = ? AND suppressed_by IS NULL)"
        " GROUP BY cause ORDER BY count(*) DESC, cause",
        (check.code,),
    )
    return tuple(str(row[0]) for row in rows)
