"""Traces any SELECT over the model down to the tables of the source, and to what they lack."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from roster_lint.contracts.table import Table, campus_tables
from roster_lint.engine.base import Engine
from roster_lint.model.lineage.expressions import Expressions
from roster_lint.model.lineage.inputs import Inputs, KnownTables
from roster_lint.model.lineage.kinds import Baffled, Kind
from roster_lint.model.lineage.parts import NOTHING, Needs, Part, Value
from roster_lint.model.lineage.selects import limited, select_parts, united
from roster_lint.model.payload_tables import Statement, below, words_in
from roster_lint.model.statements import model_statements
from roster_lint.vocabulary import OneRoster

_WORD = re.compile(r"\w+")

Parts = tuple[Part, ...]

_UNTRACED = (Baffled, SqlglotError, RecursionError, LookupError, TypeError, ValueError)
"""What SQL may raise that is not traced. A district's own check can hold anything."""


class Tracer:
    """Knows which parts of which tables depend on what is missing.

    Tables are traced when they are first asked for, and once.

    Attributes:
        baffled: what could not be traced and why, by the SQL or the table that it makes.
    """

    def __init__(
        self,
        missing: Collection[str],
        tables: Mapping[str, Table],
        statements: Sequence[Statement],
        inputs: KnownTables,
    ) -> None:
        """Traces nothing yet.

        Args:
            missing: ``Table`` or ``Table.column``, as the contracts spell them.
            tables: the contracts.
            statements: those that make the model, in the order in which they are run.
            inputs: whatever else stands in the engine.
        """
        self._statements = tuple(statements)
        self._inputs = inputs
        self._parts: dict[str, Parts] = {
            name.lower(): (_of_contract(table, missing),) for name, table in tables.items()
        }
        self._selected: dict[str, Parts] = {}
        self._expressions = Expressions(self._parts_of)
        self.baffled: dict[str, str] = {}

    def select(self, sql: str) -> Parts:
        """The parts of a SELECT's result."""
        if sql not in self._selected:
            self._selected[sql] = self._select(sql)
        return self._selected[sql]

    def _select(self, sql: str) -> Parts:
        # In the model's order, so that no trace goes through one table into the next.
        for statement in below(self._statements, words_in(sql)):
            if statement.creates.lower() not in self._parts:
                self._parts[statement.creates.lower()] = self._created(statement)
        try:
            return self._parts_of(_parsed(sql), Kind())
        except _UNTRACED as error:
            return self._whatever_it_reads(sql, error)

    def _table(self, name: str) -> Parts:
        """The parts of a table or view; raises Baffled where there is none."""
        if name not in self._parts:
            parts = self._inputs.parts(name)
            if parts is None:
                raise Baffled(f"there is no table {name}")
            self._parts[name] = parts
        return self._parts[name]

    def _created(self, statement: Statement) -> Parts:
        try:
            tree = _parsed(statement.sql)
            if isinstance(tree.this, exp.Schema):
                return (Part({c.name.lower(): Value() for c in tree.this.expressions}),)
            return self._parts_of(tree.expression, Kind())
        except _UNTRACED as error:
            return self._whatever_it_reads(statement.sql, error, statement.creates.lower())

    def _parts_of(self, tree: exp.Expr, kind: Kind) -> Parts:
        match tree:
            case exp.Table():
                name = tree.name.lower()
                return kind.named[name] if name in kind.named else self._table(name)
            case exp.Subquery():
                return limited(tree, self._parts_of(tree.this, kind))
            case exp.SetOperation():
                kind = self._with(tree, kind)
                sides = [self._parts_of(side, kind) for side in (tree.this, tree.expression)]
                return united(tree, sides)
            case exp.Select():
                inside = replace(Kind(named=self._with(tree, kind).named), outer=kind)
                return select_parts(tree, inside, self._expressions)
        raise Baffled(type(tree).__name__)

    def _with(self, tree: exp.Query, kind: Kind) -> Kind:
        """The same row, with the tables that a WITH in front of a query names."""
        clause = tree.args.get("with_")
        if clause is None:
            return kind
        if clause.args.get("recursive"):
            raise Baffled("WITH RECURSIVE")
        for table in clause.expressions:
            if table.args["alias"].columns:
                raise Baffled("a WITH that names columns")
            parts = self._parts_of(table.this, kind)
            kind = replace(kind, named={**kind.named, table.alias.lower(): parts})
        return kind

    def _whatever_it_reads(self, sql: str, error: Exception, itself: str = "") -> Parts:
        """What is not understood depends on all that the tables named in it depend on."""
        self.baffled[itself or sql] = str(error)
        needs: Needs = NOTHING
        for name in {word.lower() for word in _WORD.findall(sql)} - {itself}:
            needs = needs.union(*(part.needs for part in self._named(name)))
        return (Part(rows=needs, others=Value(needs)),)

    def _named(self, name: str) -> Iterable[Part]:
        try:
            return self._table(name)
        except Baffled:
            return ()


@cache
def _parsed(sql: str) -> exp.Expr:
    """A statement's tree, which is never changed."""
    return sqlglot.parse_one(sql, dialect="duckdb")


def _of_contract(table: Table, missing: Collection[str]) -> Part:
    whole = frozenset({table.name} & set(missing))
    columns = {
        c.name.lower(): Value(whole | ({f"{table.name}.{c.name}"} & set(missing)))
        for c in table.columns
    }
    keys = (frozenset(name.lower() for name in table.key),) if table.key else ()
    return Part(columns, rows=whole, keys=keys)


def tracer(engine: Engine, oneroster: OneRoster, missing: Collection[str]) -> Tracer:
    """Traces the Campus model in an engine, and all that is predicted from it."""
    statements = model_statements("campus", oneroster)
    return Tracer(missing, campus_tables(), statements, Inputs(engine))
