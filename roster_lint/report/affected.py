"""How many people, classes and other records each effect reaches, as far as checks could run."""

from collections.abc import Iterator, Mapping, Sequence

from roster_lint.checks.catalog import Check
from roster_lint.checks.unknown import Unknown
from roster_lint.engine.base import Engine
from roster_lint.report.counts import Affected, Availability
from roster_lint.report.results import CheckResult
from roster_lint.vocabulary import Effect

_EFFECTS: tuple[Effect, ...] = ("missing", "deleted", "wrong", "blocked", "risk")


_OUTCOMES: dict[str, Effect] = {"held_back": "missing", "to_be_deleted": "deleted"}
"""What becomes of a record, and the effect that counts it."""
_OTHER = "person_id IS NULL AND section_id IS NULL"
_DECIDED = frozenset(_OUTCOMES.values())


def affected(
    engine: Engine,
    checks: Sequence[CheckResult],
    unknown: Unknown,
    populations: Sequence[Availability],
) -> tuple[Affected, ...]:
    """People, classes and other records that an effect reaches, as the funnel counts them.

    People held back count as missing, people sent as ToBeDeleted as deleted, whatever findings say
    so; arriving wrong, blocked or at risk are those that findings of warning and above name. Where
    what becomes of records is not known, the findings alone are counted.

    Args:
        engine: holds the findings.
        checks: the results of all checks that were selected.
        unknown: what the columns of a check's SELECT are, where the check could not run.
        populations: as they were counted.
    """
    left_out = [c.check.code for c in checks if c.tolerated]
    placeholders = ", ".join("?" * len(left_out)) or "''"
    rows = engine.rows(
        "SELECT effect, count(DISTINCT person_id), count(DISTINCT section_id),"
        f" count(DISTINCT CASE WHEN {_OTHER} THEN entity || key END)"
        f" + coalesce(sum(stands_for - 1) FILTER (WHERE {_OTHER}), 0)"
        f" FROM finding WHERE suppressed_by IS NULL AND severity <> 'info'"
        f" AND code NOT IN ({placeholders}) GROUP BY 1",
        left_out,
    )
    found: dict[Effect, tuple[int, int, int]] = {
        row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows
    }
    if all(population.split is not None for population in populations):
        found = _by_outcome(engine, found)
    unfound: dict[Effect, set[str]] = {}
    for result in checks:
        if result.is_unknown and result.check.severity != "info":
            unfound.setdefault(result.check.effect, set()).update(_named(result.check, unknown))
    return tuple(
        Affected(effect, *found.get(effect, (0, 0, 0)), tuple(sorted(unfound.get(effect, ()))))
        for effect in _EFFECTS
        if effect in found or effect in unfound
    )


def _by_outcome(
    engine: Engine, found: Mapping[Effect, tuple[int, int, int]]
) -> dict[Effect, tuple[int, int, int]]:
    """The same with people and classes that do not arrive by what becomes of them."""
    counted = {effect: numbers for effect, numbers in found.items() if effect not in _DECIDED}
    for outcome, effect in _OUTCOMES.items():
        row = engine.row(
            "SELECT count(DISTINCT CASE WHEN population NOT IN ('section', 'roster') THEN personID"
            " END), count(*) FILTER (WHERE population = 'section') FROM record_outcome"
            " WHERE outcome = ?",
            (outcome,),
        )
        people, classes = row or (0, 0)
        others = found.get(effect, (0, 0, 0))[2]
        if people or classes or others:
            counted[effect] = (int(people), int(classes), others)
    return counted


def _named(check: Check, unknown: Unknown) -> Iterator[str]:
    """Whom or what a check's findings would name."""
    columns = unknown.columns_of(check.sql)
    if "personid" in columns:
        yield "people"
    if "sectionid" in columns:
        yield "classes"
    if "personid" not in columns and "sectionid" not in columns:
        yield "others"
