"""``roster-lint schema NAME``: the JSON Schema of a report, a settings file or a profile."""

import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer

from roster_lint.errors import UsageError

EPILOG = """\
\b
Examples:
  roster-lint schema report > report.schema.json
  roster-lint schema settings > roster-lint.schema.json
"""

_SCHEMAS: Mapping[str, tuple[str, str]] = {
    "report": ("report", "report_schema"),
    "jsonl": ("report", "line_schema"),
    "settings": ("settings", "settings_schema"),
    "profile": ("profile", "profile_schema"),
}
"""By name, the module in ``roster_lint.schemas`` and the function in it."""


def schema_of(name: str) -> dict[str, Any]:
    """The schema of that name. Raises UsageError where there is none."""
    if name not in _SCHEMAS:
        raise UsageError(f"There is no schema '{name}': name one of {', '.join(_SCHEMAS)}.")
    module, function = _SCHEMAS[name]
    made: Callable[[], dict[str, Any]] = getattr(
        import_module(f"roster_lint.schemas.{module}"), function
    )
    return made()


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help=f"What it describes: {', '.join(_SCHEMAS)}.",
            show_default=False,
            autocompletion=lambda: list(_SCHEMAS),
        ),
    ],
) -> None:
    """Print a JSON Schema: what reports hold, what a settings file or a profile may hold."""
    from roster_lint.cli.output import reader_may_leave

    text = json.dumps(schema_of(name), indent=2)
    with reader_may_leave():
        sys.stdout.write(text + "\n")
