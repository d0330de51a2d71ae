"""Annotations of GitHub Actions: workflow commands, one a check."""

from typing import TextIO

from roster_lint.report.formats.places import place_of
from roster_lint.report.formats.text.fired import by_badness, extent
from roster_lint.report.formats.text.verdict import last_line
from roster_lint.report.formats.text.wording import plain
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import Severity

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def write(report: Report, stream: TextIO) -> None:
    """Writes a command for each check that found something, worst first, and the last line."""
    for reason in report.incomplete:
        stream.write(f"::error title=roster-lint::{_data(reason)}\n")
    for result in by_badness(report):
        stream.write(_annotation(report, result) + "\n")
    stream.write(last_line(report).plain + "\n")


def write_broken_off(settings: Settings, reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes the reason as an error."""
    stream.write(f"::error title=roster-lint::{_data(reason)}\n")


def _annotation(report: Report, result: CheckResult) -> str:
    check = result.check
    first = next(iter(report.first_findings(check.code, 1)), None)
    title = f"{check.code} {check.name}"
    where = ""
    if first is not None and {"file", "table"} & set(first.key):
        place = place_of(report, first)
        line = f",line={place.line}" if place.line else ""
        where = f"file={_property(place.file)}{line},"
    example = f": {first.message}" if first is not None else ""
    text = f"{extent(result)}{example}. Fix: {check.fix}"
    command = "notice" if result.tolerated else _COMMANDS[result.severity]
    return f"::{command} {where}title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    """A message, in which a line break would end the command."""
    return plain(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
