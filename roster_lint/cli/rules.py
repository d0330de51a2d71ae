"""``roster-lint rules``: lists the checks, the district's own among them."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.completing import topics, vendors
from roster_lint.cli.help import OUTPUT, RULES
from roster_lint.cli.option import option
from roster_lint.cli.options import ConfigOption
from roster_lint.cli.sharing import given_before
from roster_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from roster_lint.checks.catalog import Check
    from roster_lint.vendors.profile import Profile

ListFormatOption = Annotated[
    str | None,
    option(
        OUTPUT, "text|json|markdown", "For people, for programs, or for a page.", "--output-format"
    ),
]

EPILOG = """\
\b
Examples:
  roster-lint rules --topic UN
  roster-lint rules --severity error --source oneroster
  roster-lint rules --vendor google-classroom --output-format markdown
"""

_FORMATS = ("text", "json", "markdown")


def rules(
    ctx: typer.Context,
    topic: Annotated[
        str | None,
        option(
            RULES,
            "TOPIC",
            "Only checks of this topic: two letters, such as UN, or its name.",
            complete=topics,
        ),
    ] = None,
    severity: Annotated[
        str | None, option(RULES, "error|warning|info", "Only checks of this severity.")
    ] = None,
    vendor: Annotated[
        list[str] | None,
        option(
            RULES, "NAME", "Only checks that apply for this vendor. Repeatable.", complete=vendors
        ),
    ] = None,
    source: Annotated[
        str | None,
        option(
            RULES,
            "campus|oneroster",
            "Only checks for Campus data, or for OneRoster bundles.",
        ),
    ] = None,
    output_format: ListFormatOption = None,
    config: ConfigOption = None,
) -> None:
    """List the checks, a line each: code, severity, name, owner, what it finds."""
    from roster_lint.rules.listing import Filters
    from roster_lint.settings.loader import load_settings

    wanted = wanted_format(ctx, output_format)
    settings = load_settings({}, config or given_before(ctx).config)
    profiles: tuple[Profile, ...] = ()
    if names := vendor or given_before(ctx).vendor:
        from roster_lint.vendors.loading import load_profile

        profiles = tuple(load_profile(name, "--vendor") for name in names)
    filters = Filters(topic, severity, profiles, source)
    _print(filters.chosen(checks_with(settings.extra_checks)), wanted)


def wanted_format(ctx: typer.Context, output_format: str | None) -> str:
    """How to write it; a report's format in the settings does not apply. Raises UsageError."""
    wanted = output_format or given_before(ctx).output_format or "text"
    if wanted not in _FORMATS:
        raise UsageError(f"--output-format is '{wanted}', but must be text, json or markdown.")
    return wanted


def checks_with(extra: "Path | None") -> "Sequence[Check]":
    """All shipped checks and those in the district's own folder."""
    from roster_lint.checks.catalog import load_checks

    return load_checks(extra)


def _print(checks: "Sequence[Check]", wanted: str) -> None:
    from roster_lint.cli.output import console_for, reader_may_leave

    with reader_may_leave():
        if wanted == "json":
            from roster_lint.rules.formats import json

            json.write_list(checks, sys.stdout)
        elif wanted == "markdown":
            from roster_lint.rules.formats.markdown import list_page

            sys.stdout.write(list_page(checks))
        else:
            from roster_lint.rules.formats.text import write_list

            write_list(checks, console_for(sys.stdout))
