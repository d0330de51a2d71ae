"""The result of one district, only in numbers: small enough to be sent from anywhere."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from roster_lint import __version__
from roster_lint.errors import scrub
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from roster_lint.vocabulary import Verdict

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Found:
    """What one check found in a district.

    Attributes:
        name: the check's name.
        severity: the worst that it found.
        findings: how many.
        records: how many records they stand for.
    """

    name: str
    severity: str
    findings: int
    records: int


@dataclass(frozen=True)
class People:
    """One population of a district; a number is None where it is unknown.

    Attributes:
        total: how many there are.
        available: how many will sync.
        held_back: how many a fault holds back.
    """

    total: int | None
    available: int | None
    held_back: int | None


@dataclass(frozen=True)
class Outcome:
    """One district's row of the summary. It holds no name of a person, no address and no record.

    Attributes:
        name: the district's name.
        verdict: ready, not-ready or incomplete.
        exit_code: what ``check`` would end with.
        source: where the data is, without a password; None where that cannot be said.
        kind: of source; None where that is not known.
        reasons: why it is incomplete, a sentence each.
        judged: the run was complete, so another one would find the same.
        errors: how many.
        warnings: how many.
        infos: how many.
        populations: by entity.
        worst: the code of the check with the most severe findings, and most records of
            those.
        codes: what was found, by code.
        oneroster: the version that was judged.
        vendor: the vendors that were judged by.
        seconds: how long it took.
        attempts: 2 where the process of the first attempt was lost.
        reports: the files written, by kind, relative to the summary.
        version: of roster-lint.
        stamp: what it was judged by, to recognize it in a later run.
    """

    name: str
    verdict: Verdict
    exit_code: int
    source: str | None = None
    kind: str | None = None
    reasons: tuple[str, ...] = ()
    judged: bool = True
    errors: int | None = None
    warnings: int | None = None
    infos: int | None = None
    populations: Mapping[str, People] = field(default_factory=dict)
    worst: str | None = None
    codes: Mapping[str, Found] = field(default_factory=dict)
    oneroster: str | None = None
    vendor: str | None = None
    seconds: float = 0.0
    attempts: int = 1
    reports: Mapping[str, str] = field(default_factory=dict)
    version: str = __version__
    stamp: str | None = None

    @property
    def held_back(self) -> int | None:
        """Students that a fault holds back; None where that is not known."""
        students = self.populations.get("student")
        return students.held_back if students else None

    def facts(self) -> dict[str, Any]:
        """The row as JSON can have it."""
        return asdict(self) | {"reasons": list(self.reasons)}

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> Self:
        """The row that such facts stand for.

        Raises:
            TypeError, KeyError, AttributeError: they are no row.
        """
        known = dict(facts)
        known["reasons"] = tuple(known["reasons"])
        known["populations"] = {k: People(**v) for k, v in known["populations"].items()}
        known["codes"] = {code: Found(**found) for code, found in known["codes"].items()}
        return cls(**known)


def of_report(report: Report, name: str) -> Outcome:
    """The row of a complete run."""
    found = [c for c in report.checks if c.findings and not c.tolerated]
    worst = min((c for c in found if c.severity != "info"), key=_gravity, default=None)
    return Outcome(
        name=name,
        verdict=report.verdict,
        exit_code=report.exit_code,
        source=report.source_location,
        kind=report.source_kind,
        reasons=tuple(report.incomplete),
        errors=report.count("error"),
        warnings=report.count("warning"),
        infos=report.count("info"),
        populations={
            one.entity: People(one.total, one.available, one.split.held_back if one.split else None)
            for one in report.availability
        },
        worst=worst.check.code if worst else None,
        codes={c.check.code: _found(c) for c in sorted(found, key=_gravity)},
        oneroster=report.oneroster,
        vendor=report.vendor,
    )


def broken_off(name: str, source: str | None, reason: str) -> Outcome:
    """The row of a run that broke off, and so has no verdict."""
    return Outcome(name, "incomplete", 3, source, reasons=(scrub(reason),), judged=False)


def _found(result: CheckResult) -> Found:
    return Found(result.check.name, result.severity, result.findings, result.found_records)


def _gravity(result: CheckResult) -> tuple[int, int, str]:
    return _GRAVITY[result.severity], -result.found_records, result.check.code
