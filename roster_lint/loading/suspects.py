"""Lets the contract judge the rows that the engine's casts set aside, and notes their bad cells."""

from collections.abc import Collection, Sequence

import polars as pl

from roster_lint.contracts.table import Column, Table
from roster_lint.contracts.verdict import judge
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
    if engine.row(f"SELECT 1 FROM {name} WHERE suspect IS NOT NULL LIMIT 1") is None:
        return
    in_other_format = note_other_formats(engine, table, columns)
    to_judge = has_cell_to_judge(columns, in_other_format)
    suspects = f"FROM {name} WHERE suspect IS NOT NULL AND {to_judge}"
    number, first, last = engine.row(f"SELECT count(*), min(rowid), max(rowid) {suspects}") or (
        0,
        0,
        0,
    )
    if number:
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
                _note_cells(engine, table, columns, batch, in_other_format, in_file)


def _note_cells(
    engine: Engine,
    table: Table,
    columns: Sequence[Column],
    batch: pl.DataFrame,
    in_other_format: Collection[str],
    in_file: bool,
) -> None:
    names = [c.name for c in columns]
    texts = batch.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    cells = judge(table, batch.select(names), names)
    _must_agree(table, columns, texts, cells)
    of_column = pl.col("column").is_in(list(in_other_format)) & (pl.col("fault") == "unreadable")
    cells = cells.filter(~of_column)
    known = pl.DataFrame(
        {
            "column": names,
            "read_by_rules": [c.read_by_rules for c in columns],
            "expects": [c.kind.expects for c in columns],
        }
    )
    long = texts.unpivot(names, index="row", variable_name="column", value_name="value")
    faults = (
        cells.join(long, on=["row", "column"], how="left")
        .join(texts.select("row", "place"), on="row")
        .join(known, on="column")
        .select("place", "column", "fault", "read_by_rules", "expects", "value")
    )
    engine.register("contract_faults", faults)
    line = "line_of.line" if in_file else "CAST(NULL AS BIGINT)"
    by = table.key or [c.name for c in columns if c.must_be_filled]
    record = ", ".join(f"{literal(name)}, t.{quoted(name)}" for name in by)
    engine.run(
        f"INSERT INTO bad_cell SELECT {literal(table.name)}, f.column, {line},"
        f" json_object({record}), f.fault, f.read_by_rules, f.expects, f.value"
        f" FROM contract_faults f JOIN {quoted(table.name)} t ON t.rowid = f.place"
        " LEFT JOIN line_of ON line_of.place = f.place"
    )


def _must_agree(
    table: Table, columns: Sequence[Column], texts: pl.DataFrame, cells: pl.DataFrame
) -> None:
    """Stops the run where the engine's casts and the contract differ on which cells are bad.

    Raises:
        RuntimeError: a cell would be used though it is bad, or dropped though nobody was told.
    """
    lost = pl.concat(
        texts.filter(
            pl.col("lacks " + c.name) & (pl.lit(c.must_be_filled) | pl.col(c.name).is_not_null())
        ).select("row", column=pl.lit(c.name))
        for c in columns
    )
    told = cells.select("row", "column").unique()
    untold = lost.join(told, on=["row", "column"], how="anti")
    kept = told.join(lost, on=["row", "column"], how="anti")
    if untold.height or kept.height or told["row"].n_unique() != texts.height:
        named = ", ".join(sorted({*untold["column"], *kept["column"]})) or "no column"
        raise RuntimeError(
            f"{table.name}: the engine and the table contract disagree about a value of {named}"
        )
