"""The database source as it talks to SQL Server, through SQLAlchemy's dialect for mssql-python.

No SQL Server can be run here. In its place stands a driver that hands the statements to SQLite,
which takes brackets and, for an attached database, a schema: they must be sound SQL, in order.
"""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from roster_lint.contracts.table import Table, campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources import database
from roster_lint.sources.database import DatabaseSource
from roster_lint.sources.database_transaction import READ_COMMITTED_NOTE
from tests.sources.batch_text import text_rows

sqlite3.register_converter("BIT", lambda raw: raw == b"1")
sqlite3.register_converter("SMALLDATETIME", lambda raw: datetime.fromisoformat(raw.decode()))
sqlite3.register_converter("UNIQUEIDENTIFIER", lambda raw: UUID(raw.decode()))

CANNED = {
    "schema_name()": "district",
    "system_views": None,
    "NVARCHAR(max)": "test max support",
    "fn_listextendedproperty": None,
}


class Error(Exception):
    def __init__(self, driver_error: str, ddbc_error: str) -> None:
        super().__init__(f"Driver Error: {driver_error}; DDBC Error: {ddbc_error}")
        self.driver_error = driver_error


class DatabaseError(Error):
    pass


class Cursor:
    def __init__(self, server: "SqlServer") -> None:
        self._server = server
        self._cursor = server.store.cursor()

    def execute(self, statement: str, parameters: dict[str, object] | None = None) -> None:
        statement = " ".join(statement.split())
        self._server.said.append(statement)
        denied = re.search(r"FROM \[dbo\]\.\[(\w+)\]", statement)
        if denied and denied[1] in self._server.denied:
            raise DatabaseError(
                "Syntax error or access violation",
                f"[Microsoft][SQL Server]{self._server.denial.format(denied[1])}",
            )
        if self._server.dies_at and self._server.dies_at in statement:
            raise DatabaseError(
                "Communication link failure", "[Microsoft][SQL Server]TCP Provider: reset"
            )
        canned = [mark for mark in CANNED if mark in statement]
        if "@@VERSION" in statement.upper():
            self._cursor.execute("SELECT ?", (self._server.version,))
        elif canned:
            self._cursor.execute("SELECT ?1 WHERE ?1 IS NOT NULL", (CANNED[canned[0]],))
        elif not statement.startswith("SET "):
            try:
                native = re.sub(r"%\((\w+)\)s", r":\1", statement)
                self._cursor.execute(native, dict(parameters or {}))
            except sqlite3.OperationalError as error:
                raise DatabaseError(
                    "Base table or view not found", f"[Microsoft][SQL Server]{error}"
                ) from None

    def __getattr__(self, name: str) -> object:
        return getattr(self._cursor, name)


