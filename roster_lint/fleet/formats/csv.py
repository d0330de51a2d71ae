"""The summary's table for a spreadsheet: a row a district."""

import csv
from collections.abc import Iterator
from typing import TextIO

from roster_lint.fleet.summary import Summary
from roster_lint.report.formats.text.wording import plain
from roster_lint.report.formats.worklists import harmless

_POPULATIONS = ("student", "teacher", "staff", "guardian", "relative", "section")
_HEADER = ("district", "verdict", "exit_code", "errors", "warnings", "infos", "worst_code")
_TAIL = ("seconds", "attempts", "source", "report", "reason")
HEADER = (
    *_HEADER,
    *(f"{entity}_{what}" for entity in _POPULATIONS for what in ("total", "sync", "held_back")),
    *_TAIL,
)


def write(summary: Summary, stream: TextIO) -> None:
    """Writes the table to a text stream, which is left open. What is not known is blank."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    for row in _rows(summary):
        writer.writerow(_cell(value) for value in row)


def _cell(value: object) -> object:
    if value is None:
        return ""
    return harmless(plain(value)) if isinstance(value, str) else value


def _rows(summary: Summary) -> Iterator[list[object]]:
    for one in summary.outcomes:
        row: list[object] = [one.name, one.verdict, one.exit_code]
        row += [one.errors, one.warnings, one.infos, one.worst]
        for entity in _POPULATIONS:
            people = one.populations.get(entity)
            row += [people.total, people.available, people.held_back] if people else [None] * 3
        report = one.reports.get("html") or next(iter(one.reports.values()), None)
        row += [one.seconds, one.attempts, one.source, report, " ".join(one.reasons) or None]
        yield row
    for name in summary.not_run:
        blank: list[object] = [None] * (len(HEADER) - 2)
        yield [name, "not-run", *blank]
