"""The database source on real servers: PostgreSQL with names in lower case, MariaDB as Campus's."""

import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from roster_lint.contracts.table import Table, campus_tables
from roster_lint.errors import SourceError, UsageError
from roster_lint.sources import database
from roster_lint.sources.base import Found
from roster_lint.sources.database import DatabaseSource
from tests.database_filling import load_csv_folder, write_sample
from tests.servers import Server, free_port, mariadb, postgres, start_mariadb, start_postgres  # noqa: F401  (fixtures)
from tests.sources.batch_text import text_batches

PASSWORD = "s3%40cret%25Zz"  # in a URL
PLAIN_PASSWORD = "s3@cret%Zz"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.fixture(params=["postgres", "mariadb"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def name(server: Server) -> str:
    """The name of an empty database."""
    return server.new_database()


def contracts(*names: str) -> dict[str, Table]:
    return {name: campus_tables()[name] for name in names}


def batches(source: DatabaseSource, found: Found) -> Iterator[pl.DataFrame]:
    return text_batches(source.rows(found))


def load_sample(server: Server, name: str, folder: Path, rows: int = 3) -> None:
    write_sample(folder / "sample", rows)
    load_csv_folder(server.url(name), folder / "sample", lower=server.lower)


def reported(error: BaseException) -> str:
    """All that a user could get to see of an error, and one sentence it must be."""
    text = str(error)
    assert "\n" not in text
    assert text.endswith(".")
    everything = text + repr(error) + "".join(traceback.format_exception(error))
    for secret in (PASSWORD, PLAIN_PASSWORD, "sqlalche.me"):
        assert secret not in everything
    return text


def test_every_type_comes_as_the_text_that_a_snapshot_has(
    server: Server, name: str, tmp_path: Path
) -> None:
    load_sample(server, name, tmp_path)
    with DatabaseSource.from_url(server.url(name)) as source:
        found = source.find(campus_tables())
        assert list(found) == list(campus_tables())
        assert source.notes == ()
        for has in found.values():
            (frame,) = batches(source, has)
            assert frame.columns == [column.name for column in has.table.columns]
            sample = pl.read_csv(tmp_path / "sample" / f"{has.table.name}.csv", infer_schema=False)
            dated = frame.with_columns(pl.all().str.strip_suffix(" 00:00:00"))
            assert dated.sort(pl.all()).equals(sample.sort(pl.all()))
            assert source.count(has) == 3


def test_decimals_uuids_and_nulls(server: Server, name: str) -> None:
    uuid = "0b0e2b0e-0000-0000-0000-000000000001"
    server.run(
        name,
        "CREATE TABLE person"
        " (personid NUMERIC(12, 2), studentnumber UUID, staffnumber DOUBLE PRECISION)",
        f"INSERT INTO person VALUES (12.00, NULL, 7), (12.50, '{uuid}', NULL)",
    )
    with DatabaseSource.from_url(server.url(name)) as source:
        (frame,) = batches(source, source.find(contracts("Person"))["Person"])
    assert sorted(frame.rows()) == [("12", None, "7"), ("12.50", uuid, None)]


def test_dates_that_python_has_not_are_text_and_end_nothing(server: Server, name: str) -> None:
    odd = "infinity" if server.lower else "0000-00-00"
    server.run(
        name,
        "CREATE TABLE term (termid INT, termscheduleid INT, startdate DATE, enddate DATE)",
        *([] if server.lower else ["SET GLOBAL sql_mode = ''"]),
    )
    server.run(name, f"INSERT INTO term VALUES (1, 2, '{odd}', '2027-05-28')")
    with DatabaseSource.from_url(server.url(name)) as source:
        (frame,) = batches(source, source.find(contracts("Term"))["Term"])
    assert frame.rows() == [("1", "2", odd, "2027-05-28")]


def test_the_exact_spelling_is_preferred(server: Server, name: str) -> None:
    quote = '"' if server.lower else "`"
    for table, person in (("person", 1), ("Person", 2), ("PERSON", 3)):
        server.run(
            name,
            f"CREATE TABLE {quote}{table}{quote} (personid INT)",
            f"INSERT INTO {quote}{table}{quote} VALUES ({person})",
        )
    with DatabaseSource.from_url(server.url(name)) as source:
        found = source.find(contracts("Person"))["Person"]
        assert [frame.rows() for frame in batches(source, found)] == [[("2",)]]
        assert found.place.endswith(".Person")


def test_reserved_words_and_views(server: Server, name: str) -> None:
    quote = '"' if server.lower else "`"
    columns = [f"{quote}{c}{quote}" for c in ("primary", "lock", "disable", "order")]
    server.run(
        name,
        f"CREATE TABLE logins (person INT, login VARCHAR(9), {' INT, '.join(columns)} INT)",
        "INSERT INTO logins VALUES (5, 'nobody', 9, 1, 0, 9)",
        "CREATE VIEW useraccount AS SELECT person AS personid, login AS username,"
        f" {', '.join(columns)} FROM logins",
    )
    with DatabaseSource.from_url(server.url(name)) as source:
        found = source.find(contracts("UserAccount"))["UserAccount"]
        assert [frame.rows() for frame in batches(source, found)] == [[("5", "nobody", "0", "1")]]


def test_the_schema_setting(server: Server, name: str) -> None:
    server.run(name, "CREATE TABLE person (personid INT)")
    url = server.url(server.new_database())
    with DatabaseSource.from_url(url, schema=name) as source:
        assert source.find(contracts("Person"))["Person"].place == f"{name}.person"
    with (
        DatabaseSource.from_url(url) as source,
        pytest.raises(SourceError, match="No Campus table"),
    ):
        source.find(contracts("Person"))
    with (
        DatabaseSource.from_url(url, schema="nowhere") as source,
        pytest.raises(SourceError, match="in schema nowhere of"),
    ):
        source.find(contracts("Person"))


def test_mariadb_without_a_database_or_a_schema_is_a_usage_error(
    request: pytest.FixtureRequest,
) -> None:
    server: Server = request.getfixturevalue("mariadb")
    with (
        DatabaseSource.from_url(server.url("")) as source,
        pytest.raises(UsageError, match="names neither"),
    ):
        source.find(contracts("Person"))


def number_rows(server: Server, name: str, rows: int) -> None:
    """A table Person of that many rows, each with some width."""
    source = f"generate_series(1, {rows}) n" if server.lower else f"seq_1_to_{rows}"
    number = "n" if server.lower else "seq"
    server.run(
        name,
        "CREATE TABLE person (personid INT, studentnumber VARCHAR(200))",
        f"INSERT INTO person SELECT {number}, repeat('x', 200) FROM {source}",
    )


def test_more_rows_than_one_batch(
    server: Server, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 1000)
    number_rows(server, name, 2500)
    with DatabaseSource.from_url(server.url(name)) as source:
        found = source.find(contracts("Person"))["Person"]
        frames = list(batches(source, found))
        heights = [frame.height for frame in frames]
        assert len(heights) == 3 and max(heights) <= 1000 and sum(heights) == 2500
        assert pl.concat(frames)["personID"].cast(pl.Int64).sum() == 2500 * 2501 // 2
        given_up = batches(source, found)
        next(given_up)
        given_up.close()  # type: ignore[attr-defined]
        assert source.count(found) == 2500


def test_one_moment_is_seen_and_nobody_waits(server: Server, name: str) -> None:
    number_rows(server, name, 10)
    with DatabaseSource.from_url(server.url(name)) as source:
        found = source.find(contracts("Person"))["Person"]
        reading = batches(source, found)
        next(reading)
        server.run(name, "UPDATE person SET personid = -1", "INSERT INTO person VALUES (11, 'x')")
        assert list(reading) == []
        assert source.count(found) == 10
        (frame,) = batches(source, found)
        assert "-1" not in frame["personID"].to_list()
    assert server.scalar(name, "SELECT COUNT(*) FROM person") == 11


def test_nothing_can_be_written(server: Server, name: str) -> None:
    number_rows(server, name, 10)
    with (
        DatabaseSource.from_url(server.url(name)) as source,
        pytest.raises(Exception, match=r"(?i)read.only"),
    ):
        source._connection.exec_driver_sql("INSERT INTO person VALUES (11, 'x')")
    assert server.scalar(name, "SELECT COUNT(*) FROM person") == 10


@pytest.mark.parametrize("start", [start_postgres, start_mariadb])
def test_a_server_that_dies_in_mid_read(
    start: Callable[[], Server],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(database, "BATCH_ROWS", 1000)
    server = start()
    try:
        name = server.new_database()
        number_rows(server, name, 80_000)  # more than sockets hold, however slow the reader
        capfd.readouterr()
        with (
            pytest.raises(
                SourceError, match=r"person from .* stopped after [0-9,]+ rows"
            ) as caught,
            DatabaseSource.from_url(server.url(name)) as source,
        ):
            for at, _ in enumerate(batches(source, source.find(contracts("Person"))["Person"])):
                if at == 1:
                    server.kill()
        reported(caught.value)
        assert capfd.readouterr() == ("", "")
        assert caplog.messages == []
    finally:
        server.stop()
