"""Builds what is known of email addresses: which accounts they lead to, and likely right ones."""

from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.model.payload_tables import create_all, statements_of
from roster_lint.vocabulary import Family

_OF_SUGGESTIONS = ("30_pattern.sql", "40_candidate.sql", "50_suggestion.sql")
"""What makes ``email_suggestion`` of ``failing_address``, with tables that only they read."""

_NO_SUGGESTION = """
CREATE TABLE email_suggestion AS
SELECT personID, CAST(NULL AS VARCHAR) AS suggestion, CAST(NULL AS VARCHAR) AS basis
FROM failing_address
"""


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

    Where no address fails, ``email_suggestion`` is empty and nothing that leads to it is made.
    """
    files = address_model(family)
    create_all(
        engine, statements_of(*(sql for path, sql in files if path.name not in _OF_SUGGESTIONS))
    )
    if engine.row("SELECT 1 FROM failing_address LIMIT 1") is None:
        engine.run(_NO_SUGGESTION)
        return
    create_all(engine, statements_of(*(sql for path, sql in files if path.name in _OF_SUGGESTIONS)))
