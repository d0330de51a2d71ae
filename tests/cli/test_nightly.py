"""A run that a timer starts every night writes to the same places again, or to dated ones."""

from datetime import date
from pathlib import Path

from roster_lint.report.formats.worklist_folder import MARKER
from tests.cli.conftest import Lint, Run, sentence

NIGHTLY = """\
source = "export"
output_file = "report-{date}.txt"
html = "page-{date}.html"
missing = "missing-{date}.csv"
worklists = "lists"
workbook = "to-fix-{date}.xlsx"
email = "email-{date}.txt"
"""


def test_every_night_judges_and_writes(run: Run, lint: Lint) -> None:
    Path("roster-lint.toml").write_text(NIGHTLY)
    for night in ("2026-08-10", "2026-08-11", "2026-08-11"):
        assert run("--as-of", night).exit_code == 1
        assert str(lint.settings.as_of) == night
        assert Path(f"report-{night}.txt").is_file()
        assert Path(f"page-{night}.html").is_file()
        assert Path(f"to-fix-{night}.xlsx").is_file()
        assert f"to-fix-{night}.xlsx" in Path(f"email-{night}.txt").read_text()
        assert Path("lists", MARKER).is_file()
    assert len(list(Path().glob("report-*.txt"))) == 2
    assert {path.name for path in Path().iterdir() if "{" in path.name} == set()


def test_without_a_date_it_is_todays(run: Run, lint: Lint) -> None:
    Path("lists").mkdir()
    assert run("check", "x", "--worklists", "lists/{date}").exit_code == 1
    assert Path("lists", str(date.today()), MARKER).is_file()


def test_the_list_of_the_missing_is_dated_too(run: Run, lint: Lint) -> None:
    assert run("missing", "x", "--out", "absent/{date}.csv", "--as-of", "2026-08-10").exit_code == 2
    result = run("missing", "x", "--out", "{date}.csv", "--as-of", "2026-08-10")
    assert result.exit_code == 1
    assert "2026-08-10.csv" in result.stderr


def test_a_folder_with_somebodys_work_is_refused_before_the_run(run: Run, lint: Lint) -> None:
    run("check", "x", "--worklists", "lists")
    Path("lists/notes.txt").write_text("done so far")
    lint.source = ""
    result = run("check", "x", "--worklists", "lists")
    assert result.exit_code == 2
    assert "notes.txt is no worklist" in sentence(result)
    assert lint.source == ""
