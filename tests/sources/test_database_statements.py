"""What is said to a SQL Server, which no test can run, and the statements that are printed."""

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlfluff
import sqlglot
from sqlalchemy import Dialect, Select, create_engine, func
from sqlalchemy.dialects.mssql.base import MSDialect
from sqlalchemy.dialects.mysql.base import MySQLDialect
from sqlalchemy.pool import NullPool
from sqlglot import exp

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import UsageError
from roster_lint.sources.database import DatabaseSource
from roster_lint.sources.database_catalogue import Place
from roster_lint.sources.database_script import copy_script, grants
from roster_lint.sources.database_sql import select_statements
from roster_lint.sources.database_transaction import (
    READ_COMMITTED_NOTE,
    SECONDARY_NOTE,
    VERSIONED_NOTE,
    begin_read_only,
)
from tests.database_filling import load_csv_folder, write_sample
from tests.servers import Server, mariadb, postgres  # noqa: F401  (fixtures)


class FakeConnection:
    """Takes down what is said to it; a query of the isolation answers with the state given."""

    def __init__(self, dialect: str, state: tuple[object, ...] | None = (0, 0, None)) -> None:
        self.dialect = SimpleNamespace(name=dialect, driver="fake")
        self.said: list[str] = []
        self._state = state

    def exec_driver_sql(self, statement: str) -> SimpleNamespace:
        self.said.append(statement)
        return SimpleNamespace(first=lambda: self._state, scalar=lambda: "delete")

    def rollback(self) -> None:
        self.said.append("rollback")

    def commit(self) -> None:
        self.said.append("commit")


def begin(
    dialect: str, state: tuple[object, ...] | None = (0, 0, None)
) -> tuple[list[str], tuple[str, ...]]:
    connection = FakeConnection(dialect, state)
    begun = begin_read_only(connection)  # type: ignore[arg-type]
    assert begun.isolation
    return connection.said, begun.notes


def test_sql_server_reads_in_snapshot_isolation_where_it_is_allowed() -> None:
    said, notes = begin("mssql", (1, 0, "READ_WRITE"))
    assert said[0].endswith("FROM sys.databases WHERE name = DB_NAME()")
    assert said[1:] == [
        "rollback",
        "SET TRANSACTION ISOLATION LEVEL SNAPSHOT",
        "SET LOCK_TIMEOUT 10000",
        "commit",
    ]
    assert notes == ()


@pytest.mark.parametrize(
    ("state", "note"),
    [
        ((0, 0, "READ_WRITE"), READ_COMMITTED_NOTE),
        ((0, 1, "READ_WRITE"), VERSIONED_NOTE),
        ((0, 0, "READ_ONLY"), SECONDARY_NOTE),
        ((2, 0, "READ_WRITE"), READ_COMMITTED_NOTE),
        ((3, 1, None), VERSIONED_NOTE),
        ((None, None, None), READ_COMMITTED_NOTE),
        (None, READ_COMMITTED_NOTE),
    ],
)
def test_sql_server_else_reads_committed_rows_and_says_so(
    state: tuple[object, ...] | None, note: str
) -> None:
    said, notes = begin("mssql", state)
    assert said[2:4] == [
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "SET LOCK_TIMEOUT 10000",
    ]
    assert notes == (note,)
    assert ("shared locks" in note) == (note == READ_COMMITTED_NOTE)


def test_the_other_databases_are_asked_for_one_moment_and_reading_only() -> None:
    assert "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY" in begin("postgresql")[0]
    for name in ("mysql", "mariadb"):
        assert begin(name)[0][-1] == "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
    assert begin("sqlite")[0] == ["PRAGMA query_only = 1", "BEGIN", "PRAGMA journal_mode"]


@pytest.mark.parametrize("dialect", ["mssql", "postgresql", "mysql", "mariadb", "sqlite", "oracle"])
def test_nobody_is_ever_asked_for_serializable(dialect: str) -> None:
    assert "SERIALIZABLE" not in " ".join(begin(dialect)[0])


