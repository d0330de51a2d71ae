"""The model over the healthy district, of which a case rebuilds only what its change reaches.

Building all of it is most of what a case would cost, and there are hundreds of cases.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import duckdb
import sqlglot
from sqlglot import exp

from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.model.addresses import address_model
from roster_lint.model.build import ModelFile, campus_model
from roster_lint.report.outcome_tables import outcome_model


@dataclass(frozen=True)
class Statement:
    """One statement of the model.

    Attributes:
        file: the model's file that it stands in.
        table: the table or view that it creates.
        kind: which of the two.
        sql: its text, as it stands in the model's file.
        reads: the tables that it reads, in lower case.
    """

    file: ModelFile
    table: str
    kind: str
    sql: str
    reads: frozenset[str]


@cache
def statements() -> tuple[Statement, ...]:
    """The model's statements, in the order in which they are run."""
    found = []
    addresses = (ModelFile(path, sql, ()) for path, sql in address_model("campus"))
    for file in (*campus_model(), *addresses):
        for statement in duckdb.extract_statements(file.sql):
            created = sqlglot.parse_one(statement.query, dialect="duckdb").find(exp.Create)
            assert created is not None, f"{file.path.name} does more than create tables"
            table = created.this.name
            reads = tables_in(created) - {table}
            found.append(Statement(file, table, str(created.kind), statement.query, reads))
    return tuple(found)


def tables_in(sql: str | exp.Expr) -> frozenset[str]:
    """The names of all tables that a statement mentions, in lower case."""
    tree = sqlglot.parse_one(sql, dialect="duckdb") if isinstance(sql, str) else sql
    return frozenset(table.name.casefold() for table in tree.find_all(exp.Table))


@cache
def tables_of_outcomes() -> frozenset[str]:
    """The tables that are read to say what becomes of records."""
    texts = (one.query for _, sql in outcome_model() for one in duckdb.extract_statements(sql))
    return frozenset().union(*map(tables_in, texts))


@cache
def tables_of(check: Check) -> frozenset[str]:
    """The tables that a check reads to find, to count and to see whether it applies."""
    texts = [check.sql, *(skip.when for skip in check.skips)]
    if check.of:
        texts.append(f"SELECT 1 FROM {check.of}")
    return frozenset().union(*map(tables_in, texts))


class StandingModel:
    """The model as the engine holds it between the cases."""

    def __init__(self, engine: Engine, made_by: Sequence[Statement] | None = None) -> None:
        """Builds the model over the engine's tables.

        Args:
            engine: holds the district's tables and the run's inputs.
            made_by: the statements in another wording; absent, as they stand in the files.
        """
        self._engine = engine
        self._statements = statements() if made_by is None else made_by
        for statement in self._statements:
            engine.run(statement.sql)

    def rebuild(
        self, changed: Iterable[str], checks: Iterable[Check], also: frozenset[str] = frozenset()
    ) -> None:
        """Fills anew what depends on changed tables; what no check reads is left as it was.

        Args:
            changed: the tables that are not what they were.
            checks: what will be run.
            also: further tables that will be read.
        """
        stale = {table.casefold() for table in changed}
        wanted = with_all_below(also.union(*map(tables_of, checks)))
        for statement in self._statements:
            if statement.reads & stale:
                stale.add(statement.table)
                if statement.table in wanted:
                    self._engine.run(statement.sql)


def with_all_below(tables: frozenset[str]) -> frozenset[str]:
    """The tables and all that they are made from."""
    wanted = set(tables)
    for statement in reversed(statements()):
        if statement.table in wanted:
            wanted |= statement.reads
    return frozenset(wanted)
