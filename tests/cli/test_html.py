"""The page on the command line: where it goes, who may read it, what a run that fails leaves."""

import stat
from pathlib import Path

from roster_lint.errors import SourceError
from tests.cli.conftest import Lint, Run, sentence


def test_the_page_is_written_beside_the_report(run: Run, lint: Lint) -> None:
    plain = run("check", "x")
    result = run("check", "x", "--html", "report.html")
    assert (result.exit_code, result.stdout) == (1, plain.stdout)
    assert result.stderr == "The page is in report.html.\n"
    assert "<title>Not ready" in Path("report.html").read_text(encoding="utf-8")
    assert run("check", "x", "--html", "report.html", "--quiet").stderr == ""


def test_json_on_stdout_stays_json(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--html", "report.html", "--output-format", "json")
    assert result.stdout.startswith("{") and Path("report.html").is_file()


def test_only_the_owner_reads_personal_data(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--html", "report.html", "--show-personal-data")
    assert stat.S_IMODE(Path("report.html").stat().st_mode) == 0o600
    assert "personal data: keep it to yourself" in result.stderr
    assert "This page holds personal data" in Path("report.html").read_text(encoding="utf-8")


def test_a_run_that_breaks_off_leaves_no_older_page(run: Run, lint: Lint) -> None:
    run("check", "x", "--html", "report.html")
    lint.raises = SourceError("Nobody answers.")
    result = run("check", "x", "--html", "report.html")
    assert result.exit_code == 3
    page = Path("report.html").read_text(encoding="utf-8")
    assert "<title>Incomplete" in page and "Nobody answers." in page and "Not ready" not in page


def test_a_place_that_will_not_do_is_refused_before_the_run(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--html", "absent/report.html")
    assert result.exit_code == 2
    assert sentence(result) == "--html: there is no folder absent."
    assert lint.source == ""
