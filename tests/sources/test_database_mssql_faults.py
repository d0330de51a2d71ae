"""What SQL Server refuses, says oddly, or is asked by the doctor; its driver is a stand-in."""

from collections.abc import Callable

import pytest

from roster_lint.errors import SourceError
from roster_lint.sources.base import BatchRows
from roster_lint.sources.database import DatabaseSource
from tests.sources.test_database_mssql import SqlServer, contracts, rows, server, source

__all__ = ["server", "source"]


def test_denial_is_known_in_whatever_language_the_server_says_it(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    server.create("Person", "personID INTEGER")
    server.denied, server.denial = {"Contact", "Day"}, "Se denegó el permiso en el objeto '{}'."
    with source() as opened:
        access = opened.look(contracts("Person", "Contact", "Day", "School"))
    assert set(access.found) == {"Person"}
    assert access.denied == {"Contact": (), "Day": ()} and not access.broken


@pytest.mark.parametrize(
    ("version", "shown"),
    [
        ("Microsoft SQL Server 2022 - 16.0.4085.2 (X64)\n\tCopyright", "Microsoft SQL Server 2022"),
        ("Microsoft Azure SQL Edge Developer", "Microsoft Azure SQL Edge Developer"),
        ("Babelfish for PostgreSQL 16.2", "Babelfish for PostgreSQL 16.2"),
        ("", None),
        (None, None),
    ],
)
def test_whatever_a_server_says_of_its_version_it_is_read(
    server: SqlServer, source: Callable[[], DatabaseSource], version: str | None, shown: str | None
) -> None:
    server.create("Person", "personID INTEGER", "1")
    server.version = version
    with source() as opened:
        assert rows(opened, "Person") == [("1",)]
        reported = opened.server().version
        assert reported == shown if shown is None else (reported or "").startswith(shown)
        assert "\n" not in (reported or "")


def test_what_the_doctor_asks(server: SqlServer, source: Callable[[], DatabaseSource]) -> None:
    server.create("Person", "personID INTEGER", "1", "2")
    server.create("Day", "calendarID INTEGER", "1")
    server.store.executescript(
        "INSERT INTO sys.objects VALUES (7, 1, 'Person'), (8, 2, 'Day');"
        "INSERT INTO sys.partitions VALUES (7, 1, 40), (7, 1, 2), (7, 5, 42), (8, 0, 9);"
    )
    with source() as opened:
        opened.look(contracts("Person", "Day"))
        assert opened.estimates() == {"Person": 42}
        reported = opened.server()
    assert (reported.dialect, reported.login) == ("mssql", "SCHOOLS\\reader")
    assert reported.isolation.startswith("SNAPSHOT: ")


def test_a_server_that_hangs_up(server: SqlServer, source: Callable[[], DatabaseSource]) -> None:
    server.create("Person", "personID INTEGER", "1")
    with source() as opened, pytest.raises(SourceError) as caught:
        found = opened.find(contracts("Person"))["Person"]
        server.dies_at = "SELECT [personID] FROM [dbo].[Person]"
        read = opened.rows(found)
        assert isinstance(read, BatchRows)
        list(read.batches)
    assert str(caught.value) == (
        "Reading dbo.Person from mssql://reader:***@sis.example.org/campus stopped:"
        " TCP Provider: reset."
    )


def test_the_driver_gets_the_password_and_nobody_else(
    server: SqlServer, source: Callable[[], DatabaseSource]
) -> None:
    with source() as opened:
        assert "PWD=s3cret" in server.connection_string
        assert "s3cret" not in f"{opened!r}{opened.location}"
