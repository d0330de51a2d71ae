"""Builds the payload's tables over the criteria: what the API will serve, and as what."""

from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.model.payload_tables import statements_of, tables_of


@cache
def predicted_sql() -> tuple[str, ...]:
    """The payload's SQL files in the order in which they are run."""
    folder = Path(__file__).parent / "payload" / "from_campus" / "predicted"
    return tuple(sql for _path, sql in sql_files(folder))


def build_predicted(engine: Engine) -> None:
    """Creates the ``predicted_`` tables in an engine that holds the Campus model.

    Each entity's table has a ``sourcedId`` and a ``status``, active or tobedeleted, and is made
    for the OneRoster version of the run. Those that are there already, since a check or an
    explanation read them, are not made again.
    """
    there = tables_of(engine)
    for sql in predicted_sql():
        for statement in statements_of(sql):
            if statement.creates.lower() not in there:
                engine.run(statement.sql)
