"""All findings as CSV, for a spreadsheet or another program: no names, as in the other formats."""

import csv
from typing import TextIO

from roster_lint.report.formats.worklists import harmless
from roster_lint.report.report import Report, every_finding
from roster_lint.settings.settings import Settings

COLUMNS = (
    "severity",
    "code",
    "name",
    "effect",
    "owner",
    "entity",
    "key",
    "school_id",
    "school",
    "message",
    "fix",
    "vendors",
    "tolerated",
    "known",
    "fingerprint",
)


def write(report: Report, stream: TextIO) -> None:
    """Writes a row for each finding under the header, as they are read from the engine."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    checks = {result.check.code: result for result in report.checks}
    for finding, is_known in every_finding(report):
        result = checks[finding.code]
        school = report.school_names.get(finding.school_id) if finding.school_id else None
        row = (
            finding.severity,
            finding.code,
            finding.name,
            finding.effect,
            result.check.owner,
            finding.entity,
            finding.record,
            finding.school_id,
            school,
            finding.message,
            finding.fix,
            " ".join(one.name for one in finding.vendors),
            "yes" if result.tolerated and not is_known else "",
            "yes" if is_known else "",
            finding.fingerprint,
        )
        writer.writerow([harmless(cell) for cell in row])


def write_broken_off(settings: Settings, reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes a row that is no finding: that the run broke off, and why."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    row = {"severity": "incomplete", "message": reason}
    writer.writerow([harmless(row.get(name, "")) for name in COLUMNS])
