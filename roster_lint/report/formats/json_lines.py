"""One finding a line, as JSON, and before them the report's own facts on one line."""

import json
from typing import TextIO

from roster_lint.report.formats.broken_off import broken_off_facts
from roster_lint.report.formats.json_facts import facts_of
from roster_lint.report.formats.json_results import finding_facts
from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings

_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def write(report: Report, stream: TextIO) -> None:
    """Writes ``{"report": …}`` and then ``{"finding": …}`` for each finding, as they are read."""
    stream.write(_encode({"report": facts_of(report)}) + "\n")
    for finding in finding_facts(report):
        stream.write(_encode({"finding": finding}) + "\n")


def write_broken_off(settings: Settings, reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes the one line of a run that broke off."""
    stream.write(_encode({"report": broken_off_facts(settings, reason, exit_code)}) + "\n")
