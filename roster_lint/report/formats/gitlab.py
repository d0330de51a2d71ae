"""GitLab's code quality report: a list of issues, one a finding."""

import hashlib
import json
from typing import TextIO

from roster_lint.report.formats.places import place_of
from roster_lint.report.formats.text.wording import plain
from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import Severity

_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "major", "info": "info"}

_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def write(report: Report, stream: TextIO) -> None:
    """Writes the issues one at a time, as they are read from the engine."""
    stream.write("[")
    between = "\n"
    for reason in report.incomplete:
        stream.write(between + _encode(_incomplete(reason)))
        between = ",\n"
    for finding in report.findings():
        place = place_of(report, finding)
        issue = {
            "description": plain(f"{finding.message}. Fix: {finding.fix}"),
            "check_name": f"{finding.code} {finding.name}",
            "fingerprint": finding.fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": place.file, "lines": {"begin": place.line or 1}},
        }
        stream.write(between + _encode(issue))
        between = ",\n"
    stream.write("\n]\n")


def write_broken_off(settings: Settings, reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes the reason as the one issue, a blocker."""
    stream.write(f"[\n{_encode(_incomplete(reason))}\n]\n")


def _incomplete(reason: str) -> dict[str, object]:
    return {
        "description": plain(reason),
        "check_name": "incomplete",
        "fingerprint": hashlib.sha256(reason.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "severity": "blocker",
        "location": {"path": ".", "lines": {"begin": 1}},
    }
