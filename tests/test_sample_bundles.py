"""The sample bundles show what ``fixtures/README.md`` says, and what is predicted lints clean."""

from collections import Counter
from pathlib import Path

import pytest

from fixtures.build import BUNDLES, HERE
from fixtures.build import main as build
from fixtures.bundle_variants import VARIANTS
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.checks.catalog import load_checks
from roster_lint.model.predicted import build_predicted
from roster_lint.prepare import prepare
from roster_lint.preview.bundle import write_bundle
from roster_lint.vocabulary import OneRoster
from tests.case import settings_of
from tests.sample_bundles import BAD, MADE, OF_BUNDLES, bundle_run, lines
from tests.sample_runs import readme_table

NOT_JUDGED = {"OB014", "OB025", "OB031"}
"""Checks of what leaves a file or the whole bundle unjudged."""

pytestmark = pytest.mark.whole_engine


def test_the_files_are_what_the_builder_writes(tmp_path: Path) -> None:
    build(tmp_path)
    for name in BUNDLES:
        stored = {path.name: path.read_bytes() for path in (HERE / name).iterdir()}
        made = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        assert stored == made


# All that is asked of a bundle is asked in one test, since the workers share no runs.


@pytest.mark.daily
@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("bundle-1p1", None),
        (
            "bundle-1p2",
            "users.csv is that of OneRoster 1.2.1: it does not have resourceSourcedIds of 1.2.0.",
        ),
    ],
)
def test_no_check_has_a_word_on_a_good_bundle_and_the_edition_of_1p2_is_noted(
    name: str, edition: str | None
) -> None:
    run = bundle_run(name)
    assert [finding.message for finding in run.findings] == []
    assert run.verdict == "ready"
    if edition is None:
        assert "users.csv" not in " ".join(run.notes)
    else:
        assert run.notes[0] == edition


@pytest.mark.daily
@pytest.mark.parametrize("name", [*BAD, *MADE])
def test_a_bundle_shows_what_the_readme_lists_and_is_incomplete_where_it_cannot_be_read(
    name: str,
) -> None:
    listed = {line.check: Counter(line.records) for line in lines() if line.bundle == name}
    run = bundle_run(name)
    assert run.by_check == listed
    assert run.verdict == ("incomplete" if NOT_JUDGED & set(listed) else "not-ready")


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_every_check_of_bundles_is_shown_in_each_version_that_it_is_of(version: OneRoster) -> None:
    checks = [check for check in load_checks() if check.topic in OF_BUNDLES]
    listed = {line.check for line in lines() if line.version == version}
    assert listed == {check.code for check in checks if version in check.oneroster}


def test_the_readme_counts_the_records_of_bundles() -> None:
    assert [line for line in lines() if line.findings != len(line.records)] == []
    pairs = [(line.check, line.bundle) for line in lines()]
    assert len(set(pairs)) == len(pairs)


def test_the_readme_describes_the_variants_and_no_others() -> None:
    described = [variant.strip("`") for variant, _ in readme_table("variant", "what is changed")]
    assert described == list(VARIANTS)
    assert {line.bundle for line in lines()} == {*BAD, *MADE}


@pytest.mark.parametrize("oneroster", ["1.1", "1.2"])
def test_what_is_predicted_of_the_healthy_district_lints_clean(
    oneroster: OneRoster, tmp_path: Path
) -> None:
    with prepare(HERE / "ready", settings_of({"oneroster": oneroster})) as prepared:
        build_predicted(prepared.engine)
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
        reported = [
            (finding.code, finding.severity, finding.message) for finding in report.findings()
        ]
    assert reported == [("VN011", "info", f"All {populations} lack phone: some vendor uses it")]
