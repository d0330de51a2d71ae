"""Runs the cases of the checks: one change each to the healthy district, and what must be found.

The district is loaded once; a case changes its raw text tables inside a transaction, takes the
changed tables in again as a database source would, and runs the check as the linter does.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from fixtures import directory
from fixtures.district import healthy
from roster_lint.checks.catalog import Check, load_checks
from roster_lint.checks.findings import create_finding_table
from roster_lint.contracts.table import campus_tables
from roster_lint.engine.sql_text import quoted
from roster_lint.report.outcome_tables import build_outcomes, reads_outcomes
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors
from tests.case import Case, all_cases_of, settings_of
from tests.case_accounts import StandingAccounts
from tests.case_engine import OneConnection
from tests.case_inputs import StandingInputs
from tests.case_intake import NOTES, StandingTables
from tests.case_model import StandingModel, Statement, tables_of_outcomes
from tests.case_outcome import Outcome, outcome_of, written_to

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

HEALTHY: dict[str, dict[str, Any]] = {
    "1.1": {"oneroster": "1.1"},
    "1.2": {"oneroster": "1.2"},
    "local grades": {"oneroster": "1.2", "local_grades": True},
    "secondary email": {"secondary_email_1p1": True},
    "google": {"vendor": "google-classroom", "domains": ["example.org"]},
    "one school": {"school": ["Marigold Middle"]},
}
"""Settings under which the unchanged district gives nothing at all."""


@cache
def campus_checks() -> tuple[Check, ...]:
    """The checks of Campus's own tables and of accounts; the others' cases change a payload."""
    checks = load_checks()
    return tuple(c for c in checks if "campus" in c.sources and c.topic not in ("OP", "VN"))


def cases_of(code: str) -> tuple[Case, ...]:
    """The cases of one check on a district, in the file's order."""
    return tuple(case for case in all_cases_of(code) if case.family != "bundle")


def changed_tables(change: str) -> set[str]:
    """The tables that a case's statements write to, in the contract's spelling."""
    return written_to(change, campus_tables())


class CaseRunner:
    """The healthy district in an engine: as raw text, as typed tables, and as the model."""

    def __init__(self, made_by: Sequence[Statement] | None = None) -> None:
        """Loads the district and builds the model under the default settings.

        Args:
            made_by: the model's statements in another wording; absent, as they stand in the files.
        """
        self.checks = {check.code: check for check in load_checks()}
        self.engine = OneConnection()
        district = healthy()
        self.tables = StandingTables(self.engine, district)
        self.accounts = StandingAccounts(self.engine, directory.accounts(district))
        create_finding_table(self.engine)
        self.inputs = StandingInputs(self.engine, settings_of({}))
        self.model = StandingModel(self.engine, made_by)
        build_outcomes(self.engine)
        self.engine.stand()

    def judge(self, case: Case, *codes: str) -> dict[str, Outcome]:
        """Judges the changed district by the named checks; the next case sees nothing of it."""
        with self.changed(case, *codes) as run:
            return {code: run(self.checks[code]) for code in codes}

    @contextmanager
    def changed(self, case: Case, *codes: str) -> Iterator[Callable[[Check], Outcome]]:
        """The changed district for a while, with what the named checks read; runs such a check."""
        checks = [self.checks[code] for code in codes]
        also: frozenset[str] = frozenset()
        if any(map(reads_outcomes, checks)):
            checks, also = list(campus_checks()), tables_of_outcomes()
        settings, vendors = settings_of(case.settings), case.vendors
        with self._undone():
            changed = self._change(case)
            if case.has_inputs or case.columns_absent:
                changed |= self.inputs.rewrite(settings, vendors, case.columns_absent)
            changed |= self.accounts.fill(case.accounts)
            self.model.rebuild(changed, checks, also)
            yield lambda check: self._run(check, settings, vendors)

    def _run(self, check: Check, settings: Settings, vendors: Vendors) -> Outcome:
        if reads_outcomes(check):
            self._run_all_others(settings, vendors)
        return outcome_of(check, self.engine, settings, vendors, self.checks, self._total)

    def _run_all_others(self, settings: Settings, vendors: Vendors) -> None:
        """What a check finds that asks what becomes of records depends on what all others find."""
        self.engine.run("DELETE FROM finding")
        for check in campus_checks():
            if not reads_outcomes(check):
                outcome_of(check, self.engine, settings, vendors, self.checks, lambda _check: 0)
        build_outcomes(self.engine)

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
        tables = campus_tables(settings_of(case.settings).date_format)
        for name in changed:
            self.tables.read_again(tables[name], case.columns_absent)
        return changed | set(NOTES) if changed else changed

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
                    rows = self.tables.raw(table, case.columns_absent)
                    rows.write_csv(folder / f"{name}.csv")

    def write_accounts(self, case: Case, path: Path) -> tuple[Path, ...]:
        """Writes the changed accounts as ``gam print users`` does; no file where there is none."""
        if case.accounts is None:
            return ()
        with self._undone():
            self.accounts.fill(case.accounts)
            self.engine.frame(_AS_GAM).write_csv(path)
        return (path,)
