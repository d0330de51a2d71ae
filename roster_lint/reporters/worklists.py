"""Worklists: one CSV file a school, for the person who mends, with the names that this takes."""

import csv
import itertools
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from roster_lint.check_header import Effect
from roster_lint.errors import UsageError
from roster_lint.report import Report, WorkItem

COLUMNS = (
    "severity",
    "check",
    "what",
    "record",
    "person ID",
    "student number",
    "staff number",
    "name",
    "what is wrong",
    "suggestion",
    "what happens at the vendor",
    "where to mend it",
    "done",
    "note",
)

CONSEQUENCES: Mapping[Effect, str] = {
    "missing": "does not arrive",
    "deleted": "sent as ToBeDeleted: deleted there, or simply gone",
    "wrong": "arrives with wrong or lacking values",
    "blocked": "nothing of it arrives",
    "risk": "may go wrong",
}
"""What happens if nobody mends it, by effect."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def check_folder(folder: Path) -> None:
    """Refuses a folder for worklists before the work is done rather than after it.

    Raises:
        UsageError: it exists and is not empty, or cannot be made.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"--worklists: {folder} is a file; name a folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"--worklists: the folder {folder} is not empty; name a new one.")
    if not folder.parent.is_dir():
        raise UsageError(f"--worklists: there is no folder {folder.parent}.")


def write_worklists(report: Report, folder: Path) -> int:
    """Writes one file for each school with findings, and one for what belongs to no school.

    Args:
        report: the run's report.
        folder: new or empty; it and the files are readable by the owner alone.

    Returns:
        The number of files.

    Raises:
        UsageError: the folder cannot be written to.
    """
    check_folder(folder)
    files = 0
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        by_school = itertools.groupby(report.work_items(), lambda item: item.finding.school_id)
        for school, items in by_school:
            with _private(folder / _file_name(school, report.school_names)) as stream:
                _write(stream, items)
            files += 1
    except OSError as error:
        raise UsageError(f"--worklists: {folder} cannot be written: {error.strerror}.") from None
    return files


def _write(stream: TextIO, items: Iterator[WorkItem]) -> None:
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for item in items:
        finding = item.finding
        key = ", ".join(f"{name} {value}" for name, value in finding.key.items())
        row = (
            finding.severity,
            finding.code,
            finding.name.replace("-", " "),
            key,
            item.person_id,
            item.student_number,
            item.staff_number,
            item.person_name,
            finding.message,
            finding.suggestion,
            CONSEQUENCES[finding.effect],
            finding.fix,
            "",
            "",
        )
        writer.writerow([harmless(cell) for cell in row])


def harmless(cell: object) -> str:
    """A cell's text, so that no spreadsheet runs it as a formula: an apostrophe comes first."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _file_name(school: int | str | None, names: Mapping[int | str, str]) -> str:
    if school is None:
        return "district.csv"
    plain = unicodedata.normalize("NFKD", names.get(school, "school")).encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.decode().casefold()).strip("-") or "school"
    return f"{slug}-{re.sub(r'[^A-Za-z0-9_.-]', '-', str(school))}.csv"


@contextmanager
def _private(path: Path) -> Iterator[TextIO]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    # A BOM, or Excel takes the names for Windows-1252.
    with open(descriptor, "w", encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123
        yield stream
