"""Runs the cases of the checks on mutants: which of them does no case tell from the real thing?

A case is set up once and tried on every mutant that is still alive, so that a mutant costs a
statement or two. A mutant of the model is built in a schema in front of the real one, with what
depends on it, as far as that differs at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property

import duckdb
from sqlglot import exp

from roster_lint.catalog import Check, load_checks
from roster_lint.engine.base import Engine
from roster_lint.engine.casting import literal, quoted
from tests.case_model import Statement, statements, tables_of, with_all_below
from tests.case_runner import HEALTHY, Case, CaseRunner, Outcome, cases_of
from tests.case_verdict import disagreements
from tests.mutation.mutants import Mutant, parsed, select_of, text


@dataclass(frozen=True)
class Trying:
    """A case, and the check whose case it is."""

    code: str
    case: Case

    @property
    def codes(self) -> tuple[str, ...]:
        """The checks that the case says something of."""
        return (self.code, *self.case.silent, *self.case.fires)


class Killer:
    """The healthy district, ready for cases and mutants.

    The model and the checks run in the words that sqlglot makes of them: where those meant anything
    else, a case would fail without any mutant.
    """

    def __init__(self) -> None:
        """Loads the district and builds the model."""
        self._runner = CaseRunner([in_sqlglots_words(one) for one in statements()])
        self._checks = self._runner.checks
        for code, check in self._checks.items():
            self._checks[code] = replace(check, sql=text(parsed(check.sql)))

    def killed(self, tryings: Iterable[Trying], mutants: Iterable[Mutant]) -> set[Mutant]:
        """The mutants that a case tells from the original; a killed one is tried no further.

        Raises:
            AssertionError: a case fails without any mutant, so that its word is worth nothing.
        """
        alive, killed = list(mutants), set[Mutant]()
        for trying in tryings:
            reached = [mutant for mutant in alive if _reaches(trying, mutant)]
            if reached:
                killed |= self._killed(_narrowed(trying, reached), reached)
                alive = [mutant for mutant in alive if mutant not in killed]
        return killed

    def _killed(self, trying: Trying, mutants: Sequence[Mutant]) -> set[Mutant]:
        waiting, killed = list(mutants), set[Mutant]()
        while waiting:
            with self._runner.changed(trying.case, *trying.codes) as run:
                bench = _Bench(self._runner.engine, self._checks, run, trying)
                while waiting:
                    mutant = waiting.pop()
                    try:
                        outcomes = bench.outcomes(mutant)
                    except duckdb.Error:
                        # A statement that the engine refuses is seen by whoever runs it; the
                        # transaction is lost, and the case must be set up again.
                        killed.add(mutant)
                        break
                    if outcomes and any(disagreements(trying.case, trying.code, outcomes)):
                        killed.add(mutant)
        return killed


class _Bench:
    """One case, set up: mutants come and go."""

    def __init__(
        self,
        engine: Engine,
        checks: Mapping[str, Check],
        run: Callable[[Check], Outcome],
        trying: Trying,
    ) -> None:
        self._engine = engine
        self._checks = checks
        self._run = run
        self._trying = trying

    def outcomes(self, mutant: Mutant) -> Mapping[str, Outcome] | None:
        """What comes of the case with the mutant in its statement's place; None: the same."""
        if mutant.table is None:
            return self._sound | self._judged([mutant.file], mutant.sql)
        with self._in_front(mutant) as differing:
            reading = [c for c in self._trying.codes if differing & tables_of(self._checks[c])]
            changed = self._judged(reading)
        return self._sound | changed if changed else None

    @cached_property
    def _sound(self) -> dict[str, Outcome]:
        """What comes of the case without any mutant."""
        sound = self._judged(self._trying.codes)
        wrong = list(disagreements(self._trying.case, self._trying.code, sound))
        if wrong:
            raise AssertionError(f"{self._trying.code}, {self._trying.case.name}: {wrong}")
        return sound

    def _judged(self, codes: Iterable[str], sql: str | None = None) -> dict[str, Outcome]:
        outcomes = {}
        for code in codes:
            self._engine.run(f"DELETE FROM finding WHERE code = {literal(code)}")
            check = self._checks[code]
            outcomes[code] = self._run(check if sql is None else replace(check, sql=sql))
        return outcomes

    @contextmanager
    def _in_front(self, mutant: Mutant) -> Iterator[set[str]]:
        """Builds a mutant of the model for a while; gives the tables that differ for it."""
        wanted = with_all_below(_read_by(self._trying.codes))
        self._engine.run("CREATE SCHEMA mutant")
        self._engine.run("SET search_path = 'mutant,main'")
        differing: set[str] = set()
        for statement in statements():
            if statement.table == mutant.table:
                self._build(statement, mutant.sql, differing)
            elif statement.reads & differing and statement.table in wanted:
                self._build(statement, text(select_of(statement)), differing)
        yield differing
        self._engine.run("USE main")
        self._engine.run("DROP SCHEMA mutant CASCADE")

    def _build(self, statement: Statement, sql: str, differing: set[str]) -> None:
        name = quoted(statement.table)
        self._engine.run(f"CREATE {statement.kind} mutant.{name} AS {sql}")
        if self._same(statement.table):
            self._engine.run(f"DROP {statement.kind} mutant.{name}")
        else:
            differing.add(statement.table)

    def _same(self, table: str) -> bool:
        """Whether nobody who reads the two tables could tell one from the other."""
        columns = self._read_columns(table)
        left, right = (f"SELECT {columns} FROM {one}.{quoted(table)}" for one in ("mutant", "main"))
        row = self._engine.row(
            f"SELECT NOT EXISTS ({left} EXCEPT ALL {right})"
            f" AND NOT EXISTS ({right} EXCEPT ALL {left})"
        )
        return bool(row and row[0])

    def _read_columns(self, table: str) -> str:
        described = self._engine.rows(f"DESCRIBE main.{quoted(table)}")
        read = _names_read(table, self._trying.codes)
        columns = [str(row[0]) for row in described]
        if read is not None:
            columns = [column for column in columns if column.casefold() in read]
        return ", ".join(map(quoted, columns)) or "1"


