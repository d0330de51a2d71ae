"""A program that asked for JSON gets JSON, also where a run comes to no end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from roster_lint.cli.guard import outcome_of

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings


@contextmanager
def told_in_json(settings: "Settings", *, wanted: bool, file: Path | None = None) -> Iterator[None]:
    """Writes a report with the reason where what it holds is ended by an error, and passes it on.

    Nothing may have been written to stdout yet.

    Args:
        settings: of the run.
        wanted: whether JSON was asked for.
        file: where the report goes; stdout where absent.
    """
    try:
        yield
    except typer.Exit:
        raise
    except (KeyboardInterrupt, Exception) as error:
        # The error itself is what the user is to see, whatever becomes of the report.
        with suppress(Exception):
            if wanted:
                _write(settings, *outcome_of(error), file)
        raise


def _write(settings: "Settings", reason: str, exit_code: int, file: Path | None) -> None:
    from roster_lint.cli.output import reader_may_leave
    from roster_lint.files.whole import written_whole
    from roster_lint.report.formats.broken_off import write_broken_off

    if file is None:
        with reader_may_leave():
            write_broken_off(settings, reason, exit_code, sys.stdout)
        return
    with written_whole(file, private=settings.show_personal_data) as stream:
        write_broken_off(settings, reason, exit_code, stream)
