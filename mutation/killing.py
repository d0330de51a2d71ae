"""Runs the cases of the checks on mutants: which of them does no case notice?

A case is set up once and tried on every mutant that is still alive, so that a mutant costs a
statement or two. A mutant of the model is built in a schema in front of the real one, with what
depends on it, as far as that differs at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import duckdb

from mutation.mutants import Mutant, parsed, select_of, text
from mutation.reach import due, names_read, reaches, read_by, stale_tables
from mutation.witness import WITNESS, known_checks
from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from tests.case import Case
from tests.case_model import Statement, statements, tables_of, with_all_below
from tests.case_outcome import Outcome
from tests.case_runner import HEALTHY, CaseRunner, cases_of
from tests.case_verdict import about_another, about_itself


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
        for code, check in known_checks().items():
            self._checks[code] = replace(check, sql=text(parsed(check.sql)))
        self._differ_when_healthy: dict[Mutant, bool] = {}

    def killed(self, tryings: Iterable[Trying], mutants: Iterable[Mutant]) -> set[Mutant]:
        """The mutants that a case notices; a killed one is tried no further.

        Raises:
            AssertionError: a case fails without any mutant, so that its word is worth nothing.
        """
        alive, killed = list(mutants), set[Mutant]()
        for trying in tryings:
            stale = stale_tables(trying.case)
            reached = [m for m in alive if reaches(trying.codes, m) and self._may_differ(m, stale)]
            if reached:
                killed |= self._killed(_narrowed(trying, reached), reached)
                alive = [mutant for mutant in alive if mutant not in killed]
        return killed

    def _may_differ(self, mutant: Mutant, stale: frozenset[str] | None) -> bool:
        """Whether a mutant can differ where all but the stale tables are as in the healthy model.

        One that does not differ there cannot where its statement reads nothing that changed.
        """
        if mutant.table is None or stale is None or mutant.table in stale:
            return True
        if mutant not in self._differ_when_healthy:
            self._differ_when_healthy[mutant] = self._differs_when_healthy(mutant)
        return self._differ_when_healthy[mutant]

    def _differs_when_healthy(self, mutant: Mutant) -> bool:
        engine = self._runner.engine
        described = engine.rows(f"DESCRIBE main.{quoted(mutant.table or '')}")
        columns = ", ".join(quoted(str(row[0])) for row in described)
        try:
            changed = print_of(engine, f"({mutant.sql})", columns)
        except duckdb.Error:
            return True
        return changed != print_of(engine, f"main.{quoted(mutant.table or '')}", columns)

    def _killed(self, trying: Trying, mutants: Sequence[Mutant]) -> set[Mutant]:
        waiting, killed = list(mutants), set[Mutant]()
        while waiting:
            with self._runner.changed(trying.case, *trying.codes) as run:
                bench = _Bench(self._runner.engine, self._checks, run, trying)
                while waiting:
                    mutant = waiting.pop()
                    try:
                        reported = bench.notices(mutant)
                    except duckdb.Error:
                        # A statement that the engine refuses is seen by anyone who runs it; the
                        # transaction is lost, and the case must be set up again.
                        killed.add(mutant)
                        break
                    if reported:
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
        self._sound: set[str] = set()
        self._prints: dict[str, object] = {}

    def notices(self, mutant: Mutant) -> bool:
        """Whether the case comes out otherwise with the mutant in its statement's place.

        Raises:
            AssertionError: so it does without any mutant.
        """
        code = self._first_wrong(mutant)
        if code is not None and code not in self._sound:
            if wrong := self._wrong(code):
                raise AssertionError(f"{self._trying.code}, {self._trying.case.name}: {wrong}")
            self._sound.add(code)
        return code is not None

    def _first_wrong(self, mutant: Mutant) -> str | None:
        if mutant.table is None:
            return mutant.file if self._wrong(mutant.file, mutant.sql) else None
        columns = self._read_columns(mutant.table)
        if self._print(f"({mutant.sql})", columns) == self._standing_print(mutant.table):
            return None
        self._engine.run("CREATE SCHEMA mutant")
        self._engine.run("SET search_path = 'mutant,main'")
        wrong = next(self._wrong_in_front(mutant), None)
        self._engine.run("USE main")
        self._engine.run("DROP SCHEMA mutant CASCADE")
        return wrong

    def _wrong_in_front(self, mutant: Mutant) -> Iterator[str]:
        """Builds on the mutant what it changes, and judges by each check as soon as may be."""
        wanted = with_all_below(read_by(self._trying.codes))
        due_at = due(self._trying.codes)
        differing: set[str] = set()
        for statement in statements():
            if statement.table == mutant.table:
                self._build(statement, mutant.sql, differing)
            elif statement.reads & differing and statement.table in wanted:
                self._build(statement, select_in_sqlglots_words(statement), differing)
            for code in due_at.get(statement.table, ()):
                if differing & tables_of(self._checks[code]) and self._wrong(code):
                    yield code

    def _wrong(self, code: str, sql: str | None = None) -> list[str]:
        """What a check does otherwise than the case says, perhaps with another SELECT."""
        check = self._checks[code]
        sql = check.sql if sql is None else sql
        other = code != self._trying.code
        if other and code in self._trying.case.silent and not self._finds(sql):
            return []
        self._engine.run(f"DELETE FROM finding WHERE code = {literal(code)}")
        outcome = self._run(replace(check, sql=sql))
        if other:
            return list(about_another(self._trying.case, code, outcome))
        return list(about_itself(self._trying.case, outcome))

    def _finds(self, sql: str) -> bool:
        """Whether a SELECT returns a row, which costs less than keeping and comparing them all."""
        row = self._engine.row(f"SELECT EXISTS (SELECT 1 FROM ({sql}) found)")
        return bool(row and row[0])

    def _build(self, statement: Statement, sql: str, differing: set[str]) -> None:
        name = quoted(statement.table)
        self._engine.run(f"CREATE {statement.kind} mutant.{name} AS {sql}")
        columns = self._read_columns(statement.table)
        if self._print(f"mutant.{name}", columns) == self._standing_print(statement.table):
            self._engine.run(f"DROP {statement.kind} mutant.{name}")
        else:
            differing.add(statement.table)

    def _standing_print(self, table: str) -> object:
        if table not in self._prints:
            columns = self._read_columns(table)
            self._prints[table] = self._print(f"main.{quoted(table)}", columns)
        return self._prints[table]

    def _print(self, rows: str, columns: str) -> object:
        """What two tables have in common if no reader could distinguish them."""
        return print_of(self._engine, rows, columns)

    def _read_columns(self, table: str) -> str:
        described = self._engine.rows(f"DESCRIBE main.{quoted(table)}")
        read = names_read(table, self._trying.codes)
        columns = [str(row[0]) for row in described]
        if read is not None:
            columns = [column for column in columns if column.casefold() in read]
        return ", ".join(map(quoted, columns)) or "1"


def print_of(engine: Engine, rows: str, columns: str) -> object:
    """What equal tables have in common, whatever the order of their rows.

    Args:
        engine: holds what they read.
        rows: a table, or a SELECT in brackets.
        columns: the columns that count, as SQL.
    """
    row = f"hash({columns})"
    sql = f"SELECT count(*), bit_xor({row}), sum(CAST({row} AS HUGEINT)) FROM {rows} made"
    return engine.row(sql)


def in_sqlglots_words(statement: Statement) -> Statement:
    """A statement of the model as sqlglot writes it."""
    sql = select_in_sqlglots_words(statement)
    return replace(statement, sql=f"CREATE {statement.kind} {quoted(statement.table)} AS {sql}")


@cache
def select_in_sqlglots_words(statement: Statement) -> str:
    """The SELECT that fills a table of the model, as sqlglot writes it."""
    return text(select_of(statement))


def healthy() -> Iterator[Trying]:
    """The unchanged district, of which every check is silent."""
    for name, settings in HEALTHY.items():
        silent = tuple(known_checks())
        case = Case(name=f"healthy, {name}", settings=settings, finds=(), silent=silent)
        yield Trying(WITNESS, case)


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
