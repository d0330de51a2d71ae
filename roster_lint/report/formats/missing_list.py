"""The list of the records that will not sync as a CSV file, for the person who fixes them."""

import csv
from collections.abc import Iterable
from typing import TextIO

from roster_lint.report.formats.text.wording import WAYS
from roster_lint.report.formats.worklists import harmless
from roster_lint.report.missing_list import MissingRecord

COLUMNS = (
    "population",
    "outcome",
    "person ID",
    "student number",
    "staff number",
    "name",
    "section ID",
    "section",
    "roster ID",
    "school ID",
    "school",
    "failed criteria",
    "checks",
    "what to do",
)


def write_missing_list(records: Iterable[MissingRecord], stream: TextIO, *, names: bool) -> int:
    """Writes a row for each record as it is read, under a row of headings.

    Args:
        records: those of a report, in its order.
        stream: a text stream; it is left open.
        names: people's names may be written; else their column is blank.

    Returns:
        The number of records.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    number = 0
    for record in records:
        number += 1
        row = (
            record.population,
            WAYS[record.way],
            record.person_id,
            record.student_number,
            record.staff_number,
            record.person_name if names else None,
            record.section_id,
            record.section,
            record.roster_id,
            record.school_id,
            record.school,
            "; ".join(record.failures),
            ", ".join(record.codes),
            record.fix,
        )
        writer.writerow([harmless(cell) for cell in row])
    return number
