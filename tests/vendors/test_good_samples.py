"""The good sample bundles give no vendor cause for a word but what ``fixtures/README.md`` lists."""

import re
from collections import Counter

import pytest

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint.linter import lint
from roster_lint.vendors.loading import profile_names
from roster_lint.vendors.profile import NOBODY

VENDORS = tuple(name for name in profile_names() if name != NOBODY)

_LINE = re.compile(
    r"^\| (bundle-1p[12]) \| ([a-z-]+) \| (VN\d{3}) \| (\d+) \| (.+) \|$", re.MULTILINE
)


@pytest.mark.parametrize("name", ["bundle-1p1", "bundle-1p2"])
def test_a_good_bundle_gives_each_vendor_what_the_readme_lists_with_its_reason(name: str) -> None:
    text = (HERE / "README.md").read_text(encoding="utf-8")
    listed = {
        (vendor, code): int(number)
        for bundle, vendor, code, number, reason in _LINE.findall(text)
        if bundle == name and reason.strip()
    }
    with lint(HERE / name, as_of=AS_OF, vendor=VENDORS, domains=("example.org",)) as report:
        found = Counter(
            (counted.name, finding.code)
            for finding in report.findings()
            for counted in finding.vendors
        )
    assert dict(found) == listed
