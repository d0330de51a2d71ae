"""What each server's types become as text, and that reading leaves Python as it was."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pymysql
import pytest
from sqlalchemy import Select, create_engine
from sqlalchemy.engine import Connection

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources import database, database_lines
from roster_lint.sources.base import BatchRows
from roster_lint.sources.database import DatabaseSource
from roster_lint.sources.database_cursor import collection_suspended
from tests.servers import Server, mariadb, postgres, start_mariadb  # noqa: F401  (fixtures)
from tests.sources.batch_text import text_batches, text_rows

ODD = (
    "plain",
    "",
    " blank around ",
    'a "quoted" word',
    '"',
    "a,b",
    "two\nlines",
    "two\r\nlines",
    "back\\slash \\N \\.",
    "NULL",
    "\\N",
    "100 %s %(x)s",
    "\u202ebidi \U0001f600 ü",
    "'; DROP TABLE person; --",
    "tab\there",
    ".",
)
"""Texts that a line of CSV, a COPY or a statement could take for something else."""


@pytest.fixture(params=["postgres", "mariadb"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


def frame_of(server: Server, name: str, table: str = "UserAccount") -> pl.DataFrame:
    """All rows of a table, as columns of text."""
    with DatabaseSource.from_url(server.url(name)) as source:
        rows = source.rows(source.find({table: campus_tables()[table]})[table])
        return pl.concat(text_batches(rows))


def test_odd_texts_come_as_they_are(server: Server) -> None:
    name = server.new_database()
    charset = "" if server.lower else " CHARACTER SET utf8mb4"
    server.run(name, f"CREATE TABLE useraccount (personid INT, username VARCHAR(99){charset})")
    engine = create_engine(server.url(name))
    with engine.begin() as connection:
        for number, text in enumerate((*ODD, None)):
            sql = "INSERT INTO useraccount VALUES (%s, %s)"
            connection.exec_driver_sql(sql, (number, text))
    engine.dispose()
    frame = frame_of(server, name).with_columns(pl.col("personID").cast(pl.Int64))
    assert frame.sort("personID")["username"].to_list() == [*ODD, None]


def test_a_column_without_a_value_and_a_row_without_one(server: Server) -> None:
    name = server.new_database()
    server.run(name, "CREATE TABLE useraccount (username VARCHAR(9))")
    server.run(name, "INSERT INTO useraccount VALUES (NULL), ('a'), (NULL)")
    assert sorted(frame_of(server, name)["username"].to_list(), key=str) == [None, None, "a"]


TYPES = {
    "postgres": [
        ("CHAR(8)", "'anna'", "anna"),
        ("CHAR(8)", "'  '", ""),
        ("TEXT", "'x'", "x"),
        ("UUID", "'6f9619ff-8b86-d011-b42d-00cf4fc964ff'", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
        ("BOOLEAN", "TRUE", "1"),
        ("SMALLINT", "7", "7"),
        ("NUMERIC(12,2)", "12.00", "12"),
        ("NUMERIC(12,2)", "-12.50", "-12.50"),
        ("DOUBLE PRECISION", "7", "7"),
        ("REAL", "0.5", "0.5"),
        ("BYTEA", "'\\x01'", "1"),
        ("BYTEA", "'\\xbeef'", "beef"),
        ("BIT(1)", "B'1'", "1"),
        ("DATE", "'2026-08-12'", "2026-08-12"),
        ("TIMESTAMP", "'2026-08-12 00:00:00'", "2026-08-12 00:00:00"),
        ("JSON", "'{\"a\": 1}'", '{"a": 1}'),
        ("money", "12", "$12.00"),
    ],
    "mariadb": [
        ("CHAR(8)", "'anna'", "anna"),
        ("TEXT", "'x'", "x"),
        ("ENUM('a', 'b,c')", "'b,c'", "b,c"),
        ("TINYINT(1)", "1", "1"),
        ("BIT(1)", "b'1'", "1"),
        ("BIT(1)", "b'0'", "0"),
        ("DECIMAL(12,2)", "12.00", "12"),
        ("DECIMAL(12,2)", "-12.50", "-12.50"),
        ("DOUBLE", "7", "7"),
        ("FLOAT", "0.5", "0.5"),
        ("BINARY(1)", "x'01'", "1"),
        ("VARBINARY(4)", "x'beef'", "beef"),
        ("DATE", "'2026-08-12'", "2026-08-12"),
        ("DATETIME", "'2026-08-12 00:00:00'", "2026-08-12 00:00:00"),
        ("DATETIME(6)", "'2026-08-12 01:02:03.5'", "2026-08-12 01:02:03"),
        ("YEAR", "2026", "2026"),
        ("VARCHAR(9) CHARACTER SET latin1", "'Zoë'", "Zoë"),
    ],
}


@pytest.mark.parametrize("kind", TYPES)
def test_each_type(request: pytest.FixtureRequest, kind: str) -> None:
    server: Server = request.getfixturevalue(kind)
    for type_, value, text in TYPES[kind]:
        name = server.new_database()
        server.run(
            name,
            f"CREATE TABLE useraccount (personid INT, username {type_})",
            f"INSERT INTO useraccount VALUES (1, {value}), (2, NULL)",
        )
        rows = sorted(frame_of(server, name).rows())
        assert rows == [("1", text), ("2", None)], type_


def test_a_domain_counts_as_what_it_is_made_of(postgres: Server) -> None:  # noqa: F811
    name = postgres.new_database()
    postgres.run(
        name,
        "CREATE DOMAIN flag AS BOOLEAN",
        "CREATE TABLE useraccount (personid INT, disable flag)",
        "INSERT INTO useraccount VALUES (1, TRUE)",
    )
    assert frame_of(postgres, name).rows() == [("1", "1")]


def test_a_computed_column_is_read_as_any_other(server: Server) -> None:
    name = server.new_database()
    server.run(
        name,
        "CREATE TABLE useraccount (personid INT, login VARCHAR(9), username VARCHAR(9)"
        " GENERATED ALWAYS AS (lower(login)) STORED)",
        "INSERT INTO useraccount (personid, login) VALUES (1, 'ANNA'), (2, NULL)",
    )
    assert sorted(frame_of(server, name).rows()) == [("1", "anna"), ("2", None)]


def test_the_collector_is_on_again_whatever_happens(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = server.new_database()
    server.run(name, "CREATE TABLE useraccount (personid INT)")
    server.run(name, "INSERT INTO useraccount VALUES (1), (2), (3)")
    monkeypatch.setattr(database, "BATCH_ROWS", 1)
    with DatabaseSource.from_url(server.url(name)) as source:
        found = source.find({"UserAccount": campus_tables()["UserAccount"]})["UserAccount"]
        rows = source.rows(found)
        assert isinstance(rows, BatchRows)
        batches: Iterator[pl.DataFrame] = rows.batches
        next(batches)
        assert gc.isenabled()
        batches.close()  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt), collection_suspended():
        assert not gc.isenabled()
        raise KeyboardInterrupt
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collection_suspended():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_computed_column_of_sqlite(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/campus.db")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE Person (personID, kept TEXT, studentNumber AS (upper(kept)) VIRTUAL)"
        )
        connection.exec_driver_sql("INSERT INTO Person VALUES (1, 'a7')")
    with DatabaseSource.from_url(f"sqlite:///{tmp_path}/campus.db") as source:
        rows = source.rows(source.find({"Person": campus_tables()["Person"]})["Person"])
        assert text_rows(rows) == [("1", "A7")]


def test_sqlite_rows_are_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "campus.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE UserAccount (personID, username)")
        for number, text in enumerate((*ODD, None)):
            connection.exec_driver_sql("INSERT INTO UserAccount VALUES (?, ?)", (number, text))
    engine.dispose()
    with DatabaseSource.from_url(f"sqlite:///{path}") as source:
        table = campus_tables()["UserAccount"]
        rows = source.rows(source.find({"UserAccount": table})["UserAccount"])
        assert pl.concat(text_batches(rows))["username"].to_list() == [*ODD, None]


def numbered(server: Server) -> str:
    """A database of MariaDB with 1,050 people, each with a text of 200 letters."""
    name = server.new_database()
    server.run(
        name,
        "CREATE TABLE useraccount (personid INT, username VARCHAR(200))",
        "INSERT INTO useraccount SELECT seq, repeat('x', 200) FROM seq_1_to_1050",
    )
    return name


@pytest.mark.parametrize("number", [1021, 1114])
def test_lines_come_one_by_one_where_there_is_no_room_to_join_them(
    mariadb: Server,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    fetched = database_lines.fetched
    refused = []

    def full(connection: Connection, select: Select[Any], size: int) -> Iterator[Any]:
        if select._group_by_clauses:
            refused.append(size)
            raise pymysql.err.OperationalError(number, "The table is full")
        yield from fetched(connection, select, size)

    monkeypatch.setattr(database_lines, "fetched", full)
    frame = frame_of(mariadb, numbered(mariadb))
    assert refused and sorted(map(int, frame["personID"])) == list(range(1, 1051))


def test_another_complaint_while_lines_are_joined_ends_the_reading(
    mariadb: Server,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(*_of: object) -> Iterator[Any]:
        raise pymysql.err.OperationalError(1205, "Lock wait timeout exceeded")
        yield

    monkeypatch.setattr(database_lines, "fetched", locked)
    with pytest.raises(SourceError, match="another session holds a lock"):
        frame_of(mariadb, numbered(mariadb))


def test_lines_that_the_server_cuts_off_are_never_taken() -> None:
    server = start_mariadb()
    try:
        name = numbered(server)
        server.run("", "SET GLOBAL max_allowed_packet = 16384")
        with pytest.raises(SourceError, match="longer than max_allowed_packet"):
            frame_of(server, name)
    finally:
        server.stop()


def test_ids_are_whole_numbers_and_all_else_is_text(server: Server) -> None:
    name = server.new_database()
    server.run(
        name,
        "CREATE TABLE person (personid BIGINT, currentidentityid INT, studentnumber INT)",
        "INSERT INTO person VALUES (9000000000, NULL, 7)",
    )
    with DatabaseSource.from_url(server.url(name)) as source:
        rows = source.rows(source.find({"Person": campus_tables()["Person"]})["Person"])
        assert isinstance(rows, BatchRows)
        assert [batch.rows() for batch in rows.batches] == [[(9000000000, None, "7")]]


def test_a_number_of_more_than_64_bits_is_text_of_a_whole_batch(
    mariadb: Server,  # noqa: F811
) -> None:
    name = mariadb.new_database()
    mariadb.run(
        name,
        "CREATE TABLE useraccount (personid BIGINT UNSIGNED, username VARCHAR(9))",
        "INSERT INTO useraccount VALUES (1, 'a'), (18446744073709551615, 'b')",
    )
    assert sorted(frame_of(mariadb, name).rows()) == [("1", "a"), ("18446744073709551615", "b")]
