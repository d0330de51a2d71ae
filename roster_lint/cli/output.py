"""Where output goes: the terminal, a pipe that may close early, or a file that is never half."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.console import Console

from roster_lint.cli.guard import mute_broken_stdout
from roster_lint.errors import UsageError

_WIDTH = 80


class PatientConsole(Console):
    """A console that goes silent where its reader has gone, and lets the run end as it would."""

    def on_broken_pipe(self) -> None:
        """Does not exit: the exit code is the verdict's."""
        self.quiet = True
        mute_broken_stdout()


def console_for(stream: TextIO) -> Console:
    """A console for a stream: the terminal's width and colours, else 80 columns of plain text."""
    # NO_COLOR and, where the stream is no terminal, COLUMNS are read by Rich itself.
    terminal = stream.isatty()
    width = None if terminal or os.environ.get("COLUMNS", "").isdigit() else _WIDTH
    return PatientConsole(file=stream, width=width, highlight=False, markup=False, emoji=False)


def plain_console(stream: TextIO) -> Console:
    """A console for a file: plain text, 80 columns, whatever the environment says."""
    return Console(
        file=stream,
        width=_WIDTH,
        force_terminal=False,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
    )


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """For writing to stdout: a reader that closes the pipe early is no failure."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        mute_broken_stdout()


def check_writable(
    path: Path, source: str, option: str = "--output-file", others: Iterable[Path] = ()
) -> None:
    """Refuses a place for what a run writes before the work is done rather than after it.

    Args:
        path: the file that shall be written.
        source: what is linted, which must not be overwritten.
        option: what says where to write it.
        others: further files that are read.

    Raises:
        UsageError: it is a folder, is read itself, or its folder is absent or not writable.
    """
    if path.is_dir():
        raise UsageError(f"{option}: {path} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise UsageError(f"{option}: there is no folder {path.parent}.")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"{option}: the folder {path.parent} cannot be written to.")
    if not path.exists():
        return
    if "://" not in source and Path(source).exists():
        if path.samefile(source):
            raise UsageError(f"{option}: {path} is the source, which would be overwritten.")
        if path.parent.samefile(source) and _is_read(path.name):
            raise UsageError(f"{option}: {path} is part of the source, which would be overwritten.")
    if any(other.exists() and path.samefile(other) for other in others):
        raise UsageError(f"{option}: {path} is read by this run, and would be overwritten.")


def _is_read(name: str) -> bool:
    """Whether a file of a folder that is linted is a table of Campus's or a file of OneRoster's."""
    from roster_lint.contracts.table import campus_tables
    from roster_lint.sources.bundle_files import oneroster_name
    from roster_lint.sources.snapshot import table_of

    return bool(table_of(name, campus_tables()) or oneroster_name(name))


@contextmanager
def written_whole(path: Path, *, private: bool) -> Iterator[TextIO]:
    """A text stream whose content appears under the path only once all of it is written.

    Args:
        path: the file; a device or a pipe is written to directly.
        private: only the owner may read the file.

    Raises:
        UsageError: the file cannot be written.
    """
    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            with target.open("w", encoding="utf-8") as stream:
                yield stream
            return
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
        mode = 0o600 if private else 0o666
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with open(descriptor, "w", encoding="utf-8") as stream:  # noqa: PTH123
                yield stream
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror or error}.") from None
