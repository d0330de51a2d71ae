"""The run's inputs as tables, of which a case's settings change a few."""

from collections.abc import Mapping, Sequence

from roster_lint.engine.base import Row
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.model.build import write_inputs
from roster_lint.prepare import _scope
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family
from tests.case_engine import OneConnection

Contents = Mapping[str, Sequence[Row]]
"""The rows of each table."""


class StandingInputs:
    """The tables of settings and of what vendors need, filled as a run fills them.

    What other settings make of them is found in an engine beside, once for all cases of the same.
    """

    def __init__(
        self, engine: OneConnection, settings: Settings, family: Family = "campus"
    ) -> None:
        """Writes the inputs of a case that says nothing of them.

        Args:
            engine: holds the source's tables, one of which lists its columns.
            settings: such a case's.
            family: of the source.
        """
        self._engine = engine
        self._family: Family = family
        before = tables_in_main(engine)
        write_inputs(engine, settings, Vendors.named(()), [], family)
        self._names = sorted(tables_in_main(engine) - before)
        self._standing = self._contents(engine)
        self._beside = OneConnection()
        self._beside.register("columns", engine.frame("SELECT * FROM source_column"))
        self._beside.run("CREATE TABLE source_column AS SELECT * FROM columns")
        self._known: dict[str, Contents] = {}

    def rewrite(self, settings: Settings, vendors: Vendors, absent: Sequence[str] = ()) -> set[str]:
        """Writes a case's settings and needs; returns the tables that differ for it.

        Args:
            settings: the case's.
            vendors: the vendor's needs and the case's.
            absent: columns, as Table.column, and tables that the source lacks.
        """
        scope = _scope(self._engine, settings.school) if settings.school else []
        reported = repr((settings, vendors, scope, absent))
        if reported not in self._known:
            self._known[reported] = self._written(settings, vendors, scope, absent)
        for table, rows in self._known[reported].items():
            self._engine.run(f"DELETE FROM {table}")
            if rows:
                marks = f"({', '.join('?' * len(rows[0]))})"
                values = [value for row in rows for value in row]
                sql = f"INSERT INTO {table} VALUES {', '.join([marks] * len(rows))}"
                self._engine.run(sql, values)
        return set(self._known[reported])

    def _written(
        self, settings: Settings, vendors: Vendors, scope: Sequence[int], absent: Sequence[str]
    ) -> Contents:
        there = self._beside
        there.run("BEGIN")
        try:
            for name in absent:
                there.run(
                    "UPDATE source_column SET present = FALSE"
                    f" WHERE {literal(name)} IN (table_name, table_name || '.' || column_name)"
                )
            write_inputs(there, settings, vendors, scope, self._family)
            contents = self._contents(there)
        finally:
            there.run("ROLLBACK")
        return {name: rows for name, rows in contents.items() if rows != self._standing[name]}

    def _contents(self, engine: OneConnection) -> Contents:
        return {name: engine.rows(f"SELECT * FROM {quoted(name)}") for name in self._names}


def tables_in_main(engine: OneConnection) -> set[str]:
    """The names of an engine's own tables."""
    sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
    return {str(row[0]) for row in engine.rows(sql)}
