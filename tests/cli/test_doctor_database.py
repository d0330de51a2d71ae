"""What the doctor says of a database: the server, the login, its rights, and estimates."""

import re
import sqlite3
from pathlib import Path

import pytest

from roster_lint.cli import doctor
from roster_lint.files.shipped import shipped
from tests.cli.conftest import Run
from tests.database_filling import load_csv_folder
from tests.servers import Server, mariadb, postgres  # noqa: F401  (fixtures)
from tests.tds_campus import district

LOGIN = "examined"


@pytest.fixture(params=["postgres", "mariadb"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def name(server: Server) -> str:
    """A database with the healthy district."""
    name = server.new_database()
    load_csv_folder(server.url(name), shipped("fixtures") / "ready", lower=server.lower)
    return name


def lines(text: str) -> list[str]:
    """The text's lines, their columns one blank apart."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_estimates_until_they_are_to_be_exact(run: Run, server: Server, name: str) -> None:
    tables = ("roster", "person") if server.lower else ("Roster", "Person")
    server.run(name, *(f"ANALYZE {'' if server.lower else 'TABLE '}{table}" for table in tables))
    result = run("doctor", server.url(name))
    assert result.exit_code == 0, result.output
    reported = lines(result.stdout)
    assert any(re.match(r"Server (PostgreSQL \d|\d.*MariaDB)", line) for line in reported)
    assert any(re.match("Login (postgres|admin@)", line) for line in reported)
    assert "all tables as of one moment; nobody waits" in " ".join(reported)
    assert any(re.search(r"\.roster all 6 ~6\d\d$", line, re.I) for line in reported)
    assert re.search(r"Time +a few seconds for ~[0-9,]+ rows", result.stdout)
    assert max(map(len, result.stdout.splitlines())) <= 80
    exact = run("doctor", "--exact", server.url(name)).stdout
    assert any(re.search(r"\.roster all 6 610$", line, re.I) for line in lines(exact))
    assert "~" not in exact


def test_a_sql_server_as_its_driver_shows_it(run: Run) -> None:
    with district(shipped("fixtures") / "ready") as url:
        result = run("doctor", url)
    assert result.exit_code == 0, result.output
    reported = lines(result.stdout)
    assert "Server Microsoft SQL Server 2022 - 16.0.4085.2 (X64)" in reported
    assert "Login SCHOOLS\\reader" in reported
    assert "Isolation SNAPSHOT: all tables as of one moment; nobody waits" in reported
    assert "dbo.Roster all 6 ~610" in reported
    assert "unasked" not in result.output


def test_what_was_never_analyzed_is_counted(run: Run, postgres: Server) -> None:  # noqa: F811
    name = postgres.new_database()
    load_csv_folder(postgres.url(name), shipped("fixtures") / "ready", lower=True)
    postgres.run(name, "DROP TABLE day", "CREATE VIEW day AS SELECT 1 AS calendarid")
    reported = lines(run("doctor", postgres.url(name)).stdout)
    assert f"{name}.day 1 of 3 1" in reported


def test_what_may_not_be_read_is_listed_beside_all_else(
    run: Run, server: Server, name: str
) -> None:
    who = LOGIN if server.lower else f"{LOGIN}@'127.0.0.1'"
    if server.lower:
        create = (
            f"DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{LOGIN}') THEN"
            f" CREATE ROLE {LOGIN} LOGIN; END IF; END$$"
        )
        server.run(name, create, f"GRANT USAGE ON SCHEMA {name} TO {who}")
    else:
        server.run(name, f"CREATE OR REPLACE USER {who}", f"GRANT SHOW VIEW ON {name}.* TO {who}")
    for table in sorted(path.stem for path in (shipped("fixtures") / "ready").glob("*.csv")):
        place = table.lower() if server.lower else f"{name}.{table}"
        if table == "UserAccount":
            continue
        columns = "(personID, email)" if table == "Contact" else ""
        server.run(name, f"GRANT SELECT {columns} ON {place} TO {who}")
    url = server.login.format(user=LOGIN, password="", database=name)
    result = run("doctor", url)
    reported = lines(result.stdout)
    assert result.exit_code == 3
    assert "UserAccount may not be read" in reported
    assert any(re.search(r"\.roster all 6", line, re.I) for line in reported)
    at = reported.index("The login may not read")
    assert "UserAccount (the whole table)" in reported[at:]
    if server.lower:  # MariaDB hides a column that was not granted
        assert any(line.startswith("Contact: ") for line in reported[at:])
    dialect = "postgresql" if server.lower else "mysql"
    assert f"--print-grants LOGIN --dialect {dialect}" in " ".join(reported)
    end = " ".join(reported[reported.index("Not judgeable in full") :])
    assert "The login may not read UserAccount" in end and "grant it SELECT" in end


@pytest.mark.parametrize(
    ("mode", "words"), [("wal", "nobody waits"), ("delete", "a writer waits until all is read")]
)
def test_who_waits_for_a_file(run: Run, mode: str, words: str) -> None:
    load_csv_folder("sqlite:///campus.db", shipped("fixtures") / "ready")
    change(Path("campus.db"), mode)
    text = run("doctor", "sqlite:///campus.db").stdout
    assert words in " ".join(text.split())
    assert "Login" not in text and "Server     SQLite 3." in text


def change(path: Path, mode: str) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute(f"PRAGMA journal_mode={mode}").fetchone() == (mode,)
    connection.close()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (0, "a few seconds"),
        (100_000, "a few seconds"),
        (2_400_000, "about 10 seconds"),
        (24_000_000, "about 2 minutes"),
    ],
)
def test_a_rough_time(rows: int, words: str) -> None:
    assert doctor._rough_time(rows) == words
