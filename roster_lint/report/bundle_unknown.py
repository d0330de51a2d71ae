"""What is unknown about a bundle because a file cannot be read, or has no column that shows it.

A number that would be counted from such a file is unknown, never 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from roster_lint.engine.base import Engine
from roster_lint.report.counts import Availability
from roster_lint.vocabulary import OneRoster

_PEOPLE: dict[OneRoster, tuple[str, ...]] = {
    "1.1": ("users.sourcedId", "users.role"),
    "1.2": ("users.sourcedId", "roles.sourcedId", "roles.userSourcedId", "roles.role"),
}
_CLASSES = ("classes.sourcedId",)
_SCHOOLS = ("orgs.sourcedId", "orgs.type")
_YEAR = tuple(
    f"academicSessions.{name}"
    for name in ("sourcedId", "type", "startDate", "endDate", "schoolYear")
)


def without_unknown(
    engine: Engine, populations: Sequence[Availability], oneroster: OneRoster
) -> tuple[Availability, ...]:
    """The populations of a bundle without the numbers that are unknown.

    Args:
        engine: holds ``bundle_file`` and ``bundle_fault``.
        populations: as they were counted.
        oneroster: the version that the bundle is judged by.
    """
    lost = dict(_lost(engine))
    return tuple(_known(population, lost, oneroster) for population in populations)


def why_year_is_unknown(engine: Engine) -> str | None:
    """Why it is unknown which school year a bundle is about; None where that is known."""
    return _reason(dict(_lost(engine)), _YEAR)


def _known(population: Availability, lost: dict[str, str], oneroster: OneRoster) -> Availability:
    needs = _CLASSES if population.entity == "section" else _PEOPLE[oneroster]
    reason = _reason(lost, needs)
    if reason is None:
        return replace(population, schools=None) if _reason(lost, _SCHOOLS) else population
    return replace(
        population,
        total=None,
        available=None,
        to_be_deleted=None,
        criteria=tuple(replace(c, failed=None, unknown=reason) for c in population.criteria),
        schools=None,
        unknown=reason,
    )


def _reason(lost: dict[str, str], needs: Sequence[str]) -> str | None:
    """Why the first missing one of some columns is missing, perhaps with its file."""
    return next(
        (lost[name] for need in needs for name in (need.split(".")[0], need) if name in lost), None
    )


def _lost(engine: Engine) -> Iterator[tuple[str, str]]:
    """Files and columns, as ``users`` and ``users.role``, of which no value is known, and why.

    A file that is declared absent is known to hold nothing, as is one without a row.
    """
    for file, present in engine.rows(
        "SELECT file, present FROM bundle_file WHERE NOT readable AND (present OR mode <> 'absent')"
    ):
        yield (
            file.removesuffix(".csv"),
            f"{file} {'could not be judged' if present else 'is missing'}",
        )
    for file, column in engine.rows(
        "SELECT file, subject FROM bundle_fault WHERE fault = 'missing-column'"
    ):
        yield f"{file.removesuffix('.csv')}.{column}", f"{file} has no column {column}"
