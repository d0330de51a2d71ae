"""Consoles for a terminal, a file, and a pipe that may close early."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

import typer
from rich.console import Console

from roster_lint.cli.guard import mute_broken_stdout
from roster_lint.settings.pipeline import plain_unless_asked

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings

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


def write_page(
    write: Callable[[TextIO], None], path: Path, *, quiet: bool, personal: bool = False
) -> None:
    """Writes a page whole, and says where it is.

    Args:
        write: writes it to a text stream.
        path: the file.
        quiet: nothing is said.
        personal: it holds personal data: only its owner may read it, which is said.

    Raises:
        UsageError: the file cannot be written.
    """
    from roster_lint.files.whole import written_whole

    with written_whole(path, private=personal) as stream:
        write(stream)
    if not quiet:
        warning = " It holds personal data: keep it to yourself." if personal else ""
        typer.echo(f"The page is in {path}.{warning}", err=True)


def write_result(
    write: Callable[[TextIO, Console | None], None],
    write_last: Callable[[Console], None],
    settings: "Settings",
    file: Path | None,
    *,
    is_text: bool,
    name: str,
) -> None:
    """Writes what a command has found to a file, else to the terminal.

    Args:
        write: writes all of it: to the console where there is one, else to the stream.
        write_last: writes the last line alone: what is printed beside a file, and under --quiet.
        settings: of the run, for color and quiet.
        file: the file; the terminal where absent.
        is_text: it is text for people.
        name: what is in the file, for the sentence that says where it is.

    Raises:
        UsageError: the file cannot be written.
    """
    from roster_lint.files.whole import written_whole

    if file is not None:
        with written_whole(file, private=False) as stream:
            write(stream, plain_console(stream, settings.color) if is_text else None)
    with reader_may_leave():
        if file is not None or (settings.quiet and is_text):
            write_last(console_for(sys.stdout, settings.color))
        else:
            write(sys.stdout, console_for(sys.stdout, settings.color) if is_text else None)
    if file is not None and not settings.quiet:
        typer.echo(f"The {name} is in {file}.", err=True)


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """For writing to stdout: a reader that closes the pipe early is no failure."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        mute_broken_stdout()
