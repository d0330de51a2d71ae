"""The SQL that compares a prediction with what is served, a statement at a time."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import split_sql_file, sql_files
from roster_lint.model.payload_tables import Statement, statements_of

_HERE = Path(__file__).parent


@cache
def comparing_statements() -> tuple[Statement, ...]:
    """What makes ``difference`` and all below it from the two sides, in order."""
    return _statements("tables")


@cache
def reason_statements() -> tuple[Statement, ...]:
    """What makes the counts and the likely reason of each difference, in order."""
    return _statements("reasons")


def create_macros(engine: Engine) -> None:
    """Creates the macros by which values are compared."""
    text = (_HERE / "macros.sql").read_text(encoding="utf-8")
    engine.run(split_sql_file(text)[2])


def create(engine: Engine, statements: Sequence[Statement]) -> None:
    """Creates tables and views in their order."""
    for statement in statements:
        engine.run(statement.sql)


def _statements(folder: str) -> tuple[Statement, ...]:
    return tuple(
        statement for _path, sql in sql_files(_HERE / folder) for statement in statements_of(sql)
    )
