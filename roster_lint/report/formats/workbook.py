"""The worklists as one Excel workbook: what to fix first, then a sheet a topic, with the names."""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.workbook import Workbook

from roster_lint.checks.catalog import TOPICS
from roster_lint.checks.finding import WorkItem
from roster_lint.files.private import private_folder
from roster_lint.files.whole import bytes_written_whole
from roster_lint.report.formats import workbook_front, workbook_sheet
from roster_lint.report.formats.workbook_front import write_front
from roster_lint.report.formats.workbook_sheet import Sheet, Styles
from roster_lint.report.formats.worklists import COLUMNS, cells
from roster_lint.report.report import Report

CHOICES = {"done": ["yes", "no"]}
"""What can be chosen in a column."""


def write_workbook(report: Report, path: Path) -> int:
    """Writes the workbook, row by row: memory does not grow with the findings.

    The same report makes the same bytes.

    Args:
        report: the run's result.
        path: the file, which appears once all of it is written and which only its owner can read.

    Returns:
        The number of findings in it.

    Raises:
        UsageError: the file cannot be written.
    """
    found = 0
    with (
        bytes_written_whole(path, private=True) as stream,
        private_folder() as scratch,
        _book(stream, scratch, report) as book,
    ):
        styles = Styles.of(book)
        write_front(report, Sheet(book, workbook_front.NAME, styles), styles)
        by_topic = itertools.groupby(report.work_items("topic"), lambda i: i.finding.code[:2])
        for topic, items in by_topic:
            found += _write_topic(report, book, styles, topic, items)
    return found


def _write_topic(
    report: Report, book: Workbook, styles: Styles, topic: str, items: Iterator[WorkItem]
) -> int:
    """A sheet of one topic's findings, and further ones where Excel takes no more rows."""
    title = TOPICS.get(topic, f"Checks {topic}")
    found = 0
    for number in itertools.count(1):
        most = workbook_sheet.MOST_ROWS - 1
        part = list(itertools.islice(items, 1))
        if not part:
            return found
        sheet = Sheet(book, title if number == 1 else f"{title} ({number})", styles)
        sheet.header(COLUMNS)
        for item in itertools.chain(part, itertools.islice(items, most - 1)):
            sheet.row(cells(item, report.school_names))
        sheet.fit()
        sheet.list_below_header(COLUMNS, CHOICES)
        found += sheet.rows - 1
    return found


class _Stream:
    """A stream for the library's zip file, which can be given up.

    Otherwise its destructor would complain on stderr about a full disk, or a closed stream.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: BinaryIO = stream

    def give_up(self) -> None:
        """Discards whatever is still to come."""
        self._stream = io.BytesIO()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever a stream has)
        return getattr(self._stream, name)


@contextmanager
def _book(stream: BinaryIO, scratch: str, report: Report) -> Iterator[Workbook]:
    """A workbook on its way into a stream; raises OSError where it cannot be written."""
    options = {
        "constant_memory": True,
        "tmpdir": scratch,
        "use_zip64": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    whole = _Stream(stream)
    book = Workbook(whole, options)
    # Else it would be the time of day.
    created = datetime.combine(report.as_of, time())
    book.set_properties({"title": "roster-lint: what to fix", "created": created})
    try:
        yield book
        book.close()
    except FileCreateError as error:
        raise error.args[0] from None
    finally:
        whole.give_up()
        # What is open cannot be removed on Windows.
        for sheet in book.worksheets():
            sheet.row_data_fh.close()
