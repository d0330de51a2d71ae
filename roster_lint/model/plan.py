"""The tables of the plan: what stands in the way of records, and when they are counted."""

from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.model.payload_tables import statements_of


@cache
def plan_model() -> tuple[tuple[Path, str], ...]:
    """The files that say what would bring records back, in the order of their names."""
    return sql_files(Path(__file__).parent / "plan")


_UNSENT = """
SELECT 1 FROM person_outcome WHERE outcome = 'held_back'
UNION ALL
SELECT 1 FROM section_outcome
LIMIT 1
"""
_NO_WAY = "CREATE TABLE record_way (population VARCHAR, recordID BIGINT, ways VARCHAR)"
_OF_CLASSES = ("right_year", "class_teacher", "plan_class")


def build_plan(engine: Engine) -> bool:
    """Creates ``plan_cause``, ``plan_group``, ``plan_count``, ``plan_class`` and their parts.

    Args:
        engine: holds the Campus model and what becomes of each record.

    Returns:
        Whether anything is held back. Where nothing is, only ``plan_class`` is there, since no
        other of them would have a row.
    """
    statements = [one for _path, sql in plan_model() for one in statements_of(sql)]
    is_held = engine.row(_UNSENT) is not None
    if not is_held:
        engine.run(_NO_WAY)
        statements = [one for one in statements if one.creates in _OF_CLASSES]
    for statement in statements:
        engine.run(statement.sql)
    return is_held
