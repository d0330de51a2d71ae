"""What becomes of each record that will not sync: built once the checks have run."""

import re
from functools import cache
from pathlib import Path

import roster_lint.model
from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_file import sql_files
from roster_lint.model.payload_tables import create_all, statements_of

_READS = re.compile(r"\b(?:person|section|roster|record)_outcome\b")


@cache
def outcome_model() -> tuple[tuple[Path, str], ...]:
    """The files that say what becomes of records, with their SQL, in the order of their names."""
    return sql_files(Path(roster_lint.model.__file__).parent / "outcome")


def reads_outcomes(check: Check) -> bool:
    """Whether a check can only run once the outcomes of all others are known."""
    return _READS.search(check.sql) is not None


def build_outcomes(engine: Engine) -> None:
    """Creates ``record_outcome`` and what it is made of.

    Args:
        engine: holds the Campus model and the findings of all checks that read no outcome.
    """
    for _path, sql in outcome_model():
        create_all(engine, statements_of(sql))
