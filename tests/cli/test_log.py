"""The log of a run and its timings: what is in them, also where the run comes to no end."""

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from roster_lint import diff
from roster_lint.cli.run_log import _Log
from roster_lint.errors import SourceError, UsageError
from roster_lint.linter import lint as real_lint
from roster_lint.report.formats.json import facts_of
from roster_lint.timing import note_event, timed_step, timings_so_far, watched
from tests.cli.conftest import Lint, Run, command, sentence
from tests.cli.test_signals import SCRIPT

DISTRICT = Path(__file__).parents[2] / "fixtures" / "back-to-school"
BUNDLE = DISTRICT.parent / "bundle-1p1"
DAY = "2026-08-10"


def lines(path: str = "run.log") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="ascii").splitlines()]


def named(events: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [event for event in events if event["event"] == name]


@pytest.mark.parametrize("source", [DISTRICT, BUNDLE], ids=["campus", "bundle"])
def test_a_run_is_logged_from_start_to_end(run: Run, source: Path) -> None:
    options = ("--as-of", DAY, "--log", "run.log", "--quiet", "--output", "json:r.json")
    result = run("check", str(source), *options)
    assert result.exit_code in (0, 1), result.stderr
    events = lines()
    assert len({event["run"] for event in events}) == 1
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)
    assert [events[0]["event"], events[-1]["event"]] == ["start", "end"]
    assert {"as_of", "log", "output", "quiet", "source"} <= set(events[0]["settings"])
    [place] = named(events, "source")
    assert place["location"] == str(source)
    report = json.loads(Path("r.json").read_text())
    assert place["kind"] == report["source"]["kind"]
    [verdict] = named(events, "verdict")
    for severity in ("error", "warning", "info"):
        assert verdict[f"{severity}s"] == report["summary"][severity]
    tried = {c["code"]: c["outcome"] for c in named(events, "check")}
    for check in report["checks"]:
        ran = check["status"] in ("passed", "failed")
        assert tried[check["code"]] == ("ran" if ran else check["status"])
    with real_lint(source, as_of=DAY, timings=True) as linted:
        assert linted.timings is not None
        rows = {table.table: table.rows for table in linted.timings.tables}
    assert {t["table"]: t["rows"] for t in named(events, "table")} == rows
    for file in source.glob("*.csv"):
        if file.stem in rows:
            assert rows[file.stem] == len(file.read_text().splitlines()) - 1
    begun = [event["step"] for event in named(events, "begins")]
    ended = [event["step"] for event in named(events, "ends")]
    assert begun[0] == "read the source" and begun[-1] == "write the report"
    assert sorted(begun) == sorted(ended)
    assert all(event["peak_memory"] > 10_000_000 for event in named(events, "ends"))


def test_runs_are_added_and_a_date_fills_in(run: Run, lint: Lint) -> None:
    for _ in range(2):
        run("check", "x", "--log", "{date}.log", "--as-of", DAY)
    events = lines(f"{DAY}.log")
    assert [event["event"] for event in events].count("start") == 2
    assert len({event["run"] for event in events}) == 2


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (SourceError("x cannot be read."), 3, "x cannot be read."),
        (UsageError("no school 'Pat Doe'"), 2, "Wrong usage or settings: standard error says"),
        (ValueError("Pat Doe"), 3, "An unexpected ValueError"),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_a_run_that_breaks_off_says_so(
    run: Run, lint: Lint, error: BaseException, code: int, reason: str
) -> None:
    lint.raises = error
    assert run("check", "x", "--log", "run.log").exit_code == code
    end = lines()[-1]
    assert (end["event"], end["exit_code"], end["verdict"]) == ("end", code, "incomplete")
    assert end["reason"].startswith(reason)
    assert "Pat Doe" not in Path("run.log").read_text()


