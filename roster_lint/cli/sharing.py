"""Gives a command the options of a run, all or some, and those that stood before its name."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import typer

from roster_lint.cli.options import RunOptions
from roster_lint.errors import UsageError


def with_run_options(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command all run options as flags, and passes them on as its ``options``.

    The command's first parameters are ``ctx`` and ``options``. Options that were given before the
    command's name are merged in; the command's own win.
    """
    return with_some_run_options(*(field.name for field in fields(RunOptions)))(command)


def with_some_run_options(
    *names: str,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The same for a command that takes only these run options; others before it are refused."""
    hints = inspect.signature(RunOptions, eval_str=True).parameters
    shared = [hints[name].replace(kind=inspect.Parameter.KEYWORD_ONLY) for name in names]

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(command, eval_str=True).parameters.values())
        kept = [parameter for parameter in own if parameter.name != "options"]

        @functools.wraps(command)
        def run(ctx: typer.Context, **values: Any) -> None:  # noqa: ANN401  (whatever Typer parsed)
            options = RunOptions(**{name: values.pop(name) for name in names})
            if "output" not in names:
                refuse_report_format(options.output_format)
            command(ctx, options.over(given_before(ctx)), **values)

        signature = inspect.Signature([*kept, *shared])
        run.__signature__ = signature  # type: ignore[attr-defined]
        run.__annotations__ = {name: p.annotation for name, p in signature.parameters.items()}
        return run

    return decorated


def refuse_report_format(wanted: str | None) -> None:
    """Raises UsageError for a format that only reports have."""
    if wanted is not None and wanted not in ("text", "json"):
        raise UsageError(f"--output-format: this command writes text or json, not '{wanted}'.")


def given_before(ctx: typer.Context) -> RunOptions:
    """The options that were given before the command's name."""
    return ctx.obj if isinstance(ctx.obj, RunOptions) else RunOptions()
