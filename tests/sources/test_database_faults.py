"""What befalls a database while it is read: each ends the run with one sentence, and soon."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources import database, database_transaction
from roster_lint.sources.base import BatchRows
from roster_lint.sources.database import DatabaseSource
from tests.servers import Server, mariadb, postgres  # noqa: F401  (fixtures)

PERSON = {"Person": campus_tables()["Person"]}


@pytest.fixture(params=["postgres", "mariadb"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def many_people(server: Server) -> str:
    """The URL of a database with more people than fit between server and reader."""
    name = server.new_database()
    count = 20_000 if server.lower else 80_000
    rows = f"generate_series(1, {count}) AS n" if server.lower else f"seq_1_to_{count}"
    server.run(
        name,
        "CREATE TABLE person (personid INT, studentnumber VARCHAR(200))",
        f"INSERT INTO person SELECT {'n' if server.lower else 'seq'}, repeat('x', 200) FROM {rows}",
    )
    return server.url(name)


def sentence(error: BaseException) -> str:
    text = str(error)
    assert "\n" not in text and text.endswith(".")
    return text


def read(url: str, meanwhile: Callable[[DatabaseSource], None] = lambda _: None) -> int:
    """Reads all people, and calls what is to happen after the first batch."""
    total = 0
    with DatabaseSource.from_url(url) as source:
        rows = source.rows(source.find(PERSON)["Person"])
        assert isinstance(rows, BatchRows)
        for batch in rows.batches:
            if not total:
                meanwhile(source)
            total += batch.height
    return total


def test_a_connection_that_an_administrator_ends(
    server: Server, many_people: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 1000)

    def kill(source: DatabaseSource) -> None:
        driver = source._connection.connection.driver_connection
        assert driver is not None
        if server.lower:
            named = "SELECT application_name FROM pg_stat_activity WHERE pid = "
            assert server.scalar("public", f"{named}{driver.info.backend_pid}") == "roster-lint"
            server.scalar("public", f"SELECT pg_terminate_backend({driver.info.backend_pid})")
        else:
            server.run("", f"KILL {driver.thread_id()}")

    with pytest.raises(SourceError, match=r"stopped after [0-9,]+ rows: ") as caught:
        read(many_people, kill)
    sentence(caught.value)


@pytest.fixture
def locked(server: Server) -> Iterator[str]:
    """The URL of a database whose table of people somebody else is altering."""
    name = server.new_database()
    server.run(name, "CREATE TABLE person (personid INT)", "INSERT INTO person VALUES (1)")
    engine = create_engine(server.url(name), poolclass=NullPool)
    with engine.connect() as other:
        lock(other, server)
        yield server.url(name)


def lock(other: Connection, server: Server) -> None:
    how = (
        "LOCK TABLE person IN ACCESS EXCLUSIVE MODE" if server.lower else "LOCK TABLES person WRITE"
    )
    other.exec_driver_sql(how)


def test_a_table_that_somebody_holds_locked(locked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_transaction, "LOCK_SECONDS", 1)
    begun = time.monotonic()
    with pytest.raises(SourceError, match="another session holds a lock on it") as caught:
        read(locked)
    assert "erson" in sentence(caught.value)
    assert time.monotonic() - begun < 20


def test_a_statement_that_takes_longer_than_the_server_allows(server: Server) -> None:
    name = server.new_database()
    slow = "(SELECT 1 FROM pg_sleep(20))" if server.lower else "SLEEP(20)"
    server.run(name, f"CREATE VIEW person AS SELECT {slow} AS personid")
    limit = (
        ("ALTER ROLE postgres SET statement_timeout = {}", "'300ms'", "DEFAULT")
        if server.lower
        else ("SET GLOBAL max_statement_time = {}", "0.3", "0")
    )
    server.run(name, limit[0].format(limit[1]))
    try:
        begun = time.monotonic()
        with pytest.raises(SourceError, match="have the limit raised") as caught:
            read(server.url(name))
        assert "erson" in sentence(caught.value)
        assert time.monotonic() - begun < 15
    finally:
        server.run(name, limit[0].format(limit[2]))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An SQLite file of a few megabytes."""
    path = tmp_path / "campus.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE Person (personID INTEGER, studentNumber TEXT)")
    people = ((n, "x" * 200) for n in range(20_000))
    connection.executemany("INSERT INTO Person VALUES (?, ?)", people)
    connection.commit()
    connection.close()
    return path


def test_a_file_that_is_cut_off_while_it_is_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 1000)
    with pytest.raises(SourceError, match=r"Person from .* stopped after [0-9,]+ rows: ") as caught:
        read(f"sqlite:///{file}", lambda _: file.write_bytes(file.read_bytes()[:500_000]))
    sentence(caught.value)


def test_a_file_that_somebody_holds_locked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_transaction, "LOCK_SECONDS", 0.2)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SourceError, match="another session holds a lock on it") as caught:
        read(f"sqlite:///{file}")
    sentence(caught.value)
    other.close()
    assert read(f"sqlite:///{file}") == 20_000


def test_a_file_that_somebody_writes_to_is_seen_as_it_was(file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA journal_mode=wal")

    def write(_source: DatabaseSource) -> None:
        other.execute("DELETE FROM Person")

    assert read(f"sqlite:///{file}", write) == 20_000
    other.close()
