"""Mutants of the checks of the payload, tried on their own cases on the good bundles."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

import duckdb

from fixtures.bundle_tables import Version
from mutation.mutants import Mutant, of_check, parsed, text
from roster_lint.checks.catalog import Check
from roster_lint.engine.sql_text import literal
from tests.bundle_case_runner import PAYLOAD_CHECKS, BundleRunner, bundle_cases
from tests.case import Case
from tests.case_verdict import about_itself

_UNCHANGED = Case(name="unchanged", settings={"show": "all"}, finds=())


def payload_mutants(codes: Collection[str]) -> list[Mutant]:
    """The mutants of some checks of the payload, by code."""
    checks = [check for check in PAYLOAD_CHECKS if check.code in codes]
    return [mutant for check in checks for mutant in of_check(check)]


def payload_survivors(mutants: Iterable[Mutant]) -> set[Mutant]:
    """The mutants that neither a good bundle nor a case of their check notices.

    Raises:
        AssertionError: a case fails without any mutant, so that its word is worth nothing.
    """
    alive: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        alive.setdefault(mutant.file, []).append(mutant)
    for version in get_args(Version):
        runner = BundleRunner(version)
        for code, waiting in alive.items():
            if version in runner.checks[code].oneroster:
                for case in _cases(code, version):
                    killed = _killed(runner, runner.checks[code], case, waiting)
                    waiting[:] = [mutant for mutant in waiting if mutant not in killed]
    return {mutant for waiting in alive.values() for mutant in waiting}


def _cases(code: str, version: Version) -> Iterator[Case]:
    yield _UNCHANGED
    yield from (case for case in bundle_cases(code) if case.version in (None, version))


def _killed(
    runner: BundleRunner, check: Check, case: Case, mutants: Sequence[Mutant]
) -> set[Mutant]:
    waiting, killed = list(mutants), set[Mutant]()
    while waiting:
        with runner.changed(case, check.code) as run:
            original = run(replace(check, sql=text(parsed(check.sql))))
            assert not list(about_itself(case, original)), f"{check.code}, {case.name}"
            while waiting:
                mutant = waiting.pop()
                runner.engine.run(f"DELETE FROM finding WHERE code = {literal(check.code)}")
                try:
                    outcome = run(replace(check, sql=mutant.sql))
                except duckdb.Error:
                    # The transaction is lost: the case must be set up again.
                    killed.add(mutant)
                    break
                if list(about_itself(case, outcome)):
                    killed.add(mutant)
    return killed
