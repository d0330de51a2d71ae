"""Runs the cases of the checks: one change each to the healthy district, and what must be found.

The district is loaded once; a case changes its raw text tables inside a transaction, takes the
changed tables in again as a database source would, and runs the check as the linter does.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import sqlglot
from pydantic import Field, model_validator
from sqlglot import exp

from fixtures import directory
from fixtures.district import AS_OF, healthy
from roster_lint.accounts.loading import create_account_tables, load_accounts
from roster_lint.applying import reason_to_skip
from roster_lint.catalog import Check, load_checks
from roster_lint.contracts.table import Table, campus_tables
from roster_lint.engine.base import Row
from roster_lint.engine.casting import literal, quoted
from roster_lint.engine.duck import DuckEngine
from roster_lint.engine.intake import create_empty, create_fault_tables, take_in
from roster_lint.findings import FindingReader, create_finding_table, run_check
from roster_lint.preparing import build
from roster_lint.profiles.lines import Need
from roster_lint.profiles.several import Vendors
from roster_lint.report import Finding
from roster_lint.settings import Closed, Settings
from roster_lint.sources.base import BatchRows, Found, no_progress
from tests.case_model import StandingModel, Statement

_ACCOUNT_TABLES = ("accounts_file", "account", "account_alias")
_AS_GAM = """
SELECT
    a.email AS primaryEmail,
    s.aliases,
    a.number AS "externalIds.0.value",
    a.family AS "name.familyName",
    a.given AS "name.givenName",
    NOT coalesce(a.active, TRUE) AS suspended
FROM account a
LEFT JOIN (
    SELECT place, string_agg(alias, ' ') AS aliases FROM account_alias GROUP BY place
) s ON s.place = a.place
"""

CASES = Path(__file__).parent / "cases"

HEALTHY: dict[str, dict[str, Any]] = {
    "1.1": {"oneroster": "1.1"},
    "1.2": {"oneroster": "1.2"},
    "local grades": {"oneroster": "1.2", "local_grades": True},
    "secondary email": {"secondary_email_1p1": True},
    "google": {"vendor": "google-classroom", "domains": ["example.org"]},
    "one school": {"school": ["Marigold Middle"]},
}
"""Settings under which the unchanged district gives nothing at all."""

Expected = dict[str, Any]
"""A finding as a case tells it: its key without the columns that are null, and where it matters
``severity``, ``effect``, ``school_id``, ``vendors`` (its marks, ``name:severity:consequence``) and
``says``, words that the message must contain."""


class Case(Closed):
    """One case of one check.

    Attributes:
        name: what is tried, in plain words.
        change: SQL on the healthy district's raw tables, all of whose columns are text.
        settings: settings that differ from the defaults; the as-of date is the district's.
        needs: needs added to the vendor's profile.
        accounts: SQL on the tables of the directory's accounts, which hold one account for each
            student and staff member; without it there is no accounts file.
        finds: exactly the findings that must come; an empty list is a near miss.
        skipped: instead, words of the reason why the check cannot run.
        silent: other checks that must find nothing under this change.
        fires: other checks that must find something.
        columns_absent: columns, as Table.column, and tables that the source lacks.
    """

    name: str = Field(pattern=r"\S")
    change: str = ""
    settings: dict[str, Any] = Field(default_factory=dict)
    needs: tuple[dict[str, str], ...] = ()
    accounts: str | None = None
    finds: tuple[Expected, ...] | None = None
    skipped: str | None = Field(default=None, pattern=r"\S")
    silent: tuple[str, ...] = ()
    fires: tuple[str, ...] = ()
    columns_absent: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_expects(self) -> "Case":
        if (self.finds is None) == (self.skipped is None):
            raise ValueError("a case says either what it finds or why it is skipped")
        if not (self.change.strip() or self.settings or self.columns_absent or self.accounts):
            raise ValueError("a case without change, settings or absent columns shows nothing")
        return self

    @property
    def vendors(self) -> Vendors:
        """The vendors' profiles, the first one with the case's needs."""
        first, *others = Vendors.named(settings_of(self.settings).vendor).profiles
        added = tuple(Need(source="a test", basis="quoted", **need) for need in self.needs)  # type: ignore[arg-type]
        with_needs = first.model_copy(update={"needs": (*first.needs, *added)})
        return Vendors((with_needs, *others))


@cache
def campus_checks() -> tuple[Check, ...]:
    """The checks of Campus's own tables and of accounts; the others' cases change a payload."""
    checks = load_checks()
    return tuple(c for c in checks if "campus" in c.sources and c.topic not in ("OP", "VN"))


def cases_of(code: str) -> tuple[Case, ...]:
    """The cases of one check, in the file's order; none where there is no file."""
    path = CASES / f"{code}.toml"
    if not path.is_file():
        return ()
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(facts) != {"case"}:
        raise ValueError(f"{path.name} holds {sorted(facts)}, not [[case]] alone")
    return tuple(Case.model_validate(case) for case in facts["case"])


