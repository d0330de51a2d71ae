"""Every exit code end to end: once as the shell sees it, and in this process for the variety."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from roster_lint.files.shipped import shipped
from tests.cli.conftest import Run, command, sentence

READY = shipped("fixtures") / "ready"


@pytest.mark.parametrize(
    ("args", "code", "verdict"),
    [(["demo", "--ready"], 0, "ready"), (["demo"], 1, "not ready"), (["check", "x"], 3, None)],
)
def test_the_shell_sees_the_verdict(
    folder: Path, args: list[str], code: int, verdict: str | None
) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("ROSTER_LINT_")}
    done = subprocess.run(command(*args), capture_output=True, text=True, cwd=folder, env=environ)
    assert done.returncode == code
    if verdict is None:
        assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    else:
        assert done.stderr == ""
        assert done.stdout.splitlines()[-1].startswith(f"roster-lint: {verdict}: ")


def test_0_is_also_a_district_whose_faults_do_not_count(run: Run) -> None:
    assert run("demo", "--fail-on", "never", "-q").exit_code == 0
    assert run("demo", "--select", "YR001", "-q").exit_code == 0


def test_1_depends_on_what_counts(run: Run) -> None:
    assert run("demo", "--select", "EM", "-q").exit_code == 0
    assert run("demo", "--select", "EM", "--fail-on", "warning", "-q").exit_code == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "There is no source"),
        (["check", str(READY), "--vendor", "gogle-classroom"], "google-classroom"),
        (["check", str(READY), "--select", "XX"], "XX"),
        (["check", str(READY), "--school", "Nowhere High"], "Nowhere High"),
        (["check", str(READY), "--output-file", "absent/x.txt"], "no folder absent"),
    ],
)
def test_2_is_wrong_usage(run: Run, args: list[str], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert words in sentence(result)


def test_3_is_a_missing_table(run: Run, folder: Path) -> None:
    shutil.copytree(READY, folder / "export")
    (folder / "export" / "Section.csv").unlink()
    result = run("check", "export", "--output-format", "json")
    assert (result.exit_code, result.stderr) == (3, "")
    report = json.loads(result.stdout)
    assert (report["verdict"], report["exit_code"]) == ("incomplete", 3)
    assert "Section" in " ".join(report["incomplete"])


def test_3_is_a_source_without_enrollments(run: Run, folder: Path) -> None:
    shutil.copytree(READY, folder / "export")
    path = folder / "export" / "Enrollment.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    result = run("check", "export", "-q")
    assert (result.exit_code, result.stderr) == (3, "")
    assert result.stdout.startswith("roster-lint: incomplete")


@pytest.mark.parametrize("source", ["absent", "absent.zip", "sqlite:///absent.db", "."])
def test_3_is_a_source_that_is_none(run: Run, folder: Path, source: str) -> None:
    result = run("check", source)
    assert result.exit_code == 3
    assert sentence(result)
    assert not list(folder.iterdir())
