"""``roster-lint rule CODE``: one check's documentation, and the SQL that is run for it."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.checks.messages import in_the_plural
from roster_lint.cli.completing import one_check
from roster_lint.cli.options import ConfigOption, given_before
from roster_lint.cli.rules import SEVERITY_STYLES, checks_with

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from roster_lint.checks.catalog import Check

_EFFECTS = {
    "missing": "the record does not arrive at the vendor",
    "deleted": "the record is sent as ToBeDeleted: vendors see it as deleted, or simply as gone",
    "wrong": "the record arrives with wrong or lacking values",
    "blocked": "nothing, or a whole school, does not arrive",
    "risk": "something may go wrong at the vendor",
}


def rule(
    ctx: typer.Context,
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE",
            help="A check's code or name.",
            show_default=False,
            autocompletion=one_check,
        ),
    ],
    config: ConfigOption = None,
) -> None:
    """Explain one check, and show its SQL."""
    from roster_lint.checks.catalog import find_check
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.settings.loader import load_settings

    settings = load_settings({}, config or given_before(ctx).config)
    check = find_check(checks_with(settings.extra_checks), code)
    with reader_may_leave():
        _print(check, console_for(sys.stdout))


def _print(check: "Check", console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    from roster_lint.report.formats.text.page import BLANK, Page

    facts = Table.grid(padding=(0, 2))
    for name, value in _facts(check):
        style = SEVERITY_STYLES[check.severity] if name == "Severity" else ""
        facts.add_row(Text(name, style="dim"), Text(value, style=style))
    console.print(Page(Text(f"{check.code} {check.name}", style="bold")))
    console.print(Page(BLANK), Page(facts), sep="", end="")
    for paragraph in paragraphs(check.doc):
        console.print(Page(BLANK), Page(Text(paragraph)), sep="", end="")
    console.print(Page(BLANK), end="")
    # Unwrapped, so that what is copied can be run.
    console.print(_sql(check.sql, console), soft_wrap=True)


def _facts(check: "Check") -> Iterator[tuple[str, str]]:
    yield "Severity", check.severity
    yield "Effect", f"{check.effect}: {_EFFECTS[check.effect]}"
    yield "Finds", f"{check.entity} ({', '.join(check.key)})"
    yield "OneRoster", " and ".join(check.oneroster)
    yield "Article", check.article
    yield "Fix it in", check.fix
    yield "Message", in_the_plural(check.message)
    if check.of:
        yield "Out of", check.of
    if check.uses:
        fields = (use.removeprefix("*.").removesuffix(".record") for use in check.uses)
        yield "Only where", f"the vendor uses {' or '.join(fields)}"
    if check.matches:
        yield "Only where", f"the vendor matches accounts on {check.matches}"
    if check.needs:
        yield "Needs", ", ".join(check.needs)
    for skip in check.skips:
        yield "Skipped", skip.reason
    if check.personal:
        yield "Masked", ", ".join(check.personal)


def paragraphs(doc: str) -> Iterator[str]:
    """The paragraphs of a check's prose, each on one line but for the items of lists."""
    for block in doc.split("\n\n"):
        lines = [line.strip() for line in block.splitlines()]
        text = ""
        for line in lines:
            item = line.startswith(("* ", "- "))
            text += ("\n" if item and text else " " if text else "") + line
        yield text


def _sql(sql: str, console: "Console") -> "Text":
    from rich.syntax import Syntax
    from rich.text import Text

    if not console.is_terminal:
        return Text(sql)
    # The terminal's own colors suit its background, whichever that is.
    return Syntax("", "sql", theme="ansi_dark").highlight(sql)
