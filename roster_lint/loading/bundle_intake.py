"""Takes a OneRoster file's rows into the engine, past its contract, value by value as written.

As with a Campus table, DuckDB casts while it reads and sets aside the cells that it doubts; only
those meet pandera, and each text of a column once, however many rows repeat it.
"""

from collections.abc import Sequence

import duckdb

from roster_lint.contracts.oneroster_table import FileColumn, FileTable
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.errors import FileError
from roster_lint.loading import bundle_casting as exact_casting
from roster_lint.loading.bundle_folding import create_folding, note_folded_columns
from roster_lint.loading.bundle_keys import (
    create_dropped_rows,
    drop_repeated_keys,
    record_of_row,
)
from roster_lint.loading.bundle_line_breaks import note_line_breaks
from roster_lint.loading.csv_reading import csv_relation, physical_lines, unsound_file
from roster_lint.loading.csv_torn import refuse_swallowing_rows, torn_file
from roster_lint.loading.intake import create_fault_tables
from roster_lint.sources.base import CsvRows, Found
from roster_lint.sources.spelling import Spelling
from roster_lint.timing import note_table
from roster_lint.vocabulary import Progress

_TEXTS = 50_000

_IN_FREE_TEXT = "'null-word', 'stray-spaces'"
"""Faults that do not keep free text from being read."""


def create_bundle_tables(engine: Engine) -> None:
    """Creates the tables of what is wrong with cells, keys, files and the package.

    Of a bad cell they say too which row of the engine's table it is in (``place``), and whether its
    value counts nevertheless (``kept``).
    """
    create_fault_tables(engine)
    engine.run("ALTER TABLE bad_cell ADD COLUMN shape VARCHAR")
    engine.run("ALTER TABLE bad_cell ADD COLUMN kept BOOLEAN")
    engine.run("ALTER TABLE bad_cell ADD COLUMN place BIGINT")
    create_folding(engine)
    engine.run("ALTER TABLE repeated_key ADD COLUMN line BIGINT")
    create_dropped_rows(engine)
    engine.run(
        "CREATE TABLE bundle_file (file VARCHAR, mode VARCHAR, present BOOLEAN, readable BOOLEAN,"
        ' "rows" BIGINT)'
    )
    engine.run(
        "CREATE TABLE bundle_fault (fault VARCHAR, file VARCHAR, line BIGINT, subject VARCHAR,"
        " detail VARCHAR)"
    )


def read_in_file(engine: Engine, table: FileTable, found: Found, rows: CsvRows) -> int:
    """Reads a file's rows into a table, and returns how many there are; ``settle_file`` comes next.

    Raises:
        FileError: the file is no sound CSV.
    """
    return _load(engine, table, _columns(table, found), found, rows)


def settle_file(
    engine: Engine, table: FileTable, found: Found, rows: CsvRows, total: int, progress: Progress
) -> None:
    """Notes bad cells and repeated keys of a file that was read in."""
    columns = _columns(table, found)
    _note_bad_cells(engine, table, columns, rows, total)
    if rows.lines - 1 != total:
        note_line_breaks(engine, table, found, rows, total)
    note_folded_columns(engine, table, total)
    drop_repeated_keys(engine, table, columns, rows, total)
    progress(table.name, total, total)
    note_table(table.name, total)


def _columns(table: FileTable, found: Found) -> list[FileColumn]:
    return [c for c in table.columns if c.name in found.columns]


