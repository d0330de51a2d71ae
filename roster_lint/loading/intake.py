"""Takes a source's rows into the engine, past the table contract.

DuckDB casts while it reads and sets aside the few rows whose cells do not fit; only those meet
the pandera contract, which says what is wrong with which cell. A bad value counts as missing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    note_columns(engine, table, ())


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
) -> bool:
    """Notes bad cells and repeated keys of a table that was read in; ``note_tables`` comes last.

    Returns:
        Whether each line of its file is a row, and each row was kept: then rowid says which line
        it is.
    """
    table, columns = found.table, _columns(found)
    key = _key_read(table, columns)
    suspects, keyless, rises = _doubtful(engine, table, key)
    if suspects:
        judge_suspects(engine, table, [c for c in columns if can_fail(c)], rows, total)
    if keyless:
        engine.run(f"DELETE FROM {quoted(table.name)} WHERE {_blank(key)}")
    repeated = bool(key) and not rises and _drop_repeated_keys(engine, table, key)
    progress(table.name, total, total)
    note_table(table.name, total)
    row_is_line = isinstance(rows, CsvRows) and rows.lines - 1 == total
    return row_is_line and not keyless and not repeated


def note_columns(engine: Engine, table: Table, there: Collection[str]) -> None:
    """Notes which columns of a table the source has, by their names in the contract."""
    engine.run(f"INSERT INTO source_column VALUES {_presence(table, there)}")


def note_tables(
    engine: Engine, found: Mapping[str, Found], row_is_line: Mapping[str, bool]
) -> None:
    """Notes which columns tables have, and whether their rows are the lines of their files."""
    if not row_is_line:
        return
    present = [_presence(found[name].table, found[name].columns) for name in row_is_line]
    engine.run(f"INSERT INTO source_column VALUES {', '.join(present)}")
    lines = ", ".join(f"({literal(name)}, {is_line})" for name, is_line in row_is_line.items())
    engine.run(f"INSERT INTO source_table VALUES {lines}")


def forget_suspects(engine: Engine, tables: Iterable[str]) -> None:
    """Drops what tables were judged by: at the end, since it waits for whatever is still read."""
    for name in tables:
        engine.run(f"ALTER TABLE {quoted(name)} DROP COLUMN IF EXISTS suspect")


def _columns(found: Found) -> list[Column]:
    return [c for c in found.table.columns if c.name in found.columns]


def _load_csv(engine: Engine, found: Found, columns: Sequence[Column], rows: CsvRows) -> int:
    try:
        engine.expect(rows.path.stat().st_size)
        total = _create_from_numbers(engine, found, columns, rows)
        if total is None:
            total = _create_from_text(engine, found, columns, rows)
        refuse_unsound(engine, rows, {found.columns[c.name]: c for c in columns}, total)
    except duckdb.InvalidInputException as error:
        raise unsound_file(rows, error) from None
    except (duckdb.IOException, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise SourceError(f"{rows.name} cannot be read to its end: {reason}.") from None
    return total


def _create_from_text(
    engine: Engine, found: Found, columns: Sequence[Column], rows: CsvRows
) -> int:
    """Reads a file as text and casts it; IDs are long where a short one cannot hold all of them.

    Returns:
        How many rows there are.
    """
    name, relation = quoted(found.table.name), csv_relation(rows, found.columns)
    make = partial(typed_rows, found.table, columns, relation, rows.spelling)
    try:
        total = engine.run(f"CREATE OR REPLACE TABLE {name} AS {make(ids=SHORT)}")
    except duckdb.ConversionException:
        total = engine.run(f"CREATE OR REPLACE TABLE {name} AS {make(ids=LONG)}")
    return _counted(engine, name) if total is None else total


def _create_from_numbers(
    engine: Engine, found: Found, columns: Sequence[Column], rows: CsvRows
) -> int | None:
    """Lets DuckDB read the IDs of a file of numbers as such, which is quicker than to cast text.

    Of digits and hyphens alone it takes what the contract takes.

    Returns:
        How many rows there are. None where one does not fit the contract; then there is no table:
        to read the text says what is wrong with it.
    """
    if not (rows.spelling.tidy and rows.spelling.digits):
        return None
    name = quoted(found.table.name)
    native = {c.name: SHORT for c in columns if c.kind == IDENTIFIER}
    relation = csv_relation(rows, found.columns, native)
    typed = typed_rows(found.table, columns, relation, rows.spelling, native)
    try:
        total = engine.run(f"CREATE OR REPLACE TABLE {name} AS {typed}")
    except (duckdb.ConversionException, duckdb.InvalidInputException):
        return None
    # Asked once of all rows, which costs a fifth of a question to each.
    wrong = [f"count(*) > count({quoted(c.name)})" for c in columns if c.must_be_filled]
    wrong.append("count(suspect) > 0")
    if engine.row(f"SELECT 1 FROM {name} HAVING {' OR '.join(wrong)}") is None:
        return _counted(engine, name) if total is None else total
    engine.run(f"DROP TABLE {name}")
    return None


def _counted(engine: Engine, name: str) -> int:
    ((total,),) = engine.rows(f"SELECT count(*) FROM {name}")
    return int(total)


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


def _doubtful(engine: Engine, table: Table, key: Sequence[str]) -> tuple[int, int, bool]:
    """How many rows the contract has to judge, how many have no key, and whether the key rises.

    A key rises where each row's is above that of the row before: then none is repeated. Most
    exports are in its order, and this costs a tenth of counting the keys. A key of several columns
    is not looked at.
    """
    name, rises, rows = quoted(table.name), "FALSE", ""
    if len(key) == 1:
        own = quoted(key[0])
        # Around a row without a key nothing is compared.
        rises = f"coalesce(bool_and(before < {own}), TRUE) AND count(*) = count({own})"
        rows = f"(SELECT {own}, suspect, lag({own}) OVER () AS before FROM {name})"
    row = engine.row(
        f"SELECT count(suspect), count(*) FILTER ({_blank(key)}), {rises} FROM {rows or name}"
    )
    return row or (0, 0, False)


def _blank(key: Sequence[str]) -> str:
    return " OR ".join(f"{quoted(name)} IS NULL" for name in key) or "FALSE"


def _drop_repeated_keys(engine: Engine, table: Table, key: Sequence[str]) -> bool:
    """Drops all but one row of each repeated key, having noted them.

    Returns:
        Whether a key is repeated.
    """
    name, columns = quoted(table.name), ", ".join(map(quoted, key))
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


def _presence(table: Table, there: Collection[str]) -> str:
    """Of each column of a table, whether the source has it: the rows of an INSERT."""
    return ", ".join(
        f"({literal(table.name)}, {literal(c.name)}, {c.name in there})" for c in table.columns
    )
