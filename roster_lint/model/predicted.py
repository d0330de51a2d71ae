"""Builds the payload's tables over the criteria: what the API will serve, and as what."""

from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.model.payload_tables import Statement, create_missing, statements_of


@cache
def predicted_statements() -> tuple[Statement, ...]:
    """The statements that make the predicted payload, in the order in which they are run."""
    folder = Path(__file__).parent / "payload" / "from_campus" / "predicted"
    return tuple(s for _path, sql in sql_files(folder) for s in statements_of(sql))


def build_predicted(engine: Engine) -> None:
    """Creates the ``predicted_`` tables in an engine that holds the Campus model.

    Each entity's table has a ``sourcedId`` and a ``status``, active or tobedeleted, and is made
    for the OneRoster version of the run.
    """
    create_missing(engine, predicted_statements())
