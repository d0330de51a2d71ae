"""What stands between a command and the user: every failure is one sentence and an exit code."""

import functools
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from roster_lint.address_space import refuse_small_address_space
from roster_lint.errors import RosterLintError
from roster_lint.messages import printable

_MEMORY = "Free some, allow the process more (ulimit -v), or see the setting memory."

_STARVED = ("can't start new thread", "failed to map segment", "Cannot allocate memory")
"""What Python and the loader of libraries say where a process may have no more."""


def guarded(command: Callable[..., None], *, starts_engine: bool = False) -> Callable[..., None]:
    """The command, ending in a sentence on stderr and an exit code whatever befalls it.

    Wrong usage ends with 2, a source that cannot be judged with 3, as does a fault of our own:
    nothing that went wrong may look like a verdict.

    Args:
        command: what Typer calls.
        starts_engine: it does not begin where the engine's libraries could not.
    """

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (whatever Typer parsed)
        try:
            if starts_engine:
                refuse_small_address_space()
            command(*args, **kwargs)
            sys.stdout.flush()
        except (typer.Exit, typer.Abort):
            raise
        except RosterLintError as error:
            raise _ended(str(error), error.exit_code) from None
        except KeyboardInterrupt:
            raise _ended("Interrupted.", 130) from None
        except MemoryError:
            _trace()
            raise _ended(f"The memory is not enough. {_MEMORY}", 3) from None
        except OSError as error:
            _trace()
            place = f" ({error.filename})" if error.filename else ""
            raise _ended(f"The system refused: {error.strerror or error}{place}.", 3) from None
        except BaseException as error:
            # What polars' core cannot do is no Exception, so that nobody takes it for one.
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            _trace()
            if any(words in str(error) for words in _STARVED):
                raise _ended(f"The system gave no more memory or threads. {_MEMORY}", 3) from None
            raise _ended(
                f"An unexpected {type(error).__name__}: this is a bug in roster-lint, and there is "
                "no verdict. ROSTER_LINT_DEBUG=1 shows where it happened.",
                3,
            ) from None

    return run


def _ended(sentence: str, code: int) -> typer.Exit:
    lines = (printable(line) for line in sentence.split("\n"))
    typer.echo("roster-lint: " + "\n".join(lines), err=True)
    mute_broken_stdout()
    return typer.Exit(code)


def _trace() -> None:
    """The traceback, only on request: it can hold personal data."""
    if os.environ.get("ROSTER_LINT_DEBUG", "0") not in ("", "0"):
        import traceback

        traceback.print_exc()


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
