"""``roster-lint snapshot``: copies a database or what an API serves, or says how to copy."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.api_options import API_OPTIONS
from roster_lint.cli.options import (
    ConfigOption,
    RunOptions,
    given_before,
    with_some_run_options,
)
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings

EPILOG = """\
\b
Examples:
  roster-lint snapshot mssql://lint@sis.example.org/campus export.zip
  roster-lint snapshot export.zip
  roster-lint snapshot https://sis.example.org/v1p1 bundle.zip --client-id ID
  roster-lint snapshot --print-sql --dialect mssql > campus.sql
  roster-lint snapshot --print-grants roster_lint_reader > grants.sql
"""


@with_some_run_options(*API_OPTIONS)
def snapshot(
    ctx: typer.Context,
    options: RunOptions,
    places: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE] OUT.zip",
            help="The database or the API (else the configured one) and the file to write.",
            show_default=False,
        ),
    ] = None,
    print_sql: Annotated[
        bool,
        typer.Option(
            "--print-sql",
            help="Print a script instead, a SELECT per table, for anyone who may query it.",
        ),
    ] = False,
    print_grants: Annotated[
        str | None,
        typer.Option(
            "--print-grants",
            metavar="LOGIN",
            help="Print the fewest rights that this login needs to be used for the lint.",
        ),
    ] = None,
    dialect: Annotated[
        str | None,
        typer.Option(
            metavar="mssql|postgresql|mysql|sqlite",
            help="The SQL that is printed. Default: mssql.",
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Copy what the checks need from a database, or what an API serves, into a zip.

    Of a database the zip holds one CSV file per table, with only the columns that the checks read;
    of a OneRoster API it is a bundle.
    """
    from roster_lint.settings.loader import load_settings

    places = places or []
    config = config or given_before(ctx).config
    if print_sql and print_grants is not None:
        raise UsageError("--print-sql and --print-grants are two scripts: ask for one at a time.")
    if print_sql or print_grants is not None:
        option = "--print-sql" if print_sql else "--print-grants"
        if places:
            raise UsageError(f"{option} reads no source and writes no file: leave them out.")
        _print(load_settings({}, config), dialect or "mssql", print_grants)
        return
    if dialect is not None:
        raise UsageError("--dialect goes with --print-sql and --print-grants only.")
    source, out = _source_and_out(places)
    settings = load_settings({**options.flags, "source": source}, config)
    _copy(settings, config, out)


def _source_and_out(places: list[str]) -> tuple[str | None, Path]:
    from roster_lint.settings.layers import refuse_secret

    if not places or len(places) > 2:
        raise UsageError("Name the file to write, after the database if none is configured.")
    if not places[-1].lower().endswith(".zip") or "://" in places[-1]:
        raise UsageError("The last argument is the file to write: a name that ends in .zip.")
    refuse_secret(places[-1], "OUT.zip")
    return (places[0] if len(places) == 2 else None), Path(places[-1])


def _print(settings: "Settings", dialect: str, login: str | None) -> None:
    from roster_lint.cli.output import reader_may_leave
    from roster_lint.contracts.table import campus_tables
    from roster_lint.sources.database_script import copy_script, grants

    tables = list(campus_tables().values())
    if login is None:
        text = copy_script(tables, dialect, settings.schema_name)
    else:
        text = grants(tables, login, dialect, settings.schema_name)
    with reader_may_leave():
        sys.stdout.write(text)


def _copy(settings: "Settings", config: Path | None, out: Path) -> None:
    from roster_lint.cli.places import check_other_places
    from roster_lint.cli.progress import progress_bars
    from roster_lint.files.targets import Target
    from roster_lint.sources.api.source import ApiSource
    from roster_lint.sources.opening import open_source
    from roster_lint.sources.snapshot_writer import refuse_existing, write_snapshot

    if settings.source is None:
        raise UsageError(
            "There is nothing to copy from: name it before the file, or set `source` in "
            "roster-lint.toml."
        )
    refuse_existing(out)
    check_other_places(settings, settings.source, config, Target(out, "OUT.zip"))
    with (
        progress_bars(quiet=settings.quiet) as progress,
        open_source(settings.source, settings) as source,
    ):
        if isinstance(source, ApiSource):
            from roster_lint.loading.api.saving import save_bundle

            what, rows = "records", save_bundle(source, settings, out, progress)
            for note in source.notes:
                typer.echo(note, err=True)
        else:
            what, rows = "rows", write_snapshot(source, out, progress)
    size, kinds = out.stat().st_size, "collections" if what == "records" else "tables"
    typer.echo(
        f"{out} holds {sum(rows.values()):,} {what} of {len(rows)} {kinds} in {_in_words(size)}. "
        "It contains personal data: only you can read the file, so keep it that way."
    )


def _in_words(size: int) -> str:
    for unit, bytes_each in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= bytes_each:
            return f"{size / bytes_each:,.1f} {unit}"
    return f"{size} bytes"
