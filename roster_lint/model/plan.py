"""The tables of the plan: what stands in the way of records, and when they are counted."""

from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.model.payload_tables import create_each


@cache
def plan_model() -> tuple[tuple[Path, str], ...]:
    """The files that say what would bring records back, in the order of their names."""
    return sql_files(Path(__file__).parent / "plan")


def build_plan(engine: Engine) -> None:
    """Creates ``plan_cause``, ``plan_group``, ``plan_count``, ``plan_class`` and their parts.

    Args:
        engine: holds the Campus model and what becomes of each record.
    """
    for _path, sql in plan_model():
        create_each(engine, sql)
