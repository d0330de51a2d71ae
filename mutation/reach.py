"""What a mutant can reach: which checks and cases read what it changes, and which columns of it."""

from functools import cache

from sqlglot import exp

from mutation.mutants import Mutant, parsed
from mutation.witness import known_checks
from tests.case import Case
from tests.case_intake import NOTES
from tests.case_model import statements, tables_of, with_all_below
from tests.case_runner import changed_tables


def reaches(codes: tuple[str, ...], mutant: Mutant) -> bool:
    """Whether one of the checks reads, directly or far below, what a mutant makes."""
    if mutant.table is None:
        return mutant.file in codes
    return mutant.table in with_all_below(read_by(codes))


@cache
def read_by(codes: tuple[str, ...]) -> frozenset[str]:
    """The tables that checks read, in lower case."""
    checks = known_checks()
    return frozenset().union(*(tables_of(checks[code]) for code in codes))


def stale_tables(case: Case) -> frozenset[str] | None:
    """The model's tables that may be others than the healthy district's; None: all."""
    if case.has_inputs or case.columns_absent:
        return None
    stale = {table.casefold() for table in changed_tables(case.change)}
    stale |= set(NOTES) if stale else set()
    for statement in statements():
        if statement.reads & stale:
            stale.add(statement.table)
    return frozenset(stale)


@cache
def due(codes: tuple[str, ...]) -> dict[str, list[str]]:
    """By table of the model: the checks that read it and none that is made later."""
    found: dict[str, list[str]] = {}
    for code in codes:
        read = tables_of(known_checks()[code])
        tables = [statement.table for statement in statements() if statement.table in read]
        if tables:
            found.setdefault(tables[-1], []).append(code)
    return found


@cache
def names_read(table: str, codes: tuple[str, ...]) -> frozenset[str] | None:
    """All names that stand in what reads a table, in lower case; None where that reads all."""
    wanted = with_all_below(read_by(codes))
    trees = [parsed(one.sql) for one in statements() if one.table in wanted and table in one.reads]
    checks = known_checks()
    for check in (checks[code] for code in codes if table in tables_of(checks[code])):
        trees += [parsed(check.sql), *(parsed(skip.when) for skip in check.skips)]
        trees += [parsed(f"SELECT 1 FROM {check.of}")] if check.of else []
    if any(tree.find(exp.Star) for tree in trees):
        return None
    return frozenset(name.name.casefold() for t in trees for name in t.find_all(exp.Identifier))
