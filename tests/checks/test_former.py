"""Codes and names of earlier releases are heeded wherever a check is named, with a notice."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from roster_lint import __version__
from roster_lint.checks.catalog import Check, MalformedCheck, find_check, load_checks, read_check
from roster_lint.checks.former import former_names, with_current_codes
from roster_lint.cli.app import app
from roster_lint.linter import lint
from roster_lint.settings.settings import Settings
from tests.cli.conftest import Run, folder, run

__all__ = ["folder", "run"]

DISTRICT = Path(__file__).parents[2] / "fixtures" / "back-to-school"
DAY = "2026-08-10"


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> tuple[Check, ...]:
    """The catalog as if UN001 and EM001 had had other codes and names."""
    former = {"UN001": ("UX901", "no-username"), "EM001": ("UX902",)}
    checks = tuple(replace(c, formerly=former.get(c.code, ())) for c in load_checks())
    for module in ("linter", "checks.catalog", "history.comparing"):
        monkeypatch.setattr(f"roster_lint.{module}.load_checks", lambda _extra=None: checks)
    return checks


def test_no_former_name_is_a_name_now_and_none_is_given_twice() -> None:
    checks = load_checks()
    now = {name.casefold() for check in checks for name in (check.code, check.name)}
    former = [name.casefold() for check in checks for name in check.formerly]
    assert len(former) == len(set(former))
    assert now.isdisjoint(former)
    assert set(former_names(checks)) == set(former)


def test_every_check_says_since_which_release() -> None:
    def numbers(version: str) -> tuple[int, ...]:
        return tuple(map(int, version.split(".")))

    for check in load_checks():
        assert re.search(r"^since = ", check.path.read_text(encoding="utf-8"), re.MULTILINE)
        assert numbers(check.since) <= numbers(__version__), check.code


def test_a_shipped_check_must_say_it(tmp_path: Path) -> None:
    text = find_check(load_checks(), "UN001").path.read_text(encoding="utf-8")
    path = tmp_path / "UN001_x.sql"
    path.write_text(re.sub(r"^since = .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    with pytest.raises(MalformedCheck, match="the key 'since' is missing"):
        read_check(path)
    assert read_check(path, is_own=True).since == "0.1.0"
    path.write_text(text.replace("since =", 'formerly = ["un1 x"]\nsince ='), encoding="utf-8")
    with pytest.raises(MalformedCheck, match="formerly is 'un1 x'"):
        read_check(path)


@pytest.mark.parametrize("place", ["select", "ignore"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("UX901", ["UN001"]),
        ("ux902 ", ["EM001"]),
        ("UX9", ["UN001", "EM001"]),
        ("UN", ["UN"]),
        ("U", ["U"]),  # some codes begin with it now, so it means those alone
        ("ZZ9", ["ZZ9"]),
    ],
)
def test_select_and_ignore(
    renamed: tuple[Check, ...], place: str, typed: str, meant: list[str]
) -> None:
    settings, notices = with_current_codes(renamed, Settings(**{place: (typed,)}))
    assert getattr(settings, place) == tuple(meant)
    assert len(notices) == (0 if meant == [typed] else len(meant))


def test_tables_and_suppress_entries(renamed: tuple[Check, ...]) -> None:
    before = Settings.model_validate(
        {
            "tolerance": {"UX901": "3", "UX902": "1", "EM001": "2"},
            "suppress": [{"code": "UX901", "reason": "known"}],
        }
    )
    after, notices = with_current_codes(renamed, before)
    assert after.tolerance == {"UN001": "3", "EM001": "2"}
    assert [entry.code for entry in after.suppress] == ["UN001"]
    assert notices == (
        "suppress: UX901 is now UN001 (missing-username); change it.",
        "tolerance: UX901 is now UN001 (missing-username); change it.",
        "tolerance: UX902 is now EM001 (missing-email); change it.",
    )
    assert with_current_codes(renamed, after) == (after, ())


def test_a_run_finds_the_same_and_says_so(renamed: tuple[Check, ...], run: Run) -> None:
    options = {"as_of": DAY, "ignore": ("EM001",), "tolerance": {"UN001": "2"}}
    former = {"as_of": DAY, "ignore": ("UX902",), "tolerance": {"UX901": "2"}}
    with lint(DISTRICT, **options) as report, lint(DISTRICT, **former) as by_former:
        assert [r.tolerated for r in report.checks] == [r.tolerated for r in by_former.checks]
        assert by_former.renamed == by_former.notes[:2] != ()
        assert report.renamed == ()
    result = run("check", str(DISTRICT), "--as-of", DAY, "--select", "UX901", "--quiet")
    assert (
        result.stderr == "roster-lint: select: UX901 is now UN001 (missing-username); change it.\n"
    )


def as_written_before(path: Path) -> None:
    """Gives a file the codes that the release before the renaming wrote."""
    text = path.read_text(encoding="utf-8")
    assert '"UN001"' in text
    path.write_text(text.replace('"UN001"', '"UX901"').replace('"EM001"', '"UX902"'))


@pytest.mark.usefixtures("renamed")
def test_a_baseline_of_before_knows_the_same_findings(run: Run, folder: Path) -> None:
    args = (str(DISTRICT), "--as-of", DAY, "--baseline", "known.jsonl")
    assert run("baseline", "update", *args).exit_code == 0
    whole = (folder / "known.jsonl").read_text(encoding="utf-8")
    as_written_before(folder / "known.jsonl")
    result = run("check", *args, "--output-format", "json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["verdict"]) == (0, "ready")
    assert report["baseline"]["known"]["UN001"] > 0
    assert report["baseline"]["gone"] == {}
    for action in ("prune", "update"):
        (folder / "known.jsonl").write_text(whole, encoding="utf-8")
        as_written_before(folder / "known.jsonl")
        assert run("baseline", action, *args).exit_code == 0
        assert (folder / "known.jsonl").read_text(encoding="utf-8") == whole


@pytest.mark.usefixtures("renamed")
def test_compare_pairs_the_findings_of_before(run: Run, folder: Path) -> None:
    args = ("check", str(DISTRICT), "--as-of", DAY, "--output-format", "json", "--output-file")
    for name in ("old.json", "new.json"):
        run(*args, name)
    as_written_before(folder / "old.json")
    compared = json.loads(run("compare", "old.json", "new.json", "--output-format", "json").stdout)
    assert {one["code"] for one in compared["checks"]} >= {"UN001", "EM001"}
    assert not {one["code"] for one in compared["checks"]} & {"UX901", "UX902"}
    assert all(one["new"] == one["gone"] == 0 for one in compared["checks"])


def test_a_fingerprint_is_made_of_the_first_code(renamed: tuple[Check, ...]) -> None:
    assert find_check(renamed, "UN001").first_code == "UX901"
    assert replace(renamed[0], formerly=("old-name",)).first_code == renamed[0].code
    assert replace(renamed[0], formerly=("UX901", "UX902")).first_code == "UX901"


@pytest.mark.parametrize("typed", ["UX901", "no-username", "No-Username"])
def test_rule_explains_it(renamed: tuple[Check, ...], run: Run, typed: str) -> None:
    result = run("rule", typed)
    assert result.exit_code == 0, app
    assert result.stdout.startswith("UN001 missing-username")
    assert "Since      0.1.0 (formerly UX901, no-username)" in result.stdout
    notice = f"roster-lint: rule: {typed} is now UN001 (missing-username); change it.\n"
    assert result.stderr == notice
