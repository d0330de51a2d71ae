"""The options that the bare command, ``check`` and ``demo`` share, declared once."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Self

import typer

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings. Default: roster-lint.toml in this folder.",
    ),
]
DateFormatOption = Annotated[
    str | None,
    typer.Option(
        "--date-format",
        metavar="iso|mdy|dmy",
        help="How dates are written: 2026-08-12, 8/12/2026 or 12/8/2026. Default: iso.",
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--output-format",
        metavar="text|json",
        help="For people or for programs.",
    ),
]


@dataclass(frozen=True)
class RunOptions:
    """What can be said of a run on the command line; ``None`` where it was not said.

    The values stay as they were typed: the settings loader judges them, so that a wrong value is
    told in the same words wherever it stands.
    """

    vendor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="The vendor whose requirements apply: a name or a profile file. Repeatable.",
        ),
    ] = None
    accounts: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="Accounts of Google Workspace or Entra ID, exported as CSV. Repeatable.",
        ),
    ] = None
    oneroster: Annotated[
        str | None,
        typer.Option(
            metavar="1.1|1.2",
            help="The version of the connection. Not set: 1.1, the stricter, is judged, and the "
            "report says what 1.2 would change.",
        ),
    ] = None
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The date to judge, as YYYY-MM-DD. Default: today.",
        ),
    ] = None
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR",
            help="The school year that should be active: 2027 for 2026-27.",
        ),
    ] = None
    school: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCHOOL",
            help="Only this school, by ID, name or number. Repeatable.",
        ),
    ] = None
    date_format: DateFormatOption = None
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES",
            help="Only checks with these codes or prefixes (UN,EM001). Repeatable.",
        ),
    ] = None
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES",
            help="No checks with these codes or prefixes. Repeatable.",
        ),
    ] = None
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="error|warning|info|never",
            help="The least severity that means exit code 1. Default: error.",
        ),
    ] = None
    output_format: FormatOption = None
    output_file: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Where to write the report. {date} in it is the date judged."
        ),
    ] = None
    html: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Also write the whole report as one page for a browser, without names.",
        ),
    ] = None
    worklists: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="Also write one CSV file a school for those who fix the data, with names. "
            "Replaces the worklists of an earlier run.",
        ),
    ] = None
    worklists_by: Annotated[
        str | None,
        typer.Option(
            metavar="school|owner",
            help="One worklist a school, or one for each office that fixes. Default: school.",
        ),
    ] = None
    workbook: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.xlsx",
            help="Also write the worklists as one Excel workbook, a sheet a topic, with names.",
        ),
    ] = None
    missing: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Also list as CSV who and what will not sync, and why, with names.",
        ),
    ] = None
    rosters: Annotated[
        bool | None,
        typer.Option("--rosters/--no-rosters", help="List roster records, too."),
    ] = None
    email: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Also write a short text for an email or a ticket, with numbers alone.",
        ),
    ] = None
    details: Annotated[
        bool | None,
        typer.Option(
            "--details/--no-details",
            help="Samples, where to fix each, assumptions and what was not checked.",
        ),
    ] = None
    show: Annotated[
        str | None,
        typer.Option(
            metavar="N|all",
            help="Findings to show of each check, in detail. Default: 3.",
        ),
    ] = None
    show_personal_data: Annotated[
        bool | None,
        typer.Option(
            "--show-personal-data/--no-show-personal-data",
            help="Show names, usernames and addresses, which are masked otherwise.",
        ),
    ] = None
    color: Annotated[
        str | None,
        typer.Option(
            metavar="auto|always|never",
            help="Color in the text. Default: auto, on a terminal.",
        ),
    ] = None
    pager: Annotated[
        bool | None,
        typer.Option("--pager/--no-pager", help="Show the report in a pager, on a terminal."),
    ] = None
    memory: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            help="Memory that the engine may hold, such as 2GB. Default: a quarter of the "
            "machine's, but 1 GB to 8 GB.",
        ),
    ] = None
    quiet: Annotated[
        bool | None,
        typer.Option("--quiet/--no-quiet", "-q", help="Only the last line."),
    ] = None
    config: ConfigOption = None

    def given(self) -> dict[str, object]:
        """The options that were given, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value not in (None, [], ())}

    def over(self, others: Self) -> Self:
        """These options, and the others where these are silent."""
        return type(self)(**(others.given() | self.given()))  # type: ignore[arg-type]

    @property
    def flags(self) -> dict[str, object]:
        """The given options that are settings."""
        return {name: value for name, value in self.given().items() if name != "config"}


def with_run_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command all run options as flags, and passes them on as its ``options``.

    The command's first parameters are ``ctx`` and ``options``. Options that were given before the
    command's name are merged in; the command's own win.
    """
    return with_some_run_options(*(field.name for field in fields(RunOptions)))(command)


def with_some_run_options(
    *names: str,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same for a command that heeds only these run options; others before it are refused."""
    hints = inspect.signature(RunOptions, eval_str=True).parameters
    shared = [hints[name].replace(kind=inspect.Parameter.KEYWORD_ONLY) for name in names]

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(command, eval_str=True).parameters.values())
        kept = [parameter for parameter in own if parameter.name != "options"]

        @functools.wraps(command)
        def run(ctx: typer.Context, **values: Any) -> None:  # noqa: ANN401  (whatever Typer parsed)
            options = RunOptions(**{name: values.pop(name) for name in names})
            command(ctx, options.over(given_before(ctx)), **values)

        signature = inspect.Signature([*kept, *shared])
        run.__signature__ = signature  # type: ignore[attr-defined]
        run.__annotations__ = {name: p.annotation for name, p in signature.parameters.items()}
        return run

    return decorated


def given_before(ctx: typer.Context) -> RunOptions:
    """The options that were given before the command's name."""
    return ctx.obj if isinstance(ctx.obj, RunOptions) else RunOptions()
