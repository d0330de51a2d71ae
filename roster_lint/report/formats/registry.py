"""The formats that a program reads: one file each, and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TextIO

from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings

_HERE = "roster_lint.report.formats"

MODULES: Mapping[str, str] = {
    "json": "json",
    "jsonl": "json_lines",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
    "markdown": "markdown",
    "csv": "findings_csv",
}
"""Each format's module, which has ``write`` and ``write_broken_off``."""


@dataclass(frozen=True)
class Format:
    """How one format is written.

    Attributes:
        write: a run's result, not yet closed, to a text stream that is left open.
        write_broken_off: the same for a run that broke off: the settings, the reason as a
            sentence, the exit code, and the stream. It must not look like a verdict.
    """

    write: Callable[[Report, TextIO], None]
    write_broken_off: Callable[[Settings, str, int, TextIO], None]


def format_of(name: str) -> Format:
    """The format of that name, imported when it is asked for.

    Raises:
        KeyError: there is none.
    """
    module = import_module(f"{_HERE}.{MODULES[name]}")
    return Format(module.write, module.write_broken_off)
