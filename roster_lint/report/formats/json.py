"""The report for programs: one JSON object whose findings are written as they are read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from roster_lint.checks.finding import Finding
from roster_lint.report.plan import Plan, Standing
from roster_lint.report.report import (
    Affected,
    Availability,
    CheckResult,
    OtherVersion,
    Records,
    Report,
    SchoolAvailability,
    VendorResult,
)
from roster_lint.vocabulary import Severity

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings

SCHEMA = 1
"""The schema's version: it changes only where a reader would break, not where a key is added."""

_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

# ASCII escapes are valid whatever encoding the stream has.
_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def write(report: Report, stream: TextIO) -> None:
    """Writes the report: readable on top, then every finding on a line of its own.

    The findings pass one at a time from the engine to the stream, in the engine's order.

    Args:
        report: the run's result, not yet closed.
        stream: a text stream; it is left open.
    """
    write_facts(facts_of(report), stream)
    separator = "\n    "
    for finding in finding_facts(report):
        stream.write(f"{separator}{_encode(finding)}")
        separator = ",\n    "
    stream.write("]\n}\n" if separator == "\n    " else "\n  ]\n}\n")


def finding_facts(report: Report) -> Iterator[dict[str, Any]]:
    """Each finding as an object, as it is read from the engine."""
    tolerated = {result.check.code for result in report.checks if result.tolerated}
    for finding in report.findings():
        yield _finding(finding) | {"tolerated": finding.code in tolerated}


def write_broken_off(settings: "Settings", reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes the report of a run that came to no end: why, and nothing like a verdict."""
    from roster_lint.report.formats.broken_off import broken_off_facts

    write_facts(broken_off_facts(settings, reason, exit_code), stream)
    stream.write("]\n}\n")


def write_facts(facts: Mapping[str, Any], stream: TextIO) -> None:
    """Writes all keys of a report but its findings, and the bracket before these."""
    stream.write("{\n")
    for name, value in facts.items():
        stream.write(f"  {_encode(name)}: {_laid_out(value)},\n")
    stream.write('  "findings": [')


def _laid_out(value: object) -> str:
    """A list with an item on each line; anything else on one line."""
    if not isinstance(value, list) or not value:
        return _encode(value)
    items = ",\n".join(f"    {_encode(item)}" for item in value)
    return f"[\n{items}\n  ]"


def facts_of(report: Report) -> dict[str, Any]:
    """All keys of a report but its findings."""
    return {
        "schema": SCHEMA,
        "tool": "roster-lint",
        "version": report.version,
        "source": {"kind": report.source_kind, "location": report.source_location},
        "as_of": report.as_of.isoformat(),
        "school_year": report.school_year.end_year if report.school_year else None,
        "oneroster": report.oneroster,
        "oneroster_set": report.oneroster_set,
        "other_version": other_version_facts(report.other_version),
        "vendor": report.vendor,
        "vendors": [_vendor(result) for result in report.vendors],
        "schools": list(report.schools),
        "readings": dict(report.readings),
        "notes": [*report.notes, *report.vendor_notes],
        "verdict": report.verdict,
        "exit_code": report.exit_code,
        "incomplete": list(report.incomplete),
        "unjudged": report.verdict == "incomplete" and report.unjudged,
        "missing": list(report.missing),
        "summary": _summary(report),
        "affected": [_affected(one) for one in report.affected],
        "availability": [_population(population) for population in report.availability],
        "records": {one.entity: _records(one) for one in report.records},
        "plan": _plan(report.plan),
        "no_plan": report.not_listed,
        "suppressions": [asdict(use) for use in report.suppressions],
        "checks": [_check(result) for result in report.checks],
    }


def other_version_facts(other: OtherVersion | None) -> dict[str, Any] | None:
    """What the version that was not judged would change; None where the version was set."""
    if other is None:
        return None
    return {
        "oneroster": other.oneroster,
        "more": None if other.more is None else dict(other.more),
        "judged_excluded_by": list(other.judged_excluded_by),
    }


def _population(population: Availability) -> dict[str, Any]:
    """A population, with what becomes of those that will not sync beside its other numbers."""
    schools = population.schools
    return _counted(population) | {
        "criteria": [dict(vars(criterion)) for criterion in population.criteria],
        "schools": None if schools is None else [_counted(school) for school in schools],
    }


def _counted(of: Availability | SchoolAvailability) -> dict[str, Any]:
    # Not by asdict, which copies every value: a large district has thousands of schools.
    told = {name: value for name, value in vars(of).items() if name != "split"}
    return told | {
        name: getattr(of.split, name, None) for name in ("held_back", "left_out", "not_used")
    }


def _plan(plan: Plan | None) -> dict[str, Any] | None:
    """What to fix first; a step names its causes by their places in the list, from 0 on."""
    if plan is None:
        return None
    return {
        "now": _standing(plan.now),
        "causes": [dict(vars(cause)) for cause in plan.causes],
        "steps": [
            {
                "causes": list(step.causes),
                "brings_back": dict(step.brings_back),
                "then": _standing(step.then),
            }
            for step in plan.steps
        ],
        "stays": dict(plan.stays),
    }


def _standing(of: Mapping[str, Standing]) -> dict[str, dict[str, int]]:
    """How many there are and how many will sync; of classes, too, how many without a teacher."""
    return {
        entity: {name: number for name, number in vars(one).items() if number is not None}
        for entity, one in of.items()
    }


def _records(records: Records) -> dict[str, int | None]:
    numbers = asdict(records)
    del numbers["entity"]
    return numbers


def _summary(report: Report) -> Mapping[str, int]:
    counts: dict[str, int] = {severity: report.count(severity) for severity in _SEVERITIES}
    return counts | {"checks_run": report.checks_run, "checks_skipped": report.checks_skipped}


def _affected(affected: Affected) -> dict[str, Any]:
    """What could not be counted to the end is null."""
    numbers = {name: getattr(affected, name) for name in ("people", "classes", "others")}
    known = {name: None if name in affected.unknown else n for name, n in numbers.items()}
    return {"effect": affected.effect, **known}


def _vendor(result: VendorResult) -> dict[str, Any]:
    counts = {f"{severity}s": result.counts.get(severity, 0) for severity in _SEVERITIES}
    return {
        "name": result.name,
        "display": result.display,
        "verdict": result.verdict,
        **counts,
        "not_checked": list(result.not_checked),
        "checks": {
            code: {
                "findings": cell.findings,
                "severity": cell.severity,
                "consequence": cell.consequence,
                "sources": list(cell.sources),
            }
            for code, cell in result.cells.items()
        },
    }


def _check(result: CheckResult) -> dict[str, Any]:
    return {
        "code": result.check.code,
        "name": result.check.name,
        "severity": result.severity,
        "effect": result.check.effect,
        "owner": result.check.owner,
        "status": result.status,
        "findings": result.findings,
        "records": result.found_records,
        "total": result.total,
        "suppressed": result.suppressed,
        "tolerated": result.tolerated,
        "reason": result.reason,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    told = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "entity": finding.entity,
        "key": dict(finding.key),
        "school_id": finding.school_id,
        "message": finding.message,
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "vendors": [dict(vars(counted)) for counted in finding.vendors],
    }
    return told if finding.suggestion is None else told | {"suggestion": finding.suggestion}
