"""``roster-lint diff``: what the vendor will see change if one payload is sent after another."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.api_options import API_FLAGS
from roster_lint.cli.help import OUTPUT, RULES, SOURCE
from roster_lint.cli.option import option
from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_some_run_options
from roster_lint.errors import UsageError
from roster_lint.timing import note_event, timed_step

if TYPE_CHECKING:
    from datetime import date
    from typing import TextIO

    from rich.console import Console

    from roster_lint.differences.difference import Difference
    from roster_lint.settings.settings import Settings

EPILOG = """\
\b
Examples:
  roster-lint diff sent-yesterday.zip export.zip --vendor clever
  roster-lint diff sent-yesterday.zip export.zip --allow "students deleted=340"
  roster-lint diff last-year.zip export.zip --rollover --html rollover.html
  roster-lint diff sent-yesterday.zip export.zip --changes changes.csv

\b
Exit codes:
  0  within all limits, or what exceeds them is allowed
  1  a limit is exceeded: look before you send
  2  wrong usage or settings, or payloads of different school years
  3  incomplete: a payload is not whole, so nothing can be concluded
"""

_SIDE = (
    "A OneRoster bundle, as `roster-lint preview --to` writes one, a Campus snapshot, or a "
    "database URL."
)


@with_some_run_options(
    "vendor",
    "oneroster",
    "as_of",
    "year",
    "school",
    "date_format",
    "fail_on",
    "output_format",
    "output_file",
    "html",
    "log",
    "timings",
    "color",
    "quiet",
    "memory",
    "config",
    *API_FLAGS,
)
def diff(
    ctx: typer.Context,
    options: RunOptions,
    before: Annotated[
        str,
        typer.Argument(
            metavar="BEFORE",
            rich_help_panel=SOURCE,
            help=f"What the vendor has now. {_SIDE}",
            show_default=False,
        ),
    ],
    after: Annotated[
        str,
        typer.Argument(
            metavar="AFTER",
            rich_help_panel=SOURCE,
            help="What is to be sent next: any of these.",
            show_default=False,
        ),
    ],
    before_as_of: Annotated[
        str | None,
        option(SOURCE, "DATE", "The date to judge BEFORE by. Default: that of --as-of."),
    ] = None,
    rollover: Annotated[
        bool,
        option(
            RULES,
            None,
            "Compare payloads of different school years, by school and course.",
            "--rollover",
        ),
    ] = False,
    allow: Annotated[
        list[str] | None,
        option(
            RULES,
            "NAME=NUMBER",
            'Allow up to this many records beyond a limit ("students deleted=340"). Repeatable.',
        ),
    ] = None,
    changes: Annotated[
        Path | None,
        option(
            OUTPUT,
            "FILE",
            "Also list every record that changes as CSV: ids and field names, no names of people.",
        ),
    ] = None,
) -> None:
    """Compare two payloads: what a vendor will see added, changed and gone if AFTER is sent.

    Stops where more would go than your limits allow, or where a vendor is documented to hold the
    sync. Counts and ids only: no names of people.
    """
    from roster_lint.cli.broken_off import reported_in_json
    from roster_lint.cli.places import check_log, dated
    from roster_lint.cli.run_log import logged
    from roster_lint.cli.timings import print_timings
    from roster_lint.settings.loader import load_settings

    settings = load_settings(options.flags, options.config)
    # The settings say where the lint's own reports go: this output does not belong there.
    wanted_format = settings.output_format if settings.output_format == "json" else "text"
    files = {
        name: None if path is None else Path(path)
        for name, path in (
            ("html", options.html),
            ("output_file", options.output_file),
            ("log", options.log),
        )
    }
    others = {"output": (), "worklists": None, "workbook": None, "missing": None, "email": None}
    settings = settings.model_copy(update={"output_format": wanted_format, **files, **others})
    wanted = settings.output_format == "json"
    with reported_in_json(settings, wanted=wanted):
        settings = dated(settings)
        for source in (before, after):
            check_log(settings, source, options.config)
    with logged(settings):
        with reported_in_json(settings, wanted=wanted):
            _check_places(settings, before, after, options.config, changes)
        with reported_in_json(settings, wanted=wanted, file=settings.output_file):
            found = _compared(
                settings,
                (before, after),
                allow or (),
                _day(before_as_of),
                changes,
                rollover=rollover,
            )
        _note_verdict(found)
        with timed_step("write the report"):
            _write(found, settings)
        if settings.timings:
            print_timings({}, settings.color)
        raise typer.Exit(found.exit_code)


def _note_verdict(found: "Difference") -> None:
    """For the log: how it came out, in numbers."""
    severities = [alarm.severity for alarm in found.alarms if not alarm.is_allowed]
    counts = {f"{name}s": severities.count(name) for name in ("error", "warning")}
    note_event("verdict", verdict=found.verdict, **counts)


def _day(text: str | None) -> "date | None":
    if text is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--before-as-of: '{text}' is no date. Write it as 2026-08-12.") from None


def _check_places(
    settings: "Settings", before: str, after: str, config: Path | None, changes: Path | None
) -> None:
    """Refuses to write where it cannot be done, or over what is read."""
    from roster_lint.cli.inputs import inputs_of, source_inputs
    from roster_lint.files.targets import Target, check_targets

    named = (
        (settings.output_file, "--output-file"),
        (settings.html, "--html"),
        (changes, "--changes"),
        (settings.log, "--log"),
    )
    targets = [Target(path, name) for path, name in named if path is not None]
    check_targets(targets, [*inputs_of(settings, before, config), *source_inputs(after)])


def _compared(
    settings: "Settings",
    sides: tuple[str, str],
    allow: "list[str] | tuple[str, ...]",
    before_as_of: "date | None",
    changes: Path | None,
    *,
    rollover: bool,
) -> "Difference":
    """The comparison; the list of changes is written while the engine still holds them."""
    from roster_lint.cli.progress import progress_bars
    from roster_lint.differences.allowed import parse_allowed
    from roster_lint.differences.comparing import compare, refuse_unknown_limits
    from roster_lint.pair.loading import load_pair
    from roster_lint.vendors.several import Vendors

    allowed, vendors = parse_allowed(allow), Vendors.named(settings.vendor)
    refuse_unknown_limits(settings)
    with (
        progress_bars(quiet=settings.quiet) as progress,
        load_pair(*sides, settings, progress, before_as_of=before_as_of) as pair,
    ):
        found = compare(pair, settings, vendors, allowed, rollover=rollover, progress=progress)
        if changes is not None and not found.incomplete:
            from roster_lint.differences.changes import write_changes
            from roster_lint.files.whole import written_whole

            with written_whole(changes, private=True) as stream:
                rows = write_changes(pair.engine, stream)
            if not settings.quiet:
                typer.echo(f"{rows:,} changes are listed in {changes}.", err=True)
    return found


def _write(found: "Difference", settings: "Settings") -> None:
    from roster_lint.cli.output import write_page, write_result
    from roster_lint.differences.formats.json import write_json
    from roster_lint.differences.formats.text import write_last_line, write_text

    def write(stream: "TextIO", console: "Console | None") -> None:
        if console is None:
            write_json(found, stream)
        else:
            write_text(found, console)

    last = partial(write_last_line, found)
    is_text = settings.output_format != "json"
    write_result(write, last, settings, settings.output_file, is_text=is_text, name="report")
    if settings.html is not None:
        from roster_lint.differences.formats.html import write_html

        write_page(partial(write_html, found), settings.html, quiet=settings.quiet)
