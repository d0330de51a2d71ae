"""Help answers at once, has examples, and says what the exit codes mean."""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import roster_lint
from roster_lint.cli.app import app, leave_out_others
from tests.cli.conftest import Run, command

HEAVY = ("duckdb", "pandera", "polars", "sqlalchemy", "pandas", "numpy")
COMMANDS = ("check", "demo", "init", "doctor", "snapshot", "rules", "rule")


def imported_by(*args: str) -> set[str]:
    """Which heavy packages a command has imported by its end."""
    script = (
        "import sys\n"
        "from roster_lint.cli import main\n"
        f"sys.argv = ['roster-lint', *{list(args)!r}]\n"
        "try:\n    main()\n"
        "finally:\n"
        f"    print(*[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "args", [("--help",), ("check", "--help"), ("--version",), ("rules",), ("init",)]
)
def test_what_judges_nothing_does_not_wait_for_the_engine(
    folder: Path, args: tuple[str, ...]
) -> None:
    assert imported_by(*args) == set()


def test_the_main_help_explains_exit_codes_and_lists_every_command(run: Run) -> None:
    text = run("--help").stdout
    assert all(f"\n  {name} " in text for name in COMMANDS)
    for line in (
        "  0  ready: no finding at or above --fail-on",
        "  1  not ready",
        "  2  wrong usage or settings",
        "  3  incomplete: the source could not be judged",
        "  roster-lint check export.zip --vendor google-classroom",
    ):
        assert line in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("name", ["check", "demo", "snapshot"])
def test_commands_that_work_on_a_source_show_examples(run: Run, name: str) -> None:
    text = run(name, "-h").stdout
    assert "Examples:" in text
    assert f"roster-lint {name} " in text


@pytest.mark.parametrize("command", ["check", "demo", "init", "preview"])
def test_the_help_says_what_happens_where_no_version_is_set(run: Run, command: str) -> None:
    text = " ".join(run(command, "--help").stdout.split())
    assert (
        "Not set: 1.1, the stricter, is judged, and the report says what 1.2 would change" in text
    )


def test_the_version(run: Run) -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"roster-lint {roster_lint.__version__}\n")


def test_the_console_script_and_the_module_are_the_same(folder: Path) -> None:
    script = Path(sys.executable).with_name("roster-lint")
    outputs = [
        subprocess.run([*start, "--help"], capture_output=True, text=True).stdout
        for start in (command(), [str(script)])
    ]
    assert outputs[0] == outputs[1] != ""


@pytest.mark.parametrize("name", [None, "check", "demo"])
def test_options_stand_in_groups(run: Run, name: str | None) -> None:
    text = run(*([name] if name else []), "--help").stdout
    places = [text.index(f"\n{title}:\n") for title in ("Source", "Rules", "Output", "Settings")]
    assert places == sorted(places)
    for option, group in (("--school", 0), ("--select", 1), ("--workbook", 2), ("--config", 3)):
        assert text.index(f"\n  {option} ") > places[group]
        assert group == 3 or text.index(f"\n  {option} ") < places[group + 1]
    assert "--show-completion" not in text
    assert ("--install-completion" in text) == (name is None)


def test_help_that_is_piped_is_plain_text(folder: Path) -> None:
    environ = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"}
    args = command("check", "--help")
    text = subprocess.run(args, capture_output=True, text=True, env=environ).stdout
    assert text.isascii() and "\033" not in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.skipif(not hasattr(os, "forkpty"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize("args", [("--help",), ("check", "--help"), ("demo", "--help")])
def test_help_on_a_terminal_stands_in_panels_of_eighty_columns(args: tuple[str, ...]) -> None:
    text = on_terminal(*args)
    for title in ("Source", "Rules", "Output", "Settings"):
        assert f"─ {title} ─" in text
    lines = text.splitlines()
    assert max(map(len, lines)) == 80
    assert any(line.strip() == "Examples:" for line in lines)
    example = "roster-lint check export.zip --vendor google-classroom"
    assert args[0] == "demo" or any(line.strip() == example for line in lines)
    for option in ("--show-personal-data", "--fail-on"):
        [row] = [line for line in lines if line.startswith(f"│ {option}")]
        assert len(row[34:].strip("│ ")) > 30, "its meaning has room"


def on_terminal(*args: str) -> str:
    """What a command writes to a terminal of 80 columns, without the colors."""
    import pty  # there is none on Windows

    child, terminal = pty.fork()
    if child == 0:
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
        os.execv(sys.executable, command(*args))
    written = b""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 65_536):
            written += part
    os.close(terminal)
    os.waitpid(child, 0)
    return re.sub(r"\033\[[0-9;]*m", "", written.decode()).replace("\r\n", "\n")


@pytest.mark.parametrize("name", [c.name for c in app.registered_commands])
def test_a_command_that_is_called_is_all_that_is_made(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "registered_commands", app.registered_commands)
    leave_out_others([name, "--help"])
    assert [command.name for command in app.registered_commands] == [name]


@pytest.mark.parametrize("typed", [(), ("--help",), ("--vendor", "clever", "check"), ("chek",)])
def test_where_no_command_comes_first_all_are_made(
    typed: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    every = list(app.registered_commands)
    monkeypatch.setattr(app, "registered_commands", app.registered_commands)
    leave_out_others(typed)
    assert app.registered_commands == every
