"""Worklists: one CSV file a school, for the person who fixes, with the names that this takes."""

import csv
import itertools
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from roster_lint.checks.finding import WorkItem
from roster_lint.errors import UsageError
from roster_lint.files.whole import folder_replaced
from roster_lint.report.formats.worklist_folder import FileNames, check_folder, write_marker
from roster_lint.report.report import Report
from roster_lint.vocabulary import Effect

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
    "where to fix it",
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
"""What happens if nobody fixes it, by effect."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_UNSEEN = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"


def write_worklists(report: Report, folder: Path) -> int:
    """Writes one file for each school with findings, and one for what belongs to no school.

    Args:
        report: the run's report.
        folder: new, empty, or with worklists of an earlier run, which the new ones replace when all
            of them are written. It and the files are readable by the owner alone.

    Returns:
        The number of files.

    Raises:
        UsageError: the folder cannot be written to, or holds something else.
    """
    check_folder(folder)
    names = FileNames(report.school_names)
    files: list[str] = []
    try:
        with folder_replaced(folder, check_folder) as place:
            by_school = itertools.groupby(report.work_items(), lambda item: item.finding.school_id)
            for school, items in by_school:
                files.append(names.of(school))
                with _private(place / files[-1]) as stream:
                    _write(stream, items)
            write_marker(place, files)
    except OSError as error:
        raise UsageError(f"--worklists: {folder} cannot be written: {error.strerror}.") from None
    return len(files)


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
    """A cell's text, so that no spreadsheet runs it as a formula: an apostrophe comes first.

    A formula may hide behind blanks and marks that nobody sees, and its sign may be full-width.
    """
    text = "" if cell is None else str(cell)
    if not text or text[0].isalnum():
        return text
    seen = text.lstrip(_UNSEEN)
    is_control = unicodedata.category(text[0]) == "Cc"
    return f"'{text}" if is_control or seen.startswith(_FORMULA) else text


@contextmanager
def _private(path: Path) -> Iterator[TextIO]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    # A BOM, or Excel takes the names for Windows-1252.
    with open(descriptor, "w", encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123
        yield stream
