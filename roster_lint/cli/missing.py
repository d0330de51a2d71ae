"""``roster-lint missing SOURCE``: lists every record that will not sync, and nothing else."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_some_run_options

EPILOG = """\
\b
Examples:
  roster-lint missing export.zip --out missing.csv
  roster-lint missing export.zip --vendor google-classroom --rosters > missing.csv
  roster-lint missing --school 12 --oneroster 1.2

\b
Exit codes:
  0  ready: no finding at or above --fail-on
  1  not ready
  2  wrong usage or settings
  3  incomplete: the source could not be judged
"""

Refused = Annotated[list[str] | None, typer.Option(hidden=True)]


@with_some_run_options(
    "vendor",
    "accounts",
    "oneroster",
    "as_of",
    "year",
    "school",
    "fail_on",
    "rosters",
    "show_personal_data",
    "quiet",
    "memory",
    "config",
)
def missing(
    ctx: typer.Context,
    options: RunOptions,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="A database URL, or a folder or zip with one CSV file per Campus table; else the "
            "configured source.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write the list there, with names; only you can read it. Default: stdout, with "
            "names only by --show-personal-data.",
            show_default=False,
        ),
    ] = None,
    select: Refused = None,
    ignore: Refused = None,
) -> None:
    """List as CSV who and what will not sync or is sent as ToBeDeleted.

    One row for each person and population and each class, with --rosters also for each roster
    record: IDs, school, every criterion that it fails, the checks that name it, what to do, and
    which of four outcomes it has: held back by a fault, sent as ToBeDeleted, left out as marked,
    not used by this vendor. The report's funnel counts the same rows.
    """
    from roster_lint.cli.missing_list import (
        check_missing_list,
        print_missing_list,
        write_missing_file,
    )
    from roster_lint.cli.places import check_other_places, dated, with_date
    from roster_lint.cli.progress import progress_bars
    from roster_lint.cli.run import print_last_line, source_of
    from roster_lint.files.targets import Target
    from roster_lint.settings.loader import load_settings

    # Accepted only to be refused with the reason.
    limits = {name: value for name, value in (("select", select), ("ignore", ignore)) if value}
    settings = load_settings({**options.flags, **limits, "source": source}, options.config)
    place = source_of(settings)
    settings = dated(settings)
    check_missing_list(settings, place)
    if out is None:
        check_other_places(settings, place, options.config)
    else:
        out = with_date(out, str(settings.as_of))
        check_other_places(settings, place, options.config, Target(out, "--out"))
    from roster_lint.linter import lint

    with progress_bars(quiet=settings.quiet) as progress:
        report = lint(place, settings=settings, progress=progress)
    with report:
        if out is None:
            names = settings.show_personal_data
            print_missing_list(report, rosters=settings.rosters, names=names)
            print_last_line(report, sys.stderr)
        else:
            write_missing_file(report, out, rosters=settings.rosters)
            print_last_line(report, sys.stdout)
        raise typer.Exit(report.exit_code)
