"""Builds what is known of email addresses: which accounts they lead to, and likely right ones."""

from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.vocabulary import Family


@cache
def address_model(family: Family) -> tuple[tuple[Path, str], ...]:
    """The files of the model for a family of sources with their SQL, in the order to run them."""
    folder = Path(__file__).parent / "accounts"
    files = (*sql_files(folder / family), *sql_files(folder / "common"))
    return tuple(sorted(files, key=lambda file: file[0].name))


def build_addresses(engine: Engine, family: Family) -> None:
    """Builds the tables of addresses.

    Args:
        engine: holds the run's inputs, the tables of accounts, and the family's own model.
        family: which model that is.
    """
    for _path, sql in address_model(family):
        engine.run(sql)
