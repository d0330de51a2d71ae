"""A Campus database, or a mirror of one: any database that SQLAlchemy can read.

Its server sees one read-only transaction of plain SELECTs: only needed columns, no conditions.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Literal, Self

import polars as pl
from sqlalchemy import func
from sqlalchemy.engine import URL, Connection

from roster_lint.contracts.fields import IDENTIFIER
from roster_lint.contracts.table import Table
from roster_lint.errors import RosterLintError, SourceError, UsageError
from roster_lint.sources.base import BatchRows, Found
from roster_lint.sources.database_access import Access, look, withheld_note
from roster_lint.sources.database_catalogue import other_names
from roster_lint.sources.database_errors import reason
from roster_lint.sources.database_facts import Server, estimated_rows, server
from roster_lint.sources.database_reading import read_batches
from roster_lint.sources.database_transaction import Begun, begin_read_only, forget_half_read
from roster_lint.sources.database_url import make_engine, parse_url, secrets, shown, with_password
from roster_lint.vocabulary import Progress, no_progress

BATCH_ROWS = 200_000


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
        self._begun = Begun("")
        self._access = Access()
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
        return (*self._begun.notes, *self._found_notes)

    def __enter__(self) -> Self:
        """Connects and begins the transaction. Raises SourceError."""
        with self._telling(f"Cannot connect to {self.location}"):
            connection = self._engine.connect()
        self._open = connection
        self._driver_connection = connection.connection.driver_connection
        try:
            with self._telling(f"Cannot begin to read {self.location}"):
                self._begun = begin_read_only(connection)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc: object) -> None:
        """Ends the transaction by hanging up, which a half-read table does not delay."""
        connection, self._open = self._open, None
        forget_half_read(self._driver_connection)
        if connection is not None:
            with suppress(Exception):  # a server that is gone cannot be hung up on
                connection.invalidate()
                connection.close()

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise RuntimeError("a database source is read inside its with statement")
        return self._open

    def find(self, tables: Mapping[str, Table]) -> dict[str, Found]:
        """Which of the contract tables the login can read, with their columns.

        An optional table or column that it may not read counts as absent, and a note says so.

        Raises:
            SourceError: needed tables or columns may not be read (all are named), none of the
                tables is there, or the database fails.
        """
        access = self.look(tables)
        blocking = access.names_denied(tables, needed=True)
        if blocking:
            raise SourceError(
                f"The login may not read {', '.join(blocking)} in {self.location}: grant it SELECT"
                " on these, and make sure that they exist."
            )
        if access.broken:
            broken = ", ".join(access.broken.values())
            raise SourceError(f"Cannot read {broken} in {self.location}.")
        return access.found

    def look(self, tables: Mapping[str, Table]) -> Access:
        """What the login may read, and what of the rest stands in the way of the lint.

        Raises:
            SourceError: none of the tables is there, or the database fails.
        """
        schema, connection = self._schema or self._default_schema(), self._connection
        with self._telling(f"Cannot list the tables of {self.location}"):
            self._access = access = look(connection, schema, tables, self._secrets)
        self._found_notes = withheld_note(access.names_denied(tables, needed=False))
        if not access.found and not access.names_denied(tables, needed=True):
            where = f"schema {schema} of {self.location}" if schema else self.location
            raise SourceError(
                f"No Campus table is visible in {where}: check the database, the"
                " schema setting and the permissions of the login."
            )
        return access

    def server(self) -> Server:
        """What the server says about itself. Raises SourceError."""
        with self._telling(f"Cannot ask {self.location} what it is"):
            return server(self._connection, self._begun.isolation)

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

    def other_tables(self, tables: Mapping[str, Table]) -> Sequence[str]:
        """The schema's tables and views that are none of these. Raises SourceError."""
        schema = self._schema or self._default_schema()
        with self._telling(f"Cannot list the tables of {self.location}"):
            return other_names(self._connection, schema, tables)

    def count(self, found: Found) -> int:
        """How many rows a table has now. Raises SourceError."""
        place = self._access.places[found.table.name]
        with self._telling(f"Cannot count the rows of {place} in {self.location}"):
            return int(self._connection.execute(place.select([func.count()])).scalar_one())

    def estimates(self) -> dict[str, int]:
        """Roughly how many rows the tables have, where the server knows; none is read.

        By contract name. Raises SourceError.
        """
        places = self._access.places
        schema = self._schema or self._default_schema()
        with self._telling(f"Cannot ask for the statistics of {self.location}"):
            names = {place.name for place in places.values()}
            known = estimated_rows(self._connection, schema, names)
        return {name: known[place.name] for name, place in places.items() if place.name in known}

    def rows(self, found: Found, progress: Progress = no_progress) -> BatchRows:
        """All rows of a table that ``find`` has found, in batches of at most ``BATCH_ROWS``.

        Iterating raises SourceError where the table cannot be read to its end.
        """
        return BatchRows(self._batches(found, progress))

    def _batches(self, found: Found, progress: Progress) -> Iterator[pl.DataFrame]:
        connection, place = self._connection, self._access.places[found.table.name]
        failed = f"Reading {place} from {self.location} stopped"
        done = 0
        if not found.columns:
            return
        progress(found.table.name, done, found.rows)
        types = self._access.types[found.table.name]
        whole = {c.name for c in found.table.columns if c.kind == IDENTIFIER}
        frames = read_batches(connection, place, found.columns, types, BATCH_ROWS, whole)
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
            with suppress(Exception):  # the connection may be gone, which is reported already
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
