"""Takes a source's rows into the engine, past the table contract.

DuckDB casts while it reads and sets aside the few rows whose cells do not fit; only those meet
the pandera contract, which says what is wrong with which cell. A bad value counts as missing.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import duckdb

from roster_lint.contracts.fields import IDENTIFIER, LARGEST
from roster_lint.contracts.table import Column, Table
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.errors import SourceError
from roster_lint.loading.csv_reading import csv_relation, unsound_file
from roster_lint.loading.csv_soundness import refuse_unsound
from roster_lint.loading.other_format import create_format_table
from roster_lint.loading.suspects import judge_suspects
from roster_lint.loading.typed_rows import LONG, SHORT, can_fail, typed_rows
from roster_lint.sources.base import BatchRows, CsvRows, Found
from roster_lint.timing import note_table
from roster_lint.vocabulary import Progress

if TYPE_CHECKING:
    import polars as pl

_BATCH = "incoming_batch"


def create_fault_tables(engine: Engine) -> None:
    """Creates the tables of bad cells and repeated keys, which the DA checks read."""
    engine.run(
        "CREATE TABLE bad_cell (table_name VARCHAR, column_name VARCHAR, line BIGINT,"
        " record VARCHAR, fault VARCHAR, read_by_rules BOOLEAN, expects VARCHAR, value VARCHAR)"
    )
    engine.run("CREATE TABLE repeated_key (table_name VARCHAR, record VARCHAR, how_often BIGINT)")
    engine.run(
        "CREATE TABLE source_column (table_name VARCHAR, column_name VARCHAR, present BOOLEAN)"
    )
    engine.run("CREATE TABLE source_table (table_name VARCHAR, row_is_line BOOLEAN)")
    create_format_table(engine)


def create_empty(engine: Engine, table: Table) -> None:
    """Creates a contract table without rows, for a source that does not have it."""
    columns = ", ".join(f"{quoted(c.name)} {c.kind.sql_type}" for c in table.columns)
    engine.run(f"CREATE TABLE {quoted(table.name)} ({columns})")
    _note_columns(engine, table, ())


def read_in(engine: Engine, found: Found, rows: CsvRows | BatchRows, progress: Progress) -> int:
    """Reads a table's rows into the engine, and returns how many there are; ``settle`` comes next.

    Raises:
        SourceError: the rows cannot be read to their end.
    """
    columns = _columns(found)
    if isinstance(rows, CsvRows):
        return _load_csv(engine, found, columns, rows)
    return _load_batches(engine, found.table, columns, rows.batches, progress)


def settle(
    engine: Engine, found: Found, rows: CsvRows | BatchRows, total: int, progress: Progress
) -> None:
    """Notes bad cells and repeated keys of a table that was read in."""
    table, columns = found.table, _columns(found)
    key = _key_read(table, columns)
    suspects, keyless = _doubtful(engine, table, key)
    if suspects:
        judge_suspects(engine, table, [c for c in columns if can_fail(c)], rows, total)
    repeated = _drop_repeated_keys(engine, table, key, keyless)
    _note_columns(engine, table, columns)
    # Where each line of the file is a row, and each row was kept, rowid says which line it is.
    row_is_line = isinstance(rows, CsvRows) and rows.lines - 1 == total
    row_is_line = row_is_line and not keyless and not repeated
    engine.run("INSERT INTO source_table VALUES (?, ?)", (table.name, row_is_line))
    progress(table.name, total, total)
    note_table(table.name, total)


def forget_suspects(engine: Engine, tables: Iterable[str]) -> None:
    """Drops what tables were judged by: at the end, since it waits for whatever is still read."""
    for name in tables:
        engine.run(f"ALTER TABLE {quoted(name)} DROP COLUMN IF EXISTS suspect")


def _columns(found: Found) -> list[Column]:
    return [c for c in found.table.columns if c.name in found.columns]


def _load_csv(engine: Engine, found: Found, columns: Sequence[Column], rows: CsvRows) -> int:
    name = quoted(found.table.name)
    try:
        engine.expect(rows.path.stat().st_size)
        if not _create_from_numbers(engine, found, columns, rows):
            _create_from_text(engine, found, columns, rows)
        total = int((engine.row(f"SELECT count(*) FROM {name}") or (0,))[0])
        refuse_unsound(engine, rows, {found.columns[c.name]: c for c in columns}, total)
    except duckdb.InvalidInputException as error:
        raise unsound_file(rows, error) from None
    except (duckdb.IOException, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise SourceError(f"{rows.name} cannot be read to its end: {reason}.") from None
    return total


def _create_from_text(
    engine: Engine, found: Found, columns: Sequence[Column], rows: CsvRows
) -> None:
    """Reads a file as text and casts it; IDs are long where a short one cannot hold all of them."""
    name, relation = quoted(found.table.name), csv_relation(rows, found.columns)
    make = partial(typed_rows, found.table, columns, relation, rows.spelling)
    try:
        engine.run(f"CREATE TABLE {name} AS {make(ids=SHORT)}")
    except duckdb.ConversionException:
        engine.run(f"CREATE TABLE {name} AS {make(ids=LONG)}")


def _create_from_numbers(
    engine: Engine, found: Found, columns: Sequence[Column], rows: CsvRows
) -> bool:
    """Lets DuckDB read the IDs of a file of numbers as such, which is quicker than to cast text.

    Of digits and hyphens alone it takes what the contract takes.

    Returns:
        Whether every row fits the contract. Where one does not, there is no table: to read the
        text says what is wrong with it.
    """
    if not (rows.spelling.tidy and rows.spelling.digits):
        return False
    name = quoted(found.table.name)
    native = {c.name: SHORT for c in columns if c.kind == IDENTIFIER}
    relation = csv_relation(rows, found.columns, native)
    typed = typed_rows(found.table, columns, relation, rows.spelling, native)
    try:
        engine.run(f"CREATE TABLE {name} AS {typed}")
    except (duckdb.ConversionException, duckdb.InvalidInputException):
        return False
    # Asked once of all rows, which costs a fifth of a question to each.
    wrong = [f"count(*) > count({quoted(c.name)})" for c in columns if c.must_be_filled]
    wrong.append("count(suspect) > 0")
    if engine.row(f"SELECT 1 FROM {name} HAVING {' OR '.join(wrong)}") is None:
        return True
    engine.run(f"DROP TABLE {name}")
    return False


def _load_batches(
    engine: Engine,
    table: Table,
    columns: Sequence[Column],
    batches: Iterator["pl.DataFrame"],
    progress: Progress,
) -> int:
    import polars as pl

    empty = pl.DataFrame(schema={c.name: pl.String for c in columns})
    engine.register(_BATCH, empty)
    name = quoted(table.name)
    engine.run(f"CREATE TABLE {name} AS {typed_rows(table, columns, _BATCH)}")
    total, ids = 0, SHORT
    for batch in batches:
        native = _good_numbers(batch, columns)
        texts = [c.name for c in columns if c.name not in native]
        engine.register(_BATCH, batch.cast(dict.fromkeys(texts, pl.String)))
        try:
            rows = typed_rows(table, columns, _BATCH, native=native, ids=ids)
            engine.run(f"INSERT INTO {name} {rows}")
        except duckdb.ConversionException:
            _lengthen_ids(engine, table)
            ids = LONG
            rows = typed_rows(table, columns, _BATCH, native=native, ids=ids)
            engine.run(f"INSERT INTO {name} {rows}")
        total += batch.height
        progress(table.name, total, None)
    engine.register(_BATCH, empty)
    return total


def _good_numbers(batch: "pl.DataFrame", columns: Sequence[Column]) -> list[str]:
    """The columns of whole numbers in which the contract takes every value."""
    return [
        c.name
        for c in columns
        if c.kind == IDENTIFIER
        and batch.schema[c.name].is_integer()
        and not (c.must_be_filled and batch[c.name].null_count())
        and batch[c.name].is_between(-LARGEST, LARGEST).all()
    ]


def _lengthen_ids(engine: Engine, table: Table) -> None:
    for column in table.columns:
        if column.kind == IDENTIFIER:
            name = quoted(column.name)
            engine.run(f"ALTER TABLE {quoted(table.name)} ALTER {name} TYPE {LONG}")


def _key_read(table: Table, columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns of the table's key; none where the source does not have all of them."""
    return table.key if {c.name for c in columns}.issuperset(table.key) else ()


