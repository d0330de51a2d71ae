"""What the shell completes, by the functions and by the protocol that its script speaks."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from roster_lint.checks.catalog import load_checks
from roster_lint.cli import completing, remembered
from roster_lint.cli.completing import choices, codes, one_check, schools, topics, vendors
from roster_lint.cli.remembered import remember_schools, remembered_schools
from roster_lint.vendors.loading import profile_names
from tests.cli.conftest import Lint, Run
from tests.cli.test_help import HEAVY

NAMES: dict[int | str, str] = {1: "Lincoln Elementary", 2: "Marigold Middle", 30: "Fir"}


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that schools are remembered in, in this process and those that it starts."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    file = folder / "roster-lint" / "schools.json"
    monkeypatch.setattr(remembered, "cache_file", lambda: file)
    return file


def words(found: list[tuple[str, str]]) -> list[str]:
    return [word for word, _meaning in found]


def of_schools(incomplete: str, **params: object) -> list[tuple[str, str]]:
    command = typer.main.get_command(typer.Typer(callback=lambda: None))
    ctx: Any = typer.Context(command)
    ctx.params = params
    return schools(ctx, incomplete)


def test_codes_are_those_of_the_catalog(folder: Path) -> None:
    every = [check.code for check in load_checks()]
    topics = {code[:2] for code in every}
    assert set(words(codes(""))) == topics
    found = [word for topic in sorted(topics) for word in words(codes(topic))]
    assert sorted(found) == sorted(every)
    assert codes("UN00")[0] == ("UN001", "missing username")
    assert words(codes("UN001,em")) == [f"UN001,em{n:03}" for n in range(1, 7)]
    assert codes("ZZ") == []


def test_topics_are_completed_for_the_list_of_rules(folder: Path) -> None:
    assert words(topics("u")) == ["UN"]
    assert set(words(topics(""))) == {check.topic for check in load_checks()}


def test_a_check_is_completed_by_code_or_name(folder: Path) -> None:
    assert ("missing-username", "UN001") in one_check("missing-us")
    assert words(one_check("un00")) == [f"un00{n}" for n in range(1, 6)]
    names = {check.name for check in load_checks()}
    assert set(words(one_check("mis"))) <= names


def test_the_districts_own_checks_are_there_too(folder: Path) -> None:
    (folder / "etc" / "own").mkdir(parents=True)
    (folder / "etc" / "own" / "XX001_ours.sql").write_text("-- not read")
    (folder / "roster-lint.toml").write_text('extra_checks = "etc/own"')
    (folder / "etc" / "own" / "XX002_$(touch x).sql").write_text("-- no name for a shell")
    assert codes("XX") == [("XX001", "ours")]
    (folder / "roster-lint.toml").write_text("torn = ")
    assert codes("XX") == []
    assert codes("UN001")


def test_vendors_are_the_shipped_profiles() -> None:
    assert words(vendors("")) == sorted(profile_names())
    assert words(vendors("google")) == ["google-classroom"]


def test_words_with_bars_between_them_are_choices() -> None:
    assert words(choices("error|warning|info|never")("")) == ["error", "warning", "info", "never"]
    assert words(choices("1.1|1.2")("1.")) == ["1.1", "1.2"]
    assert words(choices("N|all")("")) == ["all"]


def test_schools_are_those_of_the_source_that_is_typed_or_configured(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember_schools("export.zip", NAMES)
    remember_schools("mssql://u:one@sis.example.org/campus", {7: "Oak"})
    assert words(of_schools("", source="export.zip")) == list(NAMES.values())
    assert words(of_schools("Mari", source=str(Path("export.zip").absolute()))) == [
        "Marigold Middle"
    ]
    assert of_schools("3", source="export.zip") == [("30", "Fir")]
    assert of_schools("") == []
    (folder / "roster-lint.toml").write_text('source = "export.zip"')
    assert len(of_schools("")) == 3
    (folder / "etc").mkdir()
    (folder / "etc" / "own.toml").write_text('source = "../export.zip"\n')
    assert len(of_schools("", config=Path("etc/own.toml"))) == 3
    monkeypatch.setenv("ROSTER_LINT_SOURCE", "mssql://u:two@sis.example.org/campus")
    assert of_schools("") == [("Oak", "ID 7")]


def test_a_name_that_a_shell_would_obey_is_offered_by_its_id_alone(folder: Path) -> None:
    hostile = ("$(touch x)", 'a\\"; touch x; "', "St. Mary's", "a;b", "`x`", "two\nlines", "-q")
    remember_schools("x", dict(enumerate(hostile, 100)))
    assert of_schools("", source="x") == [(str(n), "a school") for n in range(100, 107)]
    remember_schools("x", {"$(touch x)": "a;b"})
    assert of_schools("", source="x") == []


@pytest.mark.parametrize(
    ("shell", "word"),
    [
        ("complete_bash", "Marigold\\ Middle"),
        ("complete_powershell", "'Marigold Middle'"),
        ("complete_zsh", "Marigold Middle"),
    ],
)
def test_a_name_with_blanks_is_one_word_to_the_shell_that_asks(
    folder: Path, monkeypatch: pytest.MonkeyPatch, shell: str, word: str
) -> None:
    remember_schools("x", NAMES)
    monkeypatch.setenv("_ROSTER_LINT_COMPLETE", shell)
    assert word in words(of_schools("", source="x"))


def test_only_names_and_ids_are_kept_and_for_the_owner_alone(folder: Path, cache: Path) -> None:
    remember_schools("mssql://reader:hunter2@sis.example.org/campus", NAMES)
    text = cache.read_text()
    assert "hunter2" not in text and "example.org" not in text and "reader" not in text
    [known] = json.loads(text).values()
    assert known == [["1", "Lincoln Elementary"], ["2", "Marigold Middle"], ["30", "Fir"]]
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    for number in range(30):
        remember_schools(f"source-{number}", NAMES)
    assert len(json.loads(cache.read_text())) == 20
    assert remembered_schools("source-29") and not remembered_schools("source-3")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"x": 3}', "null"])
def test_a_damaged_cache_is_begun_anew(folder: Path, cache: Path, text: str) -> None:
    cache.parent.mkdir(exist_ok=True)
    cache.write_text(text)
    assert remembered_schools("x") == []
    remember_schools("x", NAMES)
    assert len(remembered_schools("x")) == 3


def test_a_cache_that_cannot_be_written_is_nobodys_trouble(folder: Path, cache: Path) -> None:
    cache.parent.write_text("a file where the folder should be")
    remember_schools("x", NAMES)
    assert remembered_schools("x") == []


def test_a_run_on_a_terminal_remembers_and_another_does_not(
    run: Run, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(remembered, "remember_schools", lambda source, _names: kept.append(source))
    run("check", "x")
    run("demo")
    assert kept == []
    monkeypatch.setattr("roster_lint.cli.run.on_terminal", lambda: True)
    run("check", "x")
    run("demo")
    assert kept == ["x"]


Asked = Callable[..., list[str]]


@pytest.fixture
def asked(folder: Path) -> Asked:
    """What the program prints where bash asks it to complete the last word."""

    def asked(*typed: str) -> list[str]:
        environ = os.environ | {
            "_ROSTER_LINT_COMPLETE": "complete_bash",
            "COMP_WORDS": " ".join(["roster-lint", *typed]),
            "COMP_CWORD": str(len(typed)),
        }
        script = (
            "import sys\nfrom roster_lint.cli import main\nsys.argv = ['roster-lint']\n"
            "try:\n    main()\nfinally:\n"
            f"    heavy = [m for m in {HEAVY!r} if m in sys.modules]\n"
            "    print(*heavy, file=sys.stderr)"
        )
        args = [sys.executable, "-c", script]
        done = subprocess.run(args, capture_output=True, text=True, env=environ, cwd=folder)
        assert (done.returncode, done.stderr.split()) == (0, []), done.stderr
        return done.stdout.splitlines()

    return asked


def test_bash_is_answered_without_anything_heavy(asked: Asked) -> None:
    assert asked("check", "x", "--select", "UN00") == [f"UN00{n}" for n in range(1, 6)]
    assert asked("rule", "missing-user") == ["missing-username"]
    assert asked("--vendor", "goog") == ["google-classroom"]
    assert asked("vendor", "canv") == ["canvas"]
    assert asked("check", "x", "--fail-on", "w") == ["warning"]
    assert "settings" in asked("s")
    assert asked("check", "x", "--school", "L") == [""]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the cache has another place")
def test_bash_completes_the_schools_of_the_source_that_is_typed_before(
    asked: Asked, folder: Path
) -> None:
    remember_schools("export.zip", NAMES)
    assert asked("check", "export.zip", "--school", "Mari") == ["Marigold\\ Middle"]
    assert asked("explain", "student", "1", "export.zip", "--school", "F") == ["Fir"]
    Path("own.toml").write_text('source = "export.zip"')
    assert asked("--config", "own.toml", "--school", "L") == ["Lincoln\\ Elementary"]
    assert asked("check", "--config", "own.toml", "--school", "L") == ["Lincoln\\ Elementary"]


def test_the_script_for_a_shell_calls_it(folder: Path) -> None:
    environ = os.environ | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    args = [sys.executable, "-m", "roster_lint", "--show-completion", "bash"]
    done = subprocess.run(args, capture_output=True, text=True, env=environ, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "_ROSTER_LINT_COMPLETE=complete_bash" in done.stdout


def test_the_variable_of_the_protocol_is_the_one_that_names_are_quoted_by() -> None:
    assert "_ROSTER_LINT_COMPLETE" in completing._quoted.__code__.co_consts
