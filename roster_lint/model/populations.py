"""What a report says about a bundle as a whole: who is sent, and for which school year."""

from functools import cache
from pathlib import Path

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.model.build import ENTITIES, Criterion

BUNDLE_CRITERIA = tuple(
    Criterion(
        entity,
        "is_active",
        "is sent as active",
        "to be deleted",
        "The record's status: blank in a bulk file, which means active.",
    )
    for entity in ENTITIES
)
"""The one condition at which a record of a bundle falls."""


@cache
def population_sql() -> tuple[str, ...]:
    """The statements that make ``population`` and ``judged_year`` from the ``payload_`` tables."""
    return tuple(sql for _path, sql in sql_files(Path(__file__).parent / "bundle"))


def build_populations(engine: Engine) -> None:
    """Creates ``population`` and ``judged_year`` over the ``payload_`` tables of a bundle."""
    for sql in population_sql():
        engine.run(sql)
