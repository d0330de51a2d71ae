"""``docs/bundle-coverage.md`` names checks that exist; each fault has its check or a reason."""

import re
from pathlib import Path

from roster_lint.checks.catalog import load_checks

PAGE = Path(__file__).parents[1] / "docs" / "bundle-coverage.md"

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith("|---")
]


def test_the_codes_are_those_of_checks_of_bundles() -> None:
    named = set(re.findall(r"\b[A-Z]{2}\d{3}\b", PAGE.read_text(encoding="utf-8")))
    assert named <= {check.code for check in load_checks() if "bundle" in check.sources}
    assert len(named) > 50


def test_every_fault_has_a_check_or_a_reason() -> None:
    faults = [row for row in ROWS if row[-1] != "here"]
    assert faults
    assert [row for row in faults if not re.search(r"\b[A-Z]{2}\d{3}\b|\w+ \w+", row[-1])] == []


def test_no_fault_of_the_other_validator_is_listed_twice() -> None:
    faults = re.findall(r"`([a-z]+\.[a-z_]+)`", PAGE.read_text(encoding="utf-8"))
    assert sorted(set(faults)) == sorted(faults)
