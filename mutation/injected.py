"""Puts a mutant of the Campus model in its statement's place, in a process of its own."""

from dataclasses import replace
from functools import cache

import duckdb
import sqlglot
from sqlglot import exp

from roster_lint.model import build

_original = build.campus_model


def inject(file: str, table: str, select: str) -> None:
    """Changes the model for good, before any test asks for it.

    Args:
        file: the model's file, by name without the ending.
        table: what the statement in it creates.
        select: the mutant of what it is created from.
    """

    @cache
    def campus_model() -> tuple[build.ModelFile, ...]:
        return tuple(
            replace(one, sql=_changed(one.sql, table, select)) if one.path.stem == file else one
            for one in _original()
        )

    build.campus_model = campus_model  # type: ignore[assignment]


def _changed(model: str, table: str, select: str) -> str:
    """A file's statements with that of the table replaced; raises where there is none."""
    parts = []
    replaced = 0
    for statement in duckdb.extract_statements(model):
        created = sqlglot.parse_one(statement.query, dialect="duckdb").find(exp.Create)
        assert created is not None
        if created.this.name == table:
            replaced += 1
            parts.append(f"CREATE {created.kind} {table} AS {select}")
        else:
            parts.append(statement.query.rstrip().rstrip(";"))
    assert replaced == 1, f"{table} is created {replaced} times"
    return ";\n".join(parts)
