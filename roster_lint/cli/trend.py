"""``roster-lint trend FOLDER``: whether the reports of many nights get better."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.compare import OutputFileOption, file_given_before
from roster_lint.cli.help import OUTPUT
from roster_lint.cli.option import option
from roster_lint.cli.options import FormatOption, RunOptions
from roster_lint.cli.sharing import refuse_report_format, with_some_run_options
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import Console

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
        from roster_lint.cli.output import write_page
        from roster_lint.history.formats.page import write_html

        write_page(partial(write_html, found), page, quiet=settings.quiet)
    raise typer.Exit(found.exit_code)


def _format_before(ctx: typer.Context) -> str | None:
    from roster_lint.cli.sharing import given_before

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
    from roster_lint.cli.output import write_result
    from roster_lint.history.formats.trend_json import write_json
    from roster_lint.history.formats.trend_text import write_answers, write_trend

    def write(stream: "TextIO", console: "Console | None") -> None:
        if console is None:
            write_json(found, stream)
        else:
            write_trend(found, console, nights=nights)

    last = partial(write_answers, found)
    write_result(write, last, settings, file, is_text=wanted != "json", name="trend")
