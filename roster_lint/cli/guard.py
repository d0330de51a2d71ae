"""What stands between a command and the user: every failure is one sentence and an exit code."""

import functools
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer

from roster_lint.errors import RosterLintError
from roster_lint.scrubbing import scrub, scrub_lines

_SOURCES = ("source", "place", "places")
"""The parameters that name a source, whose URL may hold a password."""


def guarded(command: Callable[..., None]) -> Callable[..., None]:
    """The command, ending in a sentence on stderr and an exit code whatever befalls it.

    Wrong usage ends with 2, a source that cannot be judged with 3, as does a fault of our own:
    nothing that went wrong may look like a verdict.
    """

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (whatever Typer parsed)
        try:
            _refuse_secrets(kwargs)
            command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except (KeyboardInterrupt, Exception) as error:
            if not isinstance(error, KeyboardInterrupt | RosterLintError):
                _trace()
            raise _ended(*outcome_of(error)) from None

    return run


def outcome_of(error: BaseException) -> tuple[str, int]:
    """The sentence and the exit code for whatever ended a run."""
    if isinstance(error, RosterLintError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted.", 130
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return scrub(f"The system refused: {error.strerror or error}{place}."), 3
    return (
        f"An unexpected {type(error).__name__}: this is a bug in roster-lint, and there is "
        "no verdict. ROSTER_LINT_DEBUG=1 shows where it happened.",
        3,
    )


def _refuse_secrets(values: Mapping[str, Any]) -> None:
    """Raises UsageError for a password in any argument but a source: whatever quotes it, would."""
    from roster_lint.settings_loader import refuse_secret

    ctx = values.get("ctx")
    labels = {parameter.name: parameter for parameter in ctx.command.params} if ctx else {}
    for name, value in values.items():
        if name in _SOURCES or not isinstance(value, str | Path | list):
            continue
        parameter = labels.get(name)
        is_option = getattr(parameter, "param_type_name", "") == "option"
        refuse_secret(value, f"--{name.replace('_', '-')}" if is_option else name.upper())


def _ended(sentence: str, code: int) -> typer.Exit:
    typer.echo(f"roster-lint: {scrub(sentence)}", err=True)
    mute_broken_stdout()
    return typer.Exit(code)


def _trace() -> None:
    """The traceback, only on request: it can hold personal data."""
    if os.environ.get("ROSTER_LINT_DEBUG", "0") not in ("", "0"):
        import traceback

        typer.echo(scrub_lines(traceback.format_exc()), err=True, nl=False)


def mute_broken_stdout() -> None:
    """Sends what is left for stdout nowhere if its reader has gone, as ``| head`` does.

    Otherwise the interpreter would complain of it at its end and change the exit code.
    """
    try:
        sys.stdout.flush()
    except OSError:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (OSError, ValueError):
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
