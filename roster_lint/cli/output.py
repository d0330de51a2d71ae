"""Consoles for a terminal, a file, and a pipe that may close early."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console

from roster_lint.cli.guard import mute_broken_stdout

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
