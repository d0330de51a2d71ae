"""Lets the contract judge the rows that the engine's casts set aside, and notes their bad cells."""

from collections.abc import Sequence

from roster_lint.contracts.table import Column, Table
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading import casting
from roster_lint.loading.csv_reading import physical_lines
from roster_lint.loading.other_format import has_cell_to_judge, note_other_formats
from roster_lint.sources.base import BatchRows, CsvRows

_BATCH = 50_000


def judge_suspects(
    engine: Engine,
    table: Table,
    columns: Sequence[Column],
    rows: CsvRows | BatchRows,
    total: int,
) -> None:
    """Lets the contract judge the columns that can fail of the rows that were set aside."""
    name = quoted(table.name)
    in_other_format = note_other_formats(engine, table, columns)
    to_judge = has_cell_to_judge(columns, in_other_format)
    suspects = f"FROM {name} WHERE suspect IS NOT NULL AND {to_judge}"
    number, first, last = engine.row(f"SELECT count(*), min(rowid), max(rowid) {suspects}") or (
        0,
        0,
        0,
    )
    if number:
        # The contract's own judgment is slow to import, and most sources need none.
        from roster_lint.loading.bad_cells import note_cells

        if isinstance(rows, CsvRows):
            physical_lines(engine, rows, f"SELECT rowid AS place {suspects}", total)
        else:
            engine.run("CREATE OR REPLACE TEMP TABLE line_of (place BIGINT, line BIGINT)")
        texts = ", ".join(
            f"json_extract_string(suspect, {literal('$.' + quoted(c.name))})"
            f" AS {quoted(c.name)}, {quoted(c.name)} IS NULL AS {quoted('lacks ' + c.name)}"
            for c in columns
        )
        judged = ", ".join(
            f"{casting.contract_text(quoted(c.name), c.kind)} AS {quoted(c.name)},"
            f" {quoted('lacks ' + c.name)}"
            for c in columns
        )
        for start in range(first, last + 1, _BATCH):
            batch = engine.frame(
                f"SELECT place, {judged} FROM (SELECT rowid AS place, {texts} {suspects}"
                f" AND rowid BETWEEN {start} AND {start + _BATCH - 1}) ORDER BY place"
            )
            if batch.height:
                in_file = isinstance(rows, CsvRows)
                note_cells(engine, table, columns, batch, in_other_format, in_file)
