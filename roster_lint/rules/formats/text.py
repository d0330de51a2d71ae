"""A check, and a list of checks, for people at a terminal."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from roster_lint.checks.catalog import Check
from roster_lint.report.formats.text.page import (
    BLANK,
    Block,
    Page,
    bullet,
    heading,
    indented,
    labelled,
)
from roster_lint.rules.dba import DIALECT
from roster_lint.rules.examples import INTRODUCTION, Example
from roster_lint.rules.listing import first_sentence, paragraphs

if TYPE_CHECKING:
    from roster_lint.rules.explained import Explained

SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}

_LABEL = 11


def write_explained(rule: "Explained", console: Console) -> None:
    """Writes all that is known of a check but its SQL."""
    for block in _blocks(rule):
        if isinstance(block, str):
            # Unwrapped, so that what is copied can be run.
            console.print(Text(block), soft_wrap=True)
        else:
            console.print(Page(block), end="")


def write_sql(sql: str, console: Console) -> None:
    """Writes SQL as it stands, in the terminal's own colors, which suit its background."""
    if not console.is_terminal:
        console.print(Text(sql), soft_wrap=True)
        return
    from rich.syntax import Syntax

    console.print(Syntax("", "sql", theme="ansi_dark").highlight(sql), soft_wrap=True, end="")


def _blocks(rule: "Explained") -> Iterator[Block | str]:
    check = rule.check
    yield Text(f"{check.code} {check.name}", style="bold")
    yield BLANK
    for name, value in _facts(rule):
        style = SEVERITY_STYLES[check.severity] if name == "Severity" else ""
        yield labelled(name, Text(value, style=style), width=_LABEL)
    yield from heading("What it finds, and why it matters")
    for number, paragraph in enumerate(paragraphs(check.doc)):
        if number:
            yield BLANK
        yield indented(Text(paragraph), 2)
    for applies in rule.applies:
        yield indented(Text(applies), 2)
    yield from heading("If it is not fixed")
    yield indented(Text(f"{rule.effect[:1].upper()}{rule.effect[1:]} ({check.effect})."), 2)
    if rule.examples.fires:
        yield from heading("Examples")
        yield indented(Text(INTRODUCTION), 2)
    yield from _example("An example that fires", rule.examples.fires)
    yield from _example("An example that does not", rule.examples.silent)
    yield from heading("How to fix it")
    for number, step in enumerate(rule.steps, start=1):
        yield labelled(f"{number}.", Text(step), width=3, indent=2)
    if rule.bundle_fix:
        yield indented(Text(f"In a bundle: {rule.bundle_fix}."), 2)
    yield from heading("What the article says")
    for sentence in rule.sentences:
        yield bullet(Text(f'"{sentence}"'))
    if rule.origin:
        yield indented(Text(rule.origin), 2)
    yield from heading("Settings that change what it finds")
    yield indented(Text(", ".join(rule.settings) or "None."), 2)
    yield BLANK
    yield Text(_more(rule), style="dim")


def _facts(rule: "Explained") -> Iterator[tuple[str, str]]:
    check = rule.check
    yield "Severity", check.severity
    yield "Owner", check.owner
    yield "Finds", f"{check.entity} ({', '.join(check.key)})"
    yield "OneRoster", " and ".join(check.oneroster)
    yield "Since", check.since_words
    yield "Message", rule.message
    if check.of:
        yield "Out of", check.of
    if check.personal:
        yield "Masked", ", ".join(check.personal)


def _example(title: str, example: Example | None) -> Iterator[Block | str]:
    if example is None:
        return
    yield from heading(f"{title}: {example.name}")
    for line in example.given:
        yield indented(Text(f"With {line}"), 2)
    for line in example.change.splitlines():
        yield f"    {line}".rstrip()
    if example.says:
        yield indented(Text(f"Reported: {example.says}"), 2)


def _more(rule: "Explained") -> str:
    ask = f"roster-lint rule {rule.check.code} --sql"
    if rule.has_query:
        return f"Its SQL: {ask}. For SQL Server, on Campus's own tables: {ask} --dialect {DIALECT}."
    return f"Its SQL, with all that it reads: {ask}."


def write_list(checks: Sequence[Check], console: Console) -> None:
    """Writes a line a check; on a terminal its width cuts what the check finds."""
    names = max(len(check.name) for check in checks)
    owners = max(len(check.owner) for check in checks)
    for check in checks:
        line = Text.assemble(
            f"{check.code}  ",
            (f"{check.severity:7}", SEVERITY_STYLES[check.severity]),
            (f"  {check.name:{names}}", "bold"),
            f"  {check.owner:{owners}}  {first_sentence(check.doc)}",
        )
        if console.is_terminal:
            line.truncate(console.width, overflow="ellipsis")
        console.print(line, soft_wrap=True)
    plural = "" if len(checks) == 1 else "s"
    console.print(f"\n{len(checks)} check{plural}. `roster-lint rule CODE` explains one.")
