"""``compare`` and ``trend`` on the command line: exit codes, places, and what is refused."""

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run, sentence
from tests.history.reports import as_lines, as_written, document, finding, incomplete, put

OLD = document([finding("UN001", 1), finding("UN001", 2)])
NEW = document([finding("UN001", 2), finding("EM001", 3)], as_of="2026-08-11")


@pytest.fixture
def reports(folder: Path) -> Path:
    """Three nights, the last of them incomplete, and a file that is no report."""
    (folder / "reports").mkdir()
    put(folder / "reports" / "1.json", OLD)
    put(folder / "reports" / "2.json", NEW)
    (folder / "reports" / "3.jsonl").write_text(as_lines(incomplete(as_of="2026-08-12")))
    (folder / "notes.json").write_text("[]")
    (folder / "torn.json").write_text(as_written(OLD)[:-9])
    return folder / "reports"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("reports/1.json", "reports/1.json"), 0),
        (("reports/1.json", "reports/2.json"), 0),
        (("reports/1.json", "reports/2.json", "--fail-on", "warning"), 1),
        (("reports/2.json", "reports/1.json"), 1),
        (("reports/2.json", "reports/1.json", "--fail-on", "never"), 0),
        (("reports/1.json", "reports/3.jsonl"), 3),
        (("reports/3.jsonl", "reports/1.json"), 3),
        (("reports/1.json", "reports/3.jsonl", "--fail-on", "never"), 3),
        (("reports/1.json", "notes.json"), 2),
        (("reports/1.json", "absent.json"), 2),
        (("reports/1.json", "reports"), 2),
        (("reports/1.json", "torn.json"), 3),
        (("reports/1.json",), 2),
        (("reports/1.json", "reports/2.json", "--fail-on", "awful"), 2),
        (("reports/1.json", "reports/2.json", "--output-format", "sarif"), 2),
        (("reports/1.json", "reports/2.json", "--output-file", "absent/x.txt"), 2),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
def test_exit_codes(
    run: Run, reports: Path, args: tuple[str, ...], code: int, format_: str
) -> None:
    chosen = () if "--output-format" in args else ("--output-format", format_)
    result = run("compare", *args, *chosen)
    assert result.exit_code == code
    assert "Traceback" not in result.output
    if code == 2 or "torn.json" in args:
        assert result.stdout == "" and result.stderr
    elif format_ == "json" and chosen:
        assert json.loads(result.stdout)["exit_code"] == code


def test_the_settings_fail_on_and_nothing_else_of_the_report(run: Run, reports: Path) -> None:
    """Where the nightly report goes, no comparison is written."""
    Path("roster-lint.toml").write_text(
        'fail_on = "warning"\noutput_format = "json"\noutput_file = "reports/1.json"\n'
    )
    before = Path("reports/1.json").read_bytes()
    result = run("compare", "reports/1.json", "reports/2.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 new finding at or above warning: 1 new, 1 gone, 1 still")
    assert run("trend", "reports").stdout.startswith("Getting ready: ")
    assert Path("reports/1.json").read_bytes() == before


def test_a_file_gets_the_comparison_and_stdout_the_last_line(run: Run, reports: Path) -> None:
    result = run("compare", "reports/1.json", "reports/2.json", "--output-file", "x.txt")
    assert result.stdout.startswith("roster-lint: Nothing new at or above error; 1 below it: ")
    assert result.stdout.count("\n") == 1
    assert result.stderr == "The comparison is in x.txt.\n"
    whole = run("compare", "reports/1.json", "reports/2.json").stdout
    assert Path("x.txt").read_text() == whole
    quiet = run("compare", "reports/1.json", "reports/2.json", "-q")
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")
    before = run("--output-format", "json", "compare", "reports/1.json", "reports/2.json")
    assert json.loads(before.stdout)["summary"]["new"] == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (
            ("compare", "reports/1.json", "reports/2.json", "--output-file", "reports/1.json"),
            "is the older report",
        ),
        (
            (
                "compare",
                "reports/1.json",
                "reports/2.json",
                "--output-file",
                "reports/../reports/2.json",
            ),
            "is the newer report",
        ),
        (("trend", "reports", "--html", "reports/2.json"), "in the folder of reports"),
        (("trend", "reports", "--output-file", "reports/trend.JSON"), "in the folder of reports"),
        (("trend", "reports", "--output-file", "x", "--html", "x"), "both name x"),
        (("trend", "reports", "--nights", "none"), "--nights is 'none'"),
        (("trend", "reports", "--output-format", "markdown"), "writes text or json"),
        (("trend", "absent"), "is not there"),
        (("trend", "."), "holds no report of roster-lint's: notes.json is no JSON report"),
        (
            ("--vendor", "clever", "compare", "reports/1.json", "reports/2.json"),
            "does not take --vendor",
        ),
    ],
)
def test_what_is_refused(run: Run, reports: Path, args: tuple[str, ...], words: str) -> None:
    before = {path: path.read_bytes() for path in reports.iterdir()}
    result = run(*args)
    assert result.exit_code == 2
    assert words in sentence(result)
    assert {path: path.read_bytes() for path in reports.iterdir()} == before


def test_a_trend_in_the_terminal_as_json_and_as_a_page(run: Run, reports: Path) -> None:
    result = run("trend", "reports", "--html", "reports/trend.html")
    assert result.exit_code == 0
    answer = "Getting ready: 2 students were held back on 10 August, 1 on 11 August."
    said = " ".join(result.stdout.split())
    assert said.startswith(f"{answer} The last night, 12 August, is incomplete.")
    assert result.stderr == "The page is in reports/trend.html.\n"
    assert answer in Path("reports/trend.html").read_text(encoding="utf-8")
    reported = json.loads(run("trend", "reports", "--output-format", "json").stdout)
    assert reported["lines"][0]["answer"].startswith(answer)
    assert reported["other_files"] == 1
    assert run("trend", "reports", "-q").stdout == f"{reported['lines'][0]['answer']}\n"
    named = run("trend", "reports", "--output-file", "trend.txt")
    assert Path("trend.txt").read_text().startswith(answer)
    assert (named.stdout.startswith(answer), named.stderr) == (True, "The trend is in trend.txt.\n")


def test_a_trend_of_incomplete_nights_alone(run: Run, reports: Path) -> None:
    (reports / "1.json").unlink()
    (reports / "2.json").unlink()
    result = run("trend", "reports")
    assert result.exit_code == 3
    assert result.stdout.startswith("Not known: the only report is incomplete.")


@pytest.mark.parametrize("command", ["compare", "trend"])
def test_the_help_has_examples_and_exit_codes(run: Run, command: str) -> None:
    text = run(command, "--help").stdout
    for words in ("Examples:", f"  roster-lint {command} ", "Exit codes:", "  3  "):
        assert words in text
    assert max(map(len, text.splitlines())) <= 80


def test_nothing_that_is_written_is_anybodys_secret(run: Run, reports: Path) -> None:
    """No name is in it, so that others may read it, as they may the report."""
    run("compare", "reports/1.json", "reports/2.json", "--output-file", "x.txt")
    assert stat.S_IMODE(Path("x.txt").stat().st_mode) & 0o044
    assert "Zqx" not in Path("x.txt").read_text()
