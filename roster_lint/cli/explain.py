"""``roster-lint explain KIND WHO``: why one record will or will not sync, and what decided it."""

import sys
from typing import Annotated

import typer

from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_some_run_options

EPILOG = """\
\b
Examples:
  roster-lint explain student 1217
  roster-lint explain teacher 802014 export.zip --as-of 2026-08-10
  roster-lint explain guardian "last, first" --show-personal-data
  roster-lint explain section 5201 --output-format json

\b
Exit codes:
  0  explained, whatever the outcome
  2  no such record, or several: their IDs are listed
  3  the source does not have what decides it, or could not be judged
"""


@with_some_run_options(
    "vendor",
    "oneroster",
    "as_of",
    "year",
    "school",
    "date_format",
    "output_format",
    "show_personal_data",
    "memory",
    "config",
)
def explain(
    ctx: typer.Context,
    options: RunOptions,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="student, staff, teacher, guardian, relative, section or course.",
            show_default=False,
        ),
    ],
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO",
            help="A personID, student number, staff number, section or course; "
            "a name with --show-personal-data.",
            show_default=False,
        ),
    ],
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="Where to look; else the configured source.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain why one record will or will not sync: every criterion, and what decided it.

    Where a number means several records, write id:1234 or number:1234.
    """
    from roster_lint.cli.broken_off import reported_in_json
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.cli.places import check_other_places
    from roster_lint.cli.progress import progress_bars
    from roster_lint.cli.run import source_of
    from roster_lint.explain import explain as explained_of
    from roster_lint.explain import kind_of
    from roster_lint.explain.formats import write_json, write_text
    from roster_lint.prepare import prepare
    from roster_lint.settings.loader import load_settings

    chosen = kind_of(kind)
    settings = load_settings({**options.flags, "source": source}, options.config)
    check_other_places(settings, source_of(settings), options.config)
    with (
        reported_in_json(settings, wanted=options.output_format == "json"),
        progress_bars(quiet=settings.quiet) as progress,
        prepare(source_of(settings), settings, progress, only="campus") as prepared,
    ):
        explained = explained_of(prepared, chosen, who)
    with reader_may_leave():
        # A report's format in the settings does not apply here.
        if options.output_format == "json":
            write_json(explained, sys.stdout)
        else:
            write_text(explained, console_for(sys.stdout))
    if explained.verdict == "unknown":
        raise typer.Exit(3)
