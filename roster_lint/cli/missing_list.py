"""The list of what will not sync, as a file of the owner's own: refused early, or written whole."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from roster_lint.report.report import Report
    from roster_lint.settings.settings import Settings

BOM = "\ufeff"
"""Without it Excel reads the names as Windows-1252."""


def check_missing_list(settings: "Settings", source: str) -> None:
    """Refuses a run that could make no list before the work is done rather than after it.

    Args:
        settings: of the run.
        source: what is linted.

    Raises:
        UsageError: the checks are limited, or the source is a bundle or an API.
    """
    from roster_lint.report.missing_list import NOT_ALL_CHECKS, OF_A_BUNDLE
    from roster_lint.settings.source_name import is_api_url, is_url
    from roster_lint.sources.opening import is_bundle

    if settings.select or settings.ignore:
        raise UsageError(_no_list(NOT_ALL_CHECKS))
    is_sent = is_api_url(source) or (not is_url(source) and is_bundle(Path(source).expanduser()))
    if is_sent:
        raise UsageError(_no_list(OF_A_BUNDLE))


def write_missing_file(report: "Report", path: Path, *, rosters: bool) -> None:
    """Writes the list where only the owner can read it; says so, or why there is none.

    Args:
        report: the run's result.
        path: the file.
        rosters: roster records, too.

    Raises:
        UsageError: the file cannot be written.
    """
    from roster_lint.files.whole import written_whole
    from roster_lint.report.formats.missing_list import write_missing_list

    if report.not_listed is not None:
        typer.echo(f"{path} was not written. {_no_list(report.not_listed)}", err=True)
        return
    records = report.missing_records(rosters=rosters)
    with written_whole(path, private=True) as stream:
        stream.write(BOM)
        number = write_missing_list(records, stream, names=True)
    records_ = "1 record" if number == 1 else f"{number:,} records"
    typer.echo(
        f"The list of what will not sync is in {path}: {records_}. It holds personal data: only "
        "you can read it.",
        err=True,
    )


def print_missing_list(report: "Report", *, rosters: bool, names: bool) -> None:
    """Writes the list to stdout, for other programs; where there is none, stderr has the reason."""
    import io
    import sys

    from roster_lint.cli.output import reader_may_leave
    from roster_lint.report.formats.missing_list import write_missing_list

    if report.not_listed is not None:
        typer.echo(_no_list(report.not_listed), err=True)
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Whatever the terminal's own encoding is.
        sys.stdout.reconfigure(encoding="utf-8")
    with reader_may_leave():
        write_missing_list(report.missing_records(rosters=rosters), sys.stdout, names=names)


def _no_list(reason: str) -> str:
    return f"There is no list of what will not sync: {reason}."
