"""``roster-lint snapshot``: copies a database or what an API serves, or says how to copy."""

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.api_options import API_OPTIONS
from roster_lint.cli.options import ConfigOption, RunOptions
from roster_lint.cli.sharing import given_before, with_some_run_options
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
  roster-lint snapshot --print-script powershell > export.ps1
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
    print_script: Annotated[
        str | None,
        typer.Option(
            "--print-script",
            metavar="powershell|bcp",
            help="Print a script that exports all tables of a SQL Server as CSV files in one go.",
        ),
    ] = None,
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

    From a database, the zip holds one CSV file per table with only the columns that the checks
    read; from a OneRoster API, it is a bundle.
    """
    from roster_lint.settings.loader import load_settings

    places = places or []
    config = config or given_before(ctx).config
    asked = {
        "--print-sql": print_sql,
        "--print-script": print_script is not None,
        "--print-grants": print_grants is not None,
    }
    scripts = [name for name, is_asked in asked.items() if is_asked]
    if len(scripts) > 1:
        raise UsageError(f"{' and '.join(scripts)} are two scripts: ask for one at a time.")
    if scripts:
        if places:
            raise UsageError(f"{scripts[0]} reads no source and writes no file: leave them out.")
        settings = load_settings({}, config)
        _print(_script(settings, dialect, print_script, print_grants))
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


def _script(settings: "Settings", dialect: str | None, kind: str | None, login: str | None) -> str:
    from roster_lint.contracts.table import campus_tables
    from roster_lint.sources.database_export import export_script
    from roster_lint.sources.database_script import copy_script, grants

    tables, schema = list(campus_tables().values()), settings.schema_name
    if kind is not None:
        if dialect not in (None, "mssql"):
            raise UsageError("--print-script is for SQL Server: for others there is --print-sql.")
        text = export_script(tables, kind, schema)
        # cmd.exe fails on a file without carriage returns; Windows adds them by itself.
        return text.replace("\n", "\r\n") if kind == "bcp" and os.linesep == "\n" else text
    if login is not None:
        return grants(tables, login, dialect or "mssql", schema)
    return copy_script(tables, dialect or "mssql", schema)


def _print(text: str) -> None:
    from roster_lint.cli.output import reader_may_leave

    with reader_may_leave():
        sys.stdout.write(text)


def _copy(settings: "Settings", config: Path | None, out: Path) -> None:
    from roster_lint.cli.places import check_other_places
    from roster_lint.cli.progress import progress_bars
    from roster_lint.engine.address_space import refuse_small_address_space
    from roster_lint.engine.duck import DuckEngine
    from roster_lint.files.targets import Target
    from roster_lint.loading.snapshot_writer import refuse_existing, write_snapshot
    from roster_lint.sources.api.source import ApiSource
    from roster_lint.sources.opening import open_source

    if settings.source is None:
        raise UsageError(
            "There is nothing to copy from: name it before the file, or set `source` in "
            "roster-lint.toml."
        )
    refuse_small_address_space()
    refuse_existing(out)
    check_other_places(settings, settings.source, config, Target(out, "OUT.zip"))
    with (
        progress_bars(quiet=settings.quiet) as progress,
        open_source(settings.source, settings) as source,
        closing(DuckEngine(settings.memory)) as engine,
    ):
        if isinstance(source, ApiSource):
            from roster_lint.loading.api.saving import save_bundle

            what, rows = "records", save_bundle(source, settings, out, progress)
            for note in source.notes:
                typer.echo(note, err=True)
        else:
            what, rows = "rows", write_snapshot(source, out, engine, progress)
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
