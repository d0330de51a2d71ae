"""Takes accounts files into the engine; no account passes through Python."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.errors import SourceError, UsageError
from roster_lint.files.private import private_folder
from roster_lint.loading.accounts.expressions import (
    account_select,
    address_key,
    alias_select,
    kind_select,
    used_columns,
)
from roster_lint.loading.accounts.reading import AccountsFile, open_accounts
from roster_lint.loading.csv_reading import physical_lines, reader, unsound_file
from roster_lint.loading.csv_soundness import refuse_unsound
from roster_lint.timing import note_table
from roster_lint.vocabulary import AccountColumn, Progress

_LINES_SHOWN = 3

_TABLES = """
-- One row an accounts file.
CREATE TABLE IF NOT EXISTS accounts_file (
    file INTEGER, name VARCHAR, shape VARCHAR, directory VARCHAR, accounts BIGINT,
    knows_state BOOLEAN
);
-- One row an account. ``active`` is NULL where the file does not say; ``email`` is the primary
-- address or the user principal name, ``emailKey`` the same without case and blanks; ``kind`` is
-- whose account it is by its unit and type: student, cohort, staff, nobody, or NULL.
CREATE TABLE IF NOT EXISTS account (
    place BIGINT, file INTEGER, directory VARCHAR, email VARCHAR, emailKey VARCHAR, active BOOLEAN,
    given VARCHAR, family VARCHAR, number VARCHAR, kind VARCHAR
);
-- Further addresses of accounts; ``own`` where the directory knows the account itself by it.
CREATE TABLE IF NOT EXISTS account_alias (
    place BIGINT, alias VARCHAR, aliasKey VARCHAR, own BOOLEAN
);
"""


def create_account_tables(engine: Engine) -> None:
    """Creates the tables of accounts, unless they are there: empty where no file was given."""
    engine.run(_TABLES)


def load_accounts(
    engine: Engine, paths: Sequence[Path], mapping: Mapping[AccountColumn, str], progress: Progress
) -> None:
    """Fills the tables of accounts from files.

    Args:
        engine: not yet locked.
        paths: the files.
        mapping: the setting accounts_columns.
        progress: follows the rows read.

    Raises:
        UsageError: a file that is no list of accounts, is empty, cannot be read to its end, or
            lists an account twice.
    """
    create_account_tables(engine)
    with private_folder() as folder:
        for number, path in enumerate(paths):
            place = Path(folder) / str(number)
            place.mkdir()
            progress("accounts", 0, None)
            total = _load(engine, number, open_accounts(path, mapping, place))
            progress("accounts", total, total)
            note_table("accounts", total)
    _refuse_repeated_between_files(engine)


def _load(engine: Engine, number: int, file: AccountsFile) -> int:
    """One file's accounts; returns its number of rows."""
    rows = file.rows
    try:
        used = ", ".join(map(quoted, used_columns(file.columns)))
        engine.run(f"CREATE TABLE accounts_row AS SELECT {used} FROM {reader(rows)}")
        total = _count(engine, "accounts_row")
        refuse_unsound(engine, rows, {}, total)
    except duckdb.InvalidInputException as error:
        raise UsageError(f"--accounts: {unsound_file(rows, error)}") from None
    except SourceError as error:
        raise UsageError(f"--accounts: {error}") from None
    except (duckdb.IOException, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise UsageError(f"--accounts: {rows.name} cannot be read to its end: {reason}.") from None
    engine.run(f"CREATE TABLE accounts_kind AS {kind_select(file.columns)}")
    first = int((engine.row("SELECT coalesce(max(place) + 1, 0) FROM account") or (0,))[0])
    engine.run(
        f"INSERT INTO account SELECT rowid + ?, ?, ?, email, {address_key('email')}, active,"
        " given, family, number, kind"
        f" FROM ({account_select(file.columns)}) WHERE email IS NOT NULL",
        (first, number, file.directory),
    )
    _refuse_none_or_repeated(engine, number, file, first, total)
    if select := alias_select(file.columns):
        engine.run(
            "INSERT INTO account_alias SELECT a.place, s.alias, s.aliasKey, s.own"
            f" FROM ({select}) s JOIN account a ON a.place = s.place + ?"
            " WHERE s.aliasKey <> a.emailKey",
            (first,),
        )
    engine.run("DROP TABLE accounts_row")
    engine.run("DROP TABLE accounts_kind")
    engine.run(
        "INSERT INTO accounts_file SELECT ?, ?, ?, ?, count(*), count(active) > 0"
        " FROM account WHERE file = ?",
        (number, rows.name, file.shape, file.directory, number),
    )
    return total


def _refuse_none_or_repeated(
    engine: Engine, number: int, file: AccountsFile, first: int, total: int
) -> None:
    """Raises UsageError where a file holds no account, or one address twice."""
    name = file.rows.name
    own = f"FROM account WHERE file = {number}"
    if not engine.row(f"SELECT 1 {own} LIMIT 1"):
        raise UsageError(
            f"--accounts: {name} holds no account: no row has something in the column"
            f" '{file.columns.email}'."
        )
    repeated = (
        f"SELECT emailKey, count(*) OVER () {own} GROUP BY emailKey HAVING count(*) > 1"
        " ORDER BY min(place) LIMIT 1"
    )
    twice = engine.row(repeated)
    if twice:
        # A row that says the same again says nothing new.
        engine.run(
            "DELETE FROM account WHERE place IN (SELECT place FROM (SELECT a.place, row_number()"
            " OVER (PARTITION BY a.emailKey, r.held ORDER BY a.place) AS nth FROM account a"
            " JOIN (SELECT rowid AS place, accounts_row AS held FROM accounts_row) r"
            f" ON r.place = a.place - {first} WHERE a.file = {number}) WHERE nth > 1)"
        )
        twice = engine.row(repeated)
    if twice:
        places = f"SELECT place - {first} AS place {own} AND emailKey = {literal(str(twice[0]))}"
        physical_lines(engine, file.rows, places, total)
        lines = [f"{row[0]:,}" for row in engine.rows("SELECT line FROM line_of ORDER BY 1")]
        listed = ", ".join(lines[:_LINES_SHOWN]) + (" …" if len(lines) > _LINES_SHOWN else "")
        more = f", and {twice[1] - 1:,} more are repeated" if twice[1] > 1 else ""
        raise UsageError(
            f"--accounts: {name} lists one account several times, on lines {listed} (the same"
            f" '{file.columns.email}'{more}). Export each account once."
        )


def _refuse_repeated_between_files(engine: Engine) -> None:
    """Raises UsageError where two files of one directory list the same account."""
    found = engine.row(
        "SELECT f.name, g.name, count(*) FROM account a"
        " JOIN account b ON b.emailKey = a.emailKey AND b.file > a.file"
        " AND b.directory IS NOT DISTINCT FROM a.directory"
        " JOIN accounts_file f ON f.file = a.file JOIN accounts_file g ON g.file = b.file"
        " GROUP BY f.file, f.name, g.file, g.name ORDER BY f.file, g.file LIMIT 1"
    )
    if found:
        raise UsageError(
            f"--accounts: {found[0]} and {found[1]} both list {found[2]:,} of the same accounts:"
            " which of them is right is unknown. Export each account once."
        )


def _count(engine: Engine, table: str) -> int:
    return int((engine.row(f"SELECT count(*) FROM {table}") or (0,))[0])
