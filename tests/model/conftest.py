"""The model over a sample district, changed for one test and then forgotten."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from fixtures.build import HERE
from fixtures.healthy import AS_OF
from roster_lint.engine.base import Row
from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.campus import load
from roster_lint.model.build import campus_model, write_inputs
from roster_lint.settings.settings import Settings
from roster_lint.sources.opening import open_source
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import no_progress
from tests.case_model import Statement, statements
from tests.case_runner import changed_tables

_RECORDS = {
    "student": ("enrollment_criteria", ("enrollmentID",)),
    "teacher": ("assignment_criteria", ("assignmentID",)),
    "staff": ("assignment_criteria", ("assignmentID",)),
    "guardian": ("relationship_criteria", ("personID1", "personID2")),
    "relative": ("relative_criteria", ("personID1", "personID2")),
}


@cache
def _people() -> tuple[Statement, ...]:
    """The statements that the criteria of people are made by; no test here needs the others."""
    wanted = {"person_criteria"} | {table for table, _ in _RECORDS.values()}
    chosen = []
    for statement in reversed(statements()):
        if statement.table in wanted:
            wanted |= statement.reads
            chosen.append(statement)
    return tuple(reversed(chosen))


class Model:
    """The criteria tables, built over a changed district."""

    def __init__(self, folder: Path) -> None:
        """Loads a district and builds the model over it as it is."""
        self.engine = DuckEngine()
        # Threads gain nothing on a few hundred rows, and the suite runs a worker a core.
        self.engine.run("SET threads = 1")
        with open_source(str(folder), Settings()) as source:
            load(self.engine, source, no_progress)
        before = self._tables()
        self._write_inputs(settings_of())
        self._inputs = self._tables() - before
        for statement in _people():
            self.engine.run(statement.sql)
        self.engine.run("BEGIN")

    def build(self, change: str = "", **settings: object) -> Settings:
        """Builds the model over a changed district.

        Args:
            change: SQL on the district's tables, which are typed.
            settings: those that differ from the defaults; schools are named by their IDs.

        Returns:
            All settings.
        """
        self.forget()
        chosen = settings_of(**settings)
        stale = {table.casefold() for table in changed_tables(change)}
        if change:
            self.engine.run(change)
        if settings:
            for table in self._inputs:
                self.engine.run(f"DROP TABLE {table}")
            self._write_inputs(chosen)
            stale |= self._inputs
        for statement in _people():
            if statement.reads & stale:
                self.engine.run(f"DROP {statement.kind} {statement.table}")
                self.engine.run(statement.sql)
                stale.add(statement.table)
        return chosen

    def forget(self) -> None:
        """Takes back the change and what was built over it."""
        self.engine.run("ROLLBACK")
        self.engine.run("BEGIN")

    def fails(self, role: str, *key: int) -> set[str]:
        """The criteria at which one record fails; raises LookupError where there is none."""
        table, columns = _RECORDS[role]
        names = [c.name for file in campus_model() for c in file.criteria if c.role == role]
        where = " AND ".join(f"{column} = ?" for column in columns)
        rows = self.engine.rows(f"SELECT {', '.join(names)} FROM {table} WHERE {where}", key)
        if len(rows) != 1:
            raise LookupError(f"{len(rows)} rows of {table} have the key {key}, not one")
        assert None not in rows[0], f"{table} {key}: a criterion holds or fails, {rows[0]}"
        return {name for name, holds in zip(names, rows[0], strict=True) if not holds}

    def stands(self, role: str, person_id: int) -> str | None:
        """``available``, the criterion at which a person falls, or None: not of that role."""
        sql = "SELECT available, first_failed FROM person_criteria WHERE role = ? AND personID = ?"
        rows = self.engine.rows(sql, (role, person_id))
        assert len(rows) <= 1, f"{role} {person_id} stands {len(rows)} times"
        if not rows:
            return None
        available, failed = rows[0]
        assert available == (failed is None)
        return "available" if available else str(failed)

    def rows(self, sql: str) -> list[Row]:
        """A query's result."""
        return self.engine.rows(sql)

    def _write_inputs(self, settings: Settings) -> None:
        schools = [int(school) for school in settings.school]
        write_inputs(self.engine, settings, Vendors.named(settings.vendor), schools)

    def _tables(self) -> set[str]:
        sql = "SELECT lower(table_name) FROM information_schema.tables"
        return {str(row[0]) for row in self.engine.rows(sql)}


def settings_of(**settings: object) -> Settings:
    """The defaults with some settings on top, seen on the districts' own date."""
    return Settings.model_validate({"as_of": date.fromisoformat(AS_OF), **settings})


@pytest.fixture(scope="session")
def _healthy() -> Iterator[Model]:
    model = Model(HERE / "ready")
    yield model
    model.engine.close()


@pytest.fixture(scope="session")
def _in_august() -> Iterator[Model]:
    model = Model(HERE / "back-to-school")
    yield model
    model.engine.close()


@pytest.fixture
def model(_healthy: Model) -> Iterator[Model]:
    """The healthy district, whose model follows whatever a test changes."""
    yield _healthy
    _healthy.forget()


@pytest.fixture
def august(_in_august: Model) -> Iterator[Model]:
    """The district with the mistakes of August, likewise."""
    yield _in_august
    _in_august.forget()
