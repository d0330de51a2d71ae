"""Lints one district in this process, writes its reports, and returns the result in numbers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from roster_lint.errors import UsageError, sentence_of
from roster_lint.files.whole import written_whole
from roster_lint.fleet.district import Task
from roster_lint.fleet.outcome import Outcome, broken_off, of_report
from roster_lint.fleet.remote import fetched, is_remote, shown
from roster_lint.report.formats.broken_off import source_of

if TYPE_CHECKING:
    from roster_lint.report.report import Report
    from roster_lint.sources.base import Source

TOKEN_FILE = ".fleet"
"""In the folder that is written: a worker that does not see it sees another folder."""

stopped = Event()
"""Set where the run is over: what ends then is not a district's fault."""


def judge(task: Task) -> Outcome:
    """Lints a district.

    Any failure ends as a row that is incomplete, and as reports that say why.
    """
    begun = time.monotonic()
    try:
        see_folder(task.out, task.token)
        outcome = _linted(task)
    except BaseException as error:
        # Failures in polars' core are not an Exception.
        is_known = isinstance(error, Exception) or type(error).__name__ == "PanicException"
        if stopped.is_set() or not is_known:
            raise
        outcome = given_up(task, sentence_of(error))
    return replace(outcome, seconds=round(time.monotonic() - begun, 3))


def given_up(task: Task, reason: str) -> Outcome:
    """The row of a district without a verdict; its reports say why, too."""
    written: dict[str, str] = {}
    for kind, file in task.files().items():
        # Report the first reason, not a later one.
        with suppress(Exception):
            _write_broken_off(task, kind, _place(task, file), reason)
            written[kind] = file
    outcome = broken_off(task.name, location_of(task.source), reason)
    return replace(outcome, reports=written, stamp=task.stamp)


def location_of(source: str) -> str | None:
    """Where a source is, without a password."""
    return shown(source) if is_remote(source) else source_of(source)[1]


def see_folder(out: Path | None, token: str | None) -> None:
    """Raises UsageError where the folder that is written is not the one that the caller means."""
    if out is None or token is None:
        return
    try:
        seen = (out / TOKEN_FILE).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        seen = ""
    if seen != token:
        raise UsageError(
            f"A worker does not see the folder {out} of --out: name one that this machine and all "
            "workers share, or leave the reports out with --reports none."
        )


def _linted(task: Task) -> Outcome:
    from roster_lint.linter import lint

    with _opened(task) as source, lint(source, settings=task.settings) as report:
        files: dict[str, str] = {}
        for kind, file in task.files().items():
            _write(report, kind, _place(task, file))
            files[kind] = file
        return replace(of_report(report, task.name), reports=files, stamp=task.stamp)


@contextmanager
def _opened(task: Task) -> Iterator["str | Source"]:
    if not is_remote(task.source):
        yield task.source
        return
    with fetched(task.source) as source:
        yield source


def _place(task: Task, file: str) -> Path:
    assert task.out is not None, "without a folder there are no reports"
    place = task.out / file
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _write(report: "Report", kind: str, file: Path) -> None:
    with written_whole(file, private=False) as stream:
        if kind == "html":
            from roster_lint.report.formats.html import write_html

            write_html(report, stream)
        else:
            from roster_lint.report.formats.registry import format_of

            format_of(kind).write(report, stream)


def _write_broken_off(task: Task, kind: str, file: Path, reason: str) -> None:
    with written_whole(file, private=False) as stream:
        if kind == "html":
            from roster_lint.report.formats.html import write_html_broken_off

            assert task.settings.as_of is not None
            where = location_of(task.source)
            write_html_broken_off(reason, where, task.settings.as_of, stream)
        else:
            from roster_lint.report.formats.registry import format_of

            source = shown(task.source) if is_remote(task.source) else task.source
            settings = task.settings.model_copy(update={"source": source})
            format_of(kind).write_broken_off(settings, reason, 3, stream)
