"""Spoils a sample, runs a command on it in this process, and says what is wrong with what came."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile

from typer.testing import CliRunner, Result

from fixtures.district import AS_OF
from roster_lint.cli.app import app
from tests.fuzz.changes import CHANGES, Files
from tests.fuzz.losses import lose
from tests.small_engine import small_engines

FIXTURES = Path(__file__).parents[2] / "fixtures"

NOTES = {"ready": 0, "bundle-1p1": 1, "bundle-1p2": 1}
"""The notes of the samples without errors and warnings, where a loss must make one of them more."""

HEALTHY = tuple(NOTES)

SAMPLES = (*HEALTHY, *HEALTHY, "back-to-school", "bundle-1p1-bad", "bundle-1p2-bad")

_LOSSES = 0.25
_LAST_LINE = re.compile(r"roster-lint: ready: 0 errors, 0 warnings, (\d+) notes?")
_NOISE = re.compile(r"Traceback|this is a bug|unexpected")


@dataclass(frozen=True)
class Trial:
    """One spoiled source and what came of it.

    Attributes:
        name: the seed and the number, by which it can be made again.
        sample: which sample was spoiled.
        done: what was done to it.
        command: what was run on it.
        code: the exit code.
        complaint: what is wrong; None where nothing is.
    """

    name: str
    sample: str
    done: tuple[str, ...]
    command: tuple[str, ...]
    code: int
    complaint: str | None

    def __str__(self) -> str:
        what = "; ".join(self.done)
        return f"{self.name}: {self.sample}: {what}: {' '.join(self.command)}: {self.complaint}"


@dataclass(frozen=True)
class Spoiled:
    """A source before anything is run on it."""

    sample: str
    files: Files
    done: tuple[str, ...]
    is_lost: bool
    is_zipped: bool
    command: tuple[str, ...]


def spoiled(seed: int, number: int) -> Spoiled:
    """The source of that number: the same in every run."""
    chance = Random(f"{seed}/{number}")
    is_lost = chance.random() < _LOSSES
    sample = chance.choice(HEALTHY if is_lost else SAMPLES)
    files = dict(_files_of(sample))
    if is_lost:
        done: tuple[str, ...] = (lose(files, chance, bundle=sample.startswith("bundle")),)
        command: tuple[str, ...] = ("check", "--quiet")
    else:
        changes = chance.choices(CHANGES, k=chance.choice([1, 1, 1, 2, 3, 6]))
        done = tuple(change(files, chance) for change in changes)
        command = chance.choice(_OF_BUNDLES if sample.startswith("bundle") else _COMMANDS)
    return Spoiled(sample, files, done, is_lost, chance.random() < 0.1, command)


_VENDOR = ("--vendor", "google-classroom", "--vendor", "canvas")
_OF_BUNDLES = (
    *[("check", "--quiet")] * 3,
    ("check", *_VENDOR),
    ("check", "--output-format", "json"),
    ("check", "--show", "all", "--show-personal-data"),
)
_COMMANDS = (
    *_OF_BUNDLES,
    *_OF_BUNDLES,
    ("preview",),
    ("doctor",),
    ("missing", "--rosters"),
    ("explain", "student", "1005"),
    ("explain", "section", "5001"),
    ("check", "--date-format", "mdy", "--quiet"),
)


def tried(seed: int, number: int, keep: Path | None = None) -> Trial:
    """Makes the source of that number and runs its command on a small engine.

    Args:
        seed: of the whole run.
        number: of this source.
        keep: a folder in which the source shall stay, to look at.
    """
    source = spoiled(seed, number)
    with _written(source, keep) as place, small_engines():
        first, *rest = source.command
        options = [] if first == "doctor" else ["--as-of", AS_OF]
        where = [*rest, str(place)] if first == "explain" else [str(place), *rest]
        done = CliRunner().invoke(app, [first, *where, *options], prog_name="roster-lint")
    complaint = _complaint(source, done)
    name = f"{seed}/{number}"
    return Trial(name, source.sample, source.done, source.command, done.exit_code, complaint)


def _complaint(source: Spoiled, done: Result) -> str | None:
    said = f"{done.stdout}\n{done.stderr}"
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return f"{type(done.exception).__name__}: {done.exception}"
    usage = done.exit_code == 2 and source.command[0] == "check"
    if done.exit_code not in (0, 1, 2, 3) or usage:
        return f"exit code {done.exit_code}: {said[-300:]}"
    if _NOISE.search(said):
        return next(line for line in said.splitlines() if _NOISE.search(line))
    found = _LAST_LINE.search(said)
    if source.is_lost and found and int(found[1]) <= NOTES[source.sample]:
        return "ready without a word"
    return "an escape code reaches the terminal" if "\x1b" in said else None


@cache
def _files_of(sample: str) -> Files:
    return {path.name: path.read_bytes() for path in sorted((FIXTURES / sample).iterdir())}


@contextmanager
def _written(source: Spoiled, keep: Path | None) -> Iterator[Path]:
    """The source on disk; only what differs from the source before is written."""
    base = keep or Path(_base().name)
    folder = base / source.sample
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in source.files:
            path.unlink()
    for name, data in source.files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
    if not source.is_zipped:
        yield folder
        return
    archive = base / f"{source.sample}.zip"
    with ZipFile(archive, "w", ZIP_STORED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
    yield archive


@cache
def _base() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="fuzz-")
