"""``roster-lint trend FOLDER``: whether the reports of many nights get better."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.compare import OutputFileOption, file_given_before
from roster_lint.cli.help import OUTPUT
from roster_lint.cli.option import option
from roster_lint.cli.options import (
    FormatOption,
    RunOptions,
    refuse_report_format,
    with_some_run_options,
)
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from typing import TextIO

    from roster_lint.cli.output import Color
    from roster_lint.history.nights import Trend
    from roster_lint.settings.settings import Settings

EPILOG = """\
\b
Examples:
  roster-lint trend reports
  roster-lint trend reports --html trend.html
  roster-lint trend reports --output-format json

\b
Each night writes its report there:
  roster-lint check --output-format json --output-file reports/{date}.json

\b
Exit codes:
  0  answered, whatever the answer is
  2  wrong usage, or no report in the folder
  3  not a single report is complete
"""

_NIGHTS = 30


@with_some_run_options("html", "color", "quiet", "config")
def trend(
    ctx: typer.Context,
    options: RunOptions,
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            help="Where each night's report is, written with --output-format json or jsonl.",
            show_default=False,
        ),
    ],
    nights: Annotated[
        str, option(OUTPUT, "N|all", "How many of the last nights to list.", "--nights")
    ] = str(_NIGHTS),
    output_format: FormatOption = None,
    output_file: OutputFileOption = None,
) -> None:
    """Say whether the reports of many nights get better: are we getting ready?

    Findings and who will sync, night by night, in the terminal and as a chart on a page (--html).
    Incomplete nights are gaps; different sources, vendors and OneRoster versions are kept apart.
    """
    from roster_lint.cli.progress import progress_bars
    from roster_lint.history.nights import read_trend
    from roster_lint.settings.loader import load_settings

    wanted = output_format or _format_before(ctx)
    refuse_report_format(wanted)
    listed = _number(nights)
    page = None if options.html is None else Path(options.html)
    output_file = output_file or file_given_before(ctx)
    color_and_quiet = {name: value for name, value in options.flags.items() if name != "html"}
    settings = load_settings(color_and_quiet, options.config)
    _check_places(folder, output_file, page)
    with progress_bars(quiet=settings.quiet) as progress:
        found = read_trend(folder, progress)
    _write(found, wanted or "text", output_file, settings, listed)
    if page is not None:
        _write_page(found, page, settings)
    raise typer.Exit(found.exit_code)


def _format_before(ctx: typer.Context) -> str | None:
    from roster_lint.cli.options import given_before

    return given_before(ctx).output_format


def _number(said: str) -> int | None:
    if said == "all":
        return None
    if not said.isascii() or not said.isdigit() or int(said[:9]) == 0:
        raise UsageError(f"--nights is '{said}', but must be a number from 1 on, or all.")
    return int(said[:9])


def _check_places(folder: Path, *places: Path | None) -> None:
    from roster_lint.files.targets import Input, Target, check_targets
    from roster_lint.history.nights import ENDINGS

    labels = ("--output-file", "--html")
    targets = [Target(p, label) for p, label in zip(places, labels, strict=True) if p is not None]
    reports = Input(folder, "the folder of reports", lambda n: n.lower().endswith(ENDINGS))
    check_targets(targets, [reports])


def _write(
    found: "Trend", wanted: str, file: Path | None, settings: "Settings", nights: int | None
) -> None:
    from roster_lint.cli.output import console_for, plain_console, reader_may_leave
    from roster_lint.files.whole import written_whole
    from roster_lint.history.formats.trend_text import write_answers, write_trend

    def render(stream: "TextIO", color: "Color", *, to_file: bool) -> None:
        if wanted == "json":
            from roster_lint.history.formats.trend_json import write_json

            write_json(found, stream)
        else:
            console = (plain_console if to_file else console_for)(stream, color)
            write_trend(found, console, nights=nights)

    if file is not None:
        with written_whole(file, private=False) as stream:
            render(stream, settings.color, to_file=True)
    with reader_may_leave():
        if file is not None or (settings.quiet and wanted == "text"):
            write_answers(found, console_for(sys.stdout, settings.color))
        else:
            render(sys.stdout, settings.color, to_file=False)
    if file is not None and not settings.quiet:
        typer.echo(f"The trend is in {file}.", err=True)


def _write_page(found: "Trend", page: Path, settings: "Settings") -> None:
    from roster_lint.files.whole import written_whole
    from roster_lint.history.formats.page import write_html

    with written_whole(page, private=False) as stream:
        write_html(found, stream)
    if not settings.quiet:
        typer.echo(f"The page is in {page}.", err=True)
