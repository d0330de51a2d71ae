"""``roster-lint preview``: what the API would serve, counted, and as a OneRoster CSV bundle."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_some_run_options
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from roster_lint.prepare import Prepared
    from roster_lint.settings.settings import Settings
    from roster_lint.vocabulary import Progress

EPILOG = """\
\b
Examples:
  roster-lint preview export.zip
  roster-lint preview export.zip --oneroster 1.2 --to bundle.zip
  roster-lint preview --to bundle --delta

\b
Exit codes:
  0  predicted, whatever is missing
  2  wrong usage or settings
  3  the source could not be judged
"""


@with_some_run_options(
    "vendor",
    "oneroster",
    "as_of",
    "year",
    "school",
    "date_format",
    "output_format",
    "quiet",
    "memory",
    "config",
)
def preview(
    ctx: typer.Context,
    options: RunOptions,
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[SOURCE]",
            help="What to predict from; else the configured source.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="FOLDER|ZIP",
            help="Write a OneRoster CSV bundle there.",
            show_default=False,
        ),
    ] = None,
    delta: Annotated[
        bool,
        typer.Option(
            "--delta", help="Write what is to be deleted too, everything with its status."
        ),
    ] = False,
) -> None:
    """Predict what the API would serve, and write it as a OneRoster bundle.

    The bundle is in bulk mode: only active records, status and date blank. It holds names and
    addresses; only you can read it.
    """
    if delta and to is None:
        raise UsageError("--delta says how to write a bundle: --to says where.")
    from roster_lint.cli.broken_off import reported_in_json
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.cli.progress import progress_bars
    from roster_lint.cli.run import source_of
    from roster_lint.preview.bundle import write_bundle
    from roster_lint.preview.formats import Bundle, last_line, write_json, write_text
    from roster_lint.preview.preview import preview as predicted
    from roster_lint.settings.loader import load_settings

    settings = load_settings({**options.flags, "source": source}, options.config)
    place = source_of(settings)
    with (
        reported_in_json(settings, wanted=settings.output_format == "json"),
        progress_bars(quiet=settings.quiet) as progress,
        _prepared(place, settings, progress, options.config, to) as prepared,
    ):
        found = predicted(prepared)
        bundle = None
        if to is not None:
            files = write_bundle(
                prepared.engine, settings.oneroster, to, delta=delta, progress=progress
            )
            bundle = Bundle(to, delta, files)
    with reader_may_leave():
        if settings.output_format == "json":
            write_json(found, bundle, sys.stdout)
            if bundle is not None and not settings.quiet:
                typer.echo(f"{to} contains personal data: only you can read it.", err=True)
        elif settings.quiet:
            console_for(sys.stdout).print(last_line(found, bundle), soft_wrap=True)
        else:
            write_text(found, bundle, console_for(sys.stdout))


def _prepared(
    source: str,
    settings: "Settings",
    progress: "Progress",
    config: Path | None,
    to: Path | None,
) -> "Prepared":
    """The source read and modeled, once the place for the bundle is known to do."""
    from roster_lint.cli.places import check_other_places
    from roster_lint.files.targets import Target
    from roster_lint.prepare import prepare
    from roster_lint.preview.bundle import check_target, is_zip

    if to is None:
        check_other_places(settings, source, config)
    else:
        check_other_places(settings, source, config, Target(to, "--to", not is_zip(to)))
        check_target(to)
    return prepare(source, settings, progress, only="campus")
