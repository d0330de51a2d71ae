"""Line breaks within the values of a OneRoster file.

RFC 4180 allows them in quotation marks, but for carriage returns, which the binding forbids (CSV
Binding 1.2, section 3).
"""

from itertools import islice
from pathlib import Path

from roster_lint.contracts.oneroster_table import FileTable
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.bundle_keys import record_of_row
from roster_lint.loading.csv_reading import physical_lines, records
from roster_lint.sources.base import CsvRows, Found


def note_line_breaks(
    engine: Engine, table: FileTable, found: Found, rows: CsvRows, total: int
) -> None:
    """Notes texts with line breaks; to be asked only where rows take more lines than there are."""
    texts = [c.name for c in table.columns if c.name in found.columns and c.kind.pattern is None]
    cells = " UNION ALL ".join(
        f"SELECT rowid AS place, {literal(name)} AS column_name,"
        f" contains({quoted(name)}, chr(13)) AS returns FROM {quoted(table.name)}"
        f" WHERE contains({quoted(name)}, chr(10)) OR contains({quoted(name)}, chr(13))"
        for name in texts
    )
    if not cells:
        return
    engine.run(f"CREATE OR REPLACE TEMP TABLE broken AS {cells}")
    if not engine.rows("SELECT 1 FROM broken LIMIT 1"):
        return
    if rows.written is not None:
        _look_for_returns(engine, found, rows, rows.written)
    physical_lines(engine, rows, "SELECT DISTINCT place FROM broken", total)
    record = record_of_row("sourcedId" in found.columns)
    engine.run(
        f"INSERT INTO bad_cell SELECT {literal(table.name)}, b.column_name, line_of.line, {record},"
        " CASE WHEN b.returns THEN 'carriage-return' ELSE 'line-break' END, TRUE, 'one line', NULL,"
        " 'more than one line', TRUE, b.place"
        " FROM broken b JOIN line_of ON line_of.place = b.place"
        f" LEFT JOIN {quoted(table.name)} t ON t.rowid = b.place"
    )


def _look_for_returns(engine: Engine, found: Found, rows: CsvRows, written: Path) -> None:
    """Finds the line breaks that were carriage returns before the line ends were made even."""
    import polars as pl

    own = {spelled: name for name, spelled in found.columns.items()}
    wanted = {int(row[0]) for row in engine.rows("SELECT DISTINCT place FROM broken")}
    filled = (r for _, r in records(rows, written) if len(r) > 1 or any(r))
    cells = [
        (place, own.get(spelled))
        for place, record in enumerate(islice(filled, 1, None))
        if place in wanted
        for spelled, text in zip(rows.header, record, strict=False)
        if "\r" in text
    ]
    schema = {"place": pl.Int64, "column_name": pl.String}
    engine.register("returned", pl.DataFrame(cells, schema=schema, orient="row"))
    engine.run(
        "UPDATE broken SET returns = TRUE WHERE EXISTS (SELECT 1 FROM returned r"
        " WHERE r.place = broken.place AND r.column_name = broken.column_name)"
    )
