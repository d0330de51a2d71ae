"""Worklists: one CSV file a school or an office, for those who fix the data, with names."""

import csv
import itertools
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TextIO

from roster_lint.checks.finding import WorkItem
from roster_lint.errors import UsageError
from roster_lint.files.whole import folder_replaced
from roster_lint.report.formats.worklist_folder import (
    FileNames,
    check_folder,
    name_of_owner,
    write_marker,
)
from roster_lint.report.report import Report
from roster_lint.vocabulary import Effect

COLUMNS = (
    "severity",
    "check",
    "what",
    "school",
    "record",
    "person ID",
    "student number",
    "staff number",
    "name",
    "what is wrong",
    "suggestion",
    "what happens at the vendor",
    "owner",
    "where to fix it",
    "done",
    "note",
)

CONSEQUENCES: Mapping[Effect, str] = {
    "missing": "does not arrive",
    "deleted": "sent as ToBeDeleted: deleted there, or simply gone",
    "wrong": "arrives with wrong or missing data",
    "blocked": "nothing of it arrives",
    "risk": "may go wrong",
}
"""What happens if nobody fixes it, by effect."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_UNSEEN = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"


def write_worklists(report: Report, folder: Path, by: Literal["school", "owner"] = "school") -> int:
    """Writes one file for each school with findings, and one for what belongs to no school.

    Args:
        report: the run's report.
        by: ``owner`` writes one file for each who fixes some of the findings instead.
        folder: new, empty, or with worklists of an earlier run, which the new ones replace when all
            of them are written. It and the files are readable by the owner alone.

    Returns:
        The number of files.

    Raises:
        UsageError: the folder cannot be written to, or holds something else.
    """
    check_folder(folder)
    files: list[str] = []
    try:
        with folder_replaced(folder, check_folder) as place:
            for name, items in _files(report, by):
                files.append(name)
                with _private(place / name) as stream:
                    _write(stream, items, report.school_names)
            write_marker(place, files)
    except OSError as error:
        raise UsageError(f"--worklists: {folder} cannot be written: {error.strerror}.") from None
    return len(files)


def cells(item: WorkItem, school_names: Mapping[int | str, str]) -> tuple[int | str | None, ...]:
    """One finding as a row: a value for each of the columns."""
    finding = item.finding
    school = finding.school_id
    return (
        finding.severity,
        finding.code,
        finding.name.replace("-", " "),
        None if school is None else school_names.get(school, school),
        finding.record,
        item.person_id,
        item.student_number,
        item.staff_number,
        item.person_name,
        finding.message,
        finding.suggestion,
        CONSEQUENCES[finding.effect],
        item.owner,
        finding.fix,
        None,
        None,
    )


def _files(
    report: Report, by: Literal["school", "owner"]
) -> Iterator[tuple[str, Iterator[WorkItem]]]:
    """The name of each file, and its rows, which have to be read before the next one's."""
    items = report.work_items(by)
    if by == "owner":
        for owner, of_owner in itertools.groupby(items, lambda item: item.owner):
            yield name_of_owner(owner), of_owner
        return
    names = FileNames(report.school_names)
    for school, of_school in itertools.groupby(items, lambda item: item.finding.school_id):
        yield names.of(school), of_school


def _write(
    stream: TextIO, items: Iterator[WorkItem], school_names: Mapping[int | str, str]
) -> None:
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for item in items:
        writer.writerow([harmless(cell) for cell in cells(item, school_names)])


def harmless(cell: object) -> str:
    """A cell's text, so that no spreadsheet runs it as a formula: an apostrophe comes first.

    A formula may hide behind blanks and invisible marks, and its sign may be full-width.
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
    # A BOM, or Excel reads the names as Windows-1252.
    with open(descriptor, "w", encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123
        yield stream
