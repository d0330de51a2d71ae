"""``roster-lint compare OLD NEW``: what is new, gone and still there between two JSON reports."""

import io
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from roster_lint.cli.help import OUTPUT
from roster_lint.cli.option import option
from roster_lint.cli.options import RunOptions
from roster_lint.cli.rules import ListFormatOption, wanted_format
from roster_lint.cli.sharing import given_before, with_some_run_options

if TYPE_CHECKING:
    from typing import TextIO

    from rich.console import Console

    from roster_lint.history.comparison import Comparison
    from roster_lint.settings.settings import Settings

EPILOG = """\
\b
Examples:
  roster-lint compare monday.json tuesday.json
  roster-lint compare old.json new.json --fail-on warning
  roster-lint compare old.json new.json --output-format markdown

\b
Exit codes:
  0  nothing new at or above --fail-on
  1  new findings at or above it
  2  wrong usage, or a file that is no report
  3  one of the reports is incomplete or torn
"""

OutputFileOption = Annotated[
    Path | None, option(OUTPUT, "FILE", "Where to write it. Default: stdout.", "--output-file")
]


@with_some_run_options("fail_on", "show", "color", "quiet", "memory", "config")
def compare(
    ctx: typer.Context,
    options: RunOptions,
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD",
            help="The older report, written with --output-format json or jsonl.",
            show_default=False,
        ),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help="The newer report.", show_default=False)
    ],
    details: Annotated[
        bool,
        option(
            OUTPUT, None, "Name every check and school, and records that are gone.", "--details"
        ),
    ] = False,
    output_format: ListFormatOption = None,
    output_file: OutputFileOption = None,
) -> None:
    """Compare two reports: which findings are new, gone and still there.

    By check and school, with who will sync before and after. A finding is the same if check and
    record are. A finding is gone only if its check ran again.
    """
    from roster_lint.cli.progress import progress_bars
    from roster_lint.history.comparing import compare as compared
    from roster_lint.settings.loader import load_settings

    wanted = wanted_format(ctx, output_format)
    output_file = output_file or file_given_before(ctx)
    settings = load_settings(options.flags, options.config)
    _check_place(output_file, old, new)
    with progress_bars(quiet=settings.quiet) as progress:
        comparison = compared(
            old, new, fail_on=settings.fail_on, memory=settings.memory, progress=progress
        )
    with comparison:
        in_full = details or options.show is not None
        _write(comparison, wanted, output_file, settings, in_full=in_full)
        raise typer.Exit(comparison.exit_code)


def file_given_before(ctx: typer.Context) -> Path | None:
    """The file for the output that was named before the command."""
    named = given_before(ctx).output_file
    return None if named is None else Path(named)


def _check_place(file: Path | None, old: Path, new: Path) -> None:
    from roster_lint.files.targets import Input, Target, check_targets

    targets = [] if file is None else [Target(file, "--output-file")]
    check_targets(targets, [Input(old, "the older report"), Input(new, "the newer report")])


def _write(
    comparison: "Comparison",
    wanted: str,
    file: Path | None,
    settings: "Settings",
    *,
    in_full: bool,
) -> None:
    from roster_lint.cli.output import write_result
    from roster_lint.history.formats.compare_json import write_json
    from roster_lint.history.formats.compare_markdown import write_markdown
    from roster_lint.history.formats.compare_text import write_compared, write_last_line

    show = None if settings.show == "all" else settings.show

    def write(stream: "TextIO", console: "Console | None") -> None:
        if console is not None:
            write_compared(comparison, console, show=show, in_full=in_full)
        elif wanted == "json":
            write_json(comparison, stream)
        else:
            write_markdown(comparison, stream)

    if wanted != "text" and isinstance(sys.stdout, io.TextIOWrapper):
        # Whatever the terminal's own encoding is.
        sys.stdout.reconfigure(encoding="utf-8")
    last = partial(write_last_line, comparison)
    write_result(write, last, settings, file, is_text=wanted == "text", name="comparison")
