"""With CI set: no color, bar or pager unless asked for, and personal data by a flag alone."""

import io
import os
from pathlib import Path

import pytest

from roster_lint.cli import init
from roster_lint.cli.output import console_for
from roster_lint.cli.progress import progress_bars
from roster_lint.settings.loader import effective_settings
from roster_lint.settings.pipeline import PERSONAL, in_pipeline
from roster_lint.vocabulary import no_progress
from tests.cli.conftest import Lint, Run

PACKAGE = Path(__file__).parents[2] / "roster_lint"
YES = ("true", "1", "TRUE", "yes", "woodpecker", "anything")
NO = ("", " ", "0", "false", "False", "no", "off")

VALUES = {
    "show_personal_data": "true",
    "worklists": '"lists"',
    "workbook": '"book.xlsx"',
    "missing": '"missing.csv"',
}
ASKS = {
    "show_personal_data": ("--show-personal-data",),
    "worklists": ("--worklists", "lists"),
    "workbook": ("--workbook", "book.xlsx"),
    "missing": ("--missing", "missing.csv"),
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("value", [*YES, *NO])
def test_what_counts_as_a_pipeline(value: str) -> None:
    assert in_pipeline({"CI": value}) == (value in YES)


def test_without_the_variable_there_is_none() -> None:
    assert not in_pipeline({})


@pytest.mark.parametrize(
    ("ci", "color", "force", "colored"),
    [
        ("", "auto", "", True),
        ("true", "auto", "", False),
        ("true", "always", "", True),
        ("true", "auto", "1", True),
        ("true", "never", "1", False),
    ],
)
def test_color_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, ci: str, color: str, force: str, colored: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CI", ci)
    if force:
        monkeypatch.setenv("FORCE_COLOR", force)
    stream = Terminal()
    console_for(stream, color).print("x", style="bold red")  # type: ignore[arg-type]
    assert ("\x1b" in stream.getvalue()) == colored


@pytest.mark.parametrize("ci", ["", "true"])
def test_there_is_no_bar(monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    monkeypatch.setenv("CI", ci)
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    with progress_bars(quiet=False) as progress:
        progress("Person", 1, 2)
    assert (progress is no_progress) == bool(ci)
    assert bool(stream.getvalue()) != bool(ci)


def test_no_bar_is_drawn_without_asking_whether_this_is_a_pipeline() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    drawing = {path.name: text for path, text in texts.items() if "rich.progress" in text}
    assert len(drawing) > 1
    assert [name for name, text in drawing.items() if "or in_pipeline()" not in text] == []


def test_help_on_a_terminal_is_plain(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("check", "--help", env={"CI": "1"}).stdout


@pytest.mark.parametrize("key", PERSONAL)
@pytest.mark.parametrize("place", ["file", "variable"])
@pytest.mark.parametrize("ci", ["", "true"])
def test_a_file_or_a_variable_is_not_enough(
    run: Run, lint: Lint, key: str, place: str, ci: str
) -> None:
    env = {"CI": ci}
    if place == "file":
        Path("roster-lint.toml").write_text(f"{key} = {VALUES[key]}\n")
        where = f"{key} (roster-lint.toml, line 1)"
    else:
        where = f"ROSTER_LINT_{key.upper()}"
        env[where] = VALUES[key].strip('"')
    result = run("check", "x", env=env)
    assert result.exit_code == 1, result.stderr
    assert bool(getattr(lint.settings, key)) != bool(ci)
    said = f"roster-lint: {where} is ignored, since the variable CI is set: in a pipeline only"
    assert (said in result.stderr) == bool(ci)
    if ci:
        assert not [path for path in Path().iterdir() if path.name != "roster-lint.toml"]


@pytest.mark.parametrize("key", PERSONAL)
def test_a_flag_is_enough(run: Run, lint: Lint, key: str) -> None:
    Path("roster-lint.toml").write_text(f"{key} = {VALUES[key]}\n")
    result = run("check", "x", *ASKS[key], env={"CI": "true"})
    assert getattr(lint.settings, key)
    assert "ignored" not in result.stderr


def test_several_are_one_notice_and_what_goes_with_them_goes(run: Run, lint: Lint) -> None:
    Path("roster-lint.toml").write_text('missing = "m.csv"\nrosters = true\nworkbook = "b.xlsx"\n')
    result = run("check", "x", env={"CI": "true"})
    assert (result.exit_code, lint.settings.rosters) == (1, False)
    [notice] = result.stderr.splitlines()
    assert "workbook (roster-lint.toml, line 3), missing (roster-lint.toml, line 1) are" in notice
    run("check", "x", "--missing", "m.csv", env={"CI": "true"})
    assert lint.settings.rosters


def test_a_no_needs_no_notice(run: Run, lint: Lint) -> None:
    Path("roster-lint.toml").write_text("show_personal_data = false\nworklists_by = 'owner'\n")
    assert run("check", "x", env={"CI": "true"}).stderr == ""
    assert lint.settings.worklists_by == "owner"


def test_the_list_of_settings_says_what_counts(folder: Path) -> None:
    Path("roster-lint.toml").write_text("show_personal_data = true\n")
    for ci, origin in (("", "file"), ("1", "default")):
        found = effective_settings({}, environ={**os.environ, "CI": ci})
        [one] = [setting for setting in found if setting.key == "show_personal_data"]
        assert one.origin == origin


@pytest.mark.parametrize("ci", ["", "true"])
def test_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    monkeypatch.setenv("CI", ci)
    for name in ("sys.stdin", "sys.stdout"):
        monkeypatch.setattr(name, Terminal())
    assert init.on_terminal() != bool(ci)
