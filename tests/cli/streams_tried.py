"""Runs commands with streams that are closed, left or full, and prints the exit codes as JSON.

One process loads everything once, and is split for each run: a process a run would take minutes.
What a command reports is made before, so that a run is only about what becomes of it.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import roster_lint.explain
import roster_lint.linter
import roster_lint.prepare
import roster_lint.preview.preview
from roster_lint.cli import main
from roster_lint.cli.app import app
from roster_lint.files.shipped import shipped
from roster_lint.settings.settings import Settings
from tests.report import samples

SOURCE = str(shipped("fixtures") / "ready")
COMMANDS = {
    "check": ["check", SOURCE],
    "demo": ["demo"],
    "file": ["check", SOURCE, "--output-file", "report.txt"],
    "explain": ["explain", "student", "1001", SOURCE],
    "preview": ["preview", SOURCE],
    "rules": ["rules"],
    "settings": ["settings"],
    "missing": ["missing", SOURCE],
    "usage": ["check", SOURCE, "--vendor", "nobody"],
}
IN_JSON_TOO = ("check", "explain", "preview", "rules", "settings")


def closed(number: int) -> None:
    os.close(number)
    # As the interpreter finds it where a stream is closed from the start.
    setattr(sys, ("stdin", "stdout", "stderr")[number], None)


def left(number: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    os.dup2(writer, number)


def full(number: int) -> None:
    os.dup2(os.open("/dev/full", os.O_WRONLY), number)


WAYS: dict[str, Callable[[int], None]] = {"whole": lambda _: None, "closed": closed, "left": left}
if Path("/dev/full").exists():
    WAYS["full"] = full


STREAMS = {
    "whole": [[1]],
    "closed": [[1], [2], [0, 1, 2]],
    "left": [[1], [1, 2]],
    "full": [[1], [2]],
}


def replace_the_work() -> None:
    report = samples.not_ready()
    roster_lint.linter.lint = lambda *_, **__: report
    prepared = roster_lint.prepare.prepare(SOURCE, Settings())
    with prepared:
        explained = roster_lint.explain.explain(prepared, "student", "1001")
        found = roster_lint.preview.preview.preview(prepared)
    roster_lint.prepare.prepare = lambda *_, **__: nullcontext(prepared)  # type: ignore[assignment]
    roster_lint.explain.explain = lambda *_: explained
    roster_lint.preview.preview.preview = lambda *_: found


def code_of(args: list[str], streams: list[int], way: Callable[[int], None]) -> int:
    """The exit code of a run whose other streams lead nowhere."""
    child = os.fork()
    if child == 0:
        code = 99
        # One that hangs shall be seen.
        signal.alarm(10)
        try:
            for number in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), number)
            for number in streams:
                way(number)
            sys.argv = ["roster-lint", *args]
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def tried() -> dict[str, Any]:
    replace_the_work()
    for words in COMMANDS.values():
        # Loads what each of them loads late.
        CliRunner().invoke(app, words)
    codes: dict[str, Any] = {}
    for name, words in COMMANDS.items():
        for written in ("text", "json") if name in IN_JSON_TOO else ("text",):
            args = words if written == "text" else [*words, "--output-format", "json"]
            for way, do in WAYS.items():
                for streams in STREAMS[way]:
                    key = f"{name} {written} {way} {streams}"
                    codes[key] = code_of(args, streams, do)
    return codes


if __name__ == "__main__":
    answer = os.dup(1)
    with os.fdopen(answer, "w") as stream:
        json.dump(tried(), stream)
