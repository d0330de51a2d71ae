"""Real databases filled with the tables of a snapshot: PostgreSQL, MariaDB and SQLite.

A column has the type that Campus gives it: IDs are integers, bits are bits, dates are dates.
"""

import csv
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pymysql
from sqlalchemy.engine import make_url

from roster_lint.contracts.table import campus_tables
from tests.servers import Server, start_mariadb, start_postgres

TYPES: Mapping[str, Mapping[str, str]] = {
    "postgresql": {"flag": "BOOLEAN", "date": "TIMESTAMP", "year": "SMALLINT", "": "BIGINT"},
    "mariadb": {"flag": "BIT(1)", "date": "DATETIME", "year": "SMALLINT", "": "BIGINT"},
    "sqlite": {"flag": "INTEGER", "date": "TEXT", "year": "INTEGER", "": "INTEGER"},
}
"""What each kind of value is in each database; other kinds are numbers, and the rest is text."""

_TEXT = ("code", "name")


@contextmanager
def filled(kind: str, files: Path, folder: Path) -> Iterator[str]:
    """A database with these tables, for as long as it is needed.

    Args:
        kind: postgresql, mariadb or sqlite.
        files: a folder with a CSV file a table.
        folder: where an SQLite file may stay for the next time.

    Yields:
        Its URL.
    """
    with ExitStack() as stack:
        if kind == "sqlite":
            path = folder / "campus.db"
            if not path.exists():
                _fill_sqlite(path, files)
            yield f"sqlite:///{path}"
            return
        server = start_postgres() if kind == "postgresql" else start_mariadb()
        stack.callback(server.stop)
        name = server.new_database()
        fill = _fill_postgres if kind == "postgresql" else _fill_mariadb
        fill(server, name, files)
        yield server.url(name)


def _tables(files: Path, kind: str) -> Iterator[tuple[str, Path, list[tuple[str, str]]]]:
    """Each table's name, its file, and its columns with their types."""
    contracts = campus_tables()
    for path in sorted(files.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header = next(csv.reader(stream))
        kinds = {column.name: column.kind for column in contracts[path.stem].columns}
        columns = []
        for name in header:
            found = kinds.get(name)
            is_text = found is None or found.pattern is None or found.name in _TEXT
            of_type = "" if found is None or found.name not in TYPES[kind] else found.name
            columns.append((name, "VARCHAR(400)" if is_text else TYPES[kind][of_type]))
        yield path.stem, path, columns


def _fill_postgres(server: Server, schema: str, files: Path) -> None:
    url = make_url(server.url(schema)).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        for name, path, columns in _tables(files, "postgresql"):
            lines = ", ".join(f"{column.lower()} {kind}" for column, kind in columns)
            connection.execute(f"CREATE TABLE {name.lower()} ({lines})")
            command = f"COPY {name.lower()} FROM STDIN (FORMAT csv, HEADER)"
            with connection.cursor().copy(command) as copy, path.open("rb") as stream:
                while block := stream.read(1 << 20):
                    copy.write(block)
        connection.commit()
        connection.autocommit = True
        connection.execute("ANALYZE")


def _fill_mariadb(server: Server, database: str, files: Path) -> None:
    server.run("", "SET GLOBAL local_infile = 1")
    url = make_url(server.url(database))
    connection = pymysql.connect(
        host=url.host or "127.0.0.1",
        port=url.port or 3306,
        user=url.username or "",
        password=url.password or "",
        database=database,
        local_infile=True,
        charset="utf8mb4",
    )
    with connection, connection.cursor() as cursor:
        for name, path, columns in _tables(files, "mariadb"):
            lines = ", ".join(f"`{column}` {kind}" for column, kind in columns)
            cursor.execute(f"CREATE TABLE `{name}` ({lines}) CHARACTER SET utf8mb4")
            read = ", ".join(f"@v{place}" for place in range(len(columns)))
            given = ", ".join(
                f"`{column}` = {_mariadb_value(kind, place)}"
                for place, (column, kind) in enumerate(columns)
            )
            cursor.execute(
                f"LOAD DATA LOCAL INFILE '{path}' INTO TABLE `{name}` CHARACTER SET utf8mb4"
                " FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' ESCAPED BY ''"
                f" LINES TERMINATED BY '\\n' IGNORE 1 LINES ({read}) SET {given}"
            )
        connection.commit()


def _mariadb_value(kind: str, place: int) -> str:
    value = f"NULLIF(TRIM(TRAILING '\\r' FROM @v{place}), '')"
    return f"CAST({value} AS UNSIGNED)" if kind.startswith("BIT") else value


def _fill_sqlite(path: Path, files: Path) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    connection = sqlite3.connect(part)
    for name, file, columns in _tables(files, "sqlite"):
        lines = ", ".join(f'"{column}" {kind}' for column, kind in columns)
        connection.execute(f'CREATE TABLE "{name}" ({lines})')
        marks = ", ".join("?" * len(columns))
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            next(rows)
            values = ([value or None for value in row] for row in rows)
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', values)
    connection.commit()
    connection.close()
    part.rename(path)
