"""``roster-lint baseline``: writes, prunes and shows the findings that a district knows of."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from roster_lint.cli.api_options import API_FLAGS
from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_some_run_options
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from roster_lint.report.baseline import Renewal
    from roster_lint.report.baseline_file import Baseline
    from roster_lint.report.report import Report
    from roster_lint.settings.settings import Settings

EPILOG = """\
\b
Examples:
  roster-lint baseline update export.zip --baseline known.jsonl
  roster-lint check export.zip --baseline known.jsonl --strict-baseline
  roster-lint baseline prune export.zip --baseline known.jsonl
  roster-lint baseline show --baseline known.jsonl
"""

_ACTIONS = ("update", "prune", "show")


@with_some_run_options(
    "vendor",
    "accounts",
    "oneroster",
    "as_of",
    "year",
    "school",
    "date_format",
    "select",
    "ignore",
    "baseline",
    "memory",
    "quiet",
    "config",
    *API_FLAGS,
)
def baseline(
    ctx: typer.Context,
    options: RunOptions,
    action: Annotated[
        str,
        typer.Argument(
            metavar="update|prune|show",
            help="update: add today's findings and remove those that are gone. prune: only "
            "remove. show: how many the file holds, by check and date.",
            show_default=False,
            autocompletion=lambda: list(_ACTIONS),
        ),
    ],
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="A database URL, a folder or zip with one CSV file per Campus table, or a "
            "OneRoster bundle; else the configured source.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Keep the file of known findings, which a run with --baseline does not fail on.

    The file holds no ID and no name: each finding is a salted hash of its check and key. A
    reader of the file who guesses an ID can test the guess, so keep it where reports are kept.
    """
    from roster_lint.settings.loader import load_settings

    if action not in _ACTIONS:
        raise UsageError(f"roster-lint baseline does {', '.join(_ACTIONS)}, and not '{action}'.")
    settings = load_settings({**options.flags, "source": source}, options.config)
    if settings.baseline is None:
        raise UsageError("Name the file: --baseline FILE, or the setting baseline.")
    if action == "show":
        if source is not None:
            raise UsageError("roster-lint baseline show reads only the baseline: leave SOURCE out.")
        _show(settings.baseline)
        return
    _renew(settings, options.config, "update" if action == "update" else "prune")


def _renew(settings: "Settings", config: Path | None, how: Literal["update", "prune"]) -> None:
    """Lints without the baseline, and writes what it becomes."""
    from roster_lint.cli.places import check_other_places, dated
    from roster_lint.cli.progress import progress_bars
    from roster_lint.cli.run import source_of
    from roster_lint.files.targets import Target
    from roster_lint.linter import lint
    from roster_lint.report.baseline_file import read_baseline

    file = settings.baseline
    assert file is not None
    old = read_baseline(file) if file.exists() or how == "prune" else None
    place = source_of(settings)
    without = {"baseline": None, "strict_baseline": False, "no_suppress": False}
    settings = dated(settings.model_copy(update=without))
    check_other_places(settings, place, config, Target(file, "--baseline"))
    with progress_bars(quiet=settings.quiet) as progress:
        report = lint(place, settings=settings, progress=progress)
    with report:
        _write(report, file, old, how)


def _write(
    report: "Report", file: Path, old: "Baseline | None", how: Literal["update", "prune"]
) -> None:
    from roster_lint.files.whole import written_whole
    from roster_lint.report.baseline_file import write_baseline

    if report.incomplete:
        reasons = " ".join(report.incomplete)
        typer.echo(
            f"roster-lint: The baseline {file} is left as it is, since the source could not be "
            f"judged: {reasons}",
            err=True,
        )
        raise typer.Exit(3)
    before = old or _empty(file, report.as_of)
    assert report.renewed is not None
    renewal = report.renewed(before, how)
    other = before.scope.differences(renewal.scope) if old is not None else ()
    if other:
        raise UsageError(
            f"The baseline {file} was made for {' and for '.join(other)}: keep one file for each."
        )
    with written_whole(file, private=False) as stream:
        write_baseline(
            stream, before.salt, report.as_of, renewal.scope, renewal.number, renewal.entries()
        )
    _say(renewal, file)


def _empty(file: Path, as_of: date) -> "Baseline":
    import polars as pl

    from roster_lint.report.baseline_file import Baseline, Scope, new_salt

    columns = {"code": pl.String, "on": pl.String, "mark": pl.String}
    return Baseline(file, new_salt(), as_of, Scope((), "", ()), pl.DataFrame(schema=columns))


def _say(renewal: "Renewal", file: Path) -> None:
    from roster_lint.report.formats.text.wording import counted

    typer.echo(f"{file} holds {counted(renewal.number, 'known finding')}.")
    for numbers, words in ((renewal.added, "taken in"), (renewal.dropped, "taken out")):
        if numbers:
            typer.echo(f"{sum(numbers.values()):,} {words}: {_by_code(numbers)}.")


def _by_code(numbers: "Mapping[str, int]") -> str:
    return ", ".join(f"{code} {number:,}" for code, number in numbers.items())


def _show(file: Path) -> None:
    import polars as pl
    from rich.table import Table

    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.report.baseline_file import read_baseline
    from roster_lint.report.formats.text.wording import counted, number

    known = read_baseline(file)
    scope = known.scope
    parts = [
        f"vendor {', '.join(scope.vendors) or 'none'}",
        f"OneRoster {scope.oneroster}",
        f"school {', '.join(scope.schools)}" if scope.schools else "all schools",
    ]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("check")
    table.add_column("findings", justify="right")
    table.add_column("taken in")
    grouped = known.entries.group_by("code").agg(
        pl.len(), pl.col("on").min().alias("first"), pl.col("on").max().alias("last")
    )
    for code, many, first, last in grouped.sort("code").iter_rows():
        table.add_row(code, number(many), first if first == last else f"{first} to {last}")
    with reader_may_leave():
        console = console_for(sys.stdout)
        console.print(
            f"{file}: {counted(known.entries.height, 'known finding')}, last written as of "
            f"{known.as_of.isoformat()}; {'; '.join(parts)}.",
            soft_wrap=True,
            highlight=False,
            markup=False,
        )
        if known.entries.height:
            console.print(table)