def _load(
    engine: Engine, table: FileTable, columns: Sequence[FileColumn], found: Found, rows: CsvRows
) -> int:
    try:
        engine.expect(rows.path.stat().st_size)
        engine.run(_create(table, columns, csv_relation(rows, found.columns), rows.spelling))
        total = int(engine.rows(f"SELECT count(*) FROM {quoted(table.name)}")[0][0])
        own = {found.columns[c.name]: c for c in columns}
        refuse_swallowing_rows(engine, rows, own, total)
    except duckdb.InvalidInputException as error:
        raise torn_file(rows) or unsound_file(rows, error) from None
    except (duckdb.IOException, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        problem = f"cannot be read to its end: {reason}"
        raise FileError(f"{rows.name} {problem}.", problem) from None
    return total


def _create(
    table: FileTable, columns: Sequence[FileColumn], relation: str, spelling: Spelling
) -> str:
    """One pass over the file: typed columns, and of each row with a doubted cell the typed texts.

    To gather the doubted cells themselves would cost a fifth of the pass, since hardly a stretch of
    a large file is without one.
    """
    typed = _typed(columns)
    casts = "".join(
        f", {exact_casting.value(quoted(c.name), c.kind)} AS {quoted('typed ' + c.name)}"
        for c in typed
    )
    present = {c.name for c in columns}
    chosen = ", ".join(
        f"CAST(NULL AS {c.kind.sql_type}) AS {quoted(c.name)}"
        if c.name not in present
        else f"{quoted('typed ' + c.name)} AS {quoted(c.name)}"
        if c in typed
        else quoted(c.name)
        for c in table.columns
    )
    doubts = " OR ".join(exact_casting.doubt(c, spelling) for c in columns)
    texts = ", ".join("NULL" if c.kind.secret else quoted(c.name) for c in typed)
    return (
        f"CREATE TABLE {quoted(table.name)} AS SELECT {chosen},"
        f" CASE WHEN {doubts} THEN CAST(json_array({texts}) AS VARCHAR) END AS suspect"
        f" FROM (SELECT *{casts} FROM {relation})"
    )


def _typed(columns: Sequence[FileColumn]) -> list[FileColumn]:
    return [c for c in columns if c.kind.sql_type != "VARCHAR" or c.kind.secret]


def _doubted(table: FileTable, columns: Sequence[FileColumn], spelling: Spelling) -> str:
    """The doubted cells of the suspect rows, looked at once more, by row and column."""
    doubts = [(literal(c.name), quoted(c.name), exact_casting.doubt(c, spelling)) for c in columns]
    cells = ", ".join(
        f"CASE WHEN {doubt} THEN {{'name': {name}, 'text': {text}}} END"
        for name, text, doubt in doubts
    )
    typed = [(quoted(c.name), quoted("typed " + c.name)) for c in _typed(columns)]
    texts = ", ".join(
        f"{text} AS {value}, json_extract_string(suspect, '$[{place}]') AS {text}"
        for place, (text, value) in enumerate(typed)
    )
    kept = ", ".join(quoted(c.name) for c in columns if c not in _typed(columns))
    read = ", ".join(part for part in ("rowid AS place", texts, kept) if part)
    return (
        "SELECT place, cell.name AS column_name, cell.text AS cell_text"
        f" FROM (SELECT place, unnest([{cells}]) AS cell FROM (SELECT {read}"
        f" FROM {quoted(table.name)} WHERE suspect IS NOT NULL)) WHERE cell IS NOT NULL"
    )


def _note_bad_cells(
    engine: Engine, table: FileTable, columns: Sequence[FileColumn], rows: CsvRows, total: int
) -> None:
    """Lets the contract judge the doubted cells; what it finds is noted, and mostly dropped."""
    engine.run(f"CREATE OR REPLACE TEMP TABLE doubted AS {_doubted(table, columns, rows.spelling)}")
    engine.run(
        "CREATE OR REPLACE TEMP TABLE judged (column_name VARCHAR, cell_text VARCHAR,"
        " fault VARCHAR, shape VARCHAR)"
    )
    doubted = {row[0] for row in engine.rows("SELECT DISTINCT column_name FROM doubted")}
    for column in columns:
        if column.name in doubted:
            _judge(engine, column)
    engine.run(
        "CREATE OR REPLACE TEMP TABLE faulty AS SELECT d.*, j.fault, j.shape FROM doubted d"
        " JOIN judged j ON j.column_name = d.column_name"
        " AND j.cell_text IS NOT DISTINCT FROM d.cell_text"
    )
    _refuse_silent_loss(engine, table, columns)
    if engine.rows("SELECT 1 FROM faulty LIMIT 1"):
        _note(engine, table, columns, rows, total)
        _drop_lost_texts(engine, table, columns)


def _judge(engine: Engine, column: FileColumn) -> None:
    """Judges the different texts of a column, some at a time."""
    # Most files have no doubtful text, and do without pandera.
    from roster_lint.contracts.oneroster_verdict import judge_texts

    engine.run(
        "CREATE OR REPLACE TEMP TABLE texts AS SELECT DISTINCT cell_text FROM doubted"
        f" WHERE column_name = {literal(column.name)}"
    )
    count = engine.rows("SELECT count(*) FROM texts")[0][0]
    for start in range(0, count, _TEXTS):
        texts = engine.frame(
            "SELECT cell_text AS text FROM texts"
            f" WHERE rowid BETWEEN {start} AND {start + _TEXTS - 1}"
        )
        engine.register("verdict", judge_texts(column, texts))
        engine.run(
            f"INSERT INTO judged SELECT {literal(column.name)}, text, fault, shape FROM verdict"
        )


def _refuse_silent_loss(engine: Engine, table: FileTable, columns: Sequence[FileColumn]) -> None:
    """Stops the run where a value was dropped though the contract finds it good.

    Raises:
        RuntimeError: a fault would go unreported.
    """
    typed = ", ".join(literal(c.name) for c in columns if c.kind.sql_type != "VARCHAR")
    lost = typed and engine.rows(
        f"SELECT DISTINCT column_name FROM doubted WHERE column_name IN ({typed}) AND (column_name,"
        " place) NOT IN (SELECT (column_name, place) FROM faulty)"
    )
    if lost:
        named = ", ".join(str(row[0]) for row in lost)
        raise RuntimeError(
            f"{table.name}: the engine and the contract disagree about a value of {named}"
        )


def _note(
    engine: Engine, table: FileTable, columns: Sequence[FileColumn], rows: CsvRows, total: int
) -> None:
    physical_lines(engine, rows, "SELECT DISTINCT place FROM faulty", total)
    _register_columns(engine, columns)
    record = record_of_row("sourcedId" in {column.name for column in columns})
    fault, kept = "f.fault", ", ".join(literal(fault) for fault in sorted(table.kept))
    engine.run(
        f"INSERT INTO bad_cell SELECT {literal(table.name)}, f.column_name, line_of.line,"
        f" {record}, {fault}, k.required, k.expects,"
        " CASE WHEN NOT k.personal THEN f.cell_text END, f.shape,"
        f" {fault} IN ({kept}) OR (k.free AND {fault} IN ({_IN_FREE_TEXT})), f.place"
        " FROM faulty f JOIN known_column k ON k.column_name = f.column_name"
        " JOIN line_of ON line_of.place = f.place"
        f" LEFT JOIN {quoted(table.name)} t ON t.rowid = f.place"
    )


def _register_columns(engine: Engine, columns: Sequence[FileColumn]) -> None:
    import polars as pl

    facts = {
        "column_name": [c.name for c in columns],
        "required": [c.must_be_filled for c in columns],
        "expects": [c.kind.expects for c in columns],
        "personal": [c.personal for c in columns],
        "free": [c.kind.pattern is None for c in columns],
    }
    engine.register("known_column", pl.DataFrame(facts))


def _drop_lost_texts(engine: Engine, table: FileTable, columns: Sequence[FileColumn]) -> None:
    """A text that is not of its type counts as missing, unless the fault is one to live with."""
    always = ", ".join(literal(fault) for fault in sorted(table.kept))
    for column in columns:
        if column.kind.sql_type != "VARCHAR":
            continue
        free = f", {_IN_FREE_TEXT}" if column.kind.pattern is None else ""
        places = (
            f"SELECT place FROM faulty WHERE column_name = {literal(column.name)}"
            f" AND cell_text IS NOT NULL AND fault NOT IN ({always}{free})"
        )
        if engine.rows(f"{places} LIMIT 1"):
            engine.run(
                f"UPDATE {quoted(table.name)} SET {quoted(column.name)} = NULL"
                f" WHERE rowid IN ({places})"
            )
