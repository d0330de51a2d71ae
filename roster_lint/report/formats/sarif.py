"""SARIF 2.1.0 (OASIS), which code scanning reads: a rule a check, a result a finding."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from roster_lint import __version__
from roster_lint.checks.finding import Finding
from roster_lint.report.formats.places import place_of
from roster_lint.report.formats.text.wording import plain
from roster_lint.report.report import Report, every_finding
from roster_lint.report.results import CheckResult
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import Severity

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}

_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def write(report: Report, stream: TextIO) -> None:
    """Writes the log with one run; its results pass one at a time from the engine."""
    rules = {result.check.code: place for place, result in enumerate(report.checks)}
    run = {
        "tool": {"driver": _driver([_rule(result) for result in report.checks])},
        "invocations": [_invocation(report.incomplete, report.exit_code)],
        "columnKind": "unicodeCodePoints",
        "properties": {"verdict": report.verdict, "asOf": report.as_of.isoformat()},
    }
    _write(run, (_result(report, *one, rules) for one in every_finding(report)), stream)


def write_broken_off(settings: Settings, reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes a log without results, whose invocation was not successful and says why."""
    run = {
        "tool": {"driver": _driver([])},
        "invocations": [_invocation((reason,), exit_code)],
        "properties": {"verdict": "incomplete"},
    }
    _write(run, iter(()), stream)


def _write(run: dict[str, Any], results: Iterator[dict[str, Any]], stream: TextIO) -> None:
    start = _encode(run)[:-1]
    stream.write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{start}, "results": [')
    between = "\n"
    for result in results:
        stream.write(between + _encode(result))
        between = ",\n"
    stream.write("\n]}]}\n")


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": "roster-lint", "version": __version__, "rules": rules}


def _invocation(problems: tuple[str, ...], exit_code: int) -> dict[str, Any]:
    """A run that could not judge everything was not successful, whatever it found."""
    notifications = [{"level": "error", "message": {"text": plain(one)}} for one in problems]
    return {
        "executionSuccessful": not problems,
        "exitCode": exit_code,
        "toolExecutionNotifications": notifications,
    }


def _rule(result: CheckResult) -> dict[str, Any]:
    check = result.check
    text = " ".join(check.doc.split()) or check.name.replace("-", " ")
    return {
        "id": check.code,
        "name": "".join(word.capitalize() for word in check.name.split("-")),
        "shortDescription": {"text": check.name.replace("-", " ")},
        "fullDescription": {"text": text},
        "help": {"text": f"{text}\n\nFix: {check.fix}"},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": [check.topic, check.effect, check.owner]},
    }


def _result(
    report: Report, finding: Finding, is_known: bool, rules: dict[str, int]
) -> dict[str, Any]:
    place = place_of(report, finding)
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(place.file)}},
        "logicalLocations": [{"fullyQualifiedName": plain(place.record), "kind": "member"}],
    }
    if place.line is not None:
        location["physicalLocation"]["region"] = {"startLine": place.line}
    # Known findings are not new, and suppressed where a reader supports suppressions.
    known: dict[str, Any] = {}
    if report.baseline is not None:
        known["baselineState"] = "unchanged" if is_known else "new"
    if is_known:
        known["suppressions"] = [{"kind": "external", "justification": "in the baseline"}]
    return {
        "ruleId": finding.code,
        "ruleIndex": rules[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": plain(finding.message)},
        "locations": [location],
        "partialFingerprints": {"record/v1": finding.fingerprint},
        "properties": {"effect": finding.effect, "fix": finding.fix},
        **known,
    }


def _uri(place: str) -> str:
    """A path as a relative reference; a database's URL is shown without a password already."""
    return quote(place if "://" in place else PurePath(place).as_posix(), safe="/:@?=&*%")
