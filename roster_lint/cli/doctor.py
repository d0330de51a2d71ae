"""``roster-lint doctor``: what a source has, what it lacks, and what that costs."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.api_options import API_OPTIONS
from roster_lint.cli.options import (
    ConfigOption,
    DateFormatOption,
    RunOptions,
    given_before,
    with_some_run_options,
)
from roster_lint.cli.run import source_of
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from roster_lint.cli.examination import Examination
    from roster_lint.settings.settings import Settings

    Silent = list[tuple[str, str]]
    """Checks that cannot run, as code and name, and why."""


@with_some_run_options(*API_OPTIONS)
def doctor(
    ctx: typer.Context,
    options: RunOptions,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="What to look at; else the configured source.",
            show_default=False,
        ),
    ] = None,
    date_format: DateFormatOption = None,
    config: ConfigOption = None,
) -> None:
    """Say what a source has, what it lacks, and what that costs.

    Lists tables, columns, rows, and the checks that cannot run, with the reason. Of a OneRoster
    API: which collections answer, how they are counted and paged, and how it lets in.

    Exit code 0 if the source can be judged, 3 if not.
    """
    from roster_lint.cli.examination import examine
    from roster_lint.cli.places import check_other_places
    from roster_lint.settings.loader import load_settings
    from roster_lint.sources.api.source import ApiSource
    from roster_lint.sources.opening import open_source

    before = given_before(ctx)
    dates = date_format or before.date_format
    flags = {**options.flags, "source": source, "date_format": dates}
    config = config or before.config
    settings = load_settings(flags, config)
    check_other_places(settings, source_of(settings), config)
    place = open_source(source_of(settings), settings)
    if place.kind == "oneroster-bundle":
        raise UsageError(
            "The doctor looks at Infinite Campus data and at APIs. `roster-lint check "
            f"{place.location} --select OB,OF` says what is wrong with a bundle's files."
        )
    if isinstance(place, ApiSource):
        from roster_lint.cli.doctor_api import examine_and_print

        raise typer.Exit(examine_and_print(place, settings))
    with place as opened:
        examination = examine(opened)
    obstacles, silent = _trial_run(settings)
    _print(examination, obstacles, silent)
    raise typer.Exit(3 if obstacles else 0)


def _trial_run(settings: "Settings") -> tuple[list[str], "Silent"]:
    """What a whole run says: only the engine can tell all that keeps a check from running."""
    from roster_lint.cli.progress import progress_bars
    from roster_lint.linter import lint

    with (
        progress_bars(quiet=settings.quiet) as progress,
        lint(source_of(settings), settings=settings, progress=progress) as report,
    ):
        silent = [
            (f"{result.check.code} {result.check.name}", result.reason or result.status)
            for result in report.checks
            if result.status in ("skipped", "crashed")
        ]
        return list(report.incomplete), silent


def _print(examination: "Examination", obstacles: list[str], silent: "Silent") -> None:
    from rich.text import Text

    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.report.formats.text.page import BLANK, Block, Page, heading, indented

    blocks: list[Block] = [Text(f"{examination.kind}: {examination.location}")]
    blocks += [Text(note) for note in examination.notes]
    blocks += [BLANK, _tables(examination)]
    lacking = _optional(examination)
    if lacking:
        blocks += heading("Optional, and not there")
        blocks += [indented(Text(line), 2) for line in lacking]
    if silent:
        blocks += heading("Checks that cannot run")
        for reason in dict.fromkeys(reason for _, reason in silent):
            names = ", ".join(name for name, why in silent if why == reason)
            blocks.append(indented(Text(f"{names}: {reason}"), 2))
    blocks += heading("Not judgeable in full" if obstacles else "Judgeable")
    told = obstacles or ["All needed tables and columns are there. `roster-lint check` judges it."]
    blocks += [indented(Text(line), 2) for line in told]
    with reader_may_leave():
        console = console_for(sys.stdout)
        for block in blocks:
            console.print(Page(block))


def _tables(examination: "Examination") -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 3))
    for justify in ("left", "left", "right"):
        grid.add_column(justify=justify)
    grid.add_row(*(Text(title, style="dim") for title in ("Table", "Columns", "Rows")))
    for state in examination.tables:
        total = len(state.table.columns)
        columns = len(state.found.columns) if state.found else 0
        if state.found is None:
            words = "missing" if state.table.needed else "not there (optional)"
        else:
            words = f"all {total}" if columns == total else f"{columns} of {total}"
        bad = state.problem or (state.table.needed and state.missing(needed=True))
        grid.add_row(
            Text(state.found.place if state.found else state.table.name),
            Text(words, style="bold red" if bad else ""),
            Text("unreadable" if state.problem else _rows(state.rows)),
        )
    return grid


def _rows(rows: int | None) -> str:
    return "" if rows is None else f"{rows:,}"


def _optional(examination: "Examination") -> list[str]:
    lines = []
    for state in examination.tables:
        columns = state.missing(needed=False)
        if state.found is None and not state.table.needed:
            lines.append(f"{state.table.name} (the whole table)")
        elif columns:
            lines.append(f"{state.table.name}: {', '.join(columns)}")
    return lines
