"""The funnel: counts from the model's populations, in all and by school."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from roster_lint.checks.unknown import NOTHING_UNKNOWN, Unknown
from roster_lint.engine.base import Engine
from roster_lint.model.build import ENTITIES, Criterion
from roster_lint.report.counts import Availability, CriterionCount, SchoolAvailability

_POPULATION = "SELECT schoolID, first_failed, to_be_deleted FROM population WHERE entity = '{}'"


def availability(
    engine: Engine, criteria: Sequence[Criterion], unknown: Unknown = NOTHING_UNKNOWN
) -> tuple[Availability, ...]:
    """How many of each population will be served, and at which criterion the others fall.

    Args:
        engine: holds ``population(entity, schoolID, first_failed, to_be_deleted)``, a row for each
            record, and ``school_name``.
        criteria: of the run, role by role, in the order in which records fall at them.
        unknown: what cannot be counted, since its tables or columns are missing from the source.
    """
    rows = engine.rows(
        "SELECT p.entity, p.first_failed, p.schoolID, any_value(s.name), count(*),"
        " count(*) FILTER (WHERE p.to_be_deleted)"
        " FROM population p LEFT JOIN school_name s ON s.schoolID = p.schoolID GROUP BY 1, 2, 3"
    )
    fallen = [_Fallen(*row) for row in rows]
    populations = (
        _population(
            entity,
            [f for f in fallen if f.entity == entity],
            [c for c in criteria if c.role == entity],
        )
        for entity in ENTITIES
    )
    return tuple(_known(population, criteria, unknown) for population in populations)


def _known(
    population: Availability, criteria: Sequence[Criterion], unknown: Unknown
) -> Availability:
    """The population without the numbers that missing columns make unknown."""
    sql = _POPULATION.format(population.entity)
    reason = unknown.of(sql)
    if reason is None:
        return population
    of_criteria = {c.name: c for c in criteria if c.role == population.entity}
    return replace(
        population,
        total=None if unknown.rows_of(sql) else population.total,
        available=None,
        to_be_deleted=None,
        criteria=tuple(
            replace(count, failed=None, unknown=unknown.of_criterion(of_criteria[count.name]))
            for count in population.criteria
        ),
        schools=None,
        unknown=reason,
    )


@dataclass(frozen=True)
class _Fallen:
    """How many of a population at one school fall at one criterion, or at none."""

    entity: str
    criterion: str | None
    school_id: int | str | None
    school: str | None
    number: int
    to_be_deleted: int


def _population(
    entity: str, fallen: Sequence[_Fallen], criteria: Sequence[Criterion]
) -> Availability:
    at_school: dict[int | str | None, list[_Fallen]] = {}
    for f in fallen:
        at_school.setdefault(f.school_id, []).append(f)
    schools = [_at_school(group, criteria) for group in at_school.values()]
    return Availability(
        entity=entity,
        total=sum(f.number for f in fallen),
        available=sum(f.number for f in fallen if f.criterion is None),
        to_be_deleted=sum(f.to_be_deleted for f in fallen),
        criteria=tuple(
            CriterionCount(
                c.name,
                c.title,
                sum(f.number for f in fallen if f.criterion == c.name),
                c.fails,
            )
            for c in criteria
        ),
        schools=tuple(sorted(schools, key=lambda s: (-s.total, str(s.school_id or "").rjust(20)))),
    )


def _at_school(fallen: Sequence[_Fallen], criteria: Sequence[Criterion]) -> SchoolAvailability:
    first = fallen[0]
    failed = {f.criterion: f.number for f in fallen if f.criterion is not None}
    return SchoolAvailability(
        school_id=first.school_id,
        school=first.school or ("no school" if first.school_id is None else str(first.school_id)),
        total=sum(f.number for f in fallen),
        available=sum(f.number for f in fallen if f.criterion is None),
        to_be_deleted=sum(f.to_be_deleted for f in fallen),
        # In the article's order, whatever order the engine counted in.
        failed={c.name: failed[c.name] for c in criteria if c.name in failed},
    )
