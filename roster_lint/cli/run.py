"""One run for the user: lint, write the report where it belongs, end with the verdict's code."""

import io
import os
import shutil
import sys
from collections.abc import Collection
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, TextIO, cast

import typer

from roster_lint.errors import UsageError
from roster_lint.settings.pipeline import in_pipeline
from roster_lint.timing import note_event, timed_step

if TYPE_CHECKING:
    from roster_lint.cli.output import Color
    from roster_lint.report.report import Report
    from roster_lint.settings.settings import Settings
    from roster_lint.sources.base import Source

_IN_MEMORY = 32 << 20
"""How large a JSON report may be that is made in memory."""


def source_of(settings: "Settings") -> str:
    """The source that the settings name; raises UsageError where they name none."""
    if settings.source is None:
        raise UsageError(
            "There is no source to lint: name one (`roster-lint check SOURCE`), try "
            "`roster-lint demo`, or let `roster-lint init` write a roster-lint.toml."
        )
    return settings.source


def lint_and_report(
    settings: "Settings",
    config: Path | None,
    *,
    typed: Collection[str] = (),
    sample: str | None = None,
    shown_as: str | None = None,
) -> None:
    """Lints the configured source and ends the command with the verdict's exit code.

    Args:
        settings: of the run; the source must be among them.
        config: the settings file that a flag names.
        typed: the flags that were given.
        sample: a line to print first, about the sample district.
        shown_as: what the report calls that district, whose path means nothing to a user.

    Raises:
        Exit: always, where the run comes to its end.
        RosterLintError: it does not.
    """
    from roster_lint.cli import remembered
    from roster_lint.cli.broken_off import reported_in_files, reported_in_format
    from roster_lint.cli.lists import write_lists
    from roster_lint.cli.places import check_log, check_places, dated
    from roster_lint.cli.progress import progress_bars
    from roster_lint.cli.run_log import logged
    from roster_lint.cli.timings import print_timings

    source = source_of(settings)
    with reported_in_format(settings, to_file=False):
        settings = dated(settings)
    with reported_in_format(settings, to_file=False):
        check_log(settings, source, config)
    with logged(settings):
        with reported_in_format(settings, to_file=False):
            if "worklists_by" in typed and settings.worklists is None:
                raise UsageError(
                    "--worklists-by says what is one worklist: --worklists says where to write "
                    "them."
                )
            _check_list(settings, source)
            check_places(settings, source, config)
        with (
            reported_in_format(settings),
            reported_in_files(settings),
        ):
            from roster_lint.linter import lint

            with progress_bars(quiet=settings.quiet) as progress:
                report = lint(_named(source, shown_as), settings=settings, progress=progress)
        with report:
            _note_verdict(report)
            for sentence in report.renamed:
                typer.echo(f"roster-lint: {sentence}", err=True)
            if shown_as is None and on_terminal():
                remembered.remember_schools(source, report.school_names)
            with timed_step("write the report"):
                _write(report, settings, sample)
            _write_others(report, settings)
            _add_job_summary(report, settings)
            if settings.html is not None:
                with timed_step("write html"):
                    _write_page(report, settings)
            write_lists(report, settings)
            if settings.timings:
                names = {result.check.code: result.check.name for result in report.checks}
                print_timings(names, settings.color)
            raise typer.Exit(report.exit_code)


def _note_verdict(report: "Report") -> None:
    """For the log: how it came out, in numbers."""
    found = {f"{severity}s": report.count(severity) for severity in ("error", "warning", "info")}
    note_event("verdict", verdict=report.verdict, checks_run=report.checks_run, **found)


def on_terminal() -> bool:
    """Whether a person with a shell that completes words is there."""
    return sys.stderr.isatty()


def _check_list(settings: "Settings", source: str) -> None:
    if settings.missing is not None:
        from roster_lint.cli.missing_list import check_missing_list

        check_missing_list(settings, source)
    elif settings.rosters:
        raise UsageError("--rosters says what the list holds: --missing says where to write it.")


def _named(source: str, shown_as: str | None) -> "str | Source":
    if shown_as is None:
        return source
    from roster_lint.sources.snapshot import SnapshotSource

    return SnapshotSource(Path(source), shown_as)


