"""What a login may not read, and servers and databases that are not there."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from roster_lint.contracts.table import campus_tables
from roster_lint.errors import SourceError
from roster_lint.sources.database import DatabaseSource
from tests.servers import Server, free_port, mariadb, postgres  # noqa: F401  (fixtures)
from tests.sources.test_database_servers import (
    PASSWORD,
    PLAIN_PASSWORD,
    batches,
    load_sample,
    name,
    no_keyring,
    reported,
    server,
)

__all__ = ["name", "no_keyring", "server"]


def guard(server: Server, name: str) -> None:
    """Makes the login ``guarded``, which may read nothing yet."""
    if server.lower:
        server.run(
            name,
            "DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guarded') THEN"
            " CREATE ROLE guarded LOGIN; END IF; END$$",
            f"ALTER ROLE guarded PASSWORD '{PLAIN_PASSWORD.replace('%', '%%')}'",
            f"GRANT USAGE ON SCHEMA {name} TO guarded",
        )
    else:
        password = PLAIN_PASSWORD.replace("%", "%%")
        server.run(
            name,
            f"CREATE OR REPLACE USER guarded@'127.0.0.1' IDENTIFIED BY '{password}'",
            f"GRANT SHOW VIEW ON {name}.* TO guarded@'127.0.0.1'",
        )


def allow(server: Server, name: str, tables: Iterable[str], columns: str = "") -> None:
    login = "guarded" if server.lower else "guarded@'127.0.0.1'"
    places = [table.lower() if server.lower else f"{name}.{table}" for table in tables]
    server.run(name, *(f"GRANT SELECT {columns} ON {place} TO {login}" for place in places))


def test_a_wrong_password(server: Server, name: str) -> None:
    guard(server, name)
    url = server.login.format(user="guarded", password=PASSWORD + "wrong", database=name)
    with pytest.raises(SourceError, match="Cannot connect to") as caught:
        DatabaseSource.from_url(url).__enter__()
    assert "guarded" in reported(caught.value)


def test_the_right_password_from_the_settings(server: Server, name: str) -> None:
    guard(server, name)
    url = server.login.format(user="guarded", password="", database=name)
    with DatabaseSource.from_url(url, password=PLAIN_PASSWORD) as source:
        assert "***" in source.location
        assert PLAIN_PASSWORD not in source.location


def test_tables_that_may_not_be_read_are_all_named(
    server: Server, name: str, tmp_path: Path
) -> None:
    load_sample(server, name, tmp_path)
    guard(server, name)
    allow(server, name, set(campus_tables()) - {"Contact", "UserAccount", "Person", "Day"})
    allow(server, name, ["Person"], "(studentNumber)")
    url = server.login.format(user="guarded", password=PASSWORD, database=name)
    with DatabaseSource.from_url(url) as source, pytest.raises(SourceError) as caught:
        source.find(campus_tables())
    text = reported(caught.value)
    assert "may not read" in text
    assert "UserAccount" in text
    assert "Contact" in text
    # MariaDB hides a column that was not granted: it is missing, not denied.
    assert ("Person.personID" in text) == server.lower
    assert "Enrollment" not in text


def test_an_optional_table_that_may_not_be_read_is_absent_and_noted(
    server: Server, name: str, tmp_path: Path
) -> None:
    load_sample(server, name, tmp_path)
    guard(server, name)
    allow(server, name, set(campus_tables()) - {"Day", "Contact"})
    allow(server, name, ["Contact"], "(personID, email)")
    url = server.login.format(user="guarded", password=PASSWORD, database=name)
    with DatabaseSource.from_url(url) as source:
        found = source.find(campus_tables())
        assert set(campus_tables()) - set(found) == {"Day"}
        assert list(found["Contact"].columns) == ["personID", "email"]
        assert "Day" in " ".join(source.notes)
        for has in found.values():
            assert sum(frame.height for frame in batches(source, has)) == 3


def test_an_unknown_database(server: Server) -> None:
    with pytest.raises(SourceError, match="Cannot connect to") as caught:
        DatabaseSource.from_url(server.unknown).__enter__()
    assert "nowhere" in reported(caught.value).partition(": ")[2]


@pytest.mark.parametrize("dialect", ["postgresql", "mysql"])
@pytest.mark.parametrize("host", ["127.0.0.1", "server.invalid"])
def test_a_server_that_is_not_there(dialect: str, host: str) -> None:
    url = f"{dialect}://u:{PASSWORD}@{host}:{free_port()}/campus"
    with pytest.raises(SourceError, match=rf"Cannot connect to {dialect}://u:\*\*\*@") as caught:
        DatabaseSource.from_url(url).__enter__()
    reported(caught.value)
