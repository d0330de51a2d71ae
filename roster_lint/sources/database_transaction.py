"""One read-only transaction for a whole run, in each database's own words, that blocks nobody.

SERIALIZABLE is never asked for: it takes locks on a district's live system.
"""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

LOCK_SECONDS = 10
"""How long to wait for another session's lock."""

_STALL_SECONDS = 600

ROW_COUNTER = "@roster_lint_row"
"""A variable of a MySQL or MariaDB session that counts the rows of its statements."""

_ONE_BY_ONE = (
    "The database does not allow SNAPSHOT isolation, so its tables were read one after the other"
    " (READ COMMITTED{how}): changes made during the run can look like contradictions.{advice}"
)
VERSIONED_NOTE = _ONE_BY_ONE.format(how=" with row versions, so that nobody waits", advice="")
"""READ_COMMITTED_SNAPSHOT is on."""

READ_COMMITTED_NOTE = _ONE_BY_ONE.format(
    how="",
    advice=" Its readers take short shared locks, and a writer who holds one for longer than"
    f" {LOCK_SECONDS} seconds ends the run: run it when few people work, or have"
    " ALLOW_SNAPSHOT_ISOLATION set to ON.",
)
"""Neither is."""

SECONDARY_NOTE = _ONE_BY_ONE.format(
    how=" on a read-only copy, which SQL Server reads by row versions, so that nobody waits",
    advice="",
)
"""A readable secondary, on which the server overrules the level that is asked for."""

_ONE_MOMENT = "all tables as of one moment"
_ONE_AFTER_ANOTHER = "one table after the other"
_NOBODY_WAITS = "nobody waits"


@dataclass(frozen=True)
class Begun:
    """A transaction that was begun.

    Attributes:
        isolation: for people: its level, which changes are seen, and who waits for whom.
        notes: what the report should say about it; none where every table is seen at one moment.
    """

    isolation: str
    notes: tuple[str, ...] = ()


def begin_read_only(connection: Connection) -> Begun:
    """Begins the transaction on a fresh connection."""
    dialect = connection.dialect.name
    if dialect == "mssql":
        return _begin_mssql(connection)
    if dialect == "postgresql":
        _begin_postgresql(connection)
        return _begun("REPEATABLE READ, read-only", _ONE_MOMENT, _NOBODY_WAITS)
    if dialect in ("mysql", "mariadb"):
        _begin_mysql(connection)
        return _begun("consistent snapshot, read-only", _ONE_MOMENT, _NOBODY_WAITS)
    if dialect == "sqlite":
        return _begin_sqlite(connection)
    return Begun(
        f"the default of {dialect}",
        (
            f"roster-lint does not know the read-only transactions of {dialect}: its tables were"
            " read at the database's default isolation.",
        ),
    )


def _begun(level: str, seen: str, waits: str, *notes: str) -> Begun:
    return Begun(f"{level}: {seen}; {waits}", notes)


def _begin_mssql(connection: Connection) -> Begun:
    state, versioned, updates = connection.exec_driver_sql(
        "SELECT snapshot_isolation_state, is_read_committed_snapshot_on,"
        " CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS VARCHAR(20))"
        " FROM sys.databases WHERE name = DB_NAME()"
    ).first() or (None, None, None)
    # A transaction cannot become a SNAPSHOT one once it has begun under another level.
    connection.rollback()
    allowed = state == 1
    _run(
        connection,
        f"SET TRANSACTION ISOLATION LEVEL {'SNAPSHOT' if allowed else 'READ COMMITTED'}",
        f"SET LOCK_TIMEOUT {LOCK_SECONDS * 1000}",
    )
    connection.commit()
    if allowed:
        return _begun("SNAPSHOT", _ONE_MOMENT, _NOBODY_WAITS)
    if updates == "READ_ONLY":
        level = "READ COMMITTED on a read-only copy"
        return _begun(level, _ONE_AFTER_ANOTHER, _NOBODY_WAITS, SECONDARY_NOTE)
    if versioned:
        level = "READ COMMITTED with row versions (READ_COMMITTED_SNAPSHOT)"
        return _begun(level, _ONE_AFTER_ANOTHER, _NOBODY_WAITS, VERSIONED_NOTE)
    waits = (
        "readers take short shared locks: a writer waits for these, and a writer's lock of more"
        f" than {LOCK_SECONDS} seconds ends the run"
    )
    return _begun("READ COMMITTED", _ONE_AFTER_ANOTHER, waits, READ_COMMITTED_NOTE)


def _begin_sqlite(connection: Connection) -> Begun:
    _run(connection, "PRAGMA query_only = 1", "BEGIN")
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    waits = _NOBODY_WAITS if mode == "wal" else "a writer waits until all is read"
    return _begun("one read transaction", _ONE_MOMENT, waits)


def _begin_postgresql(connection: Connection) -> None:
    _take_dates_as_text(connection)
    _run(
        connection,
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'",
        "SET LOCAL DateStyle = 'ISO'",
    )


def _take_dates_as_text(connection: Connection) -> None:
    """Python has no date infinity and no year 20207, and one such date must not end a run."""
    if connection.dialect.driver != "psycopg":
        return
    from psycopg.types.string import TextLoader

    driver = connection.connection.driver_connection
    assert driver is not None
    for kind in ("date", "timestamp"):
        driver.adapters.register_loader(kind, TextLoader)


def _begin_mysql(connection: Connection) -> None:
    # The wait for a table that is being altered is a year by default, and a server hangs up
    # on a reader who pauses for a minute.
    _run(
        connection,
        f"SET SESSION lock_wait_timeout = {LOCK_SECONDS}",
        f"SET SESSION net_write_timeout = {_STALL_SECONDS}",
        "SET SESSION group_concat_max_len = @@max_allowed_packet",
        f"SET {ROW_COUNTER} = 0",
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    )


def forget_half_read(driver_connection: object) -> None:
    """Lets a connection be closed in the middle of a table.

    PyMySQL would read on to the table's end first, and complain where the server is gone.
    """
    pending = getattr(driver_connection, "_result", None)
    if pending is not None and hasattr(pending, "unbuffered_active"):
        pending.unbuffered_active = False


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