def test_a_database_that_we_do_not_know_is_read_with_a_note() -> None:
    said, notes = begin("oracle")
    assert said == []
    assert "oracle" in notes[0]


def compiled(statement: Select[Any], dialect: type[Dialect]) -> str:
    return " ".join(str(statement.compile(dialect=dialect())).split())


def test_sql_server_gets_a_plain_select_in_brackets() -> None:
    place = Place("dbo", "Identity")
    selected = compiled(place.select_named(["personID", "lock", "primary"]), MSDialect)
    counted = compiled(place.select([func.count()]), MSDialect)
    assert selected == "SELECT [personID], [lock], [primary] FROM [dbo].[Identity]"
    assert counted == "SELECT count(*) AS count_1 FROM [dbo].[Identity]"


def test_quotes_in_names_are_doubled() -> None:
    selected = compiled(Place("a`b", "c`d").select_named(["e`f"]), MySQLDialect)
    assert selected == "SELECT `e``f` FROM `a``b`.`c``d`"


SQLGLOT = {"mssql": "tsql", "postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}


@pytest.mark.parametrize("dialect", SQLGLOT)
def test_each_printed_statement_is_a_plain_select_of_one_contract(dialect: str) -> None:
    tables = campus_tables()
    parsed = sqlglot.parse(select_statements(tables.values(), dialect), read=SQLGLOT[dialect])
    statements = [statement for statement in parsed if statement]
    assert len(statements) == len(tables)
    for statement, table in zip(statements, tables.values(), strict=True):
        assert isinstance(statement, exp.Select)
        clauses = {key for key, value in statement.args.items() if value}
        assert clauses <= {"expressions", "from_", "from"}
        columns = [column.name.lower() for column in statement.expressions]
        assert columns == [column.name.lower() for column in table.columns]
        (place,) = statement.find_all(exp.Table)
        assert place.name.lower() == table.name.lower()
        assert place.db == ("dbo" if dialect == "mssql" else "")


@pytest.mark.parametrize("dialect", SQLGLOT)
def test_the_script_reads_and_does_nothing_else(dialect: str) -> None:
    tables = list(campus_tables().values())
    text = copy_script(tables, dialect)
    bare = [one.strip() for one in re.sub(r"--.*", "", text).split(";")]
    parsed = [sqlglot.parse_one(one, SQLGLOT[dialect]) for one in bare if one.startswith("SELECT")]
    assert len(parsed) == len(tables) + 1
    assert all(isinstance(one, exp.Select) for one in parsed)
    others = {one.split()[0] for one in bare if one and not one.startswith("SELECT")}
    assert others <= {"SET", "BEGIN", "START", "COMMIT"}
    assert "personal" in text and "SERIALIZABLE" not in text and "NOLOCK" not in text


def test_the_scripts_for_sql_server_are_t_sql() -> None:
    tables = campus_tables()
    for text in (copy_script(list(tables.values())), grants(tables.values(), "reader")):
        assert sqlfluff.parse(text, dialect="tsql")


@pytest.mark.parametrize("kind", ["postgres", "mariadb"])
def test_the_script_and_the_rights_work_on_a_real_server(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    server: Server = request.getfixturevalue(kind)
    name = server.new_database()
    write_sample(tmp_path / "sample")
    load_csv_folder(server.url(name), tmp_path / "sample", lower=server.lower)
    dialect = "postgresql" if server.lower else "mariadb"
    tables = list(campus_tables().values())
    bare = re.sub(r"--.*", "", copy_script(tables, dialect, name))
    engine = create_engine(server.url(name), poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        rows = [
            len(result.fetchall())
            for one in bare.split(";")
            if one.strip() and (result := connection.exec_driver_sql(one.strip())).returns_rows
        ]
    assert rows == [sum(len(table.columns) for table in tables), *[3] * len(tables)]
    login = "reader" if server.lower else "reader@127.0.0.1"
    create = "CREATE ROLE reader LOGIN" if server.lower else "CREATE USER reader@127.0.0.1"
    server.run(name, create)
    if server.lower:
        server.run(name, f"GRANT USAGE ON SCHEMA {name} TO reader")
    rights = re.sub(r"--.*", "", grants(tables, login, dialect, name))
    server.run(name, *(one for one in rights.split(";") if one.strip()))
    url = server.login.format(user="reader", password="", database=name)
    with DatabaseSource.from_url(url, schema=name) as source:
        found = source.find(campus_tables())
        assert set(found) == {table.name for table in tables} and source.notes == ()


def test_the_script_for_sql_server_is_in_its_order() -> None:
    text = copy_script(list(campus_tables().values()))
    order = (
        "-- Copies what",
        "INFORMATION_SCHEMA.COLUMNS",
        "SET NOCOUNT ON;",
        "SET TRANSACTION ISOLATION LEVEL SNAPSHOT;",
        "BEGIN TRANSACTION;",
        "FROM [dbo].[SchoolYear];",
        "COMMIT TRANSACTION;",
    )
    places = [text.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize("dialect", ["mssql", "postgresql", "mysql"])
def test_the_rights_are_of_just_these_columns(dialect: str) -> None:
    tables = campus_tables()
    text = grants(tables.values(), "o'reader", dialect)
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    assert len(lines) == len(tables)
    quoted = {"mssql": "[o'reader]", "postgresql": '"o\'reader"', "mysql": "'o''reader'@'%'"}
    for line, table in zip(lines, tables.values(), strict=True):
        assert line.startswith("GRANT SELECT") and line.endswith(f" TO {quoted[dialect]};")
        assert line.count(",") == len(table.columns) - 1
        assert isinstance(sqlglot.parse_one(line, read=SQLGLOT[dialect]), exp.Expression)


def test_no_rights_for_nobody_and_none_in_sqlite() -> None:
    with pytest.raises(UsageError, match="Name the login"):
        grants([], " ")
    with pytest.raises(UsageError, match="no logins"):
        grants([], "reader", "sqlite")


def test_the_text_for_sql_server() -> None:
    tables = campus_tables()
    assert select_statements([tables["UserAccount"], tables["Day"]]) == (
        "-- UserAccount: save the result, with its header, as UserAccount.csv.\n"
        "-- Delete what the database lacks of: userID, disable, lock, expiresDate, homepage.\n"
        "SELECT\n    [personID]\n  , [username]\n  , [userID]\n  , [disable]\n  , [lock]\n"
        "  , [expiresDate]\n  , [homepage]\nFROM [dbo].[UserAccount];\n"
        "\n"
        "-- Day: save the result, with its header, as Day.csv.\n"
        "-- Leave this statement out if the database does not have the table.\n"
        "-- The checks need all of its columns: delete none.\n"
        "SELECT\n    [date]\n  , [calendarID]\n  , [schoolDay]\nFROM [dbo].[Day];\n"
    )


def test_a_schema_can_be_named() -> None:
    day = [campus_tables()["Day"]]
    assert "FROM [reporting].[Day];" in select_statements(day, schema="reporting")
    assert "FROM campus.day;" in select_statements(day, "postgresql", "campus")
    assert "FROM `campus`.`Day`;" in select_statements(day, "mariadb", "campus")


def test_an_unknown_dialect_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="mssql, mysql"):
        select_statements(campus_tables().values(), "oracle")


def test_printing_needs_no_driver() -> None:
    code = (
        "import sys\n"
        "for name in ('pyodbc', 'mssql_python', 'psycopg', 'psycopg2', 'pymysql', 'MySQLdb'):\n"
        "    sys.modules[name] = None\n"
        "from roster_lint.sources.database_sql import select_statements\n"
        "import roster_lint.sources.database\n"
        "for name in ('mssql', 'postgresql', 'mysql', 'sqlite'):\n"
        "    select_statements([], name)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
