"""``roster-lint rules``: lists all checks, the district's own among them."""

import json
import re
import sys
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from roster_lint.cli.options import ConfigOption, FormatOption, given_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rich.table import Table

    from roster_lint.checks.catalog import Check

SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def rules(
    ctx: typer.Context, output_format: FormatOption = None, config: ConfigOption = None
) -> None:
    """List all checks: code, severity, name and meaning."""
    from roster_lint.settings.loader import load_settings

    before = given_before(ctx)
    wanted = output_format or before.output_format
    settings = load_settings({"output_format": wanted}, config or before.config)
    checks = checks_with(settings.extra_checks)
    # A report's format in the settings is not meant for this list.
    if wanted == "json":
        print_json(checks)
    else:
        _print_tables(checks)


def checks_with(extra: "Path | None") -> "Sequence[Check]":
    """All shipped checks and those in the district's own folder."""
    from roster_lint.checks.catalog import load_checks

    return load_checks(extra)


def first_sentence(doc: str) -> str:
    """The first sentence of a check's documentation, on one line."""
    paragraph = " ".join(doc.split("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])", paragraph, maxsplit=1)[0]


def print_json(checks: "Sequence[Check]") -> None:
    """Writes the checks to stdout as one JSON list."""
    from roster_lint.cli.output import reader_may_leave

    entries = [
        {
            "code": check.code,
            "name": check.name,
            "severity": check.severity,
            "effect": check.effect,
            "entity": check.entity,
            "key": check.key,
            "oneroster": check.oneroster,
            "article": check.article,
            "fix": check.fix,
            "owner": check.owner,
            "meaning": first_sentence(check.doc),
        }
        for check in checks
    ]
    with reader_may_leave():
        sys.stdout.write(json.dumps(entries, indent=2) + "\n")


def _print_tables(checks: "Sequence[Check]") -> None:
    from roster_lint.checks.catalog import TOPICS
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.report.formats.text.page import Page, heading

    with reader_may_leave():
        console = console_for(sys.stdout)
        for topic, group in groupby(checks, lambda check: check.topic):
            for block in (*heading(TOPICS.get(topic, "The district's own")), _table(group)):
                console.print(Page(block))
        console.print(f"\n{len(checks)} checks. `roster-lint rule CODE` explains one.")


def _table(checks: "Iterable[Check]") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(min_width=7)
    table.add_column(ratio=1)
    for check in checks:
        about = Text(check.name, style="bold").append(f"\n{first_sentence(check.doc)}", "not bold")
        severity = Text(check.severity, style=SEVERITY_STYLES[check.severity])
        table.add_row(Text(check.code), severity, about)
    return table
