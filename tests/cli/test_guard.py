"""However a run breaks off, the user gets one sentence and a code that is no verdict."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from roster_lint.errors import RosterLintError, SourceError, UsageError
from tests.cli.conftest import Lint, Run, sentence


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (UsageError("There is no vendor 'x'."), 2, "There is no vendor 'x'."),
        (SourceError("The server hung up."), 3, "The server hung up."),
        (RosterLintError("Something is amiss."), 2, "Something is amiss."),
        (KeyboardInterrupt(), 130, "Interrupted."),
        (PermissionError(13, "Permission denied", "a.csv"), 3, "Permission denied (a.csv)"),
        (BrokenPipeError(32, "Broken pipe"), 3, "Broken pipe"),
        (MemoryError(), 3, "The memory is not enough. Free some"),
        (RuntimeError("can't start new thread"), 3, "The system gave no more memory or threads."),
        (
            type("PanicException", (BaseException,), {})(),
            3,
            "An unexpected PanicException: this",
        ),
        (ZeroDivisionError(), 3, "An unexpected ZeroDivisionError: this is a bug in roster-lint"),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_code(
    run: Run, lint: Lint, error: BaseException, code: int, words: str
) -> None:
    lint.raises = error
    result = run("check", "x")
    assert result.exit_code == code
    assert words in sentence(result)


def test_a_fault_of_our_own_shows_neither_its_text_nor_a_verdict(run: Run, lint: Lint) -> None:
    lint.raises = ValueError("personID 1005 is Jo Example, password hunter2")
    result = run("check", "x")
    assert result.exit_code == 3
    reported = sentence(result)
    assert "An unexpected ValueError: this is a bug in roster-lint" in reported
    assert "Jo Example" not in reported and "hunter2" not in reported


def test_the_traceback_is_to_be_had_on_request(run: Run, lint: Lint) -> None:
    lint.raises = ValueError("where it happened")
    assert "Traceback" in run("check", "x", env={"ROSTER_LINT_DEBUG": "1"}).stderr
    assert "Traceback" not in run("check", "x", env={"ROSTER_LINT_DEBUG": "0"}).stderr


def test_control_c_ends_a_process_with_130(folder: Path) -> None:
    script = (
        "import sys, time, roster_lint.linter\n"
        "def wait(*_, **__):\n    print('reading', flush=True)\n    time.sleep(30)\n"
        "roster_lint.linter.lint = wait\n"
        "sys.argv = ['roster-lint', 'check', 'x']\n"
        "from roster_lint.cli import main\nmain()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, reported = process.communicate(timeout=20)
    assert (process.returncode, reported) == (130, "roster-lint: Interrupted.\n")
