"""A database URL made sense of: its driver, its password, and how it is shown without one."""

import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from roster_lint.errors import SourceError, UsageError, scrub
from roster_lint.files.kinds import refuse_special
from roster_lint.sources import database_transaction
from roster_lint.sources.kept_secret import from_keyring
from roster_lint.sources.sql_server import connector

_DRIVERS = {
    "mariadb": "mariadb+pymysql",
    "mssql": "mssql+mssqlpython",
    "mysql": "mysql+pymysql",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}
_EXTRAS = {"mssqlpython": "mssql", "psycopg": "postgres", "pymysql": "mysql"}
_CONNECT_SECONDS = 10
_PROGRAM = "roster-lint"
_SHOWN_OPTIONS = frozenset({"host", "port", "service", "unix_socket"})
_SECRET_OPTION = re.compile(r"pass|pwd|secret|token|key|odbc_connect", re.IGNORECASE)


def parse_url(text: str) -> URL:
    """The URL with the driver that a bare dialect name stands for.

    Raises:
        UsageError: it is no database URL; the message never quotes it, since what cannot be
            parsed may hold a password anywhere.
    """
    text = _with_encoded_at(text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or _password_strayed(text, url) or scrub(shown(url)) != shown(url):
        raise UsageError(
            "This database URL is ambiguous: write it as"
            " mssql://user@server/database, and in a password write @ as %40, / as %2F,"
            " ? as %3F and % as %25."
        )
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def _with_encoded_at(text: str) -> str:
    """The URL with each ``@`` inside the password encoded, where it is plain which ones those are.

    SQLAlchemy ends the password at the first ``@``, and would show the rest of it as the host.
    """
    scheme, separator, rest = text.partition("://")
    login, _, place = rest.rpartition("@")
    user, _, password = login.partition(":")
    if "@" not in password or "/" in login or "?" in login:
        return text
    return f"{scheme}{separator}{user}:{password.replace('@', '%40')}@{place}"


def _password_strayed(text: str, url: URL) -> bool:
    """A part of the password may have been read as host or database, and would be shown."""
    if url.password is None:
        return False
    _, _, after_user = text.partition("://")[2].partition(":")
    place = after_user.partition("@")[2].partition("?")[0]
    return "@" in place


def with_password(url: URL, password: str | None) -> URL:
    """The URL with a password: its own, else the one given, else the keyring's."""
    if url.password or url.username is None or url.get_backend_name() == "sqlite":
        return url
    found = password or from_keyring(f"{url.username}@{url.host or ''}/{url.database or ''}")
    return url.set(password=found) if found else url


def shown(url: URL) -> str:
    """The URL for people: without password, driver, or any option that could hold a secret."""
    options = {name: value for name, value in url.query.items() if name in _SHOWN_OPTIONS}
    public = url.set(drivername=url.get_backend_name(), query=options)
    return public.render_as_string(hide_password=True)


def secrets(url: URL) -> tuple[str, ...]:
    """The texts in the URL that no message may hold, plain and as they stand in a URL."""
    plain = [str(url.password or "")]
    for name, value in url.query.items():
        if _SECRET_OPTION.search(name):
            plain += [value] if isinstance(value, str) else value
    return tuple({text for secret in plain if secret for text in (secret, quote(secret, safe=""))})


def file_of(url: URL) -> Path | None:
    """The file that a URL names, where its database is one."""
    if url.get_backend_name() not in ("sqlite", "duckdb") or not url.database:
        return None
    return None if url.database.startswith(":memory:") else Path(url.database)


def make_engine(url: URL) -> Engine:
    """An engine that has not connected yet, and keeps no connection that is given back.

    Raises:
        UsageError: the dialect is unknown, its driver is not installed or cannot be used here, or
            an SQLite URL names a pipe or a device.
    """
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite_engine(url)
    options: dict[str, Any] = {"connect_args": _connect_args(url)}
    named = url
    if url.drivername == "mssql+mssqlpython":
        from roster_lint.sources.sql_server_dialect import DRIVER

        options, named = {"creator": connector(url)}, url.set(drivername=DRIVER)
    try:
        engine = create_engine(named, poolclass=NullPool, hide_parameters=True, **options)
    except NoSuchModuleError:
        raise UsageError(
            f"There is no database kind or driver '{url.drivername}': a URL begins with mssql://,"
            " postgresql://, mysql://, mariadb:// or sqlite://."
        ) from None
    except ImportError:
        raise UsageError(_driver_missing(url)) from None
    except Exception as error:
        raise UsageError(
            f"The options of {shown(url)} are not understood by its driver"
            f" ({type(error).__name__})."
        ) from None
    if engine.dialect.is_async:
        raise UsageError(
            f"The driver of '{url.drivername}' is asynchronous, which roster-lint cannot use: write"
            f" {url.get_backend_name()}:// instead."
        )
    return engine


def _driver_missing(url: URL) -> str:
    driver = url.drivername.partition("+")[2] or url.drivername
    extra = _EXTRAS.get(driver)
    package = f"'roster-lint[{extra}]'" if extra else driver
    return f"The database driver for {url.get_backend_name()} is missing: pip install {package}."


def _connect_args(url: URL) -> dict[str, Any]:
    """Further arguments of the driver: how long to wait, and our name on the server."""
    if url.drivername == "postgresql+psycopg":
        wanted = {"connect_timeout": _CONNECT_SECONDS, "application_name": _PROGRAM}
        return {name: value for name, value in wanted.items() if name not in url.query}
    if url.drivername in ("mysql+pymysql", "mariadb+pymysql") and "program_name" not in url.query:
        return {"program_name": _PROGRAM}
    return {}


def _sqlite_engine(url: URL) -> Engine:
    if not url.database or url.database.startswith((":memory:", "file:")):
        raise UsageError("An SQLite URL names a file: sqlite:///folder/campus.db.")
    path = Path(url.database)
    refuse_special(path)

    def connect() -> sqlite3.Connection:
        if not path.is_file():
            raise SourceError(f"There is no SQLite file {path}.")
        # Without an isolation level the driver begins no transaction behind our back.
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=database_transaction.LOCK_SECONDS,
        )

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)
