"""``roster-lint vendors``: lists the shipped profiles."""

import json
import sys
from typing import TYPE_CHECKING

import typer

from roster_lint.cli.options import ConfigOption, FormatOption
from roster_lint.cli.sharing import given_before

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from roster_lint.vendors.profile import Profile


def vendors(
    ctx: typer.Context, output_format: FormatOption = None, config: ConfigOption = None
) -> None:
    """List the vendor profiles: name, OneRoster versions and how much each asks."""
    from roster_lint.vendors.loading import load_profile, profile_names

    wanted = wanted_format(ctx, output_format, config)
    profiles = [load_profile(name) for name in profile_names()]
    if wanted == "json":
        _print_json(profiles)
    else:
        _print_table(profiles)


def wanted_format(
    ctx: typer.Context, output_format: str | None, config: "Path | None"
) -> str | None:
    """The format that was asked for, on either side of the command's name.

    A report's format in the settings does not apply to lists; wrong settings are still reported.
    """
    from roster_lint.settings.loader import load_settings

    before = given_before(ctx)
    wanted = output_format or before.output_format
    load_settings({"output_format": wanted}, config or before.config)
    return wanted


def _print_json(profiles: "Sequence[Profile]") -> None:
    from roster_lint.cli.output import reader_may_leave

    entries = [
        {
            "name": profile.name,
            "display": profile.display,
            "about": profile.about,
            "oneroster": profile.oneroster,
            "judged": len(list(profile.judged())),
            "notes": len(profile.notes),
        }
        for profile in profiles
    ]
    with reader_may_leave():
        sys.stdout.write(json.dumps(entries, indent=2) + "\n")


def _print_table(profiles: "Sequence[Profile]") -> None:
    from rich.table import Table
    from rich.text import Text

    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.report.formats.text.page import BLANK, Page

    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(min_width=9)
    table.add_column(justify="right")
    table.add_column(justify="right")
    table.add_column(ratio=1)
    heads = ("profile", "OneRoster", "judged", "notes", "vendor")
    table.add_row(*(Text(head, style="dim") for head in heads))
    for profile in profiles:
        table.add_row(
            Text(profile.name, style="bold"),
            Text(" ".join(profile.oneroster) or "-"),
            Text(str(len(list(profile.judged())))),
            Text(str(len(profile.notes))),
            Text(profile.display),
        )
    with reader_may_leave():
        console = console_for(sys.stdout)
        console.print(Page(table), end="")
        last = f"{len(profiles)} profiles. `roster-lint vendor NAME` prints one with its sources."
        console.print(Page(BLANK), Page(Text(last)), sep="", end="")
