"""Every case on a bundle: what one change to the good one must make a check find."""

from typing import Any

import pytest

from fixtures.bundle_tables import Version
from tests.bundle_case_runner import (
    ADDRESS_CHECKS,
    PAYLOAD_CHECKS,
    BundleCase,
    BundleRunner,
    bundle_cases,
)
from tests.case_reading import Outcome
from tests.case_verdict import by_key, told

CHECKS = (*PAYLOAD_CHECKS, *ADDRESS_CHECKS)
CODES = [check.code for check in CHECKS]
VERSIONS_OF = {check.code: check.oneroster for check in CHECKS}

ALL_CASES = [
    pytest.param(code, case, version, id=f"{code}-{version}-{case.name}")
    for code in CODES
    for case in bundle_cases(code)
    for version in ([case.version] if case.version else VERSIONS_OF[code])
]

HEALTHY: dict[str, dict[str, Any]] = {
    "generic": {},
    "google": {"vendor": "google-classroom", "domains": ["example.org"]},
    "late in the year": {"as_of": "2027-06-04"},
}


@pytest.fixture(scope="session")
def runners() -> dict[str, BundleRunner]:
    return {"1.1": BundleRunner("1.1"), "1.2": BundleRunner("1.2")}


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("settings", HEALTHY.values(), ids=HEALTHY)
def test_the_good_bundle_gives_nothing(
    runners: dict[str, BundleRunner], version: Version, settings: dict[str, Any]
) -> None:
    case = BundleCase(name="unchanged", settings={"show": "all", **settings}, finds=())
    outcomes = runners[version].judge(case, *CODES)
    assert {code: messages(one) for code, one in outcomes.items() if one.findings} == {}
    assert {code for code, one in outcomes.items() if one.skipped is None}.issuperset(
        check.code
        for check in PAYLOAD_CHECKS
        if not check.code.startswith(("OP2", "OP7")) and len(check.oneroster) > 1
    )


@pytest.mark.parametrize(("code", "case", "version"), ALL_CASES)
def test_case(
    runners: dict[str, BundleRunner], code: str, case: BundleCase, version: Version
) -> None:
    outcomes = runners[version].judge(case, code, *case.silent, *case.fires)
    outcome = outcomes[code]
    expected = case.finds or ()
    assert told(outcome.findings, expected) == by_key(expected), messages(outcome)
    if case.skipped is None:
        assert outcome.skipped is None
    else:
        assert case.skipped in (outcome.skipped or "it was not skipped")
    prints = [finding.fingerprint for finding in outcome.findings]
    assert sorted(set(prints)) == sorted(prints)
    assert outcome.total is None or len(outcome.findings) <= outcome.total
    assert {c: messages(outcomes[c]) for c in case.silent if outcomes[c].findings} == {}
    assert [c for c in case.fires if not outcomes[c].findings] == []


@pytest.mark.parametrize("code", CODES)
def test_a_check_has_a_case_that_fires_and_a_near_miss(code: str) -> None:
    cases = bundle_cases(code)
    assert any(case.finds for case in cases), f"no case of {code} finds anything"
    assert any(case.finds == () for case in cases), f"{code} has no near miss"


@pytest.mark.parametrize("code", CODES)
def test_a_case_is_told_once(code: str) -> None:
    names = [case.name for case in bundle_cases(code)]
    assert sorted(set(names)) == sorted(names)


def messages(outcome: Outcome) -> list[str]:
    return [finding.message for finding in outcome.findings]
