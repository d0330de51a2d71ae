"""Finds the lines of the rows that DA004 shows, where the source is a file."""

import json

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import quoted

_FIRST_LINE = 2
"""The line of a file's first row, below the header."""


def note_sample_lines(engine: Engine) -> None:
    """Fills ``sample_line`` for the rows that the model has chosen as samples.

    Only of files in which each line is a row; of others, and of databases, rows are shown by their
    keys.

    Args:
        engine: holds the model.
    """
    samples = engine.rows(
        "SELECT DISTINCT s.table_name, s.record FROM dangling_sample s"
        " JOIN source_table t ON t.table_name = s.table_name WHERE t.row_is_line"
    )
    for table, record in samples:
        row = engine.row(*_place(str(table), json.loads(record)))
        if row and row[0] is not None:
            engine.run(
                "INSERT INTO sample_line VALUES (?, ?, ?)", (table, record, row[0] + _FIRST_LINE)
            )


def _place(table: str, record: dict[str, int | str | None]) -> tuple[str, list[object]]:
    """A SELECT of the position of the first row with these values, and its parameters."""
    conditions = [
        f"CAST({quoted(name)} AS VARCHAR) = ?"
        if isinstance(value, str)
        else f"{quoted(name)} IS NOT DISTINCT FROM ?"
        for name, value in record.items()
    ]
    return (
        f"SELECT min(rowid) FROM {quoted(table)} WHERE {' AND '.join(conditions)}",
        list(record.values()),
    )
