"""The log of a run: lines of JSON that are there even if the run breaks off.

It says what was done, on which source and how long it took. It holds no data, no value of a
setting and no password, and no sentence that may quote what was typed.
"""

import json
import os
import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from roster_lint import __version__
from roster_lint.cli.guard import outcome_of
from roster_lint.errors import UsageError
from roster_lint.timing import Event, note_event, peak_memory, watched

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings

_TYPED = "Wrong usage or settings: standard error says what."
"""In place of a sentence that quotes what was typed, or names that were looked for."""


class _Log:
    """A file that lines are added to, each in one piece."""

    def __init__(self, path: Path) -> None:
        self._run = secrets.token_hex(4)
        self.failure: OSError | None = None
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(f"--log: {path} could not be opened: {reason}.") from None

    def write(self, event: Event) -> None:
        """Adds an event with the time of day and the run that it belongs to."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "run": self._run, **event}) + "\n"
        try:
            os.write(self._file, line.encode("ascii"))
        except OSError as error:
            # What cannot be logged is no reason to end the run.
            self.failure = self.failure or error

    def close(self) -> None:
        with suppress(OSError):
            os.close(self._file)


@contextmanager
def logged(settings: "Settings") -> Iterator[None]:
    """Logs what happens inside where the settings name a log; keeps times where they are asked for.

    Args:
        settings: of the run, with the date filled in; the place of the log must have been checked.

    Raises:
        UsageError: the file cannot be opened.
    """
    if settings.log is None:
        with watched(wanted=settings.timings):
            yield
        return
    log = _Log(settings.log)
    try:
        with watched(tell=log.write):
            note_event("start", **_facts(settings))
            try:
                yield
            except typer.Exit as end:
                note_event("end", exit_code=end.exit_code, peak_memory=peak_memory())
                raise
            except BaseException as error:
                note_event("end", **_broken_off(error), peak_memory=peak_memory())
                raise
    finally:
        log.close()
        if log.failure is not None:
            reason = log.failure.strerror or log.failure
            typer.echo(f"The log in {settings.log} is not whole: {reason}.", err=True)


def _facts(settings: "Settings") -> dict[str, object]:
    """What kind of run it is: which settings are set, without their values."""
    return {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "settings": sorted(settings.model_fields_set - {"password"}),
    }


def _broken_off(error: BaseException) -> dict[str, object]:
    reason, code = outcome_of(error)
    said = _TYPED if isinstance(error, UsageError) else reason
    return {"exit_code": code, "verdict": "incomplete", "reason": said}
