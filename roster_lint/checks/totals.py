"""How a check ended, and how many records it looked at."""

from dataclasses import dataclass
from typing import Literal

from roster_lint.checks.catalog import Check
from roster_lint.checks.findings import columns_of
from roster_lint.checks.unknown import Unknown
from roster_lint.engine.base import Engine


@dataclass(frozen=True)
class State:
    """How the run of one check ended; ``is_unknown`` where what it reads is missing."""

    outcome: Literal["ran", "skipped", "crashed"]
    reason: str | None = None
    is_unknown: bool = False

    @property
    def ran(self) -> bool:
        """It ran to its end."""
        return self.outcome == "ran"


class Totals:
    """How many records checks look at, counted once for all checks that look at the same ones."""

    def __init__(self, engine: Engine, unknown: Unknown) -> None:
        self._engine = engine
        self._unknown = unknown
        self._totals: dict[str, int] = {}
        self._by_school: dict[str, dict[int | str | None, int]] = {}

    def of(self, check: Check) -> int | None:
        """The number of records; None where it is unknown or the check does not say which."""
        if not check.of or self._unknown.rows_of(f"SELECT * FROM {check.of}"):
            return None
        if check.of in self._by_school:
            return sum(self._by_school[check.of].values())
        if check.of not in self._totals:
            row = self._engine.row(f"SELECT count(*) FROM {check.of}")
            self._totals[check.of] = int(row[0]) if row else 0
        return self._totals[check.of]

    def by_school(self, check: Check) -> dict[int | str, int]:
        """Records by school, where they belong to schools. Asked first, it gives ``of`` as well."""
        if not check.of or "schoolid" not in columns_of(self._engine, f"SELECT * FROM {check.of}"):
            return {}
        if self._unknown.of(f"SELECT schoolID FROM {check.of}"):
            return {}
        if check.of not in self._by_school:
            rows = self._engine.rows(f"SELECT schoolID, count(*) FROM {check.of}\nGROUP BY 1")
            self._by_school[check.of] = {school: int(number) for school, number in rows}
        found = self._by_school[check.of]
        return {school: number for school, number in found.items() if school is not None}
