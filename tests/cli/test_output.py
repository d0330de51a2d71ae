"""Where the report goes, and what else is printed."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from roster_lint.report.formats.text import last_line
from tests.cli.conftest import Lint, Run, command, sentence
from tests.report import printed, samples

LAST = str(last_line(samples.not_ready()))


def test_the_report_goes_to_stdout_in_80_plain_columns(run: Run, lint: Lint) -> None:
    result = run("check", "x")
    assert result.exit_code == 1
    assert result.stdout == printed.summary_of(samples.not_ready())
    assert result.stderr == ""
    assert lint.closed


@pytest.mark.parametrize(
    "flags", [["--details"], ["--show", "3"], ["--details", "--show", "all"], ["--show", "0"]]
)
def test_the_report_in_detail_is_asked_for(run: Run, lint: Lint, flags: list[str]) -> None:
    assert run("check", "x", *flags).stdout == printed.text_of(samples.not_ready())


def test_personal_data_is_shown_in_detail(run: Run, lint: Lint) -> None:
    shown = printed.text_of(samples.not_ready(), show_personal=True)
    assert run("check", "x", "--show-personal-data").stdout == shown


def test_json_on_stdout_is_nothing_but_json(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--output-format", "json")
    assert json.loads(result.stdout)["verdict"] == "not-ready"
    assert result.stderr == ""
    quiet = run("check", "x", "--output-format", "json", "--quiet")
    assert quiet.stdout == result.stdout
    assert quiet.stderr.strip() == LAST


def test_quiet_prints_the_last_line_only(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--quiet")
    assert (result.stdout.strip(), result.stderr) == (LAST, "")
    assert result.exit_code == 1


def test_a_file_gets_the_report_and_the_terminal_the_last_line(run: Run, lint: Lint) -> None:
    result = run("check", "x", "--output-file", "report.txt")
    assert Path("report.txt").read_text() == printed.summary_of(samples.not_ready())
    assert result.stdout.strip() == LAST
    assert result.stderr == "The report is in report.txt.\n"
    quiet = run("check", "x", "--output-file", "report.txt", "-q")
    assert (quiet.stdout.strip(), quiet.stderr) == (LAST, "")


def test_colours_are_for_terminals(run: Run, lint: Lint) -> None:
    forced = run("check", "x", "--output-file", "report.txt", env={"FORCE_COLOR": "1"})
    assert "\x1b[" in forced.stdout
    assert Path("report.txt").read_text() == printed.summary_of(samples.not_ready())
    plain = run("check", "x", env={"FORCE_COLOR": "1", "NO_COLOR": "1"})
    assert "\x1b[31m" not in plain.stdout and "\x1b[1;31m" not in plain.stdout


def test_color_is_chosen(run: Run, lint: Lint) -> None:
    always = run("check", "x", "--color", "always", "--output-file", "report.txt")
    assert "\x1b[1;31m" in always.stdout
    assert "\x1b[1;31m" in Path("report.txt").read_text()
    assert "\x1b[1;31m" in run("check", "x", "--color", "always", env={"NO_COLOR": "1"}).stdout
    never = run("check", "x", "--color", "never", env={"FORCE_COLOR": "1"})
    assert "\x1b" not in never.stdout
    assert run("check", "x", "--color", "sometimes").exit_code == 2


def test_a_pager_is_for_terminals(run: Run, lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    paged: list[str] = []
    monkeypatch.setattr("rich.pager.SystemPager.show", lambda _self, text: paged.append(text))
    assert run("check", "x", "--pager").stdout == printed.summary_of(samples.not_ready())
    run("check", "x", "--pager", env={"FORCE_COLOR": "1"})
    assert len(paged) == 1 and "Who will sync" in paged[0]


def test_json_goes_to_a_file_too(run: Run, lint: Lint) -> None:
    run("check", "x", "--output-file", "report.json", "--output-format", "json")
    assert json.loads(Path("report.json").read_text())["exit_code"] == 1


def test_a_report_with_personal_data_is_for_the_owner_alone(run: Run, lint: Lint) -> None:
    run("check", "x", "--output-file", "shared.txt")
    run("check", "x", "--output-file", "private.txt", "--show-personal-data")
    assert stat.S_IMODE(Path("private.txt").stat().st_mode) == 0o600
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(Path("shared.txt").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("folder", "folder is a folder"),
        ("absent/report.txt", "there is no folder absent"),
        ("source.zip", "source.zip is the source"),
    ],
)
def test_a_place_that_will_not_do_is_refused_before_the_work(
    run: Run, lint: Lint, file: str, words: str
) -> None:
    Path("folder").mkdir()
    Path("source.zip").write_bytes(b"rows")
    result = run("check", "source.zip", "--output-file", file)
    assert result.exit_code == 2
    assert words in sentence(result)
    assert lint.source == ""
    assert Path("source.zip").read_bytes() == b"rows"


@pytest.mark.parametrize(("kind", "left"), [("text", None), ("json", "incomplete")])
def test_a_report_that_breaks_off_is_never_half_of_one(
    run: Run, lint: Lint, kind: str, left: str | None
) -> None:
    def stream() -> object:
        yield from ()
        raise ValueError("the engine is gone")

    lint.report = samples.report(stream=stream, list_missing=stream)
    if kind == "text":
        lint.report.availability = stream  # type: ignore[assignment]  # what no reporter can read
    Path("report").write_text("last week's")
    result = run("check", "x", "--output-file", "report", "--output-format", kind)
    assert result.exit_code == 3
    assert "Error: this is a bug" in sentence(result)
    written = Path("report").read_text()
    assert written == "last week's" if left is None else json.loads(written)["verdict"] == left
    assert [path.name for path in Path().iterdir()] == ["report"]
    assert lint.closed


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_or_a_device_is_written_to_and_not_replaced(run: Run, lint: Lint) -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    run("check", "x", "--output-file", "pipe")
    assert os.read(reader, 1 << 16).decode() == printed.summary_of(samples.not_ready())
    os.close(reader)
    assert Path("pipe").is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which Linux has")
def test_a_full_disk_is_reported(run: Run, folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("rules"), stdout=full, stderr=subprocess.PIPE, text=True, cwd=folder
        )
    assert done.returncode == 3
    assert (
        done.stderr
        == "roster-lint: Standard output could not be written: No space left on device.\n"
    )


def test_a_reader_that_leaves_early_is_no_failure(folder: Path) -> None:
    text = " ".join(command("rules"))
    done = subprocess.run(
        ["bash", "-c", f"{text} | head -n 1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        cwd=folder,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"
