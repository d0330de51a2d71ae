"""What a run writes beside its report: worklists, a workbook, the list of the missing, an email."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from roster_lint.timing import timed_step

if TYPE_CHECKING:
    from roster_lint.report.report import Report
    from roster_lint.settings.settings import Settings


def write_lists(report: "Report", settings: "Settings") -> None:
    """Writes all of them that the settings name, and says where each is.

    The email comes last: it names the others.

    Raises:
        UsageError: a file cannot be written.
    """
    if settings.worklists is not None:
        with timed_step("write worklists"):
            _write_worklists(report, settings)
    if settings.workbook is not None:
        with timed_step("write workbook"):
            _write_workbook(report, settings.workbook)
    if settings.missing is not None:
        from roster_lint.cli.missing_list import write_missing_file

        with timed_step("write missing"):
            write_missing_file(report, settings.missing, rosters=settings.rosters)
    if settings.email is not None:
        with timed_step("write email"):
            _write_email(report, settings, settings.email)


def _write_worklists(report: "Report", settings: "Settings") -> None:
    from roster_lint.report.formats.worklists import write_worklists

    assert settings.worklists is not None
    files = write_worklists(report, settings.worklists, settings.worklists_by)
    whose = "its school" if settings.worklists_by == "school" else "the office that it is named for"
    typer.echo(
        f"{files} worklists are in {settings.worklists}. They hold personal data: only you can"
        f" read them; pass each on only to {whose}.",
        err=True,
    )


def _write_workbook(report: "Report", path: Path) -> None:
    from roster_lint.report.formats.workbook import write_workbook

    found = write_workbook(report, path)
    findings = "1 finding" if found == 1 else f"{found:,} findings"
    typer.echo(
        f"The workbook is in {path}: {findings}. It holds personal data: only you can read it.",
        err=True,
    )


def _write_email(report: "Report", settings: "Settings", path: Path) -> None:
    from roster_lint.files.whole import written_whole
    from roster_lint.report.formats.email import write_email

    with written_whole(path, private=False) as stream:
        write_email(report, stream, _written(report, settings))
    if not settings.quiet:
        typer.echo(f"The text for an email is in {path}.", err=True)


def _written(report: "Report", settings: "Settings") -> dict[str, Path]:
    """The other files of the run, by what they are called."""
    missing = settings.missing if report.not_listed is None else None
    files = {
        "the report": settings.output_file,
        "the page": settings.html,
        "the worklists": settings.worklists,
        "the workbook": settings.workbook,
        "the list of what will not sync": missing,
    }
    return {words: path for words, path in files.items() if path is not None}
