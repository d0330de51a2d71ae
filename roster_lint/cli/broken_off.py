"""If a run breaks off, JSON, the page and the email say so, where they were requested."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from roster_lint.cli.guard import outcome_of

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings


@contextmanager
def _where_it_breaks_off(write: Callable[[str, int], None]) -> Iterator[None]:
    """Passes an error on, having written its sentence and exit code.

    The user sees the error itself, whatever becomes of what is written.
    """
    try:
        yield
    except typer.Exit:
        raise
    except (KeyboardInterrupt, Exception) as error:
        with suppress(Exception):
            write(*outcome_of(error))
        raise


@contextmanager
def reported_in_json(
    settings: "Settings", *, wanted: bool, file: Path | None = None
) -> Iterator[None]:
    """Writes a report with the reason where what it holds is ended by an error, and passes it on.

    Nothing may have been written to stdout yet.

    Args:
        settings: of the run.
        wanted: whether JSON was asked for.
        file: where the report goes; stdout where absent.
    """

    def write(reason: str, exit_code: int) -> None:
        if wanted:
            _write(settings, "json", reason, exit_code, file)

    with _where_it_breaks_off(write):
        yield


@contextmanager
def reported_in_format(settings: "Settings", *, to_file: bool = True) -> Iterator[None]:
    """The same in the format that the run's report has, where a program reads that.

    Args:
        settings: of the run.
        to_file: where the report has a file, it may be written to; else stdout has the reason.
    """
    file, name = settings.output_file if to_file else None, settings.output_format
    if not to_file and settings.output:
        # The outputs may not be sorted yet: find the one that goes to stdout.
        shown = [one for one, path in settings.output if path is None]
        name = shown[0] if shown else name

    def write(reason: str, exit_code: int) -> None:
        if name != "text":
            _write(settings, name, reason, exit_code, file)

    with _where_it_breaks_off(write):
        yield


@contextmanager
def reported_in_files(settings: "Settings") -> Iterator[None]:
    """Writes the further reports, page and email with the reason, and passes the error on.

    Those of an earlier run would pass for this one's. The places must have been checked.

    Args:
        settings: of the run.
    """

    def write(reason: str, exit_code: int) -> None:
        for name, file in settings.output:
            with suppress(Exception):
                if name != "text":
                    _write(settings, name, reason, exit_code, file)
        with suppress(Exception):
            if settings.html is not None:
                _write_page(settings, settings.html, reason)
        if settings.email is not None:
            _write_email(settings, settings.email, reason)

    with _where_it_breaks_off(write):
        yield


def _write_page(settings: "Settings", file: Path, reason: str) -> None:
    from datetime import date

    from roster_lint.files.whole import written_whole
    from roster_lint.report.formats.broken_off import source_of
    from roster_lint.report.formats.html import write_html_broken_off

    _kind, location = source_of(settings.source or "")
    with written_whole(file, private=settings.show_personal_data) as stream:
        write_html_broken_off(reason, location, settings.as_of or date.today(), stream)


def _write_email(settings: "Settings", file: Path, reason: str) -> None:
    from roster_lint.files.whole import written_whole
    from roster_lint.report.formats.broken_off import source_of
    from roster_lint.report.formats.email import write_email_broken_off

    _kind, location = source_of(settings.source or "")
    with written_whole(file, private=False) as stream:
        write_email_broken_off(reason, location, stream)


def _write(settings: "Settings", name: str, reason: str, exit_code: int, file: Path | None) -> None:
    from roster_lint.cli.output import reader_may_leave
    from roster_lint.files.whole import written_whole
    from roster_lint.report.formats.registry import format_of

    write_broken_off = format_of(name).write_broken_off
    if file is None:
        with reader_may_leave():
            write_broken_off(settings, reason, exit_code, sys.stdout)
        return
    with written_whole(file, private=settings.show_personal_data) as stream:
        write_broken_off(settings, reason, exit_code, stream)
