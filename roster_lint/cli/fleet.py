"""``roster-lint fleet LIST``: lints many districts, each by itself, and sums up."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.help import OUTPUT, RUNNING, SOURCE
from roster_lint.cli.option import option
from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_some_run_options
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from roster_lint.fleet.district import ReportKind
    from roster_lint.fleet.summary import Summary

EPILOG = """\
\b
Examples:
  roster-lint fleet exports --out results
  roster-lint fleet districts.csv --out results-{date} --resume
  roster-lint fleet 'exports/*.zip' --reports json,html --before old.json
  roster-lint fleet districts.toml --dask tcp://scheduler:8786 --out /shared
"""

_FORMATS = ("text", "json", "csv")
_RUN_OPTIONS = (
    "vendor",
    "accounts",
    "oneroster",
    "as_of",
    "year",
    "school",
    "date_format",
    "client_id",
    "token_url",
    "select",
    "ignore",
    "fail_on",
    "strict_baseline",
    "no_suppress",
    "color",
    "memory",
    "quiet",
    "config",
)


@with_some_run_options(*_RUN_OPTIONS)
def fleet(
    ctx: typer.Context,
    options: RunOptions,
    districts: Annotated[
        str,
        typer.Argument(
            metavar="LIST",
            rich_help_panel=SOURCE,
            help="A folder of snapshots and bundles, a pattern in quotation marks, or a CSV or "
            "TOML file with a row for each district: name, source, vendor, version, settings, "
            "accounts.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        option(
            OUTPUT,
            "FOLDER",
            "Write summary.json, .csv and .html, and a report of each district. {date} in it is "
            "the date judged.",
        ),
    ] = None,
    reports: Annotated[
        str | None,
        option(
            OUTPUT,
            "FORMATS",
            "What each district's report is: json, html, jsonl, sarif, junit, markdown, csv, with "
            "commas between; none for only the summary. Default: json.",
        ),
    ] = None,
    output_format: Annotated[
        str | None, option(OUTPUT, "text|json|csv", "What is printed. Default: text.")
    ] = None,
    show: Annotated[
        str | None,
        option(OUTPUT, "N|all", "Districts to print of each verdict. Default: 15."),
    ] = None,
    before: Annotated[
        Path | None,
        option(OUTPUT, "SUMMARY.json", "Say what has changed since an earlier summary."),
    ] = None,
    log: Annotated[
        Path | None, option(OUTPUT, "FILE", "Add a line of JSON for each district that is done.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Districts to lint at a time. Default: as many as cores and memory allow.",
            rich_help_panel=RUNNING,
        ),
    ] = None,
    dask: Annotated[
        str | None,
        option(
            RUNNING,
            "ADDRESS",
            "Lint on the Dask cluster with this scheduler (tcp://host:8786), or whose scheduler "
            "file this is. Needs roster-lint[fleet].",
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            min=0.1,
            help="Give up on a district after this time. Default: never.",
            rich_help_panel=RUNNING,
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Keep districts in --out that were judged by the same version and settings, and "
            "whose source has not changed since.",
            rich_help_panel=RUNNING,
        ),
    ] = False,
) -> None:
    """Lint many districts, each by itself, and sum up which are ready.

    A district that cannot be read, or that takes too long, is incomplete; the others go on.
    --memory is what the engine of each may hold; by default they share what the machine has.
    """
    from roster_lint.cli.fleet_places import check_fleet_places, dated_folder
    from roster_lint.cli.fleet_progress import fleet_progress
    from roster_lint.fleet.listing import districts_of
    from roster_lint.fleet.tasks import Wanted
    from roster_lint.fleet.whole_run import How, run_fleet

    printed = _format(output_format or options.output_format)
    shown = _number(show)
    if resume and out is None:
        raise UsageError("--resume keeps what is in the folder of --out: name that, too.")
    if dask is not None and workers is not None:
        raise UsageError("--workers is for this machine: a Dask cluster has its own number.")
    flags = {k: v for k, v in options.flags.items() if k in _RUN_OPTIONS}
    if out is not None:
        out = dated_folder(out, flags, options.config)
    kinds = _kinds(reports, out)
    wanted = Wanted(flags, options.config, out, kinds, timeout)
    log = log or (Path(options.log) if options.log else None)
    how = How(workers, dask, resume, before, log)
    listing = districts_of(districts)
    check_fleet_places(listing, wanted, how)
    quiet = bool(options.quiet)
    if listing.passed_over and not quiet:
        _say_passed_over(listing.passed_over)
    with _kept(out), fleet_progress(quiet=quiet) as progress:
        summary = run_fleet(listing, wanted, how, progress)
    _print(summary, printed, shown, options)
    if out is not None and not quiet:
        typer.echo(f"The summary is in {out / 'summary.html'}, .json and .csv.", err=True)
    raise typer.Exit(summary.exit_code)


@contextmanager
def _kept(out: Path | None) -> Iterator[None]:
    """Says what is left of a run that was stopped."""
    try:
        yield
    except KeyboardInterrupt:
        if out is not None:
            typer.echo(f"What is done is in {out}: --resume goes on from there.", err=True)
        raise


def _format(wanted: str | None) -> str:
    if wanted is None or wanted in _FORMATS:
        return wanted or "text"
    raise UsageError(f"--output-format: a summary is text, json or csv, not '{wanted}'.")


def _number(show: str | None) -> int | None:
    """How many districts to print; None for all."""
    from roster_lint.fleet.formats.text import SHOWN

    if show == "all":
        return None
    if show is not None and not (show.isascii() and show.isdigit()):
        raise UsageError(f"--show must be a number or all, not '{show}'.")
    return SHOWN if show is None else int(show)


def _kinds(said: str | None, out: Path | None) -> "tuple[ReportKind, ...]":
    from typing import cast

    from roster_lint.fleet.district import ENDINGS

    if said is None:
        return ("json",) if out is not None else ()
    kinds = [kind.strip() for kind in said.split(",") if kind.strip()]
    if kinds == ["none"]:
        return ()
    for kind in kinds:
        if kind not in ENDINGS:
            raise UsageError(f"--reports: '{kind}' is none of {', '.join(ENDINGS)}, none.")
    if out is None:
        raise UsageError("--reports says what is written: --out says where.")
    return cast("tuple[ReportKind, ...]", tuple(dict.fromkeys(kinds)))


def _say_passed_over(names: tuple[str, ...]) -> None:
    from roster_lint.checks.messages import printable

    some = ", ".join(printable(name) for name in names[:3])
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    typer.echo(f"Neither a folder nor a zip, so no district: {some}{more}.", err=True)


def _print(summary: "Summary", form: str, show: int | None, options: RunOptions) -> None:
    from typing import cast

    from roster_lint.cli.output import Color, console_for, reader_may_leave
    from roster_lint.fleet.formats import csv, json, text

    color = cast("Color", options.color if options.color in ("always", "never") else "auto")
    with reader_may_leave():
        if form == "text" and not options.quiet:
            console = console_for(sys.stdout, color)
            text.write(summary, console, show=show)
            console.print()
        elif form == "json":
            json.write(summary, sys.stdout)
        elif form == "csv":
            csv.write(summary, sys.stdout)
        # A program parses such a format on stdout, so the last line goes to stderr.
        if form == "text" or options.quiet:
            stream = sys.stdout if form == "text" else sys.stderr
            console_for(stream, color).print(text.last_line(summary), soft_wrap=True)
