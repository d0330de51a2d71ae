"""What a run found, as keys and values of its JSON document: by vendor, by check, by finding."""

from collections.abc import Iterator

from roster_lint.checks.finding import Finding
from roster_lint.report.formats.json_parts import CheckFacts, FindingFacts, RegradedFacts, Vendor
from roster_lint.report.report import Report, every_finding
from roster_lint.report.results import CheckResult, VendorResult


def finding_facts(report: Report) -> Iterator[FindingFacts]:
    """Each finding as an object, as it is read from the engine."""
    tolerated = {result.check.code for result in report.checks if result.tolerated}
    for finding, is_known in every_finding(report):
        is_tolerated = finding.code in tolerated and not is_known
        yield _finding(finding, is_tolerated=is_tolerated, is_known=is_known)


def vendor_facts(result: VendorResult) -> Vendor:
    """The verdict for one vendor, and what it rests on."""
    return {
        "name": result.name,
        "display": result.display,
        "verdict": result.verdict,
        "errors": result.counts.get("error", 0),
        "warnings": result.counts.get("warning", 0),
        "infos": result.counts.get("info", 0),
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


def _regraded(result: CheckResult) -> RegradedFacts | None:
    if result.regraded is None:
        return None
    return {
        "severity": result.regraded.severity,
        "otherwise": result.check.severity,
        "reason": result.regraded.reason,
    }


def check_facts(result: CheckResult) -> CheckFacts:
    """What one check gave."""
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
        "known": result.known,
        "tolerated": result.tolerated,
        "tolerance_reason": result.tolerance_reason if result.tolerated else None,
        "regraded": _regraded(result),
        "reason": result.reason,
    }


def _finding(finding: Finding, *, is_tolerated: bool, is_known: bool) -> FindingFacts:
    facts: FindingFacts = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "entity": finding.entity,
        "key": dict(finding.key),
        "school_id": finding.school_id,
        "message": finding.message,
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "vendors": [
            {
                "name": counted.name,
                "severity": counted.severity,
                "consequence": counted.consequence,
                "sources": list(counted.sources),
            }
            for counted in finding.vendors
        ],
        "tolerated": is_tolerated,
        "known": is_known,
    }
    if finding.suggestion is not None:
        facts["suggestion"] = finding.suggestion
    return facts
