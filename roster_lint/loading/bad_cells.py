"""Asks the contract which cells of rows that were set aside are bad, and notes them."""

from collections.abc import Collection, Sequence

import polars as pl

from roster_lint.contracts.table import Column, Table
from roster_lint.contracts.verdict import judge
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted


def note_cells(
    engine: Engine,
    table: Table,
    columns: Sequence[Column],
    batch: pl.DataFrame,
    in_other_format: Collection[str],
    in_file: bool,
) -> None:
    """Notes the bad cells of a batch of rows in ``bad_cell``.

    Args:
        engine: holds the table, and in ``line_of`` the rows' lines.
        table: the table contract.
        columns: those of its columns that the source has and that can fail.
        batch: a row each, ``place`` being its rowid; a text column for each of ``columns``, and a
            boolean one, ``lacks COLUMN``, that says whether the table has no value there.
        in_other_format: the columns whose unreadable values are reported as one.
        in_file: the rows stand in a file, on lines.

    Raises:
        RuntimeError: the engine's casts and the contract differ on which cells are bad.
    """
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
        RuntimeError: a cell would be used though it is bad, or dropped without a report.
    """
    lost = pl.concat(
        texts.filter(
            pl.col("lacks " + c.name) & (pl.lit(c.must_be_filled) | pl.col(c.name).is_not_null())
        ).select("row", column=pl.lit(c.name))
        for c in columns
    )
    shown = cells.select("row", "column").unique()
    unreported = lost.join(shown, on=["row", "column"], how="anti")
    kept = shown.join(lost, on=["row", "column"], how="anti")
    if unreported.height or kept.height or shown["row"].n_unique() != texts.height:
        named = ", ".join(sorted({*unreported["column"], *kept["column"]})) or "no column"
        raise RuntimeError(
            f"{table.name}: the engine and the table contract disagree about a value of {named}"
        )