def test_a_wrong_place_of_another_output_is_logged(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--log", "run.log", "--html", "nowhere/a.html")
    assert result.exit_code == 2
    assert lines()[-1]["exit_code"] == 2


@pytest.mark.skipif(not hasattr(signal, "SIGTERM"), reason="needs POSIX signals")
def test_a_terminated_run_is_logged(folder: Path) -> None:
    (folder / "tmp").mkdir()
    script = SCRIPT.replace('"--select", sys.argv[-1]', '"--log", "run.log"')
    assert script != SCRIPT
    with subprocess.Popen(
        [command()[0], "-c", script, "querying"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder / "tmp")},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "reading\n"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 143
    end = lines()[-1]
    assert (end["event"], end["exit_code"], end["reason"]) == ("end", 143, "Terminated.")


@pytest.mark.parametrize(
    "others",
    [
        ("--output-file", "run.log"),
        ("--output", "json:run.log"),
        ("--html", "run.log"),
        ("--worklists", "."),
        ("--config", "run.log"),
        ("--accounts", "run.log"),
    ],
)
def test_it_is_added_to_nothing_else_of_the_run(
    run: Run, lint: Lint, others: tuple[str, str]
) -> None:
    Path("run.log").write_text("")
    result = run("check", "x", "--log", "run.log", *others)
    assert result.exit_code == 2 and "run.log" in result.stderr
    assert Path("run.log").read_text() == ""
    assert lint.source == ""


def test_it_is_no_part_of_the_source(run: Run, lint: Lint, folder: Path) -> None:
    (folder / "export").mkdir()
    (folder / "export" / "Person.csv").write_text("personID\n")
    result = run("check", "export", "--log", "export/Person.csv")
    assert result.exit_code == 2 and "would be overwritten" in sentence(result)
    assert (folder / "export" / "Person.csv").read_text() == "personID\n"


@pytest.mark.parametrize("held", ["", '{"time": "x"}\n', "no log", '{"other": "json"}\n'])
def test_lines_are_added_to_a_log_alone(run: Run, lint: Lint, held: str) -> None:
    Path("run.log").write_text(held)
    result = run("check", "x", "--log", "run.log")
    is_log = held in ("", '{"time": "x"}\n')
    assert Path("run.log").read_text().startswith(held)
    assert (len(Path("run.log").read_text()) > len(held)) == is_log
    assert (result.exit_code, "is no log of roster-lint" in result.stderr) == (
        (1, False) if is_log else (2, True)
    )


def test_it_does_not_go_to_standard_output(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--log", "/dev/stdout")
    assert result.exit_code == 2 and "--log: standard output is the report's" in sentence(result)


def test_a_full_disk_changes_no_verdict(
    run: Run, lint: Lint, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")
    plain = run("check", "x")
    result = run("check", "x", "--log", "/dev/full")
    assert (result.exit_code, result.stdout) == (plain.exit_code, plain.stdout)
    assert result.stderr == "The log in /dev/full is not whole: No space left on device.\n"


def test_a_log_that_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--log: .* could not be opened"):
        _Log(tmp_path)


def test_timings_stand_behind_the_report(run: Run) -> None:
    options = ("check", str(BUNDLE), "--as-of", DAY)
    plain, timed = run(*options), run(*options, "--timings")
    assert (timed.exit_code, timed.stdout) == (plain.exit_code, plain.stdout)
    assert plain.stderr == ""
    for words in ("Steps", "read the source", "Slowest tables, 10 of", "Slowest checks, 10 of"):
        assert words in timed.stderr
    assert " seconds in all; at most " in timed.stderr
    assert max(map(len, timed.stderr.splitlines())) <= 80


@pytest.mark.parametrize("asked", [{}, {"timings": True}, {"log": "unused.log"}])
def test_the_report_has_them_where_they_are_asked_for(asked: dict[str, object]) -> None:
    with real_lint(BUNDLE, as_of=DAY, **asked) as report:
        assert (report.timings is not None) == bool(asked)
        if report.timings is not None:
            slowest = [check.seconds for check in report.timings.checks]
            assert slowest == sorted(slowest, reverse=True)
            assert report.timings.steps[-1].name == "count and judge"
            assert sum(step.seconds for step in report.timings.steps) <= report.timings.seconds
        assert facts_of(report)["schema"] == 1
    assert not Path("unused.log").exists()


def test_nobody_watches_unless_asked() -> None:
    note_event("nothing")
    with timed_step("nothing"):
        assert timings_so_far() is None
    with watched(wanted=False):
        assert timings_so_far() is None


def test_a_watch_within_a_watch_is_the_same() -> None:
    heard: list[object] = []
    with watched(tell=heard.append), watched(tell=lambda _event: pytest.fail("another watch")):
        note_event("x", rows=1)
        with pytest.raises(ValueError), timed_step("breaks"):
            raise ValueError
        found = timings_so_far()
    assert found is not None and found.steps == ()
    assert [event["event"] for event in heard] == ["x", "begins"]  # type: ignore[index]
    assert timings_so_far() is None


def test_a_comparison_is_logged_side_by_side(run: Run) -> None:
    options = ("--as-of", DAY, "--log", "run.log", "--timings", "--output-format", "json")
    result = run("diff", str(BUNDLE), str(DISTRICT), *options)
    events, found = lines(), json.loads(result.stdout)
    assert [events[0]["event"], events[-1]["event"]] == ["start", "end"]
    assert events[-1]["exit_code"] == result.exit_code == found["exit_code"]
    places = {event["location"] for event in named(events, "source")}
    assert places == {str(BUNDLE), str(DISTRICT)}
    steps = [event["step"] for event in named(events, "ends")]
    assert [step["step"] for step in found["timings"]["steps"]] == steps[
        : steps.index("write the report")
    ]
    assert {"before: read the source", "after: predict the payload"} <= set(steps)
    assert steps[-4:-1] == [
        "compare the records",
        "find records under another id",
        "count what differs",
    ]
    rows = {event["table"]: event["rows"] for event in named(events, "table")}
    assert rows["before: users"] > 0 and rows["after: Roster"] > 0
    [verdict] = named(events, "verdict")
    stopping = [a for a in found["alarms"] if a["severity"] == "error" and not a["is_allowed"]]
    assert (verdict["verdict"], verdict["errors"]) == (found["verdict"], len(stopping))
    assert "before: read the source" in result.stderr and "in all" in result.stderr


def test_a_comparison_that_breaks_off_is_logged_and_no_input_is_written_over(run: Run) -> None:
    result = run("diff", str(BUNDLE), "nowhere", "--as-of", DAY, "--log", "run.log")
    assert (result.exit_code, lines()[-1]["verdict"]) == (3, "incomplete")
    for side in ((str(BUNDLE), "own"), ("own", str(BUNDLE))):
        Path("own").mkdir(exist_ok=True)
        Path("own/users.csv").write_text("sourcedId\n")
        refused = run("diff", *side, "--as-of", DAY, "--log", "own/users.csv")
        assert refused.exit_code == 2 and Path("own/users.csv").read_text() == "sourcedId\n"


def test_what_a_comparison_took_is_there_for_python_and_only_on_request() -> None:
    assert diff(BUNDLE, BUNDLE, as_of=DAY).timings is None
    found = diff(BUNDLE, BUNDLE, as_of=DAY, timings=True).timings
    assert found is not None and found.tables[0].table.startswith("before: ")
