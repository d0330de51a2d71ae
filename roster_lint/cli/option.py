"""How an option of the command line is declared."""

from typing import Any

import typer

from roster_lint.cli.completing import Completer, choices


def option(
    panel: str,
    metavar: str | None,
    meaning: str,
    *names: str,
    complete: Completer | None = None,
) -> Any:  # noqa: ANN401  (Typer's own type)
    """An option in one of the groups of the help.

    Args:
        panel: the group.
        metavar: what stands for its value; words with bars between them are completed.
        meaning: a sentence or two.
        names: with their hyphens, where they do not follow from the parameter's.
        complete: what the shell completes the value with.
    """
    if complete is None and metavar is not None and "|" in metavar:
        complete = choices(metavar)
    return typer.Option(
        *names, metavar=metavar, help=meaning, rich_help_panel=panel, autocompletion=complete
    )
