"""Columns that a whole file has right or wrong: bulk or delta, and passwords.

In a bulk file status and dateLastModified must be blank in every row, in a delta file filled (CSV
Binding 1.2, sections 2.4 and 3).
"""

from collections.abc import Mapping
from typing import Literal

from roster_lint.contracts.oneroster_table import FileTable
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.csv_reading import physical_lines
from roster_lint.sources.base import CsvRows
from roster_lint.sources.bundle_fault import BundleFault

Mode = Literal["absent", "bulk", "delta"]

_COLUMNS = ("status", "dateLastModified")


def check_status_columns(
    engine: Engine,
    table: FileTable,
    columns: Mapping[str, str],
    rows: CsvRows,
    total: int,
    declared: Mode | None,
) -> tuple[Mode, list[BundleFault]]:
    """Which mode a file is in, and the faults of its columns status and dateLastModified.

    Each column's fault is listed once, with its first line and the number of rows: who exports
    does it in all rows or in none. A file whose rows all say the other mode is one fault.

    Args:
        engine: holds the file's table, and ``bad_cell``.
        table: the file's contract.
        columns: the columns that the file has.
        rows: the file, for finding lines.
        total: how many rows it has.
        declared: the manifest's word; None where there is none.
    """
    present = [name for name in _COLUMNS if name in columns]
    filled = {name: _filled(engine, table, name) for name in present}
    kept = int(engine.rows(f"SELECT count(*) FROM {quoted(table.name)}")[0][0])
    like_delta = len(present) == len(_COLUMNS) and all(n >= kept for n in filled.values())
    like_bulk = not any(filled.values())
    mode: Mode = declared or ("delta" if like_delta else "bulk")
    if kept and declared == "bulk" and like_delta:
        return mode, [BundleFault("mode-conflict", table.file, None, "bulk", "delta")]
    if kept and present and declared == "delta" and like_bulk:
        return mode, [BundleFault("mode-conflict", table.file, None, "delta", "bulk")]
    faults = []
    for name in present:
        faults += _faults(engine, table, name, rows, total, mode)
    return mode, faults


def check_secrets(
    engine: Engine, table: FileTable, columns: Mapping[str, str], rows: CsvRows, total: int
) -> list[BundleFault]:
    """Columns of passwords that hold some, named as the columns above are."""
    faults = []
    for column in table.columns:
        if column.kind.secret and column.name in columns:
            places = f"SELECT rowid AS place FROM {quoted(table.name)} WHERE {quoted(column.name)}"
            engine.run(f"CREATE OR REPLACE TEMP TABLE reported_once AS {places} IS NOT NULL")
            faults += _once(engine, "password-filled", table, column.name, rows, total)
    return faults


def _filled(engine: Engine, table: FileTable, column: str) -> int:
    """In how many rows something stands in the column, bad values included."""
    bad = engine.rows(
        f"SELECT count(*) FROM bad_cell WHERE table_name = {literal(table.name)}"
        f" AND column_name = {literal(column)} AND fault <> 'inactive'"
    )
    good = engine.rows(f"SELECT count({quoted(column)}) FROM {quoted(table.name)}")
    return int(bad[0][0]) + int(good[0][0])


def _faults(
    engine: Engine, table: FileTable, column: str, rows: CsvRows, total: int, mode: Mode
) -> list[BundleFault]:
    name, wrong = quoted(column), "IS NOT NULL" if mode == "bulk" else "IS NULL"
    places = f"SELECT rowid AS place FROM {quoted(table.name)} WHERE {name} {wrong}"
    engine.run(f"CREATE OR REPLACE TEMP TABLE reported_once AS {places}")
    if mode == "delta" and engine.rows("SELECT 1 FROM reported_once LIMIT 1"):
        # A value that is not of its type is reported already; it is not blank in the file.
        physical_lines(engine, rows, "SELECT place FROM reported_once", total)
        bad = (
            f"SELECT line FROM bad_cell WHERE table_name = {literal(table.name)}"
            f" AND column_name = {literal(column)}"
        )
        engine.run(
            "DELETE FROM reported_once WHERE place IN"
            f" (SELECT place FROM line_of WHERE line IN ({bad}))"
        )
    fault = "filled-in-bulk" if mode == "bulk" else "blank-in-delta"
    return _once(engine, fault, table, column, rows, total)


def _once(
    engine: Engine, fault: str, table: FileTable, column: str, rows: CsvRows, total: int
) -> list[BundleFault]:
    """One fault for all rows of the table ``reported_once``, in the first one's line."""
    [(count, first)] = engine.rows("SELECT count(*), min(place) FROM reported_once")
    if not count:
        return []
    physical_lines(engine, rows, f"SELECT CAST({first} AS BIGINT) AS place", total)
    line = int(engine.rows("SELECT line FROM line_of")[0][0])
    return [BundleFault(fault, table.file, line, column, str(count))]