def _doubtful(engine: Engine, table: Table, key: Sequence[str]) -> tuple[int, int]:
    """How many rows the contract has to judge, and how many have no key."""
    row = engine.row(
        f"SELECT count(suspect), count(*) FILTER ({_blank(key)}) FROM {quoted(table.name)}"
    )
    return row or (0, 0)


def _blank(key: Sequence[str]) -> str:
    return " OR ".join(f"{quoted(name)} IS NULL" for name in key) or "FALSE"


def _drop_repeated_keys(engine: Engine, table: Table, key: Sequence[str], keyless: int) -> bool:
    """Drops rows without a key, and all but one row of each repeated key, having noted both.

    Returns:
        Whether a key is repeated.
    """
    name, columns = quoted(table.name), ", ".join(map(quoted, key))
    if keyless:
        engine.run(f"DELETE FROM {name} WHERE {_blank(key)}")
    if not key or (len(key) == 1 and _rises(engine, name, columns)):
        return False
    fields = ", ".join(f"{literal(k)}, {quoted(k)}" for k in key)
    repeated = engine.run(
        f"INSERT INTO repeated_key SELECT {literal(table.name)}, json_object({fields}),"
        f" count(*) FROM {name} GROUP BY {columns} HAVING count(*) > 1"
    )
    if repeated is None:
        noted = f"SELECT 1 FROM repeated_key WHERE table_name = {literal(table.name)} LIMIT 1"
        repeated = len(engine.rows(noted))
    if repeated:
        every = ", ".join(quoted(c.name) for c in table.columns)
        # Which row stays depends only on the rows, never on their order in the source.
        engine.run(
            f"DELETE FROM {name} WHERE rowid IN (SELECT place FROM (SELECT rowid AS place,"
            f" row_number() OVER (PARTITION BY {columns} ORDER BY {every}) AS n FROM {name})"
            " WHERE n > 1)"
        )
    return repeated > 0


def _rises(engine: Engine, name: str, key: str) -> bool:
    """Whether each row's key is above that of the row before: then none is repeated.

    Most exports are in the order of the key, and this costs a tenth of counting the keys.
    """
    row = engine.row(
        f"SELECT coalesce(bool_and(before < {key}), TRUE)"
        f" FROM (SELECT {key}, lag({key}) OVER () AS before FROM {name})"
    )
    return bool(row and row[0])


def _note_columns(engine: Engine, table: Table, columns: Sequence[Column]) -> None:
    present = {c.name for c in columns}
    rows = ", ".join(
        f"({literal(table.name)}, {literal(c.name)}, {c.name in present})" for c in table.columns
    )
    engine.run(f"INSERT INTO source_column VALUES {rows}")
