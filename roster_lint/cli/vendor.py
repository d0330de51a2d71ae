"""``roster-lint vendor NAME``: one profile, each line with the document that it comes from."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.completing import vendors
from roster_lint.cli.options import ConfigOption, FormatOption
from roster_lint.cli.vendors import wanted_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from roster_lint.report.formats.text.page import Block
    from roster_lint.vendors.lines import Line
    from roster_lint.vendors.profile import Profile

_SECTIONS = (
    ("OneRoster versions", "versions"),
    ("Needs", "needs"),
    ("Accounts", "matches"),
    ("Directories", "accounts"),
    ("Nothing twice", "uniques"),
    ("Limits", "limits"),
    ("Values", "values"),
    ("Roles", "roles"),
    ("Orgs", "org_types"),
    ("The bundle as a whole", "packages"),
    ("Severities of checks", "severities"),
    ("Checks that are nothing to it", "unminded"),
    ("Held where too much changes at once", "holds"),
    ("Where a class is removed", "losses"),
    ("Not visible in one source, or judged for every vendor", "notes"),
)


def vendor(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A profile's name or file.",
            show_default=False,
            autocompletion=vendors,
        ),
    ],
    output_format: FormatOption = None,
    config: ConfigOption = None,
) -> None:
    """Print what one vendor needs, with the source of every line."""
    from roster_lint.vendors.loading import load_profile

    wanted = wanted_format(ctx, output_format, config)
    profile = load_profile(name, "vendor")
    if wanted == "json":
        _print_json(profile)
    else:
        _print(profile)


def _print_json(profile: "Profile") -> None:
    from roster_lint.cli.output import reader_may_leave
    from roster_lint.vendors.words import severity_of

    values = profile.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for key, lines in profile.by_key().items():
        for written, line in zip(values.get(key, ()), lines, strict=True):
            # The severity that the basis allows counts, not the one that is written.
            written |= {"severity": severity_of(line)} if severity_of(line) else {}
    with reader_may_leave():
        sys.stdout.write(json.dumps(values, indent=2) + "\n")


def _print(profile: "Profile") -> None:
    from roster_lint.cli.output import console_for, reader_may_leave
    from roster_lint.report.formats.text.page import Page

    with reader_may_leave():
        console = console_for(sys.stdout)
        for block in _blocks(profile):
            console.print(Page(block), end="")


def _blocks(profile: "Profile") -> "Iterator[Block]":
    from rich.text import Text

    from roster_lint.report.formats.text.page import heading

    yield Text(f"{profile.name}: {profile.display}", style="bold")
    if profile.about:
        yield Text(profile.about)
    for title, attribute in _SECTIONS:
        lines: Sequence[Line] = getattr(profile, attribute)
        if lines:
            yield from heading(title)
        for line in lines:
            yield from _line(line)


def _line(line: "Line") -> "Iterator[Block]":
    from rich.text import Text

    from roster_lint.report.formats.text.page import bullet, indented
    from roster_lint.vendors.lines_of_a_sync import Note
    from roster_lint.vendors.words import remarks, sentence, severity_of

    yield bullet(_with_severity(sentence(line), severity_of(line)), indent=0)
    if line.says and not isinstance(line, Note):
        yield indented(Text(line.says), 2)
    yield indented(Text(f"{remarks(line)}: {line.source}", style="dim"), 2)


def _with_severity(text: str, severity: str | None) -> "Text":
    from rich.text import Text

    from roster_lint.rules.formats.text import SEVERITY_STYLES

    shown = Text(text)
    if severity is not None:
        shown.append(f" ({severity})", SEVERITY_STYLES[severity])
    return shown
