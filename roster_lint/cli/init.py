"""``roster-lint init``: writes a commented roster-lint.toml to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from roster_lint.errors import UsageError


def init(
    path: Annotated[
        Path,
        typer.Argument(metavar="[PATH]", help="The file, or a folder for it.", show_default=False),
    ] = Path("roster-lint.toml"),
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that is there already.")
    ] = False,
) -> None:
    """Write a roster-lint.toml in which every setting is explained."""
    from roster_lint.cli.template import template

    if path.is_dir():
        path /= "roster-lint.toml"
    try:
        with path.open("w" if force else "x", encoding="utf-8") as stream:
            stream.write(template())
    except FileExistsError:
        raise UsageError(f"{path} is there already; --force overwrites it.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    typer.echo(f"{path} is written. Set its source, then run roster-lint.")