def settings_of(values: Mapping[str, Any]) -> Settings:
    """The defaults with some values on top, seen on the district's own date."""
    return Settings.model_validate({"as_of": date.fromisoformat(AS_OF), **values})


def changed_tables(change: str) -> set[str]:
    """The tables that a case's statements write to, in the contract's spelling."""
    names = {name.casefold(): name for name in campus_tables()}
    changed = set()
    for statement in sqlglot.parse(change, dialect="duckdb"):
        if statement is None:
            continue
        if not isinstance(statement, exp.Insert | exp.Update | exp.Delete):
            raise ValueError(f"a change is INSERT, UPDATE or DELETE, not {statement.sql()}")
        target = statement.this
        table = target.this if isinstance(target, exp.Schema) else target
        changed.add(names[table.name.casefold()])
    return changed


class OneConnection(DuckEngine):
    """An engine for small questions; its streams see what an open transaction has written."""

    def __init__(self) -> None:
        """Opens the engine, without what pays off on millions of rows only.

        Statements are run as they are written: to optimize one takes longer than to answer it, and
        what they mean is the same. The whole way, with everything in it, is tried on sample data.
        """
        super().__init__()
        self.run("SET threads = 1")
        self.run("PRAGMA disable_optimizer")

    def stream(self, sql: str, size: int = 10_000) -> Iterator[list[Row]]:
        """All rows at once; a cursor of their own would be another transaction."""
        yield self.rows(sql)


@dataclass(frozen=True)
class Outcome:
    """What came of judging a case by one check.

    Attributes:
        skipped: why the check could not run; None where it ran.
        findings: what it found.
        total: how many records it looked at, where it says so.
    """

    skipped: str | None
    findings: tuple[Finding, ...]
    total: int | None


