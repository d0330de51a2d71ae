"""Where SQL reads the columns of Campus tables, found by sqlglot and never by the spelling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.base import Engine

Schema = dict[str, dict[str, str]]
"""Types by table and column, in lower case."""


@dataclass(frozen=True)
class Reading:
    """One place that reads a column of a Campus table.

    Attributes:
        table: the table, in lower case.
        column: the column, in lower case.
        target: the name of the result's column that it goes into; None where it decides something.
    """

    table: str
    column: str
    target: str | None


def schema_of(engine: Engine) -> Schema:
    """The tables and views that stand in an engine."""
    schema: Schema = {}
    for table, column, sql_type in engine.rows(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = 'main'"
    ):
        schema.setdefault(table.casefold(), {})[column.casefold()] = sql_type
    return schema


def readings(sql: str, schema: Schema) -> Iterator[Reading]:
    """All places in one statement that read a column of a Campus table."""
    campus = {name.casefold() for name in campus_tables()}
    known: dict[str, object] = {**schema}
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    created = tree.find(exp.Create)
    query = qualify(
        (created.expression if created else tree).copy(),
        schema=known,
        dialect="duckdb",
        quote_identifiers=False,
    )
    for scope in traverse_scope(query):
        sources: Mapping[str, object] = scope.sources
        for column in scope.columns:
            source = sources.get(column.table)
            if isinstance(source, exp.Table) and source.name in campus:
                yield Reading(source.name, column.name, _target(column))


def _target(column: exp.Column) -> str | None:
    """The name of the result's column that a column is part of."""
    node: exp.Expr = column
    while node.parent is not None and not isinstance(node.parent, exp.Select):
        node = node.parent
    select = node.parent
    if not isinstance(select, exp.Select) or node.arg_key != "expressions":
        return None
    place = [id(projection) for projection in select.expressions].index(id(node))
    whole: exp.Expr = select
    while isinstance(whole.parent, exp.SetOperation):
        whole = whole.parent
    assert isinstance(whole, exp.Query)
    return str(whole.named_selects[place])