def _write(report: "Report", settings: "Settings", sample: str | None) -> None:
    from roster_lint.cli.broken_off import reported_in_format
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.files.whole import written_whole

    if settings.output_file is not None:
        file, private = settings.output_file, settings.show_personal_data
        with (
            reported_in_format(settings),
            written_whole(file, private=private) as stream,
        ):
            _render(report, settings, stream, file=True)
        print_last_line(report, sys.stdout, settings.color)
        if not settings.quiet:
            typer.echo(f"The report is in {settings.output_file}.", err=True)
    elif settings.output_format != "text":
        # A program parses such a format on stdout, so the last line goes to stderr.
        _print_whole(report, settings)
        if settings.quiet:
            print_last_line(report, sys.stderr, settings.color)
    elif settings.quiet:
        print_last_line(report, sys.stdout, settings.color)
    else:
        with reader_may_leave():
            if sample is not None:
                console_for(sys.stdout, settings.color).print(sample, style="dim")
            _render(report, settings, sys.stdout)


def _print_whole(report: "Report", settings: "Settings") -> None:
    """Writes the report to stdout once all of it is made, so that it is whole or says why not."""
    from roster_lint.cli.broken_off import reported_in_format
    from roster_lint.cli.output import reader_may_leave

    if isinstance(sys.stdout, io.TextIOWrapper):
        # Whatever the terminal's own encoding is.
        sys.stdout.reconfigure(encoding="utf-8")
    # A file without a name, for its owner alone, where the report is too large for memory.
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as whole:
        with reported_in_format(settings):
            _render(report, settings, cast(TextIO, whole))
        whole.seek(0)
        with reader_may_leave():
            shutil.copyfileobj(whole, sys.stdout)


def _write_others(report: "Report", settings: "Settings") -> None:
    """The further reports of a run that writes several."""
    from roster_lint.files.whole import written_whole

    for name, file in settings.output:
        assert file is not None
        one = settings.model_copy(update={"output_format": name})
        with (
            timed_step(f"write {name}"),
            written_whole(file, private=settings.show_personal_data) as stream,
        ):
            _render(report, one, stream, file=True)
        if not settings.quiet:
            typer.echo(f"The report as {name} is in {file}.", err=True)


def _add_job_summary(report: "Report", settings: "Settings") -> None:
    """Adds the report to the page of a GitHub job, where its annotations were asked for."""
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if not page or "github" not in (settings.output_format, *(name for name, _ in settings.output)):
        return
    from roster_lint.report.formats.markdown import write

    try:
        with Path(page).open("a", encoding="utf-8") as stream:
            write(report, stream)
    except OSError as error:
        typer.echo(f"The job's summary could not be written: {error.strerror}.", err=True)


def _write_page(report: "Report", settings: "Settings") -> None:
    from roster_lint.cli.output import write_page
    from roster_lint.report.formats.html import write_html

    assert settings.html is not None
    shows = settings.show_personal_data
    write = partial(write_html, report, show_personal=shows)
    write_page(write, settings.html, quiet=settings.quiet, personal=shows)


def print_last_line(report: "Report", stream: TextIO, color: "Color" = "auto") -> None:
    """The report's last line alone."""
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.report.formats.text import last_line

    with reader_may_leave():
        console_for(stream, color).print(last_line(report), soft_wrap=True)


def _render(report: "Report", settings: "Settings", stream: TextIO, *, file: bool = False) -> None:
    from roster_lint.cli.output import console_for, plain_console

    if settings.output_format != "text":
        from roster_lint.report.formats.registry import format_of

        format_of(settings.output_format).write(report, stream)
        return
    from roster_lint.report.formats.text import write_details, write_summary

    console = (plain_console if file else console_for)(stream, settings.color)
    # In a pipeline nobody would ever leave it.
    pages = settings.pager and console.is_terminal and not in_pipeline()
    # Not every pager hands links on.
    docs_url = None if pages else settings.docs_url
    with console.pager(styles=settings.color != "never") if pages else nullcontext():
        if settings.in_detail:
            shows = settings.show_personal_data
            write_details(report, console, show_personal=shows, docs_url=docs_url)
        else:
            write_summary(report, console, docs_url=docs_url)
