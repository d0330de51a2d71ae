"""What stands between a command and the user: every failure is one sentence and an exit code."""

import functools
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer

from roster_lint.checks.messages import printable
from roster_lint.cli.signals import stopped_by, stopped_with
from roster_lint.cli.streams import output_lost
from roster_lint.engine.address_space import refuse_small_address_space
from roster_lint.errors import RosterLintError, scrub, scrub_lines, sentence_of

_SOURCES = ("source", "place", "places", "sis", "api", "before", "after")
"""The parameters that name a source, whose URL may hold a password."""


def guarded(command: Callable[..., None], *, starts_engine: bool = False) -> Callable[..., None]:
    """The command, ending in a sentence on stderr and an exit code whatever happens.

    Wrong usage ends with 2, a source that cannot be judged with 3, as does a fault of our own:
    nothing that went wrong may look like a verdict. A signal ends with 128 and its number. Output
    that nobody reads, or that a full disk does not take, changes no verdict's code.

    Args:
        command: what Typer calls.
        starts_engine: it does not begin where the engine's libraries could not.
    """

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (whatever Typer parsed)
        end: Exception | None = None
        try:
            if starts_engine:
                refuse_small_address_space()
            _refuse_secrets(kwargs)
            command(*args, **kwargs)
            sys.stdout.flush()
        except BaseException as error:
            # Failures in polars' core are not an Exception.
            known = isinstance(error, Exception | KeyboardInterrupt)
            if not known and type(error).__name__ != "PanicException":
                raise
            # Where a signal came, it is what ended the run, whatever the error has become since.
            end = _end_of(error) if stopped_with() is None else None
        if (code := stopped_with()) is not None:
            raise _ended(stopped_by(), code)
        lost = _lost_output()
        if end is None and lost is not None:
            # There is no verdict here, so what was to be printed is all that there is.
            end = _ended(lost, 3)
        elif lost is not None:
            typer.echo(f"roster-lint: {lost}", err=True)
        if end is not None:
            raise end

    return run


def _end_of(error: BaseException) -> Exception:
    """How the command ends: said on stderr, unless the command itself decided the exit code."""
    if isinstance(error, typer.Exit | typer.Abort):
        return error
    if not isinstance(error, KeyboardInterrupt | RosterLintError):
        _trace()
    return _ended(*outcome_of(error))


def outcome_of(error: BaseException) -> tuple[str, int]:
    """The sentence and the exit code for whatever ended a run."""
    if (code := stopped_with()) is not None:
        # The signal is what ended it, whatever the error has become on its way.
        return stopped_by(), code
    if isinstance(error, RosterLintError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted.", 130
    return sentence_of(error), 3


def _lost_output() -> str | None:
    """The sentence about output that could not be written; None where all of it was."""
    sys.stdout.flush()
    reason = output_lost()
    return None if reason is None else f"Standard output could not be written: {reason}."


def _refuse_secrets(values: Mapping[str, Any]) -> None:
    """Raises UsageError for a password in any argument but a source: a message could quote it."""
    from roster_lint.settings.layers import refuse_secret

    ctx = values.get("ctx")
    labels = {parameter.name: parameter for parameter in ctx.command.params} if ctx else {}
    for name, value in values.items():
        if name in _SOURCES or not isinstance(value, str | Path | list):
            continue
        parameter = labels.get(name)
        is_option = getattr(parameter, "param_type_name", "") == "option"
        refuse_secret(value, f"--{name.replace('_', '-')}" if is_option else name.upper())


def _ended(sentence: str, code: int) -> typer.Exit:
    lines = (printable(line) for line in scrub(sentence).split("\n"))
    typer.echo("roster-lint: " + "\n".join(lines), err=True)
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
