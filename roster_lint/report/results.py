"""What the checks of a run gave, each by itself and for each vendor."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from roster_lint.checks.catalog import Check
from roster_lint.checks.finding import Counted, Finding, SchoolCount
from roster_lint.vocabulary import Effect, Severity, Status, Verdict

if TYPE_CHECKING:
    from roster_lint.settings.entries import Regrade

EXIT_CODES: Mapping[Verdict, int] = {"ready": 0, "not-ready": 1, "incomplete": 3}

RANK: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}
"""Severities, the worst first."""


def verdict_of(counts: Mapping[Severity, int], incomplete: Sequence[str], fail_on: str) -> Verdict:
    """The verdict that findings by severity come to."""
    if incomplete:
        return "incomplete"
    # With "never" the exit code is 0 whatever is found, but the report still shows it.
    least = RANK["error" if fail_on == "never" else fail_on]  # type: ignore[index]
    failing = any(number and RANK[severity] <= least for severity, number in counts.items())
    return "not-ready" if failing else "ready"


@dataclass(frozen=True)
class Cell:
    """What one check found for one vendor.

    Attributes:
        findings: how many.
        severity: the most severe among them.
        effect: what happens to those.
        consequence: what the vendor is documented to do with them, where it is.
        sources: the documents that say so.
    """

    findings: int
    severity: Severity
    effect: Effect
    consequence: str | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class VendorResult:
    """What all checks together say of one vendor.

    Attributes:
        name: the profile's name.
        display: the vendor's name.
        verdict: as if no other vendor had been named.
        counts: findings by severity, suppressed and tolerated ones left out.
        cells: by check, of those with findings.
        not_checked: codes of the checks that looked at nothing of this vendor's, since no accounts
            file lists those of its directory.
    """

    name: str
    display: str
    verdict: Verdict
    counts: Mapping[Severity, int]
    cells: Mapping[str, Cell]
    not_checked: tuple[str, ...] = ()


@dataclass(frozen=True)
class SchoolShare:
    """How many of a school's records, or of one of its populations, a check found.

    Attributes:
        school: the school's name.
        findings: records found there.
        total: records there that the check looked at.
        population: student, teacher, staff, guardian or relative; None where the records are not
            people, or it is not known which they are.
    """

    school: str
    findings: int
    total: int
    population: str | None = None


class Shown(Iterable[Finding], Sized, Protocol):
    """The findings to show: read anew at each pass, so that all of them never stand in memory."""


@dataclass(frozen=True)
class CheckResult:
    """What one check gave.

    Attributes:
        check: the check.
        status: ``failed`` means that it found something.
        reason: why it was skipped, or how it crashed.
        counts: findings by severity, suppressed ones left out.
        suppressed: findings that the district accepts, those that the baseline knows left out.
        known: findings that the baseline knows.
        regraded: how the district grades the check, where it does.
        tolerance_reason: why its findings are tolerated, where the settings say it.
        total: how many records the check looked at, where it says so.
        tolerated: the findings stay within the tolerance in the settings and count for nothing.
        standing_out: schools in which most records were found.
        worst_school: the school with most findings; None where they belong to none, or there is
            only one school.
        samples: the findings to show.
        vendors: what its findings mean for the vendors whose lines concern them, each once.
        causes: codes of the checks that its findings name as their causes, the commonest first.
        is_unknown: it was skipped since what it reads is missing in the source.
        records: how many records the findings stand for, by severity; as many as there are, but
            for a check that reports many at once.
    """

    check: Check
    status: Status
    reason: str | None = None
    counts: Mapping[Severity, int] = field(default_factory=dict)
    suppressed: int = 0
    total: int | None = None
    tolerated: bool = False
    standing_out: tuple[SchoolShare, ...] = ()
    worst_school: SchoolCount | None = None
    samples: Shown = ()
    vendors: tuple[Counted, ...] = ()
    causes: tuple[str, ...] = ()
    is_unknown: bool = False
    records: Mapping[Severity, int] = field(default_factory=dict)
    known: int = 0
    regraded: "Regrade | None" = None
    tolerance_reason: str | None = None

    @property
    def findings(self) -> int:
        """All findings that are not suppressed."""
        return sum(self.counts.values())

    @property
    def found_records(self) -> int:
        """How many records these findings stand for."""
        return sum(self.records.values()) or self.findings

    @property
    def severity(self) -> Severity:
        """The worst severity found, or the check's own where nothing was."""
        for severity in ("error", "warning", "info"):
            if self.counts.get(severity):
                return severity
        return self.check.severity