def in_sqlglots_words(statement: Statement) -> Statement:
    """A statement of the model as sqlglot writes it."""
    sql = text(select_of(statement))
    return replace(statement, sql=f"CREATE {statement.kind} {quoted(statement.table)} AS {sql}")


def healthy() -> Iterator[Trying]:
    """The unchanged district, of which every check is silent."""
    codes = tuple(check.code for check in load_checks())
    for name, settings in HEALTHY.items():
        case = Case(name=f"healthy, {name}", settings=settings, finds=(), silent=codes)
        yield Trying(codes[0], case)


def cases(code: str) -> Iterator[Trying]:
    """The cases of a check."""
    return (Trying(code, case) for case in cases_of(code))


def _narrowed(trying: Trying, mutants: Sequence[Mutant]) -> Trying:
    """The case without what it says of checks that no mutant reaches."""
    if any(mutant.table for mutant in mutants):
        return trying
    files = {mutant.file for mutant in mutants}
    case = trying.case
    silent = tuple(code for code in case.silent if code in files)
    fires = tuple(code for code in case.fires if code in files)
    return Trying(trying.code, case.model_copy(update={"silent": silent, "fires": fires}))


def _reaches(trying: Trying, mutant: Mutant) -> bool:
    if mutant.table is None:
        return mutant.file in trying.codes
    return mutant.table in with_all_below(_read_by(trying.codes))


@cache
def _read_by(codes: tuple[str, ...]) -> frozenset[str]:
    checks = {check.code: check for check in load_checks()}
    return frozenset().union(*(tables_of(checks[code]) for code in codes))


@cache
def _names_read(table: str, codes: tuple[str, ...]) -> frozenset[str] | None:
    """All names that stand in what reads a table, in lower case; None where that reads all."""
    wanted = with_all_below(_read_by(codes))
    trees = [parsed(one.sql) for one in statements() if one.table in wanted and table in one.reads]
    checks = {check.code: check for check in load_checks()}
    for check in (checks[code] for code in codes if table in tables_of(checks[code])):
        trees += [parsed(check.sql), *(parsed(skip.when) for skip in check.skips)]
        trees += [parsed(f"SELECT 1 FROM {check.of}")] if check.of else []
    if any(tree.find(exp.Star) for tree in trees):
        return None
    return frozenset(name.name.casefold() for t in trees for name in t.find_all(exp.Identifier))