class SqlServer(ModuleType):
    """The module mssql_python, and the only server that it knows."""

    __version__ = "1.16.0"
    apilevel = "2.0"
    paramstyle = "pyformat"
    autocommit = False
    Error = Error
    DatabaseError = OperationalError = ProgrammingError = InterfaceError = DatabaseError

    def __init__(self) -> None:
        super().__init__("mssql_python")
        self.said: list[str] = []
        self.denied: set[str] = set()
        self.denial = "The SELECT permission was denied on the object '{}', schema 'dbo'."
        self.version: str | None = "Microsoft SQL Server 2022 - 16.0.4085.2 (X64)\n\tCopyright"
        self.dies_at = ""
        self.connection_string = ""
        self.store = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)
        self.store.create_function("DB_NAME", 0, lambda: "campus")
        self.store.create_function("DATABASEPROPERTYEX", 2, lambda *_: "READ_WRITE")
        self.store.create_function("SUSER_SNAME", 0, lambda: "SCHOOLS\\reader")
        self.store.create_function("SCHEMA_NAME", 1, lambda number: {1: "dbo"}.get(number))
        self.store.create_function("HAS_PERMS_BY_NAME", 3, self.has_permission)
        self.store.create_function("HAS_PERMS_BY_NAME", 5, self.has_permission)
        self.store.executescript(
            "ATTACH ':memory:' AS dbo; ATTACH ':memory:' AS sys;"
            "ATTACH ':memory:' AS INFORMATION_SCHEMA;"
            "CREATE TABLE sys.databases"
            " (name, snapshot_isolation_state, is_read_committed_snapshot_on);"
            "INSERT INTO sys.databases VALUES ('master', 0, 0), ('campus', 1, 0);"
            "CREATE TABLE sys.objects (object_id, schema_id, name);"
            "CREATE TABLE sys.partitions (object_id, index_id, rows);"
            "CREATE TABLE INFORMATION_SCHEMA.COLUMNS"
            " (TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, DATA_TYPE);"
        )

    def has_permission(self, place: str, kind: str, right: str, *column: str) -> int | None:
        """None for what does not exist, as the server has it."""
        assert (kind, right) == ("OBJECT", "SELECT") and column[1:] in ((), ("COLUMN",))
        name = place.removeprefix("[dbo].[").removesuffix("]")
        if name in self.denied:
            return 0
        tables = self.store.execute("SELECT name FROM dbo.sqlite_master").fetchall()
        return 1 if (name,) in tables else None

    def create(self, table: str, columns: str, *rows: str) -> None:
        """Creates a table in dbo, with rows, and enters it in the catalogue."""
        self.store.execute(f"CREATE TABLE dbo.[{table}] ({columns})")
        for at, (name, kind) in enumerate(column.split() for column in columns.split(", ")):
            self.store.execute(
                "INSERT INTO INFORMATION_SCHEMA.COLUMNS VALUES ('dbo', ?, ?, ?, ?)",
                (table, name.strip("[]"), at, kind.partition("(")[0].lower()),
            )
        for row in rows:
            self.store.execute(f"INSERT INTO dbo.[{table}] VALUES ({row})")
        self.store.commit()

    def pooling(self, enabled: bool) -> None:
        assert not enabled

    def connect(self, connection_string: str, timeout: int) -> "SqlServer":
        self.connection_string = connection_string
        return self

    def cursor(self) -> Cursor:
        return Cursor(self)

    def commit(self) -> None:
        self.said.append("commit")

    def rollback(self) -> None:
        self.said.append("rollback")

    def close(self) -> None:
        self.said.append("close")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlServer]:
    server = SqlServer()
    monkeypatch.setitem(sys.modules, "mssql_python", server)
    yield server
    server.store.close()


@pytest.fixture
def source(server: SqlServer) -> Callable[[], DatabaseSource]:
    return lambda: DatabaseSource.from_url("mssql://reader:s3cret@sis.example.org/campus")


def contracts(*names: str) -> dict[str, Table]:
    return {name: campus_tables()[name] for name in names}


def rows(source: DatabaseSource, name: str) -> list[tuple[Any, ...]]:
    found = source.find(contracts(name))[name]
    read = source.rows(found)
    return text_rows(read)


