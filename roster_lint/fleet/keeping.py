"""Keeps the results of a run: the summary's files as they grow, and the log."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from roster_lint.errors import UsageError
from roster_lint.files.whole import written_whole
from roster_lint.fleet.district import Task
from roster_lint.fleet.formats import csv, html
from roster_lint.fleet.formats import json as as_json
from roster_lint.fleet.judging import TOKEN_FILE
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.summary import Earlier, Summary, changes, read_summary

SUMMARY = "summary.json"
FILES = (SUMMARY, "summary.csv", "summary.html", TOKEN_FILE)
"""What a run writes beside the folder of reports."""

_SAVE = 10.0
"""Seconds between two times that the summary is saved while a run lasts."""


@dataclass
class Keeper:
    """Gathers the rows of a run.

    Attributes:
        list_name: what is linted.
        as_of: the date judged.
        names: of all districts, in the list's order.
        out: the folder that is written; None where there is none.
        log: a file, open to be added to; None where there is none.
        workers: how many districts are linted at a time, where that is known.
        before: an earlier summary to compare with.
    """

    list_name: str
    as_of: str
    names: Sequence[str]
    out: Path | None = None
    log: TextIOWrapper | None = None
    workers: int | None = None
    before: Earlier | None = None
    rows: dict[str, Outcome] = field(default_factory=dict)
    _begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    _clock: float = field(default_factory=time.monotonic)
    _saved: float = field(default_factory=time.monotonic)

    def started(self, name: str) -> None:
        """A district is being linted: nothing to keep."""

    def waiting(self) -> None:
        """Time passes: saves the summary now and then."""
        if time.monotonic() - self._saved > _SAVE:
            self.save()

    def ended(self, outcome: Outcome) -> None:
        """Keeps a row."""
        self.rows[outcome.name] = outcome
        if self.log is not None:
            self.log.write(_line(outcome))
            self.log.flush()
        self.waiting()

    def summary(self) -> Summary:
        """All that is known by now."""
        known = tuple(self.rows[name] for name in self.names if name in self.rows)
        not_run = tuple(name for name in self.names if name not in self.rows)
        changed = None
        if self.before is not None:
            changed = changes(self.before.outcomes, known, not_run)
        return Summary(
            self.list_name,
            self.as_of,
            self._begun,
            time.monotonic() - self._clock,
            self.workers,
            known,
            not_run,
            changed,
            self.before.as_of if self.before else None,
        )

    def save(self) -> None:
        """Writes the summary's files; raises UsageError where they cannot be written."""
        self._saved = time.monotonic()
        if self.out is None:
            return
        summary = self.summary()
        for name, write in ((SUMMARY, as_json.write), ("summary.csv", csv.write)):
            with written_whole(self.out / name, private=False) as stream:
                write(summary, stream)
        with written_whole(self.out / "summary.html", private=False) as stream:
            html.write(summary, stream)


def kept(out: Path, tasks: Sequence[Task]) -> dict[str, Outcome]:
    """Rows of an earlier run that are as good as new: same version, settings and source.

    Args:
        out: the folder that the earlier run has written.
        tasks: the districts of this run.

    Raises:
        UsageError: the folder's summary cannot be read.
    """
    if not (out / SUMMARY).exists():
        return {}
    earlier: Mapping[str, Outcome] = read_summary(out / SUMMARY, "--resume").outcomes
    found = {}
    for task in tasks:
        row = earlier.get(task.name)
        if row is None or not row.judged or task.stamp is None or row.stamp != task.stamp:
            continue
        files = task.files()
        if dict(row.reports) == files and all((out / file).is_file() for file in files.values()):
            found[task.name] = row
    return found


def prepare_folder(out: Path, token: str) -> None:
    """Makes the folder where it is not there, and puts into it what workers know it by.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with written_whole(out / TOKEN_FILE, private=False) as stream:
            stream.write(token)
    except OSError as error:
        raise UsageError(f"--out: {out} cannot be written: {error.strerror or error}.") from None


def _line(outcome: Outcome) -> str:
    """A district as a line of the log."""
    facts = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "district": outcome.name,
        "verdict": outcome.verdict,
        "exit_code": outcome.exit_code,
        "errors": outcome.errors,
        "warnings": outcome.warnings,
        "seconds": outcome.seconds,
        "attempts": outcome.attempts,
        "reasons": list(outcome.reasons),
    }
    return json.dumps(facts) + "\n"
