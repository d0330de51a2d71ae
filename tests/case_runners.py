"""The runner of each check's cases, made when the first case needs it."""

from collections.abc import Iterator, Mapping
from functools import cache

from fixtures.bundle_tables import Version
from roster_lint.checks.catalog import Check, load_checks
from roster_lint.vocabulary import OneRoster
from tests.bundle_case_runner import BundleRunner
from tests.case import Case, all_cases_of
from tests.case_outcome import Outcome
from tests.case_runner import CaseRunner
from tests.file_case_runner import file_outcomes, file_outcomes_alone
from tests.vendors.small_payload import SmallPayload

CHECKS: Mapping[str, Check] = {check.code: check for check in load_checks()}

OF_FILES = ("OB", "OF")
"""The topics whose checks judge a bundle's files."""


def versions_of(code: str, case: Case) -> tuple[OneRoster | None, ...]:
    """The versions of the bundle in which a case is tried; one of none where there is no bundle."""
    check = CHECKS[code]
    if check.topic in (*OF_FILES, "VN") or not is_of_a_bundle(code, case):
        return (None,)
    return (case.version,) if case.version else check.oneroster


def is_of_a_bundle(code: str, case: Case) -> bool:
    """Whether a case changes the records of a bundle."""
    return CHECKS[code].topic == "OP" or (CHECKS[code].topic != "VN" and case.family == "bundle")


def judge(code: str, case: Case, version: OneRoster | None = None) -> Mapping[str, Outcome]:
    """What came of a case: by its check, by those that it names, and by all that are run with it.

    Args:
        code: the check that it is a case of.
        case: the case.
        version: of the bundle, one of those in which it is tried.
    """
    if CHECKS[code].topic in OF_FILES:
        return file_outcomes(code, case)
    return _judge_tables(code, case, version)


def judge_alone(code: str, case: Case, version: OneRoster | None = None) -> Mapping[str, Outcome]:
    """The same, of a source with nothing of any other case."""
    if CHECKS[code].topic in OF_FILES:
        return file_outcomes_alone(case)
    return _judge_tables(code, case, version)


def _judge_tables(code: str, case: Case, version: OneRoster | None) -> Mapping[str, Outcome]:
    if CHECKS[code].topic == "VN":
        return small_payload().judge(case)
    named = dict.fromkeys((code, *case.silent, *case.fires))
    if is_of_a_bundle(code, case):
        return bundle_runner("1.2" if version == "1.2" else "1.1").judge(case, *named)
    return district_runner().judge(case, *named)


def all_cases() -> Iterator[tuple[str, Case]]:
    """Every case of every check, with the check's code."""
    for code in CHECKS:
        for case in all_cases_of(code):
            yield code, case


@cache
def district_runner() -> CaseRunner:
    """The healthy district."""
    return CaseRunner()


@cache
def bundle_runner(version: Version) -> BundleRunner:
    """The good bundle of one version, as records."""
    return BundleRunner(version)


@cache
def small_payload() -> SmallPayload:
    """The payload that every vendor takes as it is."""
    return SmallPayload([check for check in CHECKS.values() if check.topic == "VN"])
