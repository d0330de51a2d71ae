"""``roster-lint doctor``: what a source has, what is missing, and what that costs."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.api_options import API_OPTIONS
from roster_lint.cli.help import SOURCE
from roster_lint.cli.option import option
from roster_lint.cli.options import ConfigOption, DateFormatOption, RunOptions
from roster_lint.cli.run import source_of
from roster_lint.cli.sharing import given_before, with_some_run_options
from roster_lint.errors import SourceError, UsageError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from roster_lint.cli.examination import Examination, TableState
    from roster_lint.report.formats.text.page import Block
    from roster_lint.settings.settings import Settings
    from roster_lint.sources.database_facts import Server

    Silent = list[tuple[str, str]]
    """Checks that cannot run, as code and name, and why."""


EPILOG = """\
\b
Examples:
  roster-lint doctor district.zip
  roster-lint doctor mssql://lint@sis.example.org/campus
  roster-lint doctor --exact mssql://lint@sis.example.org/campus
"""

_ROWS_A_SECOND = 250_000
"""A lint from a database on the same machine; SQL Server's driver is not the quickest."""


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
    exact: Annotated[
        bool,
        option(
            SOURCE,
            None,
            "Count a database's rows. Not set: what its statistics say is shown, with ~.",
            "--exact",
        ),
    ] = False,
    date_format: DateFormatOption = None,
    config: ConfigOption = None,
) -> None:
    """Say what a source has, what is missing, and what that costs.

    Lists tables, columns, rows, and the checks that cannot run, with the reason; for a database
    also its version, the login and what it may not read, how the tables are read and who waits for
    whom. For a OneRoster API: which collections answer, how they are counted and paged, how to log
    in.

    Exit code 0 if the source can be judged, 3 if not.
    """
    from roster_lint.cli.examination import examine
    from roster_lint.cli.output import console_for, reader_may_leave
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
        examination = examine(opened, exact=exact)
    with reader_may_leave():
        console = console_for(sys.stdout)
        # At once: the trial run takes as long as a lint.
        _show(console, _has(examination))
        obstacles, silent = _trial_run(settings)
        _show(console, _judgement(obstacles, silent))
    raise typer.Exit(3 if obstacles else 0)


def _trial_run(settings: "Settings") -> tuple[list[str], "Silent"]:
    """What a whole run says: only the engine finds everything that keeps a check from running."""
    from roster_lint.cli.progress import progress_bars
    from roster_lint.linter import lint

    try:
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
    except SourceError as error:
        return [str(error)], []


def _show(console: "Console", blocks: "Iterable[Block]") -> None:
    from roster_lint.report.formats.text.page import Page

    for block in blocks:
        console.print(Page(block))


def _has(examination: "Examination") -> "Iterator[Block]":
    """What the source has, and what is missing."""
    from rich.text import Text

    from roster_lint.report.formats.text.page import BLANK, heading, indented

    yield Text(f"{examination.kind}: {examination.location}")
    if examination.server:
        yield from _of_server(examination.server, examination)
    yield from (Text(note) for note in examination.notes)
    yield from (BLANK, _tables(examination))
    denied = _denied(examination)
    if denied:
        yield from heading("The login may not read")
        yield from (indented(Text(line), 2) for line in denied)
    lacking = _optional(examination)
    if lacking:
        yield from heading("Optional, and not there")
        yield from (indented(Text(line), 2) for line in lacking)


def _of_server(server: "Server", examination: "Examination") -> "Iterator[Block]":
    from rich.text import Text

    from roster_lint.report.formats.text.page import labelled

    estimated = any(state.is_estimate for state in examination.tables)
    facts = {
        "Server": server.version,
        "Login": server.login,
        "Isolation": server.isolation,
        "Time": f"{_rough_time(examination.rows)} for {'~' if estimated else ''}"
        f"{examination.rows:,} rows, and longer over a slow network",
    }
    for label, fact in facts.items():
        if fact:
            yield labelled(label, Text(fact), width=11)


def _rough_time(rows: int) -> str:
    seconds = 2 + rows / _ROWS_A_SECOND
    if seconds < 10:
        return "a few seconds"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} seconds"
    return f"about {seconds / 60:.0f} minutes"


def _judgement(obstacles: list[str], silent: "Silent") -> "Iterator[Block]":
    """What can be judged."""
    from rich.text import Text

    from roster_lint.report.formats.text.page import heading, indented

    if silent:
        yield from heading("Checks that cannot run")
        for reason in dict.fromkeys(reason for _, reason in silent):
            names = ", ".join(name for name, why in silent if why == reason)
            yield indented(Text(f"{names}: {reason}"), 2)
    yield from heading("Not judgeable in full" if obstacles else "Judgeable")
    lines = obstacles or ["All needed tables and columns are there. `roster-lint check` judges it."]
    yield from (indented(Text(line), 2) for line in lines)


def _tables(examination: "Examination") -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 3))
    for justify in ("left", "left", "right"):
        grid.add_column(justify=justify)
    grid.add_row(*(Text(title, style="dim") for title in ("Table", "Columns", "Rows")))
    for state in examination.tables:
        bad = state.problem or (state.table.needed and state.missing(needed=True))
        grid.add_row(
            Text(state.found.place if state.found else state.table.name),
            Text(_columns(state), style="bold red" if bad else ""),
            Text("unreadable" if state.problem else _rows(state)),
        )
    return grid


def _columns(state: "TableState") -> str:
    if state.found is None:
        if state.denied is None:
            return "may not be read"
        return "missing" if state.table.needed else "not there (optional)"
    has, total = len(state.found.columns), len(state.table.columns)
    return f"all {total}" if has == total else f"{has} of {total}"


def _rows(state: "TableState") -> str:
    if state.rows is None:
        return ""
    return f"{'~' if state.is_estimate else ''}{state.rows:,}"


def _denied(examination: "Examination") -> list[str]:
    lines = []
    for state in examination.tables:
        if state.denied is None:
            lines.append(f"{state.table.name} (the whole table)")
        elif state.denied:
            lines.append(f"{state.table.name}: {', '.join(state.denied)}")
    if lines:
        dialect = examination.server.dialect if examination.server else "mssql"
        lines.append(
            f"`roster-lint snapshot --print-grants LOGIN --dialect {dialect}` prints what has to be"
            " granted."
        )
    return lines


def _optional(examination: "Examination") -> list[str]:
    lines = []
    for state in examination.tables:
        columns = [c for c in state.missing(needed=False) if c not in (state.denied or ())]
        if state.denied is None:
            continue
        if state.found is None and not state.table.needed:
            lines.append(f"{state.table.name} (the whole table)")
        elif columns:
            lines.append(f"{state.table.name}: {', '.join(columns)}")
    return lines
