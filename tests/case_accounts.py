"""The directory's accounts for the cases: kept beside the tables that a case is judged by."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures import directory
from roster_lint.engine.base import Engine
from roster_lint.loading.accounts.loading import load_accounts
from roster_lint.vocabulary import no_progress

ACCOUNT_TABLES = ("accounts_file", "account", "account_alias")


class StandingAccounts:
    """Accounts in a schema of their own; a case without any has no accounts file."""

    def __init__(self, engine: Engine, accounts: Iterable[directory.Account]) -> None:
        """Loads the accounts from an export, as a run does."""
        self._engine = engine
        with TemporaryDirectory() as folder:
            path = Path(folder) / "users.csv"
            path.write_text(directory.gam(iter(accounts)), encoding="utf-8")
            load_accounts(engine, [path], {}, no_progress)
        engine.run("CREATE SCHEMA directory")
        for table in ACCOUNT_TABLES:
            engine.run(f"CREATE TABLE directory.{table} AS SELECT * FROM {table}")
            engine.run(f"DELETE FROM {table}")

    def fill(self, change: str | None) -> set[str]:
        """Puts the accounts where a run has them, and changes them there.

        Args:
            change: SQL on the tables of accounts; None where there is no accounts file.

        Returns:
            The tables that are not as they are without an accounts file.
        """
        if change is None:
            return set()
        for table in ACCOUNT_TABLES:
            self._engine.run(f"INSERT INTO {table} SELECT * FROM directory.{table}")
        if change.strip():
            self._engine.run(change)
        return set(ACCOUNT_TABLES)
