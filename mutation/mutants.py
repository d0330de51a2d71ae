"""Mutants: statements of the checks and of the model with one condition flipped."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp

from mutation.flips import Flip, flips, turned, whole
from roster_lint.checks.catalog import Check
from roster_lint.model.build import HAS_ENABLED_ACCOUNT, HAS_USERNAME
from tests.case_model import Statement, statements

_LONGEST = 110


@dataclass(frozen=True, order=True)
class Mutant:
    """One changed statement.

    Attributes:
        file: the check's code, or the name of the model's file without its ending.
        table: what the model's statement creates; None for a check.
        name: what was changed, unique in its file.
        sql: the changed SELECT.
    """

    file: str
    table: str | None
    name: str
    sql: str


def of_check(check: Check) -> Iterator[Mutant]:
    """All mutants of a check's SELECT, and that it finds nothing at all."""
    tree = parsed(check.sql)
    yield from _named(check.code, None, tree, flips(tree))
    yield Mutant(check.code, None, "find nothing", f"SELECT * FROM ({text(tree)}) LIMIT 0")


def of_check_as_a_whole(check: Check) -> Mutant:
    """A check with its whole condition negated; one without any, finding nothing."""
    tree = parsed(check.sql)
    flip = whole(tree)
    if flip is None:
        return next(mutant for mutant in of_check(check) if mutant.name == "find nothing")
    return next(_named(check.code, None, tree, [flip]))


def of_model(parts: Iterable[Statement]) -> Iterator[Mutant]:
    """All mutants of statements of the Campus model."""
    for statement in parts:
        tree = select_of(statement)
        found = flips(tree, criteria_in(statement))
        yield from _named(statement.file.path.stem, statement.table, tree, found)


def of_criteria() -> Iterator[Mutant]:
    """Every criterion's column negated, in each place that computes it."""
    for statement in statements():
        tree, names = select_of(statement), criteria_in(statement)
        found = [
            Flip("turn round", column, column, turned(column))
            for select in tree.find_all(exp.Select)
            for column in select.expressions
            if column.alias_or_name in names
        ]
        yield from _named(statement.file.path.stem, statement.table, tree, found)


def criteria_in(statement: Statement) -> frozenset[str]:
    """The criteria that a statement's file documents, or computes for every person."""
    names = {criterion.name for criterion in statement.file.criteria}
    if statement.table == "person_criteria":
        names |= {HAS_USERNAME.name, HAS_ENABLED_ACCOUNT.name}
    return frozenset(names)


@cache
def parsed(sql: str) -> exp.Expr:
    """A SELECT as a tree."""
    return sqlglot.parse_one(sql, dialect="duckdb")


def text(tree: exp.Expr) -> str:
    """A tree as a SELECT again."""
    return tree.sql(dialect="duckdb", comments=False)


def select_of(statement: Statement) -> exp.Expr:
    """The SELECT that a statement of the model fills its table from."""
    tree = parsed(statement.sql).find(exp.Create)
    assert tree is not None
    return tree.expression


def _named(file: str, table: str | None, tree: exp.Expr, found: Iterable[Flip]) -> Iterator[Mutant]:
    """Carries out each flip, and takes it back before the next."""
    times: Counter[str] = Counter()
    place = f"{table}: " if table else ""
    for flip in found:
        name = f"{place}{flip.operator} {_short(text(flip.shown))}"
        times[name] += 1
        flip.old.replace(flip.new)
        changed = text(tree)
        flip.new.replace(flip.old)
        yield Mutant(file, table, name + (f" #{times[name]}" if times[name] > 1 else ""), changed)


def _short(sql: str) -> str:
    return sql if len(sql) <= _LONGEST else sql[: _LONGEST - 1] + "…"
