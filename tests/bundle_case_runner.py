"""Runs the cases of the checks of the payload, and of accounts, on a good bundle.

A case is one change and what must be found. The bundle stands in the engine as typed tables; a case
changes them inside a transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from fixtures.bundle import good_bundle
from fixtures.bundle_tables import Version, headers
from fixtures.directory import accounts_of_bundle
from roster_lint.checks.catalog import Check, load_checks
from roster_lint.checks.findings import create_finding_table
from roster_lint.loading.bundle_intake import create_bundle_tables
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors
from tests.bundle_model import StandingPayload, load_good_bundle
from tests.case import Case, all_cases_of, settings_of
from tests.case_accounts import StandingAccounts
from tests.case_engine import OneConnection
from tests.case_inputs import StandingInputs
from tests.case_outcome import Outcome, outcome_of, written_to

PAYLOAD_CHECKS = tuple(check for check in load_checks() if check.topic == "OP")
ADDRESS_CHECKS = tuple(
    check for check in load_checks() if check.topic in ("AC", "EM") and "bundle" in check.sources
)
"""The checks of addresses and accounts, of which some cases are about a bundle."""


def bundle_cases(code: str) -> tuple[Case, ...]:
    """The cases of one check on a bundle's records, in the file's order."""
    every = code.startswith("OP")
    return tuple(case for case in all_cases_of(code) if every or case.family == "bundle")


def changed_files(change: str, version: Version) -> set[str]:
    """The tables that a case's statements write to."""
    notes = ("bundle_file", "bundle_fault", "bad_cell", "dropped_row")
    return written_to(change, (*headers(version), *notes))


class BundleRunner:
    """The good bundle of one version in an engine, and the payload over it."""

    def __init__(self, version: Version) -> None:
        """Loads the bundle and builds the payload under the default settings."""
        self.version: Version = version
        self.checks = {check.code: check for check in (*PAYLOAD_CHECKS, *ADDRESS_CHECKS)}
        self.engine = OneConnection()
        create_bundle_tables(self.engine)
        load_good_bundle(self.engine, version)
        self.accounts = StandingAccounts(self.engine, accounts_of_bundle(good_bundle(version)))
        self.inputs = StandingInputs(self.engine, self._settings({}), "bundle")
        self.payload = StandingPayload(self.engine, version)
        create_finding_table(self.engine, "bundle")
        self.engine.stand()

    def judge(self, case: Case, *codes: str) -> dict[str, Outcome]:
        """Judges the changed bundle by the named checks; the next case sees nothing of it."""
        with self.changed(case, *codes) as run:
            return {code: run(self.checks[code]) for code in codes}

    @contextmanager
    def changed(self, case: Case, *codes: str) -> Iterator[Callable[[Check], Outcome]]:
        """Sets up a case for the named checks, to be run by what is given, until it is left."""
        checks = [self.checks[code] for code in codes]
        settings, vendors = self._settings(case.settings), case.vendors
        with self._undone():
            changed = changed_files(case.change, self.version)
            if case.change:
                self.engine.run(case.change)
            if case.has_inputs:
                changed |= self.inputs.rewrite(settings, vendors)
            changed |= self.accounts.fill(case.accounts)
            self.payload.rebuild(changed, checks)
            yield lambda check: self._run(check, settings, vendors)

    def _run(self, check: Check, settings: Settings, vendors: Vendors) -> Outcome:
        return outcome_of(check, self.engine, settings, vendors, self.checks, self._total, "bundle")

    def _total(self, check: Check) -> int:
        return int((self.engine.row(f"SELECT count(*) FROM {check.of}") or (0,))[0])

    def _settings(self, values: dict[str, object]) -> Settings:
        return settings_of({"oneroster": self.version, **values})

    @contextmanager
    def _undone(self) -> Iterator[None]:
        self.engine.run("BEGIN")
        try:
            yield
        finally:
            self.engine.run("ROLLBACK")
