"""A working folder of its own for every test, and the command line run in it."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from roster_lint.cli.app import app
from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings
from tests.report import samples

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, with no settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("ROSTER_LINT_") or name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs the command line in this process."""

    def run(*args: str, env: Mapping[str, str] | None = None) -> Result:
        return CliRunner().invoke(app, args, env=env, prog_name="roster-lint")

    return run


@dataclass
class Lint:
    """Stands in for the linter: notes what it was asked, and gives a report made before."""

    report: Report = field(default_factory=samples.not_ready)
    raises: BaseException | None = None
    source: str = ""
    settings: Settings = field(default_factory=Settings)
    closed: bool = False

    def __call__(self, source: str, *, settings: Settings, progress: object) -> Report:
        self.source, self.settings = source, settings
        if self.raises is not None:
            raise self.raises
        self.report.closer = self.close
        return self.report

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def lint(monkeypatch: pytest.MonkeyPatch) -> Lint:
    """The linter, replaced: these tests are about what is asked of it and made of its report."""
    linter = Lint()
    monkeypatch.setattr("roster_lint.linter.lint", linter)
    return linter


def command(*args: str) -> list[str]:
    """The command line as a process of its own."""
    return [sys.executable, "-m", "roster_lint", *args]


def sentence(result: Result) -> str:
    """What the user reads on stderr: one line, no traceback, and nothing on stdout."""
    assert result.stdout == "", result.stdout
    lines = result.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("roster-lint: "), result.stderr
    return lines[0].removeprefix("roster-lint: ")
