"""``roster-lint reconcile`` from end to end: exit codes, what is printed and written, no names."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from roster_lint.files.shipped import shipped
from roster_lint.preview.bundle import SYSTEM_NAME
from tests.cli.conftest import Run, sentence

READY = str(shipped("fixtures") / "ready")
AUGUST = str(shipped("fixtures") / "back-to-school")
AS_OF = ("--as-of", "2026-08-10")
PERSONAL = ("Mockton", "example.org", "pmockton1003", "Ficta", "555-")


@pytest.fixture
def served(run: Run, folder: Path) -> str:
    """What the healthy district is served as, by its secondary addresses."""
    (folder / "served.toml").write_text("secondary_email_1p1 = true\n", encoding="utf-8")
    result = run("preview", READY, *AS_OF, "--to", "b.zip", "--config", "served.toml")
    assert result.exit_code == 0, result.stderr
    return "b.zip"


def test_text_page_and_lists_say_what_differs_and_name_nobody(
    run: Run, folder: Path, served: str
) -> None:
    result = run("reconcile", READY, served, *AS_OF, "--html", "p.html", "--lists", "l",
                 "--calibrate", "--show", "2")  # fmt: skip
    assert result.exit_code == 1, result.stderr
    lines = result.stdout.splitlines()
    assert max(len(line) for line in lines[:-1]) <= 80
    assert "users: email: it is the Secondary Email (secondary_email_1p1)" in result.stdout
    assert lines[-3] == "  secondary_email_1p1 = true"
    assert lines[-1].startswith("roster-lint: reconcile: ")
    page = (folder / "p.html").read_text(encoding="utf-8")
    [file] = (folder / "l").iterdir()
    rows = file.read_text(encoding="utf-8")
    assert file.name == "differences-users.csv"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "secondary_email_1p1 = true" in page
    for text in (result.stdout, result.stderr, page, rows):
        assert [word for word in PERSONAL if word in text] == []
    # A second run replaces its own lists, and leaves none of the first.
    assert run("preview", READY, *AS_OF, "--to", "same.zip").exit_code == 0
    assert run("reconcile", READY, "same.zip", *AS_OF, "--lists", "l").exit_code == 0
    assert list((folder / "l").iterdir()) == []


def test_values_are_shown_to_those_who_ask(run: Run, folder: Path, served: str) -> None:
    result = run("reconcile", READY, served, *AS_OF, "--show-personal-data", "--lists", "l")
    assert "@" in result.stdout
    assert "hold personal data" in result.stderr
    assert "@" in (folder / "l" / "differences-users.csv").read_text(encoding="utf-8")


def test_json_has_every_difference(run: Run, served: str) -> None:
    result = run("reconcile", READY, served, *AS_OF, "--output-format", "json", "--calibrate")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["exit_code"]) == (1, 1)
    assert (
        len(found["differences"])
        == found["differing"]
        == found["entities"]["users"]["other_values"]
    )
    assert {one["field"] for one in found["differences"]} == {"email"}
    assert {one["served"] for one in found["differences"]} == {None}
    assert found["calibration"]["toml"] == ["secondary_email_1p1 = true"]
    assert sum(one["records"] for one in found["reasons"]) == found["differing"]


def test_the_settings_to_keep_do_explain_it(run: Run, folder: Path, served: str) -> None:
    result = run("reconcile", READY, served, *AS_OF, "--calibrate", "--output-format", "json")
    toml = "\n".join(json.loads(result.stdout)["calibration"]["toml"])
    (folder / "kept.toml").write_text(toml, encoding="utf-8")
    same = run("reconcile", READY, served, *AS_OF, "--config", "kept.toml", "--quiet")
    assert same.exit_code == 0
    assert same.stdout.startswith("roster-lint: reconcile: 0 differences")
    assert len(same.stdout.splitlines()) == 1


def test_a_side_that_is_not_whole_is_not_reconciled(run: Run, folder: Path) -> None:
    assert run("preview", READY, *AS_OF, "--to", "delta", "--delta").exit_code == 0
    manifest = folder / "delta" / "manifest.csv"
    # Of another system, whose delta holds changes alone.
    other = manifest.read_text(encoding="utf-8").replace(SYSTEM_NAME, "Another")
    manifest.write_text(other, encoding="utf-8")
    (folder / "p.html").write_text("an earlier page", encoding="utf-8")
    result = run("reconcile", READY, "delta", *AS_OF, "--output-format", "json", "--html", "p.html")
    assert result.exit_code == 3
    assert "What is served is incomplete" in (folder / "p.html").read_text(encoding="utf-8")
    assert "What is served is incomplete" in result.stderr
    assert json.loads(result.stdout)["exit_code"] == 3


def test_wrong_usage(run: Run, folder: Path, served: str) -> None:
    before = (folder / served).read_bytes()
    for words, reported in (
        ((READY, READY), "The second source must be a OneRoster API or bundle"),
        ((served, served), "The first source, SIS, must be Infinite Campus data"),
        ((READY, served, "--cache-time", "soon"), "--cache-time: 'soon' is no date"),
        ((READY, served, "--html", served), "which would be overwritten"),
        ((READY, served, "--lists", str(folder)), "which is replaced"),
        ((READY, "nowhere.zip"), "nowhere.zip"),
    ):
        result = run("reconcile", *words, *AS_OF)
        assert result.exit_code in (2, 3), words
        assert reported in sentence(result), words
    assert (folder / served).read_bytes() == before
    (folder / "full").mkdir()
    shutil.copy(served, folder / "full" / "notes.txt")
    result = run("reconcile", READY, served, *AS_OF, "--lists", "full")
    assert result.exit_code == 2
    assert "holds other files" in sentence(result)


def test_two_districts_have_nothing_in_common(run: Run) -> None:
    result = run("reconcile", AUGUST, str(shipped("fixtures") / "bundle-1p1"), *AS_OF)
    assert result.exit_code == 1
    assert "are they of the same district?" in " ".join(result.stdout.split())
    assert "limited to other schools" not in result.stdout
    assert max(map(len, result.stdout.splitlines()[:-1])) <= 80


def test_a_cache_is_of_a_day(run: Run, served: str) -> None:
    result = run("reconcile", READY, served, *AS_OF, "--cache-time", "2026-08-09 22:10")
    assert "Cache      of 2026-08-09" in result.stdout
