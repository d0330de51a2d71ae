"""What two reports say against each other: new, gone and still standing findings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from roster_lint.history.differences import Difference
from roster_lint.history.facts import Facts, SchoolId

Standing = Literal["new", "newly_checked", "gone", "not_checked", "still"]
"""What became of a finding.

``new`` and ``gone``: the check ran both times, and finds it in the newer or the older report alone.
``newly_checked``: it is in the newer alone, and the check did not run in the older.
``not_checked``: it is in the older alone, and the check did not run in the newer.
"""

STANDINGS: tuple[Standing, ...] = ("new", "newly_checked", "gone", "not_checked", "still")
Level = Literal["error", "warning", "info", "tolerated", "known"]
"""A finding's severity, or that the settings tolerate it, or a baseline knows it."""

LEVELS: tuple[Level, ...] = ("error", "warning", "info", "tolerated", "known")
Tally = Mapping[Standing, int]
FailOn = Literal["error", "warning", "info", "never"]


def fails(level: Level, fail_on: FailOn) -> bool:
    """Whether a finding of that level fails a run."""
    return level in LEVELS[: LEVELS.index(fail_on) + 1] if fail_on != "never" else False


@dataclass(frozen=True)
class Regraded:
    """Findings that stand in both reports, with another severity."""

    before: Level
    after: Level
    findings: int


@dataclass(frozen=True)
class CheckChange:
    """One check's findings.

    Attributes:
        level: the worst among those that are new or still there, else of the others.
        tally: how many are new, gone and so on; a standing of none is left out.
        silent: why it did not run in the newer or the older report; None where it ran in both.
        regraded: findings whose severity changed.
    """

    code: str
    name: str
    level: Level
    tally: Tally
    silent: str | None = None
    regraded: tuple[Regraded, ...] = ()


@dataclass(frozen=True)
class SchoolChange:
    """One school's findings; ``school_id`` None gathers those that belong to none."""

    school_id: SchoolId
    school: str
    tally: Tally


@dataclass(frozen=True)
class PopulationChange:
    """How many of a population there are and will sync, before and after; None where unknown."""

    entity: str
    total: tuple[int | None, int | None]
    available: tuple[int | None, int | None]
    held_back: tuple[int | None, int | None]


@dataclass(frozen=True)
class Compared:
    """One finding, without a word that could hold a name.

    Attributes:
        before: its level in the older report; None where it is not in it.
        after: its level in the newer one, likewise.
    """

    standing: Standing
    code: str
    name: str
    before: Level | None
    after: Level | None
    key: Mapping[str, int | str | None]
    school_id: SchoolId
    school: str
    fingerprint: str

    @property
    def record(self) -> str:
        """The key in words: ``personID 12``."""
        return ", ".join(f"{name} {value}" for name, value in self.key.items())


@dataclass
class Comparison:
    """Two reports compared. Holds the engine open for ``findings`` until it is closed.

    Attributes:
        old: the older report.
        new: the newer one.
        old_name: the older report's file, as it was named.
        new_name: the newer one's, likewise.
        fail_on: the lowest severity of a new finding that fails the comparison.
        differences: what differs in how the two were made, which explains differences.
        levels: how many are new, gone and so on, by level.
        risen: findings that stand in both, and reach ``fail_on`` in the newer alone.
        failing: new and newly checked findings that reach it.
        checks: those with findings, the worst first.
        schools: those with findings, most new ones first.
        populations: who will sync, before and after.
    """

    old: Facts
    new: Facts
    old_name: str
    new_name: str
    fail_on: FailOn
    differences: tuple[Difference, ...]
    levels: Mapping[Level, Tally]
    risen: int
    failing: int
    checks: tuple[CheckChange, ...]
    schools: tuple[SchoolChange, ...]
    populations: tuple[PopulationChange, ...]
    stream: Callable[[Standing, str | None, int | None], Iterator[Compared]]
    changed: Callable[[], Iterator[Compared]]
    closer: Callable[[], None] = field(repr=False)

    @property
    def tally(self) -> Tally:
        """How many are new, gone and so on, tolerated and known ones included."""
        return {
            standing: sum(tally.get(standing, 0) for tally in self.levels.values())
            for standing in STANDINGS
        }

    @property
    def is_incomplete(self) -> bool:
        """One of the reports is."""
        return self.old.is_incomplete or self.new.is_incomplete

    @property
    def exit_code(self) -> int:
        """0 nothing new, 1 new findings that reach ``fail_on``, 3 a report is incomplete."""
        if self.is_incomplete:
            return 3
        return 1 if self.failing or self.risen else 0

    def findings(
        self, standing: Standing, code: str | None = None, limit: int | None = None
    ) -> Iterator[Compared]:
        """Findings of one standing, one at a time from the engine, in their report's order.

        Args:
            standing: which.
            code: only this check's.
            limit: how many at most.
        """
        return self.stream(standing, code, limit)

    def regraded(self) -> Iterator[Compared]:
        """Those that stand in both with another severity."""
        return self.changed()

    def close(self) -> None:
        """Lets go of the engine."""
        self.closer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
