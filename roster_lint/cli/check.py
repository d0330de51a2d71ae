"""``roster-lint check SOURCE``: lints a named source."""

from typing import Annotated

import typer

from roster_lint.cli.help import SOURCE
from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_run_options

EPILOG = """\
\b
Examples:
  roster-lint check export.zip --vendor google-classroom
  roster-lint check mssql://lint@sis.example.org/campus --oneroster 1.2
  roster-lint check export --school 12 --output-format json > report.json
  roster-lint check bundle.zip --vendor clever
  roster-lint check https://sis.example.org/ims/oneroster/v1p1 --client-id ID
"""


@with_run_options
def check(
    ctx: typer.Context,
    options: RunOptions,
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            rich_help_panel=SOURCE,
            help="A database URL, a folder or zip with one CSV file per Campus table, a "
            "OneRoster bundle, or the base URL of a OneRoster API.",
            show_default=False,
        ),
    ],
) -> None:
    """Lint a source: a Campus database, a snapshot of one, a OneRoster bundle or API."""
    from roster_lint.cli.run import lint_and_report
    from roster_lint.settings.loader import load_settings

    settings = load_settings({**options.flags, "source": source}, options.config)
    lint_and_report(settings, options.config, typed=options.flags)
