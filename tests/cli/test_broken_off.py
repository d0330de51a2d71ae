"""Anyone who asks for JSON gets it for every outcome, with the exit code that the outcome has."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from roster_lint.errors import SourceError
from roster_lint.files.shipped import shipped
from tests.cli.conftest import Lint, Run
from tests.json_schema import faults
from tests.report import samples

READY = str(shipped("fixtures") / "ready")
AS_JSON = ("--output-format", "json", "--as-of", "2026-08-10")


def whole(run: Run) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run("check", "x", "--output-format", "json").stdout)
    return report


@pytest.mark.parametrize(
    ("args", "code", "kind", "location", "words"),
    [
        (["absent"], 3, None, "absent", "no folder or file absent"),
        (["empty"], 3, "campus-snapshot", "empty", "holds no Campus table"),
        (["torn.zip"], 3, "campus-snapshot", "torn.zip", "neither a folder nor a zip"),
        (["orgs"], 3, "oneroster-bundle", "orgs", None),
        (["sqlite:///no.db"], 3, "campus-database", "sqlite:///no.db", "no SQLite file"),
        (["no://u:x@h/d"], 2, "campus-database", "no://u:***@h/d", "no database kind"),
        (["mysql://u:a?b@c/d@h"], 2, "campus-database", None, "database URL is ambiguous"),
        (["x", "--vendor", "gogle"], 2, None, "x", "no profile 'gogle'"),
        ([READY, "--school", "Nowhere"], 2, "campus-snapshot", READY, "no school with"),
        (["x", "--select", "XX"], 2, None, "x", "begins with 'XX'"),
        (["x", "--rosters"], 2, None, "x", "--missing says where"),
        (["x", "--worklists", "torn.zip"], 2, None, "x", "torn.zip"),
        (["x", "--output-file", "absent/r.json"], 2, None, "x", "no folder absent"),
    ],
)
def test_every_refusal_is_a_report(
    run: Run, folder: Path, args: list[str], code: int, kind: str, location: str, words: str | None
) -> None:
    (folder / "torn.zip").write_text("no zip")
    (folder / "orgs").mkdir()
    (folder / "empty").mkdir()
    (folder / "orgs" / "orgs.csv").write_bytes(b"\xff")
    result = run("check", *args, *AS_JSON)
    report = json.loads(result.stdout)
    assert faults("report", report) == []
    assert (result.exit_code, report["exit_code"], report["verdict"]) == (code, code, "incomplete")
    assert report["source"] == {"kind": kind, "location": location}
    if words is not None:
        [sentence] = report["incomplete"]
        assert words in sentence and result.stderr == f"roster-lint: {sentence}\n"
        assert report["summary"]["error"] is None and report["findings"] == []


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (SourceError("The server hung up on mssql://u:secret@h/d."), 3, "on mssql://u:***@h/d."),
        (KeyboardInterrupt(), 130, "Interrupted."),
        (PermissionError(13, "Permission denied", "a.csv"), 3, "denied (a.csv)"),
        (ValueError("Jo Example"), 3, "An unexpected ValueError"),
    ],
)
def test_a_run_that_breaks_off_is_a_report_with_the_same_keys(
    run: Run, lint: Lint, error: BaseException, code: int, words: str
) -> None:
    keys = list(whole(run))
    lint.raises = error
    options = ("--vendor", "canvas", "--vendor", "clever", "--oneroster", "1.2")
    result = run("check", "x", *AS_JSON, *options)
    report = json.loads(result.stdout)
    assert list(report) == keys
    assert set(report["summary"]) == set(whole_summary())
    assert (result.exit_code, report["exit_code"]) == (code, code)
    assert (report["oneroster"], report["as_of"]) == ("1.2", "2026-08-10")
    assert report["vendor"] == "canvas,clever"
    assert words in report["incomplete"][0]
    assert "Jo Example" not in result.output and "secret" not in result.output


def whole_summary() -> list[str]:
    return ["error", "warning", "info", "checks_run", "checks_skipped"]


def test_a_file_gets_it_in_place_of_the_old_report(run: Run, lint: Lint) -> None:
    Path("report.json").write_text('{"verdict": "ready"}')
    lint.raises = SourceError("The server hung up.")
    result = run("check", "x", *AS_JSON, "--output-file", "report.json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert json.loads(Path("report.json").read_text())["incomplete"] == ["The server hung up."]
    assert [path.name for path in Path().iterdir()] == ["report.json"]


def test_a_report_that_cannot_be_written_to_its_end_is_one_that_says_so(
    run: Run, lint: Lint
) -> None:
    def stream() -> object:
        yield from samples.not_ready().findings()
        raise KeyboardInterrupt

    lint.report = samples.report(stream=stream)
    result = run("check", "x", *AS_JSON)
    report = json.loads(result.stdout)
    assert faults("report", report) == []
    assert (result.exit_code, report["exit_code"], report["findings"]) == (130, 130, [])
    assert lint.closed


def test_text_has_a_sentence_alone(run: Run, lint: Lint) -> None:
    Path("report.txt").write_text("last week's")
    lint.raises = SourceError("The server hung up.")
    assert run("check", "x", "--output-file", "report.txt").stdout == ""
    assert Path("report.txt").read_text() == "last week's"


@pytest.mark.parametrize(
    "args",
    [
        ["preview", "absent", "--output-format", "json"],
        ["preview", READY, "--output-format", "json", "--to", READY],
        ["explain", "student", "1", "absent", "--output-format", "json"],
        ["explain", "student", "0", READY, "--output-format", "json"],
        ["demo", "--select", "XX", "--output-format", "json"],
    ],
)
def test_preview_explain_and_demo_do_the_same(run: Run, args: list[str]) -> None:
    result = run(*args)
    report = json.loads(result.stdout)
    assert (report["verdict"], report["exit_code"]) == ("incomplete", result.exit_code)
    assert f"roster-lint: {report['incomplete'][0]}\n" == result.stderr


def test_a_signal_to_terminate_leaves_a_report_and_no_folder(folder: Path) -> None:
    script = (
        "import sys, time, roster_lint.linter\n"
        "from roster_lint.engine.duck import DuckEngine\n"
        "def wait(*_, **__):\n"
        "    engine = DuckEngine()\n"
        "    print('reading', file=sys.stderr, flush=True)\n"
        "    time.sleep(30)\n"
        "roster_lint.linter.lint = wait\n"
        "sys.argv = ['roster-lint', 'check', 'x', '--output-format', 'json']\n"
        "from roster_lint.cli import main\nmain()\n"
    )
    env = {**os.environ, "TMPDIR": str(folder)}
    piped = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=piped, stderr=piped, text=True, env=env
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
    reported = json.loads(out)
    assert (process.returncode, reported["exit_code"]) == (143, 143)
    assert reported["incomplete"] == ["Terminated."]
    assert not list(folder.iterdir())


def test_the_email_of_an_earlier_run_does_not_pass_for_this_ones(run: Run, folder: Path) -> None:
    Path("email.txt").write_text("Subject: OneRoster sync: ready")
    assert run("check", "nowhere", "--email", "email.txt").exit_code == 3
    text = Path("email.txt").read_text()
    assert text.startswith("Subject: OneRoster sync: incomplete")
    assert "nowhere" in text
