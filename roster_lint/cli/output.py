"""Consoles for a terminal, a file, and a pipe that may close early."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, TextIO

from rich.console import Console

from roster_lint.cli.guard import mute_broken_stdout
from roster_lint.settings.pipeline import plain_unless_asked

_WIDTH = 80

Color = Literal["auto", "always", "never"]

_SYSTEMS: Mapping[Color, Literal["auto", "standard"] | None] = {
    "auto": "auto",
    "always": "standard",
    "never": None,
}


class PatientConsole(Console):
    """A console that goes silent where its reader has gone, and lets the run end as it would."""

    def on_broken_pipe(self) -> None:
        """Does not exit: the exit code is the verdict's."""
        self.quiet = True
        mute_broken_stdout()


def console_for(stream: TextIO, color: Color = "auto") -> Console:
    """A console for a stream: the terminal's width and colors, else 80 columns of plain text.

    Args:
        stream: where to.
        color: ``always`` colors what goes elsewhere, too; ``never`` leaves a terminal without.
            ``auto`` does so in a pipeline.
    """
    # NO_COLOR and, where the stream is no terminal, COLUMNS are read by Rich itself.
    terminal = stream.isatty()
    color = "never" if color == "auto" and plain_unless_asked() else color
    width = None if terminal or os.environ.get("COLUMNS", "").isdigit() else _WIDTH
    return PatientConsole(
        file=stream,
        width=width,
        color_system=_SYSTEMS[color],
        no_color=False if color == "always" else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def plain_console(stream: TextIO, color: Color = "auto") -> Console:
    """A console for a file: 80 columns of plain text, whatever the environment says.

    Args:
        stream: the file.
        color: ``always`` colors it all the same.
    """
    return Console(
        file=stream,
        width=_WIDTH,
        force_terminal=False,
        color_system="standard" if color == "always" else None,
        no_color=color != "always",
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
