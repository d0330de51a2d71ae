"""The process ends at once, but what is due at its end is done."""

import subprocess
import sys
from pathlib import Path

import pytest

ENDING = """\
import atexit, sys, tempfile, threading
from roster_lint.cli.ending import end_at_once

folder = tempfile.TemporaryDirectory(dir=".")
atexit.register(print, "said last")
print("x" * 100_000)
{before}
end_at_once({code})
print("Python's own way")
"""


def ended(folder: Path, code: str, before: str = "") -> tuple[int, list[str]]:
    script = ENDING.format(code=code, before=before)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    first, *others = done.stdout.splitlines()
    assert len(first) == 100_000, "what was printed is lost"
    assert others.pop() == "said last", "what was due is not done"
    assert list(folder.iterdir()) == [], "a folder is left"
    return done.returncode, others


@pytest.mark.parametrize(("code", "shown"), [("None", 0), ("0", 0), ("3", 3), ("130", 130)])
def test_what_is_due_is_done_and_the_code_is_kept(tmp_path: Path, code: str, shown: int) -> None:
    assert ended(tmp_path, code) == (shown, [])


def test_a_sentence_is_left_to_python(tmp_path: Path) -> None:
    assert ended(tmp_path, "'a sentence'") == (0, ["Python's own way"])


def test_a_thread_at_work_is_waited_for(tmp_path: Path) -> None:
    at_work = "threading.Timer(0.3, print, ['the thread is done']).start()"
    assert ended(tmp_path, "3", at_work) == (0, ["Python's own way", "the thread is done"])


def test_an_idle_thread_is_not_waited_for(tmp_path: Path) -> None:
    idle = "threading.Thread(target=threading.Event().wait, daemon=True).start()"
    assert ended(tmp_path, "1", idle) == (1, [])
