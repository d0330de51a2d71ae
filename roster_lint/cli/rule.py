"""``roster-lint rule CODE``: one check explained, or the SQL that is run for it."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.completing import one_check
from roster_lint.cli.help import OUTPUT, RULES
from roster_lint.cli.option import option
from roster_lint.cli.options import ConfigOption
from roster_lint.cli.rules import ListFormatOption, checks_with, wanted_format
from roster_lint.cli.sharing import given_before
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roster_lint.checks.catalog import Check
    from roster_lint.settings.settings import Settings

EPILOG = """\
\b
Examples:
  roster-lint rule UN001
  roster-lint rule UN001 --sql
  roster-lint rule UN001 --sql --dialect mssql > un001.sql
  roster-lint rule --all --output-format markdown > rules.md
"""


def rule(
    ctx: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE",
            help="A check's code or name.",
            show_default=False,
            autocompletion=one_check,
        ),
    ] = None,
    all_checks: Annotated[bool, option(RULES, None, "Explain every check.", "--all")] = False,
    sql: Annotated[
        bool,
        option(
            OUTPUT, None, "Print its SQL instead, after all tables and views it reads.", "--sql"
        ),
    ] = False,
    dialect: Annotated[
        str | None,
        option(
            OUTPUT,
            "mssql",
            "With --sql: a query on Campus's own tables, to be pasted into SQL Server.",
        ),
    ] = None,
    source: Annotated[
        str | None,
        option(
            RULES,
            "campus|oneroster",
            "With --sql: for Campus data or for a bundle. Default: campus.",
        ),
    ] = None,
    output_format: ListFormatOption = None,
    config: ConfigOption = None,
) -> None:
    """Explain one check: what it finds, examples, how to fix it, where it comes from."""
    from roster_lint.checks.catalog import find_check
    from roster_lint.checks.former import renamed_notice
    from roster_lint.settings.loader import load_settings

    wanted = wanted_format(ctx, output_format)
    settings = load_settings({}, config or given_before(ctx).config)
    checks = checks_with(settings.extra_checks)
    if (code is None) != all_checks:
        raise UsageError("Name one check, such as `roster-lint rule UN001`, or say --all.")
    if (dialect or source) and not sql:
        raise UsageError("--dialect and --source belong to --sql.")
    if code is None:
        if sql:
            raise UsageError("--sql prints one check's SQL: name the check in place of --all.")
        _explain(checks, wanted, several=True)
        return
    check = find_check(checks, code)
    if code.casefold() not in (check.code.casefold(), check.name.casefold()):
        typer.echo(f"roster-lint: {renamed_notice('rule', code, check)}", err=True)
    if sql:
        _print_sql(check, dialect, source, settings)
    else:
        _explain([check], wanted, several=False)


def _explain(checks: "Sequence[Check]", wanted: str, *, several: bool) -> None:
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.rules.explained import explained

    rules = map(explained, checks)
    with reader_may_leave():
        if wanted == "json":
            from roster_lint.rules.formats import json

            json.write_explained(rules, sys.stdout, several=several)
        elif wanted == "markdown":
            from roster_lint.rules.formats.markdown import explained_page

            sys.stdout.writelines("\n".join(map(explained_page, rules)))
        else:
            from roster_lint.rules.formats.text import write_explained

            console = console_for(sys.stdout)
            for number, one in enumerate(rules):
                console.print("\n\n" if number else "", end="")
                write_explained(one, console)


def _print_sql(
    check: "Check", dialect: str | None, source: str | None, settings: "Settings"
) -> None:
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.rules.dba import DIALECT, query_of
    from roster_lint.rules.definitions import definitions_of, script
    from roster_lint.rules.formats.text import write_sql
    from roster_lint.rules.listing import family_named

    if dialect not in (None, DIALECT):
        raise UsageError(f"--dialect is '{dialect}', but must be {DIALECT}.")
    if dialect is not None:
        text = query_of(check)
    else:
        family = family_named(source, check)
        versions = [v for v in ("1.1", "1.2") if v in check.oneroster]
        version = settings.oneroster if settings.oneroster in versions else versions[0]
        text = script(check, definitions_of(check, family, version))
    with reader_may_leave():
        write_sql(text.rstrip("\n"), console_for(sys.stdout))
