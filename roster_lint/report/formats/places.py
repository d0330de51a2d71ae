"""Where a finding is, for formats that want a file and a line."""

from dataclasses import dataclass

from roster_lint.checks.finding import Finding
from roster_lint.report.report import Report


@dataclass(frozen=True)
class Place:
    """A finding's file and line.

    Attributes:
        file: the file in the source; the source itself where no file can be named.
        line: counted from 1; None where it is not known.
        record: the record's key in words: ``personID 1217``.
    """

    file: str
    line: int | None
    record: str


def place_of(report: Report, finding: Finding) -> Place:
    """Where a finding is: a bundle's file and line, a snapshot's table, else the source."""
    key = finding.key
    record = ", ".join(f"{name} {value}" for name, value in key.items() if name != "line")
    line = key.get("line")
    known = int(line) if isinstance(line, int) and line > 0 else None
    if "file" in key:
        return Place(f"{key['file']}", known, record)
    if "table" in key:
        return Place(f"{key['table']}.csv", known, record)
    return Place(report.source_location, None, record)
