"""The help of a command: panels on a terminal, plain text elsewhere, grouped alike."""

import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from roster_lint.settings.pipeline import plain_unless_asked

if TYPE_CHECKING:
    from rich.panel import Panel

SOURCE, RULES, OUTPUT, SETTINGS = "Source", "Rules", "Output", "Settings"
RUNNING, API = "Running", "OneRoster API"
_ARGUMENTS, _OPTIONS, _COMMANDS = "Arguments", "Options", "Commands"
_ORDER = (_ARGUMENTS, SOURCE, API, RULES, OUTPUT, RUNNING, SETTINGS, _OPTIONS)

_WIDEST = 100
_LEFT = 30
"""Columns of what is typed; its meaning has the rest."""

_COMPLETION = ("install_completion", "show_completion")

Record = tuple[str, str]
"""What is typed, and what it means."""


class _Paneled:
    """What commands and the group of all commands have in common."""

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Draws panels on a terminal; writes plain text for a file, a pipe and in a pipeline."""
        if sys.stdout.isatty() and not plain_unless_asked():
            _draw(self, ctx)
        else:
            self.format_usage(ctx, formatter)
            self.format_help_text(ctx, formatter)
            self.format_options(ctx, formatter)
            self.format_epilog(ctx, formatter)

    def format_options(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Writes the options, a section a group."""
        for title, records in grouped(self, ctx):
            with formatter.section(title):
                formatter.write_dl(records)
        if isinstance(self, TyperGroup):
            self.format_commands(ctx, formatter)


class Command(_Paneled, TyperCommand):
    """A command with its help in groups."""


class Group(_Paneled, TyperGroup):
    """All commands, with their help in groups."""

    def get_params(self: Any, ctx: Any) -> list[Any]:  # noqa: ANN401  (Typer's own types)
        """The options; of Typer's two for completion, help names the one that people use."""
        params: list[Any] = super().get_params(ctx)
        for param in params:
            if param.name in _COMPLETION:
                param.rich_help_panel = SETTINGS
                param.hidden = param.name != _COMPLETION[0]
        return params


def grouped(command: Any, ctx: Any) -> list[tuple[str, list[Record]]]:  # noqa: ANN401
    """The arguments and options of a command by group, in the order of the groups."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None:
            usual = _ARGUMENTS if param.param_type_name == "argument" else _OPTIONS
            group = getattr(param, "rich_help_panel", None) or usual
            groups[group].append((re.sub(" <(str|path)>", "", record[0]), record[1]))
    return sorted(groups.items(), key=lambda group: _ORDER.index(group[0]))


def _draw(command: Any, ctx: Any) -> None:  # noqa: ANN401
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    if console.width > _WIDEST:
        console.width = _WIDEST
    console.print(Padding(Text(command.get_usage(ctx), style="bold"), (1, 1, 0, 1)))
    for paragraph in inspect.cleandoc(command.help or "").partition("\f")[0].split("\n\n"):
        console.print(Padding(Text(paragraph.replace("\n", " ")), (1, 1, 0, 1)))
    console.print()
    for panel in _panels(command, ctx):
        console.print(panel)
    if command.epilog:
        # The mark that keeps a paragraph's lines is for the plain help.
        text = inspect.cleandoc(command.epilog.replace("\b\n", ""))
        console.print(Padding(Text(text), (1, 1, 1, 1)))


def _panels(command: Any, ctx: Any) -> "Iterator[Panel]":  # noqa: ANN401
    for title, records in grouped(command, ctx):
        yield _panel(title, records, _LEFT)
    if isinstance(command, TyperGroup):
        shown = (command.get_command(ctx, name) for name in command.list_commands(ctx))
        commands = [(one.name or "", one.get_short_help_str(200)) for one in shown if one]
        yield _panel(_COMMANDS, commands, max(len(name) for name, _ in commands))


def _panel(title: str, records: Iterable[Record], left: int) -> "Panel":
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=left, style="cyan")
    table.add_column(ratio=1)
    for typed, meaning in records:
        table.add_row(Text(_in_lines(typed, left)), Text(meaning))
    return Panel(table, title=title, title_align="left", border_style="dim")


def _in_lines(typed: str, width: int) -> str:
    """What is typed in lines no wider than the column: broken before a value, or between two."""
    if len(typed) <= width:
        return typed
    return typed.replace(" / ", " /\n").replace(" ", "\n  ", 1 if " / " not in typed else 0)
