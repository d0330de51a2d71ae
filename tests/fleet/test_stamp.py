"""A district is judged anew where anything that counts has changed since an earlier run."""

import os
from pathlib import Path
from typing import Any

import pytest

from roster_lint.fleet.district import District
from roster_lint.fleet.keeping import Keeper, kept
from roster_lint.fleet.outcome import broken_off
from roster_lint.fleet.stamp import stamp_of
from roster_lint.fleet.tasks import Wanted, plan
from roster_lint.settings.loader import load_settings
from tests.fleet.conftest import row

DAY = {"as_of": "2026-08-10"}


def stamp(source: str = "a", **flags: Any) -> str | None:  # noqa: ANN401
    return stamp_of(source, load_settings(DAY | flags))


@pytest.fixture
def source(folder: Path) -> Path:
    (folder / "a").mkdir()
    (folder / "a" / "Person.csv").write_text("personID\n1\n")
    (folder / "users.csv").write_text("email\n")
    (folder / "known.json").write_text("{}")
    (folder / "own.toml").write_text('extends = "clever"\n')
    return folder / "a"


def test_it_is_the_same_where_nothing_has_changed(source: Path) -> None:
    first = stamp(accounts=["users.csv"], vendor=["own.toml"])
    assert first is not None
    assert stamp(accounts=["users.csv"], vendor=["own.toml"], memory="2GB", quiet=True) == first


@pytest.mark.parametrize(
    "flags",
    [
        {"vendor": ["clever"]},
        {"oneroster": "1.1"},
        {"as_of": "2026-08-11"},
        {"fail_on": "info"},
        {"select": ["UN"]},
        {"accounts": ["users.csv"]},
    ],
)
def test_a_setting_that_counts_changes_it(source: Path, flags: dict[str, Any]) -> None:
    assert stamp(**flags) != stamp()


@pytest.mark.parametrize(
    "name", ["a/Person.csv", "a/new.csv", "users.csv", "own.toml", "known.json"]
)
def test_a_file_that_changes_changes_it(source: Path, folder: Path, name: str) -> None:
    flags = {"accounts": ["users.csv"], "vendor": ["own.toml"], "baseline": "known.json"}
    before = stamp(**flags)
    (folder / name).touch()
    os.utime(folder / name, ns=(1, 1))
    assert stamp(**flags) != before


def test_another_version_changes_it(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp()
    monkeypatch.setattr("roster_lint.fleet.stamp.__version__", "99")
    assert stamp() != before


def test_nobody_can_say_it_of_a_database_or_of_what_is_not_there(folder: Path) -> None:
    assert stamp("postgresql://h/d") is None
    assert stamp("nowhere") is None


def test_only_a_judged_row_whose_reports_are_there_is_kept(source: Path, folder: Path) -> None:
    out = folder / "out"
    wanted = Wanted(DAY, None, out, ("json",))
    [task] = plan([District("a", "a")], wanted).tasks
    good = row("a", stamp=task.stamp, reports=task.files())

    def saved(one: object) -> dict[str, object]:
        (out / "districts").mkdir(parents=True, exist_ok=True)
        (out / "districts" / "a.json").touch()
        keeper = Keeper("x", "2026-08-10", ["a"], out)
        keeper.ended(one)  # type: ignore[arg-type]
        keeper.save()
        return dict(kept(out, [task]))

    assert saved(good) == {"a": good}
    assert saved(row("a", stamp="other", reports=task.files())) == {}
    assert saved(row("a", stamp=task.stamp)) == {}
    assert saved(broken_off("a", None, "Torn.")) == {}
    saved(good)
    (out / "districts" / "a.json").unlink()
    assert kept(out, [task]) == {}


def test_settings_of_one_district_that_are_wrong_are_its_own_trouble(folder: Path) -> None:
    districts = [
        District("good", "a"),
        District("vendor", "b", {"vendor": ["no-such"], "oneroster": "9"}),
        District("file", "c", config=Path("none.toml")),
    ]
    planned = plan(districts, Wanted(DAY))
    assert [task.name for task in planned.tasks] == ["good"]
    assert {task.name: reason for task, reason in planned.refused} == {
        "vendor": planned.refused[0][1],
        "file": "--config: there is no file 'none.toml'.",
    }


def test_a_district_goes_before_the_flags_and_all_are_judged_as_of_one_day(folder: Path) -> None:
    (folder / "own.toml").write_text('oneroster = "1.2"\nshow_personal_data = true\n')
    districts = [
        District("plain", "a"),
        District("other", "b", {"vendor": ["canvas"]}, Path("own.toml")),
    ]
    plain, other = plan(districts, Wanted({"vendor": ["clever"]})).tasks
    assert (plain.settings.vendor, other.settings.vendor) == (("clever",), ("canvas",))
    assert (plain.settings.oneroster_set, other.settings.oneroster) == (False, "1.2")
    assert plain.settings.as_of == other.settings.as_of is not None
    # No report of a fleet holds a name, whatever a file wants.
    assert not other.settings.show_personal_data
