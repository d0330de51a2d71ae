"""Database URLs: which driver a bare name means, where the password comes from, that none shows."""

import sys
import traceback
from types import SimpleNamespace

import pytest

from roster_lint.errors import RosterLintError, SourceError, UsageError
from roster_lint.sources.database import DatabaseSource
from roster_lint.sources.database_url import parse_url, secrets, shown, with_password

ODD = "p@ss%word:1/x?y"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg"),
        ("postgres://u@h/d", "postgresql+psycopg"),
        ("mysql://u@h/d", "mysql+pymysql"),
        ("mariadb://u@h/d", "mariadb+pymysql"),
        ("mssql://u@h/d", "mssql+mssqlpython"),
        ("mssql+pyodbc://u@h/d", "mssql+pyodbc"),
        ("sqlite:///campus.db", "sqlite"),
    ],
)
def test_a_bare_name_means_the_driver_of_our_extra(text: str, driver: str) -> None:
    assert parse_url(text).drivername == driver


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://u:secret@h:5432/d", "postgresql://u:***@h:5432/d"),
        ("mssql+mssqlpython://u:se%40cret@h/d?Encrypt=yes", "mssql://u:***@h/d"),
        ("mssql://h/d?UID=u&PWD=secret", "mssql://h/d"),
        ("postgresql://u@/d?host=/run/pg&password=secret", "postgresql://u@/d?host=%2Frun%2Fpg"),
        ("mysql://u:p@secret@h/d", "mysql://u:***@h/d"),
        ("mysql://u:p@sec@ret@h/d?charset=utf8mb4", "mysql://u:***@h/d"),
        ("mysql://u@corp:secret@h/d", "mysql://u%40corp:***@h/d"),
        ("mysql://u:sec%ret@h/d", "mysql://u:***@h/d"),
        ("mysql://u:sec/ret@h/d", "mysql://u:***@h/d"),
        ("sqlite:////srv/c@mpus.db", "sqlite:////srv/c%40mpus.db"),
    ],
)
def test_a_location_shows_no_password(text: str, expected: str) -> None:
    assert shown(parse_url(text)) == expected


def test_an_at_sign_in_a_password_is_understood() -> None:
    url = parse_url("mysql://u:p@ss%word@h/d")
    assert (url.password, url.host, url.database) == ("p@ss%word", "h", "d")


@pytest.mark.parametrize(
    "text",
    [
        "mysql://u:se@c/ret@h/d",
        "mysql://u:s?e@cret@h/d",
        "mysql://u:se%40?@c/ret@h/d",
        "mysql://u:secret@h:secret/d",
        "mysql//u:secret@h/d",
        "not a url secret",
    ],
)
def test_a_doubtful_url_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_url(text)
    reported = "".join(traceback.format_exception(caught.value))
    assert "%40" in str(caught.value)
    assert "ret" not in reported.replace("parse_url(text)", "")


def test_precedence_of_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def get_password(service: str, username: str) -> str:
        asked.append((service, username))
        return "of the keyring"

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=get_password))
    bare, own = parse_url("mssql://u@h/d"), parse_url("mssql://u:own@h/d")
    assert with_password(own, "given").password == "own"
    assert with_password(bare, "given").password == "given"
    assert asked == []
    assert with_password(bare, None).password == "of the keyring"
    assert asked == [("roster-lint", "u@h/d")]


@pytest.mark.parametrize("text", ["mssql://server/d", "sqlite:///campus.db"])
def test_no_password_is_looked_for_without_a_user(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *_: 1 / 0))
    assert with_password(parse_url(text), None).password is None


def test_a_broken_keyring_is_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *_: 1 / 0))
    assert with_password(parse_url("mssql://u@h/d"), None).password is None


@pytest.mark.parametrize(
    ("text", "module", "extra"),
    [
        ("postgresql://u:secret@h/d", "psycopg", "'roster-lint[postgres]'"),
        ("mysql://u:secret@h/d", "pymysql", "'roster-lint[mysql]'"),
        ("mssql://u:secret@h/d", "mssql_python", "'roster-lint[mssql]'"),
        ("mssql+pyodbc://u:secret@h/d", "pyodbc", "pip install pyodbc"),
    ],
)
def test_a_missing_driver_names_its_extra(
    text: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as caught:
        DatabaseSource.from_url(text)
    assert extra in str(caught.value)
    assert "secret" not in "".join(traceback.format_exception(caught.value)).replace(text, "")


@pytest.mark.parametrize("text", ["dbase://u:secret@h/d", "postgresql+nosuch://u:secret@h/d"])
def test_an_unknown_dialect_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="no database kind or driver"):
        DatabaseSource.from_url(text)


def test_an_asynchronous_driver_is_refused() -> None:
    with pytest.raises(UsageError, match="asynchronous"):
        DatabaseSource.from_url("postgresql+psycopg_async://u:secret@h/d")


@pytest.mark.parametrize("text", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"])
def test_an_sqlite_url_names_a_file(text: str) -> None:
    with pytest.raises(UsageError, match="names a file"):
        DatabaseSource.from_url(text)


def test_secrets_are_known_in_every_spelling() -> None:
    known = secrets(parse_url("mysql://u:p%40ss@h/d?ssl_key_password=other"))
    assert set(known) == {"p@ss", "p%40ss", "other"}


def test_no_source_shows_its_password() -> None:
    source = DatabaseSource.from_url("postgresql://u@h/d", password=ODD)
    assert repr(source) == "<DatabaseSource postgresql://u:***@h/d>"
    assert ODD not in repr(vars(source)).replace(repr(source._secrets), "")


def test_sql_server_that_cannot_be_reached_is_one_sentence() -> None:
    """Whatever is missing here, the driver's libraries or a server."""
    source = DatabaseSource.from_url("mssql://u@127.0.0.1:1/campus", password=ODD)
    with pytest.raises(SourceError) as caught, source:
        pass
    assert str(caught.value).startswith("Cannot connect to mssql://u:***@127.0.0.1:1/campus: ")
    assert str(caught.value).count("\n") == 0
    assert ODD not in "".join(traceback.format_exception(caught.value))


def test_every_error_is_of_the_family_that_is_printed_as_a_sentence() -> None:
    assert issubclass(UsageError, RosterLintError)
    assert (UsageError.exit_code, SourceError.exit_code) == (2, 3)