def test_a_run_from_the_first_word_to_the_last(
    server: SqlServer, source: Callable[[], DatabaseSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 2)
    server.create(
        "Day",
        "dayID INTEGER, calendarID INTEGER, [date] SMALLDATETIME, schoolDay BIT, guid TEXT",
        *(f"{n}, 7, '2026-08-2{n} 00:00:00', {n % 2}, 'x'" for n in range(5)),
    )
    with source() as opened:
        assert opened.notes == ()
        assert opened.find(contracts("Day"))["Day"].place == "dbo.Day"
        assert rows(opened, "Day") == [
            (f"2026-08-2{n} 00:00:00", "7", str(n % 2)) for n in range(5)
        ]
        assert opened.count(opened.find(contracts("Day"))["Day"]) == 5
    begun = server.said.index("SET TRANSACTION ISOLATION LEVEL SNAPSHOT")
    assert server.said[begun - 1] == "rollback"
    assert server.said[begun + 1 : begun + 3] == ["SET LOCK_TIMEOUT 10000", "commit"]
    after = server.said[begun + 3 :]
    assert "SELECT [date], [calendarID], [schoolDay] FROM [dbo].[Day]" in after
    assert "rollback" not in after[: after.index("SELECT count(*) AS count_1 FROM [dbo].[Day]")]
    assert after[-1] == "close"
    everything = " ".join(server.said).upper()
    for word in ("SERIALIZABLE", " TOP ", " LIMIT ", "ORDER BY DATE", "INSERT", "NOLOCK"):
        assert word not in everything


def test_types_of_sql_server(server: SqlServer, source: Callable[[], DatabaseSource]) -> None:
    guid = "6F9619FF-8B86-D011-B42D-00CF4FC964FF"
    server.create(
        "School",
        "schoolID INTEGER, name TEXT, number UNIQUEIDENTIFIER, externalLMSExclude BIT",
        f"12, 'Lincoln', '{guid}', 1",
        "13, NULL, NULL, NULL",
    )
    with source() as opened:
        assert rows(opened, "School") == [
            ("12", "Lincoln", guid.lower(), "1"),
            ("13", None, None, None),
        ]


def test_blanks_at_the_end_of_a_char_are_the_types(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    server.create(
        "UserAccount", "personID INTEGER, username NCHAR(9), lock BIT", "1, 'anna     ', NULL"
    )
    server.create("Contact", "personID INTEGER, email NVARCHAR(40)", "1, 'anna@example.org '")
    with source() as opened:
        assert rows(opened, "UserAccount") == [("1", "anna", None)]
        assert rows(opened, "Contact") == [("1", "anna@example.org ")]


def test_an_id_of_blanks_padded_text_may_be_missing_in_all_rows(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    server.create("Person", "personID NCHAR(9), currentIdentityID NCHAR(9)", "'1        ', NULL")
    with source() as opened:
        assert rows(opened, "Person") == [("1", None)]


def test_a_synonym_is_found_though_the_catalogue_does_not_list_it(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    server.create("Person", "personID INTEGER, extra TEXT", "1, 'x'")
    server.store.execute("DELETE FROM INFORMATION_SCHEMA.COLUMNS")
    with source() as opened:
        found = opened.find(contracts("Person", "School"))
        assert set(found) == {"Person"} and found["Person"].others == ("extra",)
        assert rows(opened, "Person") == [("1",)]


def test_without_snapshot_isolation(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    server.store.execute("UPDATE sys.databases SET snapshot_isolation_state = 0")
    with source() as opened:
        assert opened.notes == (READ_COMMITTED_NOTE,)
    assert "SET TRANSACTION ISOLATION LEVEL READ COMMITTED" in server.said
    assert "SET TRANSACTION ISOLATION LEVEL SNAPSHOT" not in server.said


def test_dbo_is_the_schema_even_where_the_login_has_another(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    server.create("Identity", "identityID INTEGER, personID INTEGER", "1, 5")
    with source() as opened:
        assert rows(opened, "Identity") == [("1", "5")]


def test_tables_that_may_not_be_read_are_distinguished_from_missing_ones(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    """A login without any permission on a table does not see it in the catalogue either."""
    server.create("Person", "personID INTEGER")
    server.create("Contact", "personID INTEGER, email TEXT")
    server.denied = {"Contact", "UserAccount", "Day"}
    wanted = contracts("Person", "Contact", "UserAccount", "School", "Day", "Identity")
    with source() as opened:
        with pytest.raises(SourceError, match="may not read Contact, UserAccount in") as caught:
            opened.find(wanted)
        assert "School" not in str(caught.value)
        server.denied = {"Day"}
        assert set(opened.find(wanted)) == {"Person", "Contact"}
        assert "Day" in opened.notes[0]
        assert "Identity" not in opened.notes[0]
