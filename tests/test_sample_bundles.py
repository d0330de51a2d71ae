"""The sample bundles show what ``fixtures/README.md`` says, and what is predicted lints clean."""

from collections import Counter
from pathlib import Path

import pytest

from fixtures.build import BUNDLES, HERE
from fixtures.build import main as build
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.catalog import load_checks
from roster_lint.payload.build import build_payload
from roster_lint.payload.bundle import write_bundle
from roster_lint.preparing import prepare
from roster_lint.settings import OneRoster
from tests.case_runner import settings_of
from tests.sample_runs import compact, readme_table

LINES = [
    (check, bundle, int(findings), records.split(", "))
    for check, bundle, findings, records in readme_table("check", "bundle", "findings", "records")
]
VERSIONS: dict[str, OneRoster] = {"bundle-1p1-bad": "1.1", "bundle-1p2-bad": "1.2"}


def test_the_files_are_what_the_builder_writes(tmp_path: Path) -> None:
    build(tmp_path)
    for name in BUNDLES:
        stored = {path.name: path.read_text(encoding="utf-8") for path in (HERE / name).iterdir()}
        made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / name).iterdir()}
        assert stored == made


@pytest.mark.parametrize("name", ["bundle-1p1", "bundle-1p2"])
def test_no_check_has_a_word_on_a_good_bundle(name: str) -> None:
    with lint(HERE / name, as_of=AS_OF, select=("OB", "OF", "OP")) as report:
        assert [finding.message for finding in report.findings()] == []
        assert report.verdict == "ready"


@pytest.mark.parametrize("name", VERSIONS)
def test_a_bad_bundle_shows_what_the_readme_lists(name: str) -> None:
    found: dict[str, Counter[str]] = {}
    with lint(HERE / name, as_of=AS_OF, select=("OP",)) as report:
        for finding in report.findings():
            found.setdefault(finding.code, Counter())[compact(finding)] += 1
    listed = {check: Counter(keys) for check, bundle, _, keys in LINES if bundle == name}
    assert found == listed
    # All sessions of a bundle are over on a later day only, when nothing else could be shown.
    every = {c.code for c in load_checks() if c.topic == "OP" and VERSIONS[name] in c.oneroster}
    assert every - set(listed) == {"OP305"}


def test_the_readme_counts_the_records_of_bundles() -> None:
    assert [line for line in LINES if line[2] != len(line[3])] == []


@pytest.mark.parametrize("oneroster", ["1.1", "1.2"])
def test_what_is_predicted_of_the_healthy_district_lints_clean(
    oneroster: OneRoster, tmp_path: Path
) -> None:
    with prepare(HERE / "ready", settings_of({"oneroster": oneroster})) as prepared:
        build_payload(prepared.engine)
        write_bundle(prepared.engine, oneroster, tmp_path / "out")
    with lint(tmp_path / "out", as_of=AS_OF) as report:
        assert [finding.message for finding in report.findings()] == []
        assert report.verdict == "ready"


@pytest.mark.parametrize(
    ("name", "populations"),
    [
        ("bundle-1p1", "12 students, 4 teachers, 3 other staff"),
        ("bundle-1p2", "12 students, 4 other staff, 4 teachers"),
    ],
)
def test_without_a_vendor_a_good_bundle_gives_one_note(name: str, populations: str) -> None:
    with lint(HERE / name, as_of=AS_OF) as report:
        told = [(finding.code, finding.severity, finding.message) for finding in report.findings()]
    assert told == [("VN011", "info", f"All {populations} lack phone: some vendor uses it")]
