"""``roster-lint settings``: every setting of a run, and where it comes from."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from roster_lint.cli.options import RunOptions
from roster_lint.cli.sharing import with_run_options

if TYPE_CHECKING:
    from roster_lint.settings.loader import Effective

EPILOG = """\
\b
Examples:
  roster-lint settings
  roster-lint settings --vendor canvas --show all
"""

_SET = "(set, not shown)"
_NOT_SET = "not set"
_KEY, _VALUE = 22, 30


@with_run_options
def settings(ctx: typer.Context, options: RunOptions) -> None:
    """List every setting, and where it comes from: a default, the file, a variable or a flag.

    Takes the options of a run, so that they can be tried. No password is shown.
    """
    from roster_lint.cli.output import reader_may_leave
    from roster_lint.settings.loader import effective_settings, settings_file

    found = effective_settings(options.flags, options.config)
    file = settings_file(options.config)
    with reader_may_leave():
        if options.output_format == "json":
            _print_json(found, file)
        else:
            _print_text(found, file)


def _print_json(found: "list[Effective]", file: Path | None) -> None:
    entries = [
        {
            "key": one.key,
            "value": _shown(one),
            "origin": one.origin,
            "place": one.place or None,
        }
        for one in found
    ]
    facts = {"file": None if file is None else str(file), "settings": entries}
    sys.stdout.write(json.dumps(facts, indent=2) + "\n")


def _print_text(found: "list[Effective]", file: Path | None) -> None:
    from roster_lint.checks.messages import printable
    from roster_lint.cli.output import console_for

    console = console_for(sys.stdout)
    for line in _lines(found):
        # Nothing is broken: a line is a setting.
        console.print(printable(line), soft_wrap=True)
    read = "No settings file is read." if file is None else f"The settings file is {file}."
    console.print()
    console.print(printable(read), soft_wrap=True)


def _lines(found: "list[Effective]") -> Iterator[str]:
    for one in found:
        value = _shown(one)
        text = json.dumps(value, ensure_ascii=False)
        if value is None:
            today = f"today ({date.today().isoformat()})"
            text = today if one.key == "as_of" else _NOT_SET
        elif one.key == "password":
            text = _SET
        yield f"{one.key:<{_KEY}}{text:<{_VALUE}}  {one.place or one.origin}"


def _shown(one: "Effective") -> object:
    """A value as JSON can have it, without a password; None where there is none."""
    if one.value is None:
        return None
    if one.key == "password":
        return _SET
    if one.key == "source":
        return _source(str(one.value))
    return _plain(one.value)


def _source(text: str) -> str:
    from roster_lint.report.formats.broken_off import source_of

    return source_of(text)[1] or "(a URL that cannot be read, not shown)"


def _plain(value: object) -> object:
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        return _plain(value.model_dump(exclude_none=True))
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Path | date):
        return str(value)
    return value
