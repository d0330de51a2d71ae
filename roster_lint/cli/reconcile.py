"""``roster-lint reconcile SIS API``: what should be served, beside what is served, and why not."""

import sys
from datetime import date
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

if TYPE_CHECKING:
    from roster_lint.reconcile.result import Reconciliation
    from roster_lint.settings.settings import Settings

EPILOG = """\
\b
Examples:
  roster-lint reconcile export.zip bundle.zip
  roster-lint reconcile export.zip bundle.zip --cache-time 2026-08-09 --html differences.html
  roster-lint reconcile export.zip bundle.zip --lists differences
  roster-lint reconcile export.zip bundle.zip --calibrate
  roster-lint reconcile export.zip https://sis.example.org/ims/oneroster/v1p1 --client-id ID

\b
Exit codes:
  0  what is served is what is predicted
  1  they differ
  2  wrong usage or settings
  3  a side is incomplete: nothing is reconciled
"""


@with_some_run_options(
    "as_of",
    "year",
    "school",
    "date_format",
    "output_format",
    "html",
    "show",
    "show_personal_data",
    "quiet",
    "memory",
    "config",
    *API_FLAGS,
)
def reconcile(
    ctx: typer.Context,
    options: RunOptions,
    sis: Annotated[
        str,
        typer.Argument(
            metavar="SIS",
            help="Infinite Campus data: a database URL, or a folder or zip of CSV files.",
            show_default=False,
        ),
    ],
    api: Annotated[
        str,
        typer.Argument(
            metavar="API",
            help="What is served: a OneRoster API, or a bundle.",
            show_default=False,
        ),
    ],
    calibrate: Annotated[
        bool,
        option(
            RULES,
            None,
            "Find the readings of the article that explain what is served, and print the "
            "settings to keep.",
            "--calibrate",
        ),
    ] = False,
    cache_time: Annotated[
        str | None,
        option(
            SOURCE,
            "DATE",
            "When Campus last refreshed its OneRoster cache: what was changed on that day or later "
            "may not be served yet.",
            "--cache-time",
        ),
    ] = None,
    lists: Annotated[
        Path | None,
        option(
            OUTPUT,
            "FOLDER",
            "Also write every difference there, one CSV file an entity; only you can read them.",
            "--lists",
        ),
    ] = None,
) -> None:
    """Compare what the API should serve with what it serves, and say why the two differ.

    Per entity and school: predicted and served, predicted but not served, served but not
    predicted, served with other values; each difference with its likely reason. The prediction is
    made in the OneRoster version that is served.
    """
    from roster_lint.cli.broken_off import reported_in_files, reported_in_json
    from roster_lint.cli.output import write_page
    from roster_lint.cli.progress import progress_bars
    from roster_lint.prepare import completed
    from roster_lint.reconcile.formats import write_html
    from roster_lint.reconcile.options import Options
    from roster_lint.reconcile.reconciling import reconcile as reconciled
    from roster_lint.settings.loader import load_settings

    settings = completed(load_settings({**options.flags, "source": sis}, options.config))
    asked = Options(_day(cache_time), calibrate)
    html = _with_date(options.html, settings)
    as_json = options.output_format == "json"
    with reported_in_json(settings, wanted=as_json):
        _check_places(settings, sis, api, options.config, html, lists)
    # The settings of a report do not apply here.
    pages = settings.model_copy(update={"html": html, "output": (), "email": None})
    with (
        reported_in_json(settings, wanted=as_json),
        reported_in_files(pages),
        progress_bars(quiet=settings.quiet) as progress,
    ):
        found = reconciled(sis, api, settings, asked, progress)
    with found:
        _print(found, settings, options)
        if html is not None:
            write_page(partial(write_html, found), html, quiet=settings.quiet)
        if lists is not None:
            _write_lists(found, settings, lists)
        raise typer.Exit(found.exit_code)


def _day(text: str | None) -> date | None:
    """The day of a date, or of a date with a time."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip().replace(" ", "T").partition("T")[0])
    except ValueError:
        raise UsageError(f"--cache-time: '{text}' is no date such as 2026-08-10.") from None


def _with_date(path: str | None, settings: "Settings") -> Path | None:
    from roster_lint.cli.places import with_date

    return None if path is None else with_date(Path(path), str(settings.as_of))


def _check_places(
    settings: "Settings",
    sis: str,
    api: str,
    config: Path | None,
    html: Path | None,
    lists: Path | None,
) -> None:
    """Refuses what could not be written, or would be written over one of the two sides."""
    from roster_lint.cli.inputs import inputs_of, source_inputs
    from roster_lint.files.targets import Target, check_targets
    from roster_lint.reconcile.formats.lists import check_lists

    targets = [Target(html, "--html")] if html is not None else []
    if lists is not None:
        targets.append(Target(lists, "--lists", folder=True))
    check_targets(targets, [*inputs_of(settings, sis, config), *source_inputs(api)])
    if lists is not None:
        check_lists(lists)


def _print(found: "Reconciliation", settings: "Settings", options: RunOptions) -> None:
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.reconcile.formats import last_line, write_json, write_text

    personal = settings.show_personal_data
    with reader_may_leave():
        if options.output_format == "json":
            write_json(found, sys.stdout, personal=personal)
        elif settings.quiet:
            console_for(sys.stdout).print(last_line(found), soft_wrap=True)
        else:
            write_text(found, console_for(sys.stdout), show=_shown(options), personal=personal)


def _shown(options: RunOptions) -> int:
    """How many differences are shown one by one: none by default."""
    if options.show is None:
        return 3 if options.show_personal_data else 0
    return sys.maxsize if options.show == "all" else int(options.show)


def _write_lists(found: "Reconciliation", settings: "Settings", folder: Path) -> None:
    from roster_lint.reconcile.formats import write_lists

    personal = settings.show_personal_data
    written = write_lists(found, folder, personal=personal)
    files = "1 list is" if written == 1 else f"{written} lists are"
    holds = " They hold personal data: only you can read them." if personal else ""
    if not settings.quiet:
        typer.echo(f"{files} in {folder}.{holds if written else ''}", err=True)
