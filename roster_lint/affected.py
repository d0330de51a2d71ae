"""How many people, classes and other records each effect reaches, as far as checks could run."""

from collections.abc import Iterator, Sequence

from roster_lint.catalog import Check, Effect
from roster_lint.engine.base import Engine
from roster_lint.lineage.unknown import Unknown
from roster_lint.report import Affected, CheckResult

_EFFECTS: tuple[Effect, ...] = ("missing", "deleted", "wrong", "blocked", "risk")


def affected(
    engine: Engine, checks: Sequence[CheckResult], unknown: Unknown
) -> tuple[Affected, ...]:
    """People, classes and other records that findings of warning and above name, by effect.

    Args:
        engine: holds the findings.
        checks: the results of all checks that were selected.
        unknown: what the columns of a check's SELECT are, where the check could not run.
    """
    left_out = [c.check.code for c in checks if c.tolerated]
    placeholders = ", ".join("?" * len(left_out)) or "''"
    rows = engine.rows(
        "SELECT effect, count(DISTINCT person_id), count(DISTINCT section_id),"
        " count(DISTINCT CASE WHEN person_id IS NULL AND section_id IS NULL THEN entity || key END)"
        f" FROM finding WHERE suppressed_by IS NULL AND severity <> 'info'"
        f" AND code NOT IN ({placeholders}) GROUP BY 1",
        left_out,
    )
    found = {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}
    unfound: dict[Effect, set[str]] = {}
    for result in checks:
        if result.is_unknown and result.check.severity != "info":
            unfound.setdefault(result.check.effect, set()).update(_named(result.check, unknown))
    return tuple(
        Affected(effect, *found.get(effect, (0, 0, 0)), tuple(sorted(unfound.get(effect, ()))))
        for effect in _EFFECTS
        if effect in found or effect in unfound
    )


def _named(check: Check, unknown: Unknown) -> Iterator[str]:
    """Whom or what a check's findings would name."""
    columns = unknown.columns_of(check.sql)
    if "personid" in columns:
        yield "people"
    if "sectionid" in columns:
        yield "classes"
    if "personid" not in columns and "sectionid" not in columns:
        yield "others"
