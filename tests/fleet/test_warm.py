"""A process that has linted one district finds in the next what a fresh one would."""

from roster_lint import lint
from tests.fleet.conftest import AS_OF, FIXTURES


def found(name: str) -> list[str]:
    """All findings of a sample bundle, in words."""
    with lint(FIXTURES / name, as_of=AS_OF, select=("OB", "VN")) as report:
        return [f"{one.code} {one.fingerprint} {one.message}" for one in report.findings()]


def test_what_is_kept_of_one_district_changes_nothing_of_the_next() -> None:
    bad = found("bundle-1p1-bad")
    assert bad
    # Of another version, and of a healthy district, so that other checks find something.
    found("bundle-1p2")
    assert found("bundle-1p1-bad") == bad
