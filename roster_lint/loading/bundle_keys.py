"""The sourcedIds of a OneRoster file: each row has one, and no two rows have the same."""

from collections.abc import Sequence

from roster_lint.contracts.oneroster_table import FileColumn, FileTable
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.csv_reading import physical_lines
from roster_lint.sources.base import CsvRows

_GLANCE = 2048
"""How many of the first rows show that an export does not number its records."""

_OF_PEOPLE = ("userSourcedId", "classSourcedId", "role")
"""What is remembered of a dropped row: its user, class and role."""


def record_of_row(has_key: bool) -> str:
    """What ``bad_cell`` says of the record of a row ``t``: its key, where the file has that."""
    return "json_object('sourcedId', t.\"sourcedId\")" if has_key else "NULL"


def create_dropped_rows(engine: Engine) -> None:
    """Creates the table of the rows that are dropped since their sourcedId is repeated."""
    columns = ", ".join(f"{quoted(name)} VARCHAR" for name in _OF_PEOPLE)
    engine.run(f"CREATE TABLE dropped_row (table_name VARCHAR, {columns})")


def drop_repeated_keys(
    engine: Engine, table: FileTable, columns: Sequence[FileColumn], rows: CsvRows, total: int
) -> None:
    """Drops rows without a sourcedId, and all but one of each that is repeated, having noted it."""
    if not any(c.name == "sourcedId" for c in columns):
        return
    name = quoted(table.name)
    engine.run(f"DELETE FROM {name} WHERE sourcedId IS NULL")
    first = f"(SELECT sourcedId FROM {name} LIMIT {_GLANCE})"
    if (total <= _GLANCE or _rises(engine, first)) and _rises(engine, name):
        return
    engine.run(
        "CREATE OR REPLACE TEMP TABLE repeated AS SELECT sourcedId, count(*) AS how_often"
        # Numbers are counted in half the time of texts.
        f" FROM {name} WHERE hash(sourcedId) IN (SELECT hash(sourcedId) FROM {name} GROUP BY 1"
        " HAVING count(*) > 1) GROUP BY sourcedId HAVING count(*) > 1"
    )
    if not engine.rows("SELECT 1 FROM repeated LIMIT 1"):
        return
    every = ", ".join(f"t.{quoted(c.name)}" for c in table.columns)
    # Which row stays depends only on the rows, never on their order in the file.
    engine.run(
        "CREATE OR REPLACE TEMP TABLE places AS SELECT sourcedId, t.rowid AS place, r.how_often,"
        " row_number() OVER (PARTITION BY sourcedId ORDER BY t.rowid) AS occurrence,"
        f" row_number() OVER (PARTITION BY sourcedId ORDER BY {every}) AS choice"
        f" FROM {name} t JOIN repeated r USING (sourcedId)"
    )
    physical_lines(engine, rows, "SELECT place FROM places WHERE occurrence = 2", total)
    engine.run(
        f"INSERT INTO repeated_key SELECT {literal(table.name)},"
        " CAST(json_object('sourcedId', p.sourcedId) AS VARCHAR), p.how_often, line_of.line"
        " FROM places p JOIN line_of ON line_of.place = p.place WHERE p.occurrence = 2"
    )
    there = {c.name for c in table.columns}
    kept = ", ".join(quoted(c) if c in there else "NULL" for c in _OF_PEOPLE)
    dropped = f"FROM {name} WHERE rowid IN (SELECT place FROM places WHERE choice > 1)"
    engine.run(f"INSERT INTO dropped_row SELECT {literal(table.name)}, {kept} {dropped}")
    engine.run(f"DELETE {dropped}")


def _rises(engine: Engine, name: str) -> bool:
    """Whether each sourcedId is longer than the one before, or as long and above it.

    Then none is repeated. Most exports number their records, and this costs an eighth of counting.
    """
    row = engine.rows(
        "SELECT coalesce(bool_and(strlen(before) < strlen(sourcedId) OR"
        " (strlen(before) = strlen(sourcedId) AND before < sourcedId)), TRUE)"
        f" FROM (SELECT sourcedId, lag(sourcedId) OVER () AS before FROM {name})"
    )
    return bool(row[0][0])
