"""The healthy district's tables: as raw text, which a case changes, and as what is read of it."""

import polars as pl

from fixtures.district import District
from roster_lint.contracts.table import Table, campus_tables
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.intake import create_empty, create_fault_tables
from roster_lint.loading.typed_rows import LONG, typed_rows
from roster_lint.sources.base import BatchRows, Found
from tests.case_engine import OneConnection
from tests.taking import take_in

NOTES = ("bad_cell", "repeated_key", "source_column", "source_table", "other_format")
"""What reading a table leaves behind beside its rows."""


class StandingTables:
    """The district's tables, in schema ``raw`` as text and in ``main`` as a run has them.

    A changed table is read again as a source's rows are: by the very SELECT that casts them, with
    nothing created or dropped. Where that finds a cell or a key to object to, or a column is
    absent, the whole way is gone in an engine beside, and what came of it is carried over.
    """

    def __init__(self, engine: OneConnection, district: District) -> None:
        """Loads the district into an engine."""
        self._engine = engine
        engine.run("CREATE SCHEMA raw")
        engine.run("CREATE SCHEMA cast_from_raw")
        create_fault_tables(engine)
        for name, table in campus_tables().items():
            schema = {column.name: pl.String for column in table.columns}
            rows = [[_text(row.get(column)) for column in schema] for row in district.tables[name]]
            engine.register("healthy_rows", pl.DataFrame(rows, schema, orient="row"))
            engine.run(f"CREATE TABLE raw.{quoted(name)} AS SELECT * FROM healthy_rows")
            engine.run(f"CREATE TABLE cast_from_raw.{quoted(name)} AS {_cast(table)}")
            _take_in(engine, table, self.raw(table, ()))
        self._beside = OneConnection()
        create_fault_tables(self._beside)

    def raw(self, table: Table, absent: tuple[str, ...]) -> pl.DataFrame:
        """A table's text, without its absent columns.

        Raises:
            ValueError: no source can be judged without one of them.
        """
        known = [column.name for column in table.columns]
        needed = {f"{table.name}.{column.name}" for column in table.columns if column.needed}
        if refused := needed.intersection(absent):
            raise ValueError(f"no source can be judged without {sorted(refused)}")
        left = ", ".join(quoted(c) for c in known if f"{table.name}.{c}" not in absent)
        return self._engine.frame(f"SELECT {left} FROM raw.{quoted(table.name)}")

    def read_again(self, table: Table, absent: tuple[str, ...]) -> None:
        """Reads a table whose text was changed, or of which something is absent."""
        if any(name.split(".")[0] == table.name for name in absent):
            self._read_beside(table, absent)
            return
        name = quoted(table.name)
        self._engine.run(f"DELETE FROM cast_from_raw.{name}")
        self._engine.run(f"INSERT INTO cast_from_raw.{name} {_cast(table)}")
        if self._engine.row(_objections(table)) == (True,):
            self._read_beside(table, ())
            return
        self._engine.run(f"DELETE FROM {name}")
        self._engine.run(f"INSERT INTO {name} SELECT * EXCLUDE (suspect) FROM cast_from_raw.{name}")

    def _read_beside(self, table: Table, absent: tuple[str, ...]) -> None:
        there, name = self._beside, quoted(table.name)
        there.run("BEGIN")
        try:
            if table.name in absent:
                create_empty(there, table)
            else:
                _take_in(there, table, self.raw(table, absent))
            self._engine.run(f"DELETE FROM {name}")
            self._carry_over(name)
            for notes in NOTES:
                self._engine.run(f"DELETE FROM {notes} WHERE table_name = {literal(table.name)}")
                self._carry_over(notes)
        finally:
            there.run("ROLLBACK")

    def _carry_over(self, name: str) -> None:
        self._engine.register("from_beside", self._beside.frame(f"SELECT * FROM {name}"))
        self._engine.run(f"INSERT INTO {name} SELECT * FROM from_beside")


def _take_in(engine: OneConnection, table: Table, rows: pl.DataFrame) -> None:
    found = Found(table, table.name, {name: name for name in rows.columns})
    take_in(engine, found, BatchRows(iter([rows])))


def _cast(table: Table) -> str:
    return typed_rows(table, table.columns, f"raw.{quoted(table.name)}", ids=LONG)


def _objections(table: Table) -> str:
    """A SELECT of whether a run would object to a cell or a key."""
    wrong = ["count(suspect) > 0"]
    if table.key:
        keys = [quoted(key) for key in table.key]
        wrong += [f"count({key}) < count(*)" for key in keys]
        wrong.append(f"count(DISTINCT ({', '.join(keys)})) < count(*)")
    return f"SELECT coalesce({' OR '.join(wrong)}, FALSE) FROM cast_from_raw.{quoted(table.name)}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)
