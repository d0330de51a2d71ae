"""What a calibration has found: which readings explain what is served, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from roster_lint.reconcile.readings import Reading

Verdict = Literal["explains", "contradicted", "mixed", "too few", "undecided"]

_MOSTLY = 0.9
"""The share of the deciding records that must support a reading."""


@dataclass(frozen=True)
class Tried:
    """One reading, and what it would change.

    Attributes:
        reading: the setting and its other value.
        instead_of: the value that the settings have.
        differing: people, classes and schools that differ under the settings.
        explained: those of them that no longer differ under the reading, or differ less.
        contradicting: those that differ only under the reading, or differ more.
        samples: Campus IDs of some that contradict it.
        beside: other readings that hold in this trial, before and after.
    """

    reading: Reading
    instead_of: str | bool
    differing: int
    explained: int
    contradicting: int
    samples: tuple[str, ...] = ()
    beside: tuple[Reading, ...] = ()

    @property
    def kept(self) -> str:
        """The setting as it is, in TOML."""
        return replace(self.reading, value=self.instead_of).toml

    @property
    def deciding(self) -> int:
        """The people, classes and schools that distinguish the reading from the settings."""
        return self.explained + self.contradicting

    @property
    def verdict(self) -> Verdict:
        """What these say about it."""
        if not self.deciding:
            return "undecided"
        if self.deciding < self.reading.enough:
            return "too few"
        share = self.explained / self.deciding
        if share >= _MOSTLY:
            return "explains"
        return "contradicted" if share <= 1 - _MOSTLY else "mixed"


@dataclass(frozen=True)
class Calibration:
    """All readings, each on its own, and the best together.

    Attributes:
        differing: people, classes and schools that differ under the settings.
        tried: each reading on its own.
        best: the readings to keep, in the order in which they were taken.
        left: people, classes and schools that still differ under the best together.
    """

    differing: int
    tried: Sequence[Tried]
    best: tuple[Reading, ...]
    left: int

    @property
    def toml(self) -> tuple[str, ...]:
        """The lines of roster-lint.toml to keep; none where nothing is recommended."""
        return tuple(reading.toml for reading in self.best)
