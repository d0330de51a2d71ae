"""The command line put together: the bare command, its options, and all commands."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from roster_lint import __version__
from roster_lint.cli import (
    baseline,
    check,
    compare,
    demo,
    diff,
    doctor,
    explain,
    fleet,
    init,
    missing,
    preview,
    reconcile,
    rule,
    rules,
    schema,
    settings,
    snapshot,
    trend,
    vendor,
    vendors,
)
from roster_lint.cli.guard import guarded
from roster_lint.cli.help import Command, Group
from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_run_options
from roster_lint.engine.address_space import refuse_small_address_space
from roster_lint.errors import HIDDEN, UsageError, holds_secret, scrub

_HELP = """\
Find out, before a OneRoster sync, who and what will be missing, wrong or deleted at the vendor.

Without a command, lints the source that roster-lint.toml or ROSTER_LINT_SOURCE names. Settings
come from roster-lint.toml, then ROSTER_LINT_... variables, then flags; the later one wins.
"""

_EPILOG = """\
\b
Examples:
  roster-lint demo
  roster-lint check export.zip --vendor google-classroom
  roster-lint --vendor google-classroom --fail-on warning

\b
Exit codes:
  0  ready: no finding at or above --fail-on
  1  not ready
  2  wrong usage or settings
  3  incomplete: the source could not be judged
"""


_EXTRA = re.compile(r"(unexpected extra argument(?:\(s\)|s)?) \(.*\)", re.DOTALL)
_TYPED = "roster_lint.typed"


class _Commands(Group):
    """The commands, and a hint for anyone who forgets ``check``."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Any = None,  # noqa: ANN401  (Typer's own types)
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """The context of a run; what is wrong with the options is reported without passwords."""
        typed = tuple(args)
        with _without_secrets(typed):
            ctx = super().make_context(info_name, args, parent, **extra)
        ctx.meta[_TYPED] = typed
        return ctx

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Runs the command; what is wrong with its arguments is reported without passwords."""
        with _without_secrets(ctx.meta[_TYPED]):
            return super().invoke(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401  (Typer's own types)
        """The command of that name; for a source in its place, a sentence says how to lint it."""
        command = super().get_command(ctx, cmd_name)
        if command is None and _looks_like_source(cmd_name):
            # A URL is not repeated: there may be a password in it.
            shown = "URL" if "://" in cmd_name or holds_secret(cmd_name) else cmd_name
            ctx.fail(f"A source is linted by a command: roster-lint check {shown}")
        return command


@contextmanager
def _without_secrets(args: Sequence[str]) -> Iterator[None]:
    """Removes from Typer's own message whatever may be part of a password.

    Args:
        args: what was typed. Where any of it holds a password, nothing of it is quoted, since the
            shell divides a URL without quotation marks at each blank.
    """
    try:
        yield
    except Exception as error:
        if not isinstance(getattr(error, "message", None), str):
            raise
        message = _EXTRA.sub(r"\1", error.message)  # type: ignore[attr-defined]  # Typer's own
        if any(map(holds_secret, args)):
            for arg in sorted(args, key=len, reverse=True):
                message = message.replace(arg, HIDDEN) if len(arg) > 1 else message
        error.message = scrub(message)  # type: ignore[attr-defined]
        raise


def _looks_like_source(text: str) -> bool:
    from pathlib import Path

    try:
        there = Path(text).exists()
    except OSError:  # too long for a name
        there = False
    return there or "://" in text or text.lower().endswith(".zip") or holds_secret(text)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"roster-lint {__version__}")
        raise typer.Exit


@with_run_options
def bare(
    ctx: typer.Context,
    options: RunOptions,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Lints the configured source, or keeps the options for the command that follows."""
    ctx.obj = options
    if ctx.invoked_subcommand is not None:
        _refuse_lost(ctx, options)
        return
    refuse_small_address_space()
    from roster_lint.cli.run import lint_and_report
    from roster_lint.settings.loader import load_settings

    settings = load_settings(options.flags, options.config)
    lint_and_report(settings, options.config, typed=options.flags)


def _refuse_lost(ctx: typer.Context, options: RunOptions) -> None:
    """Raises UsageError for an option that the command would ignore."""
    assert isinstance(ctx.command, TyperGroup)
    command = ctx.command.commands[str(ctx.invoked_subcommand)]
    heeded = {parameter.name for parameter in command.params}
    lost = [f"--{name.replace('_', '-')}" for name in options.given() if name not in heeded]
    if lost:
        raise UsageError(
            f"`roster-lint {command.name}` does not take {' and '.join(lost)}: leave it out."
        )


app = typer.Typer(
    cls=_Commands,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback(invoke_without_command=True, help=_HELP, epilog=_EPILOG)(guarded(bare))
command = partial(app.command, cls=Command)
command("check", epilog=check.EPILOG)(guarded(check.check, starts_engine=True))
command("demo", epilog=demo.EPILOG)(guarded(demo.demo, starts_engine=True))
command("explain", epilog=explain.EPILOG)(guarded(explain.explain, starts_engine=True))
command("preview", epilog=preview.EPILOG)(guarded(preview.preview, starts_engine=True))
command("diff", epilog=diff.EPILOG)(guarded(diff.diff, starts_engine=True))
command("baseline", epilog=baseline.EPILOG)(guarded(baseline.baseline, starts_engine=True))
command("reconcile", epilog=reconcile.EPILOG)(guarded(reconcile.reconcile, starts_engine=True))
command("missing", epilog=missing.EPILOG)(guarded(missing.missing, starts_engine=True))
command("compare", epilog=compare.EPILOG)(guarded(compare.compare, starts_engine=True))
command("trend", epilog=trend.EPILOG)(guarded(trend.trend))
command("fleet", epilog=fleet.EPILOG)(guarded(fleet.fleet, starts_engine=True))
command("init", epilog=init.EPILOG)(guarded(init.init))
command("settings", epilog=settings.EPILOG)(guarded(settings.settings))
command("doctor", epilog=doctor.EPILOG)(guarded(doctor.doctor, starts_engine=True))
command("snapshot", epilog=snapshot.EPILOG)(guarded(snapshot.snapshot))
command("rules", epilog=rules.EPILOG)(guarded(rules.rules))
command("rule", epilog=rule.EPILOG)(guarded(rule.rule))
command("schema", epilog=schema.EPILOG)(guarded(schema.schema))
command("vendors")(guarded(vendors.vendors))
command("vendor")(guarded(vendor.vendor))


def leave_out_others(arguments: Sequence[str]) -> None:
    """Leaves only the command that is called, where that comes first: to make all takes long.

    Args:
        arguments: what was typed after the program's name.
    """
    called = [one for one in app.registered_commands if [one.name] == list(arguments[:1])]
    app.registered_commands = called or app.registered_commands
