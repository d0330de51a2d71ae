"""Each line of each shipped profile that can be judged: broken once, and exactly that is found."""

from collections.abc import Iterator

import pytest

from roster_lint.checks.catalog import load_checks
from roster_lint.vendors.lines import Accounts, Judged, Line, Need
from roster_lint.vendors.lines_of_a_sync import CheckSeverity
from roster_lint.vendors.loading import load_profile, profile_names
from roster_lint.vendors.profile import NOBODY, Profile
from roster_lint.vendors.words import CONSEQUENCES, sentence
from tests.vendors.breaking import Breach, breaches
from tests.vendors.small_payload import SmallPayload

VENDOR_CHECKS = tuple(check for check in load_checks() if check.topic == "VN")


@pytest.fixture(scope="module")
def payload() -> SmallPayload:
    """The small payload, and the vendor checks."""
    return SmallPayload(VENDOR_CHECKS)


def with_only(profile: Profile, line: Line) -> Profile:
    """The profile with this one line."""
    fields = {
        name: tuple(one for one in getattr(profile, name) if one is line)
        for name in Profile.model_fields
        if isinstance(getattr(profile, name), tuple)
    }
    return profile.model_copy(update=fields)


def is_of_campus_alone(line: Line) -> bool:
    """Whether a line says that a population is used, which checks of Campus's tables ask for."""
    return isinstance(line, Need) and line.field == "record"


def all_breaches() -> Iterator[object]:
    """Each profile, each of its lines, and each way to break it."""
    for name in profile_names():
        profile = load_profile(name)
        for line in profile.judged():
            if isinstance(line, Accounts | CheckSeverity) or is_of_campus_alone(line):
                continue
            assert list(breaches(line)), f"nothing breaks {name}: {sentence(line)}"
            for number, breach in enumerate(breaches(line)):
                words = f"{name}: {sentence(line)[:60]} {number}"
                yield pytest.param(with_only(profile, line), line, breach, id=words)


@pytest.mark.parametrize("name", profile_names())
def test_the_payload_as_it_is_satisfies_every_vendor(payload: SmallPayload, name: str) -> None:
    found = [finding.code for finding in payload.findings([load_profile(name)])]
    # No OneRoster CSV pleases a vendor that reads none.
    reads_none = [line for line in load_profile(name).packages if line.takes == "no-csv"]
    assert found == ["VN015"] * len(reads_none)


@pytest.mark.parametrize(("profile", "line", "breach"), list(all_breaches()))
def test_a_broken_line_is_found_and_nothing_else(
    payload: SmallPayload, profile: Profile, line: Need | Judged, breach: Breach
) -> None:
    found = payload.findings([profile], breach.change)
    names = ("sourcedId", "userSourcedId", "type", "role", "mode", "format", "file")
    reported = [next(f.key[name] for name in names if name in f.key) for f in found]
    assert sorted(reported) == sorted(breach.keys)
    for finding in found:
        assert finding.code == breach.code
        assert finding.severity == line.severity
        assert profile.called in finding.message
        if line.consequence is not None:
            assert CONSEQUENCES[line.consequence] in finding.message
        # Of no vendor in particular the report's header says that all is assumed.
        inferred = line.basis == "inferred" and profile.name != NOBODY
        assert ("inferred" in finding.message) == inferred
        assert ("unverified" in finding.message) == (line.basis == "memory")
