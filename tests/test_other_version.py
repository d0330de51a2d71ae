"""A version that nobody set is never a silent guess: what the report knows of the other one."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fixtures.build import HERE
from fixtures.district import District, healthy
from roster_lint import lint
from roster_lint.report.counts import OtherVersion
from roster_lint.settings.loader import load_settings
from tests.bundles import bundle

OPTIONS: dict[str, Any] = {"as_of": date(2026, 8, 10), "select": ("YR001",)}
NO_CHANGE = {"student": 0, "teacher": 0, "staff": 0, "guardian": 0, "relative": 0}

PROFILE = """
display = "Strict Vendor"

[[version]]
oneroster = "1.2"
source = "a test"
basis = "quoted"

[[need]]
population = "guardian"
field = "record"
level = "used"
source = "a test"
basis = "quoted"
"""


def other_version(source: Path, **options: object) -> OtherVersion | None:
    """What a run knows of the version that it did not judge."""
    with lint(source, **OPTIONS, **options) as report:
        assert report.oneroster_set == (report.other_version is None)
        return report.other_version


def available(source: Path, **options: object) -> dict[str, int]:
    """How many people of each population sync under a version."""
    with lint(source, **OPTIONS, **options) as report:
        return {a.entity: a.available for a in report.availability if a.entity != "section"}


def troubled() -> District:
    """The healthy district with all kinds of accounts among all kinds of people."""
    district = healthy()
    accounts = district.tables["UserAccount"]
    gone = {1001, 1101, 2001, 2505, 3001, 3801}
    district.tables["UserAccount"] = [a for a in accounts if a["personID"] not in gone]
    for person in (1002, 1003, 3002):
        district.row("UserAccount", personID=person)["disable"] = 1
    # Neither version sends them, account or not.
    district.row("UserAccount", personID=1004)["username"] = None
    for enrollment in (271003, 271004):
        district.row("Enrollment", enrollmentID=enrollment)["noShow"] = 1
    return district


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"disabled_accounts": "error"},
        {"school": ["Lincoln Elementary"]},
        {"window_rule": "contain", "guardian_rule": "portal"},
    ],
    ids=str,
)
def test_as_many_more_sync_as_a_run_under_the_other_version_says(
    tmp_path: Path, options: Mapping[str, object]
) -> None:
    for source in (HERE / "back-to-school", troubled().write(tmp_path)):
        judged = available(source, **options)
        under_other = available(source, **options, oneroster="1.2")
        other = other_version(source, **options)
        assert other is not None
        assert other.oneroster == "1.2"
        assert other.more == {name: under_other[name] - judged[name] for name in judged}
        assert any(other.more.values())


def test_only_those_count_whom_the_username_alone_holds_back(tmp_path: Path) -> None:
    other = other_version(troubled().write(tmp_path))
    assert other is not None
    assert other.more == {"student": 2, "teacher": 1, "staff": 1, "guardian": 1, "relative": 1}


def test_only_populations_that_the_vendor_uses_count(tmp_path: Path) -> None:
    (tmp_path / "strict.toml").write_text(PROFILE, encoding="utf-8")
    source = troubled().write(tmp_path / "source")
    other = other_version(source, vendor=str(tmp_path / "strict.toml"))
    assert other is not None
    assert other.more == {"student": 2, "teacher": 1, "guardian": 1}
    both = other_version(source, vendor=["generic", str(tmp_path / "strict.toml")])
    assert both is not None and both.more is not None
    assert set(both.more) == set(NO_CHANGE)


def test_nothing_would_change_where_everybody_has_a_username() -> None:
    assert other_version(HERE / "ready") == OtherVersion("1.2", NO_CHANGE)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_version_that_was_set_is_no_guess(tmp_path: Path, version: str) -> None:
    assert other_version(HERE / "ready", oneroster=version) is None
    (tmp_path / "roster-lint.toml").write_text(f"oneroster = {version}\n")
    for settings in (
        load_settings({"oneroster": version}, environ={}),
        load_settings({}, environ={"ROSTER_LINT_ONEROSTER": version}),
        load_settings({}, environ={}, folder=tmp_path),
    ):
        assert other_version(HERE / "ready", settings=settings) is None


def test_a_variable_that_is_blank_sets_nothing(tmp_path: Path) -> None:
    settings = load_settings({}, environ={"ROSTER_LINT_ONEROSTER": " "}, folder=tmp_path)
    assert other_version(HERE / "ready", settings=settings) is not None


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_a_bundle_says_its_version_itself(tmp_path: Path, version: str) -> None:
    assert other_version(bundle(version).write(tmp_path / "bundle")) is None


def test_nothing_is_known_of_a_source_that_cannot_be_judged(tmp_path: Path) -> None:
    source = healthy().write(tmp_path)
    (source / "UserAccount.csv").unlink()
    assert other_version(source) == OtherVersion("1.2", None)


def test_a_vendor_whose_documents_exclude_the_judged_version_is_named_once(tmp_path: Path) -> None:
    profile = tmp_path / "strict.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    options = {"vendor": [str(profile), "edlink", "generic"], **OPTIONS}
    with lint(HERE / "ready", **options) as report:
        assert report.other_version is not None
        assert report.other_version.judged_excluded_by == {"strict": "Strict Vendor"}
        assert not [note for note in report.notes if "documented" in note]
        assert report.verdict == "ready"


def test_with_a_version_that_was_set_it_is_a_note(tmp_path: Path) -> None:
    profile = tmp_path / "strict.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    reported = {}
    for version in ("1.1", "1.2"):
        with lint(HERE / "ready", vendor=str(profile), oneroster=version, **OPTIONS) as report:
            reported[version] = [note for note in report.notes if "documented for" in note]
    assert reported == {
        "1.1": ["Strict Vendor is documented for OneRoster 1.2; this run judges 1.1."],
        "1.2": [],
    }
