"""Several reports in one run: where each goes, what is refused, and that no exit code changes."""

import json
from pathlib import Path

import pytest

from roster_lint.errors import SourceError
from roster_lint.report.formats.registry import MODULES
from roster_lint.report.formats.text import last_line
from tests.cli.conftest import Lint, Run, sentence
from tests.report import samples

LAST = str(last_line(samples.not_ready()))


def test_several_reports_in_one_run(run: Run, lint: Lint) -> None:
    plain = run("check", "x").stdout
    result = run("check", "x", *("--output", "text"), *("--output", "json:r.json"))
    assert (result.exit_code, result.stdout) == (1, plain)
    assert json.loads(Path("r.json").read_text())["verdict"] == "not-ready"
    assert result.stderr == "The report as json is in r.json.\n"


def test_files_alone_leave_the_last_line(run: Run, lint: Lint) -> None:
    result = run("check", "x", *("--output", "junit:r.xml"), *("--output", "csv:r.csv"))
    assert (result.exit_code, result.stdout.strip()) == (1, LAST)
    assert Path("r.xml").is_file() and Path("r.csv").is_file()


@pytest.mark.parametrize("name", MODULES)
def test_each_format_on_stdout_and_in_a_file_is_the_same(run: Run, lint: Lint, name: str) -> None:
    shown = run("check", "x", "--output", name)
    short = run("check", "x", "--output-format", name)
    run("check", "x", "--output", f"{name}:r.out")
    assert shown.exit_code == short.exit_code == 1
    assert shown.stdout == short.stdout == Path("r.out").read_text(encoding="utf-8")
    assert shown.stderr == ""


def test_outputs_in_the_settings_file_and_dated(run: Run, lint: Lint) -> None:
    Path("roster-lint.toml").write_text('output = ["markdown:{date}.md", "text"]\nsource = "x"\n')
    assert run("--as-of", "2026-08-10").exit_code == 1
    assert Path("2026-08-10.md").is_file()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--output", "json", "--output", "sarif"], "need a file each but one"),
        (["--output", "json", "--output-format", "text"], "leave --output-format"),
        (["--output", "json:a", "--output", "csv:a"], "both name a"),
        (["--output", "html:a"], "html"),
        (["--output", "text", "--output", "json:absent/r.json"], "no folder absent"),
    ],
)
def test_what_is_refused(run: Run, lint: Lint, args: list[str], words: str) -> None:
    result = run("check", "x", *args)
    assert result.exit_code == 2 and words in result.stderr
    assert lint.source == ""


@pytest.mark.parametrize("name", MODULES)
def test_a_run_that_breaks_off_replaces_every_file(run: Run, lint: Lint, name: str) -> None:
    args = ("--output", "text", "--output", f"{name}:r.out")
    run("check", "x", *args)
    before = Path("r.out").read_text(encoding="utf-8")
    lint.raises = SourceError("Nobody answers.")
    assert run("check", "x", *args).exit_code == 3
    after = Path("r.out").read_text(encoding="utf-8")
    assert after != before and "Nobody answers" in after.replace("\\", "")


def test_other_commands_write_text_or_json(run: Run) -> None:
    result = run("explain", "student", "1", "x", "--output-format", "sarif")
    assert result.exit_code == 2
    assert "this command writes text or json" in sentence(result)


def test_the_summary_of_a_github_job(run: Run, lint: Lint, folder: Path) -> None:
    page = folder / "summary.md"
    page.write_text("before\n")
    env = {"GITHUB_STEP_SUMMARY": str(page)}
    run("check", "x", "--output", "text", env=env)
    assert page.read_text() == "before\n"
    result = run("check", "x", "--output", "github", env=env)
    assert result.stdout.startswith("::error ")
    assert page.read_text().startswith("before\n## Not ready")
