"""A pytest plugin that runs tests on a mutant of the Campus model: ``-p tests.mutation.injected``.

The mutant is named by the environment variable ``ROSTER_LINT_MUTANT``: a file with its ``file``,
``table`` and ``sql`` as JSON.
"""

import json
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp

from roster_lint.model import build

VARIABLE = "ROSTER_LINT_MUTANT"

_original = build.campus_model


def pytest_configure() -> None:
    """Puts the mutant in its statement's place, before any test asks for the model."""
    mutant = json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))
    build.campus_model = _with(mutant["file"], mutant["table"], mutant["sql"])  # type: ignore[assignment]


def _with(file: str, table: str, sql: str) -> object:
    @cache
    def campus_model() -> tuple[build.ModelFile, ...]:
        return tuple(
            replace(one, sql=_changed(one.sql, table, sql)) if one.path.stem == file else one
            for one in _original()
        )

    return campus_model


def _changed(model: str, table: str, sql: str) -> str:
    """A file's statements with that of the table replaced; raises where there is none."""
    parts = []
    replaced = 0
    for statement in duckdb.extract_statements(model):
        created = sqlglot.parse_one(statement.query, dialect="duckdb").find(exp.Create)
        assert created is not None
        if created.this.name == table:
            replaced += 1
            parts.append(f"CREATE {created.kind} {table} AS {sql}")
        else:
            parts.append(statement.query.rstrip().rstrip(";"))
    assert replaced == 1, f"{table} is created {replaced} times"
    return ";\n".join(parts)
