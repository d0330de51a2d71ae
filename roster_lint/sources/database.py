"""A Campus database, or a mirror of one: any database that SQLAlchemy can read.

Its server sees one read-only transaction of plain SELECTs: only needed columns, no conditions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal, Self

import polars as pl
from sqlalchemy import func
from sqlalchemy.engine import URL, Connection

from roster_lint.contracts.table import Table
from roster_lint.errors import RosterLintError, SourceError, UsageError
from roster_lint.sources.base import BatchRows, Found
from roster_lint.sources.database_catalogue import (
    Place,
    columns_by_table,
    complaint,
    denied_columns,
    described,
    other_names,
    spelling,
)
from roster_lint.sources.database_errors import is_denied, reason
from roster_lint.sources.database_reading import read_batches
from roster_lint.sources.database_transaction import begin_read_only, forget_half_read
from roster_lint.sources.database_url import make_engine, parse_url, secrets, shown, with_password
from roster_lint.vocabulary import Progress, no_progress

BATCH_ROWS = 200_000


@dataclass
class _Access:
    """What the login may read of the tables looked at, and what of the rest stands in the way."""

    found: dict[str, Found] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)
    blocking: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def deny(self, table: Table, columns: Sequence[str]) -> None:
        """Notes columns that may not be read; none named stands for the whole table."""
        if not columns:
            (self.blocking if table.needed else self.withheld).append(table.name)
        for name in columns:
            needed = table.column(name).needed
            (self.blocking if needed else self.withheld).append(f"{table.name}.{name}")


class DatabaseSource:
    """Tables and views of one schema of a database, read in one read-only transaction.

    Use it in a ``with`` statement. Reads are one after the other: rows of the next table can be
    asked for when those of the last have been taken or given up.
    """

    kind: Literal["campus-database"] = "campus-database"
    reads_at_once = False

    def __init__(self, url: URL, schema: str | None) -> None:
        self._url = url
        self._schema = schema
        self._secrets = secrets(url)
        self._engine = make_engine(url)
        self._open: Connection | None = None
        self._driver_connection: object = None
        self._places: dict[str, Place] = {}
        self._types: dict[str, Mapping[str, str]] = {}
        self._begun_notes: tuple[str, ...] = ()
        self._found_notes: tuple[str, ...] = ()
        if schema and self._engine.dialect.name == "sqlite":
            raise UsageError("An SQLite file has no schemas: remove the schema setting.")

    @classmethod
    def from_url(cls, url: str, *, schema: str | None = None, password: str | None = None) -> Self:
        """A source that has not connected yet.

        Args:
            url: an SQLAlchemy URL; a bare dialect name stands for the driver of our extras.
            schema: where the tables are; by default ``dbo`` on SQL Server, elsewhere the
                database's own default.
            password: used where the URL has none. Where there is neither, the keyring is asked
                for service ``roster-lint``, username ``user@host/database``.

        Raises:
            UsageError: the URL cannot be understood, or its driver is not installed.
        """
        return cls(with_password(parse_url(url), password), schema)

    def __repr__(self) -> str:
        return f"<DatabaseSource {self.location}>"

    @property
    def location(self) -> str:
        """The URL with its password hidden."""
        return shown(self._url)

    @property
    def notes(self) -> Sequence[str]:
        """How the transaction was begun and what was withheld, where that matters."""
        return (*self._begun_notes, *self._found_notes)

    def __enter__(self) -> Self:
        """Connects and begins the transaction. Raises SourceError."""
        with self._telling(f"Cannot connect to {self.location}"):
            connection = self._engine.connect()
        self._open = connection
        self._driver_connection = connection.connection.driver_connection
        try:
            with self._telling(f"Cannot begin to read {self.location}"):
                self._begun_notes = begin_read_only(connection)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc: object) -> None:
        """Ends the transaction by hanging up, which a half-read table does not delay."""
        connection, self._open = self._open, None
        forget_half_read(self._driver_connection)
        if connection is not None:
            with suppress(Exception):  # a server that is gone cannot be taken leave of
                connection.invalidate()
                connection.close()

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise RuntimeError("a database source is read inside its with statement")
        return self._open

    def find(self, tables: Mapping[str, Table]) -> dict[str, Found]:
        """Which of the contract tables the login can read, with their columns.

        What it may not read counts as absent if it is optional, and a note says so.

        Raises:
            SourceError: needed tables or columns may not be read (all are named), none of the
                tables is there, or the database fails.
        """
        schema = self._schema or self._default_schema()
        access, connection = _Access(), self._connection
        with self._telling(f"Cannot list the tables of {self.location}"):
            spellings = columns_by_table(connection, schema, tables)
            for contract in tables.values():
                self._look_at(contract, schema, spellings, access)
        self._found_notes = _withheld_note(access.withheld)
        self._refuse(access, schema)
        return access.found

    def _default_schema(self) -> str | None:
        dialect = self._engine.dialect
        if dialect.name == "mssql":
            return "dbo"
        if dialect.name == "sqlite":
            return None
        if dialect.default_schema_name is None:
            raise UsageError(
                f"{self.location} names neither a database nor a schema that exists: add one."
            )
        return dialect.default_schema_name

    def _look_at(
        self,
        contract: Table,
        schema: str | None,
        spellings: Mapping[str, Mapping[str, str]],
        access: _Access,
    ) -> None:
        own_name = spelling(contract.name, spellings)
        place = Place(schema, own_name or contract.name)
        own = spellings[own_name] if own_name else {}
        columns = _spelled(contract, own)
        error = complaint(self._connection, place, tuple(columns.values()))
        if own_name is None and error is None:
            # It can be read, so there is a synonym of that name.
            own_name, own = place.name, dict.fromkeys(described(self._connection, place), "")
            columns = _spelled(contract, own)
        if error is not None and is_denied(error):
            hidden = denied_columns(self._connection, place, tuple(columns.values()))
            readable = {name: other for name, other in columns.items() if other not in hidden}
            access.deny(contract, [c for c in columns if c not in readable] if readable else ())
            own_name, columns = own_name if readable else None, readable
        elif error is not None and own_name:
            access.broken.append(f"{place} ({reason(error, self._secrets)})")
        if own_name:
            self._places[contract.name], self._types[contract.name] = place, own
            others = tuple(name for name in own if name not in columns.values())
            access.found[contract.name] = Found(contract, str(place), columns, others=others)

    def _refuse(self, access: _Access, schema: str | None) -> None:
        if access.blocking:
            names = ", ".join(access.blocking)
            raise SourceError(
                f"The login may not read {names} in {self.location}: grant it SELECT on these, and"
                " make sure that they exist."
            )
        if access.broken:
            raise SourceError(f"Cannot read {', '.join(access.broken)} in {self.location}.")
        if not access.found:
            where = f"schema {schema} of {self.location}" if schema else self.location
            raise SourceError(
                f"None of the Campus tables is to be seen in {where}: check the database, the"
                " schema setting and the permissions of the login."
            )

    def other_tables(self, tables: Mapping[str, Table]) -> Sequence[str]:
        """The schema's tables and views that are none of these. Raises SourceError."""
        schema = self._schema or self._default_schema()
        with self._telling(f"Cannot list the tables of {self.location}"):
            return other_names(self._connection, schema, tables)

    def count(self, found: Found) -> int:
        """How many rows a table has now. Raises SourceError."""
        place = self._places[found.table.name]
        with self._telling(f"Cannot count the rows of {place} in {self.location}"):
            return int(self._connection.execute(place.select([func.count()])).scalar_one())

    def rows(self, found: Found, progress: Progress = no_progress) -> BatchRows:
        """All rows of a table that ``find`` has found, in batches of at most ``BATCH_ROWS``.

        Iterating raises SourceError where the table cannot be read to its end.
        """
        return BatchRows(self._batches(found, progress))

    def _batches(self, found: Found, progress: Progress) -> Iterator[pl.DataFrame]:
        connection, place = self._connection, self._places[found.table.name]
        failed = f"Reading {place} from {self.location} stopped"
        done = 0
        if not found.columns:
            return
        progress(found.table.name, done, found.rows)
        types = self._types[found.table.name]
        frames = read_batches(connection, place, found.columns, types, BATCH_ROWS)
        try:
            while True:
                with self._telling(f"{failed} after {done:,} rows" if done else failed):
                    frame = next(frames, None)
                if frame is None:
                    return
                done += frame.height
                yield frame
                progress(found.table.name, done, found.rows)
        finally:
            with suppress(Exception):  # the connection may be gone, which was told already
                frames.close()

    @contextmanager
    def _telling(self, failed: str) -> Iterator[None]:
        """Turns whatever a driver raises into one sentence, without cause: it may hold secrets."""
        try:
            yield
        except RosterLintError:
            raise
        except BaseException as error:
            forget_half_read(self._driver_connection)
            if not isinstance(error, Exception):
                raise
            raise SourceError(f"{failed}: {reason(error, self._secrets)}.") from None


def _spelled(contract: Table, own: Iterable[str]) -> dict[str, str]:
    """The contract's columns that a table has, by name, with the database's spelling."""
    names = tuple(own)
    pairs = ((column.name, spelling(column.name, names)) for column in contract.columns)
    return {name: other for name, other in pairs if other is not None}


def _withheld_note(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    return (f"The login may not read {', '.join(names)}, which is taken as absent.",)
