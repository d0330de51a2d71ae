"""The vendor checks' cases: a change to the small payload under a few lines of a profile."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from roster_lint.checks.catalog import load_checks
from roster_lint.checks.finding import Finding
from roster_lint.vendors.profile import Profile
from roster_lint.vocabulary import Family
from tests.case_reading import CASES
from tests.case_verdict import by_key, told
from tests.vendors.small_payload import SmallPayload

CHECKS = tuple(check for check in load_checks() if check.topic == "VN")
CODES = [check.code for check in CHECKS]


class VendorCase(BaseModel):
    """One case of one vendor check.

    Attributes:
        name: what it shows.
        profile: the vendor's lines, as they stand in a profile file.
        change: what is changed in the small payload, in SQL.
        family: of the source, whose other checks judge some of it; where absent, none does.
        finds: exactly the findings that must come; an empty list is a near miss.
        others: the other vendor checks that find something, too; all else is silent.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    profile: dict[str, Any]
    change: str
    family: Family | None = None
    finds: tuple[Mapping[str, Any], ...]
    others: tuple[str, ...] = ()

    @property
    def vendor(self) -> Profile:
        """The vendor that the lines make."""
        return Profile.model_validate({"name": "testing", "display": "Testing", **self.profile})


def cases_of(code: str) -> list[VendorCase]:
    """The cases of one check, in the file's order."""
    facts = tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))
    return [VendorCase.model_validate(case) for case in facts["case"]]


ALL_CASES = [
    pytest.param(code, case, id=f"{code}-{case.name}") for code in CODES for case in cases_of(code)
]


@pytest.fixture(scope="module")
def payload() -> SmallPayload:
    return SmallPayload(CHECKS)


@pytest.mark.parametrize(("code", "case"), ALL_CASES)
def test_case(payload: SmallPayload, code: str, case: VendorCase) -> None:
    found: list[Finding] = payload.findings([case.vendor], case.change, case.family)
    own = [finding for finding in found if finding.code == code]
    assert told(own, list(case.finds)) == by_key(case.finds), [f.message for f in own]
    assert {finding.code for finding in found} - {code} == set(case.others)


@pytest.mark.parametrize("code", CODES)
def test_a_check_has_a_case_that_fires_and_a_near_miss(code: str) -> None:
    cases = cases_of(code)
    assert any(case.finds for case in cases)
    assert any(not case.finds for case in cases)
    assert len({case.name for case in cases}) == len(cases)