class CaseRunner:
    """The healthy district in an engine: as raw text, as typed tables, and as the model."""

    def __init__(self, made_by: Sequence[Statement] | None = None) -> None:
        """Loads the district and builds the model under the default settings.

        Args:
            made_by: the model's statements in another wording; absent, as they stand in the files.
        """
        self.checks = {check.code: check for check in load_checks()}
        self.engine = OneConnection()
        self.engine.run("CREATE SCHEMA raw")
        create_fault_tables(self.engine)
        district = healthy()
        for name, table in campus_tables().items():
            schema = {column.name: pl.String for column in table.columns}
            rows = [[_text(row.get(column)) for column in schema] for row in district.tables[name]]
            self.engine.register("healthy_rows", pl.DataFrame(rows, schema, orient="row"))
            self.engine.run(f"CREATE TABLE raw.{quoted(name)} AS SELECT * FROM healthy_rows")
            self._take_in(table, ())
        self._open_directory()
        create_finding_table(self.engine)
        self.model = StandingModel(self.engine, settings_of({}), Vendors.named(()), made_by)

    def judge(self, case: Case, *codes: str) -> dict[str, Outcome]:
        """Judges the changed district by the named checks; the next case sees nothing of it."""
        with self.changed(case, *codes) as run:
            return {code: run(self.checks[code]) for code in codes}

    @contextmanager
    def changed(self, case: Case, *codes: str) -> Iterator[Callable[[Check], Outcome]]:
        """The changed district for a while, with what the named checks read; runs such a check."""
        checks = [self.checks[code] for code in codes]
        settings, vendors = settings_of(case.settings), case.vendors
        with self._undone():
            changed = self._change(case)
            if settings.school:
                self.model.drop()
                self._fill_accounts(case)
                build(self.engine, settings, vendors)
            else:
                told = case.accounts is not None
                if case.settings or case.needs or case.columns_absent or told:
                    changed |= self.model.rewrite_inputs(
                        settings, vendors, lambda: self._fill_accounts(case)
                    )
                self.model.rebuild(changed, checks)
            yield lambda check: self._run(check, settings, vendors)

    def _run(self, check: Check, settings: Settings, vendors: Vendors) -> Outcome:
        reason = reason_to_skip(check, settings, vendors, self.engine)
        if reason is not None:
            return Outcome(reason, (), None)
        run_check(self.engine, check)
        reader = FindingReader(self.engine, self.checks, show_personal_data=False)
        findings = tuple(reader.of(check.code, None))
        return Outcome(None, findings, self._total(check) if findings and check.of else None)

    def _total(self, check: Check) -> int:
        records = f"SELECT DISTINCT {', '.join(map(quoted, check.key))} FROM {check.of}"
        return int((self.engine.row(f"SELECT count(*) FROM ({records})") or (0,))[0])

    @contextmanager
    def _undone(self) -> Iterator[None]:
        self.engine.run("BEGIN")
        try:
            yield
        finally:
            self.engine.run("ROLLBACK")
            self.engine.run("USE main")

    def _change(self, case: Case) -> set[str]:
        changed = self._change_raw(case) | {name.split(".")[0] for name in case.columns_absent}
        for name in changed:
            self._drop(name)
            self._take_in(campus_tables()[name], case.columns_absent)
        return changed

    def _change_raw(self, case: Case) -> set[str]:
        changed = changed_tables(case.change)
        if changed:
            self.engine.run("USE raw")
            self.engine.run(case.change)
            self.engine.run("USE main")
        return changed

    def write(self, case: Case, folder: Path) -> None:
        """Writes the changed district as a snapshot."""
        with self._undone():
            self._change_raw(case)
            for name, table in campus_tables().items():
                if name not in case.columns_absent:
                    rows = self._raw(table, case.columns_absent)
                    rows.write_csv(folder / f"{name}.csv")

    def write_accounts(self, case: Case, path: Path) -> tuple[Path, ...]:
        """Writes the changed accounts as ``gam print users`` does; no file where there is none."""
        if case.accounts is None:
            return ()
        with self._undone():
            for table in _ACCOUNT_TABLES:
                self.engine.run(f"DROP TABLE IF EXISTS {table}")
            self._fill_accounts(case)
            self.engine.frame(_AS_GAM).write_csv(path)
        return (path,)

    def _open_directory(self) -> None:
        """Keeps the healthy district's accounts beside the tables that a case is judged by."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "users.csv"
            path.write_text(directory.gam(directory.accounts(healthy())), encoding="utf-8")
            load_accounts(self.engine, [path], {}, no_progress)
        self.engine.run("CREATE SCHEMA directory")
        for table in _ACCOUNT_TABLES:
            self.engine.run(f"CREATE TABLE directory.{table} AS SELECT * FROM {table}")
            self.engine.run(f"DROP TABLE {table}")

    def _fill_accounts(self, case: Case) -> None:
        if case.accounts is None:
            return
        create_account_tables(self.engine)
        for table in _ACCOUNT_TABLES:
            self.engine.run(f"INSERT INTO {table} SELECT * FROM directory.{table}")
        if case.accounts.strip():
            self.engine.run(case.accounts)

    def _drop(self, name: str) -> None:
        self.engine.run(f"DROP TABLE {quoted(name)}")
        for notes in ("bad_cell", "repeated_key", "source_column"):
            self.engine.run(f"DELETE FROM {notes} WHERE table_name = {literal(name)}")

    def _take_in(self, table: Table, absent: tuple[str, ...]) -> None:
        if table.name in absent:
            create_empty(self.engine, table)
            return
        rows = self._raw(table, absent)
        found = Found(table, table.name, {name: name for name in rows.columns})
        take_in(self.engine, found, BatchRows(iter([rows])), no_progress)

    def _raw(self, table: Table, absent: tuple[str, ...]) -> pl.DataFrame:
        known = [column.name for column in table.columns]
        needed = {f"{table.name}.{column.name}" for column in table.columns if column.needed}
        if refused := needed.intersection(absent):
            raise ValueError(f"no source can be judged without {sorted(refused)}")
        left = ", ".join(quoted(c) for c in known if f"{table.name}.{c}" not in absent)
        return self.engine.frame(f"SELECT {left} FROM raw.{quoted(table.name)}")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
