"""``roster-lint init``: writes a commented roster-lint.toml to begin with."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_some_run_options
from roster_lint.errors import UsageError
from roster_lint.settings.pipeline import in_pipeline

if TYPE_CHECKING:
    from roster_lint.cli.answers import Answers

EPILOG = """\
\b
Examples:
  roster-lint init
  roster-lint init --source export.zip --oneroster 1.2 --vendor clever
"""


@with_some_run_options("oneroster", "vendor")
def init(
    ctx: typer.Context,
    options: RunOptions,
    path: Annotated[
        Path,
        typer.Argument(metavar="[PATH]", help="The file, or a folder for it.", show_default=False),
    ] = Path("roster-lint.toml"),
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a file that is there already.")
    ] = False,
    place: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="SOURCE",
            help="The source to lint: the URL of a database or an API, a folder or a zip.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write a roster-lint.toml in which every setting is explained.

    On a terminal it asks for the source, the OneRoster version and the vendor, unless a flag says
    one of them, and writes the answers into the file.
    """
    from roster_lint.cli.answers import Answers, oneroster, source, vendors
    from roster_lint.cli.template import template
    from roster_lint.files.targets import check_file
    from roster_lint.files.whole import written_whole

    if path.is_dir():
        path /= "roster-lint.toml"
    # Before any question, so that no answer is lost.
    if path.exists() and not force:
        raise UsageError(f"{path} is there already; --force overwrites it.")
    check_file(path, "PATH")
    answers = Answers(
        source(place or "", "--source"),
        oneroster(options.oneroster or "", "--oneroster"),
        vendors(options.vendor or (), "--vendor"),
    )
    if not answers and on_terminal():
        from roster_lint.cli.asking import ask

        answers = ask()
    _refuse_read(path, answers)
    text = template(answers.in_file(path.parent))
    try:
        if force:
            with written_whole(path, private=False) as stream:
                stream.write(text)
        else:
            with path.open("x", encoding="utf-8") as stream:
                stream.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already; --force overwrites it.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    left = " and ".join(answers.open)
    then = f"Set its {left}, then run roster-lint." if left else "Now run roster-lint."
    typer.echo(f"{path} is written. {then}")


def _refuse_read(path: Path, answers: "Answers") -> None:
    """Raises UsageError where the file is what its own settings would have a run read."""
    from roster_lint.cli.inputs import profile_inputs, source_inputs
    from roster_lint.files.targets import Target, check_targets

    inputs = source_inputs(answers.source) if answers.source else []
    for vendor in answers.vendor:
        inputs += profile_inputs(vendor)
    check_targets([Target(path, "PATH")], inputs)


def on_terminal() -> bool:
    """Whether a person is there to answer: in a pipeline there is none."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not in_pipeline()
