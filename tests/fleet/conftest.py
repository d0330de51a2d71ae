"""Districts for a fleet, in a working folder of its own."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from roster_lint.fleet.district import Task
from roster_lint.fleet.outcome import Found, Outcome, People
from roster_lint.settings.settings import Settings

FIXTURES = Path(__file__).parents[2] / "fixtures"
AS_OF = "2026-08-10"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, with no settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("ROSTER_LINT_") or name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            monkeypatch.delenv(name)
    return tmp_path


Place = Callable[..., Path]


@pytest.fixture
def place(folder: Path) -> Place:
    """Copies sample districts into a folder of districts, under names of one's own."""

    def place(**samples: str) -> Path:
        for name, sample in samples.items():
            shutil.copytree(FIXTURES / sample, folder / "exports" / name)
        return folder / "exports"

    return place


def task(name: str, **changes: object) -> Task:
    """A task that nobody's district stands behind."""
    settings = Settings(as_of=AS_OF)  # type: ignore[arg-type]
    return Task(name, name, settings, name, **changes)  # type: ignore[arg-type]


def row(name: str, verdict: str = "ready", **changes: object) -> Outcome:
    """A row, of a district that was judged."""
    code = {"ready": 0, "not-ready": 1, "incomplete": 3}[verdict]
    facts: dict[str, object] = {"errors": 0, "warnings": 0, "infos": 0} | changes
    return Outcome(name, verdict, code, **facts)  # type: ignore[arg-type]


def students(total: int, available: int, held_back: int | None) -> dict[str, People]:
    """A population of students alone."""
    return {"student": People(total, available, held_back)}


def found(findings: int, severity: str = "error") -> Found:
    """What a check found."""
    return Found("a-check", severity, findings, findings)
