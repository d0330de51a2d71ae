"""Cells of a record that could not be read and so count as missing, whatever stands in them."""

import json
from collections.abc import Iterable, Iterator, Mapping

from roster_lint.explain.rulebook import Rulebook

_TABLES = {
    "enrollment": "Enrollment",
    "assignment": "EmploymentAssignment",
    "relationship": "RelatedPair",
    "roster": "Roster",
    "staff_history": "SectionStaffHistory",
    "section": "Section",
    "course": "Course",
}


def unreadable(book: Rulebook, records: Iterable[tuple[str, Mapping[str, int]]]) -> Iterator[str]:
    """A note for each unreadable cell of the records, given as entity and key."""
    for entity, key in records:
        found = book.rows(
            "SELECT DISTINCT column_name, expects FROM bad_cell"
            " WHERE table_name = ? AND record = ? AND fault = 'unreadable' ORDER BY 1",
            _TABLES[entity],
            json.dumps(dict(key), separators=(",", ":")),
        )
        for cell in found:
            named = "/".join(str(value) for value in key.values())
            yield (
                f"{_TABLES[entity]} {named}: {cell['column_name']} is not {cell['expects']}, so it "
                "counts as missing (DA001)."
            )
