"""Runs the queries for SQL Server, translated, on a case's tables as a database has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from roster_lint.checks.catalog import load_checks
from roster_lint.contracts.table import Table, campus_tables
from roster_lint.engine.sql_file import split_sql_file
from roster_lint.engine.sql_text import quoted
from roster_lint.rules.dba import query_folder
from tests.case import Case, settings_of
from tests.case_runner import CaseRunner

CHECKS = {check.code: check for check in load_checks()}
CODES = tuple(sorted(path.stem for path in query_folder().glob("*.sql")))

Key = tuple[object, ...]


@dataclass(frozen=True)
class Header:
    """The comment on top of a query.

    Attributes:
        may_be_missing: the columns that a database may lack.
        differs: the cases in which it does not find what the check finds, with the reasons.
        doc: what it finds and what it leaves out.
    """

    may_be_missing: list[str]
    differs: dict[str, str]
    doc: str


@cache
def header(code: str) -> Header:
    """What a query's file says of itself."""
    facts, doc, _sql = split_sql_file((query_folder() / f"{code}.sql").read_text("utf-8"))
    assert set(facts) <= {"code", "may_be_missing", "differs"}
    assert facts["code"] == code
    return Header(facts.get("may_be_missing", []), facts.get("differs", {}), doc)


@cache
def statements(code: str) -> tuple[exp.Expr, ...]:
    """A query's statements, as T-SQL has them."""
    text = (query_folder() / f"{code}.sql").read_text(encoding="utf-8")
    trees = sqlglot.parse(text, dialect="tsql")
    return tuple(t for t in trees if t is not None and not isinstance(t, exp.Semicolon))


def as_duckdb(code: str, as_of: str) -> str:
    """The query itself in the engine's dialect, with a date in place of its parameter."""
    [*_declared, query] = statements(code)
    day = exp.cast(exp.Literal.string(as_of), "DATE")

    def reported(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Parameter):
            return day.copy()
        if isinstance(node, exp.Anonymous) and node.name == "NCHAR":
            return exp.Chr(expressions=node.expressions)
        return node

    return query.transform(reported).sql(dialect="duckdb")


def typed(table: Table) -> str:
    """A view of a raw table with the types that a database gives its columns; texts as they are."""
    columns = []
    for column in table.columns:
        name = quoted(column.name)
        if column.kind.sql_type == "VARCHAR":
            columns.append(name)
        else:
            through = "TIMESTAMP" if column.kind.sql_type == "DATE" else column.kind.sql_type
            cast = f"TRY_CAST(TRY_CAST({name} AS {through}) AS {column.kind.sql_type})"
            columns.append(f"{cast} AS {name}")
    name = quoted(table.name)
    return f"CREATE VIEW dbo.{name} AS SELECT {', '.join(columns)} FROM raw.{name}"


class Comparing:
    """The healthy district, on which checks and queries are asked about the same changes."""

    def __init__(self) -> None:
        self.runner = CaseRunner()
        self.runner.engine.run("CREATE SCHEMA dbo")
        for table in campus_tables().values():
            self.runner.engine.run(typed(table))

    def both(self, case: Case, *codes: str) -> Iterator[tuple[str, set[Key], set[Key]]]:
        """What each check finds in a case's district, and its query, by their keys.

        Of the case's settings only the date counts: a query knows no others.
        """
        as_of = {name: value for name, value in case.settings.items() if name == "as_of"}
        plain = Case(name=case.name, change=case.change or "SELECT 1", settings=as_of, finds=())
        plain = plain.model_copy(update={"change": case.change})
        day = settings_of(as_of).as_of
        with self.runner.changed(plain, *codes) as run:
            for code in codes:
                check = CHECKS[code]
                found = {tuple(f.key.get(k) for k in check.key) for f in run(check).findings}
                yield code, found, self._asked(code, str(day))

    def _asked(self, code: str, as_of: str) -> set[Key]:
        engine = self.runner.engine
        engine.run("USE dbo")
        try:
            return {tuple(row) for row in engine.rows(as_duckdb(code, as_of))}
        finally:
            engine.run("USE main")


def optional_columns(code: str) -> list[str]:
    """The columns that a query reads and a database may lack, as ``Table.column``."""
    tables = {table.name.casefold(): table for table in campus_tables().values()}
    found = set()
    for scope in traverse_scope(statements(code)[-1]):
        sources = {
            alias: source.name
            for alias, (_node, source) in scope.selected_sources.items()
            if isinstance(source, exp.Table)
        }
        for column in scope.columns:
            table = tables.get(sources.get(column.table, "").casefold())
            if table is not None and not table.column(column.name).needed:
                found.add(f"{table.name}.{table.column(column.name).name}")
    return sorted(found)
