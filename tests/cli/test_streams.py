"""Streams that are closed, full or without a reader change no verdict's exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import command

VERDICTS = ("check", "demo", "file", "missing")


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The exit code of each command, in each format, with each stream in each state."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(root / "tests" / "cli" / "streams_tried.py")],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path_factory.mktemp("streams"),
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_exit_code_is_the_verdicts_whoever_reads(codes: dict[str, int]) -> None:
    wrong = {}
    for key, code in codes.items():
        name, _, way, streams = key.split(" ", 3)
        is_lost = way == "full" and "1" in streams
        if name in VERDICTS:
            expected = 1
        elif name == "usage":
            expected = 2
        else:
            # What cannot be printed is lost, and there is no verdict that could still stand.
            expected = 3 if is_lost else 0
        if code != expected:
            wrong[key] = code
    assert not wrong
    assert len(codes) >= 12 * 6


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("streams", ["2>&- >&- <&-", "| true"])
def test_the_shell_sees_the_same(folder: Path, streams: str) -> None:
    words = f"{' '.join(command('rules'))} {streams}; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", words], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("0\n", "")
