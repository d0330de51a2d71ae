"""The report for programs: one JSON object whose findings are written as they are read."""

import json
from typing import TYPE_CHECKING, TextIO

from roster_lint.report.formats.json_facts import facts_of
from roster_lint.report.formats.json_keys import Facts
from roster_lint.report.formats.json_results import finding_facts
from roster_lint.report.report import Report

if TYPE_CHECKING:
    from roster_lint.settings.settings import Settings

# ASCII escapes are valid whatever encoding the stream has.
_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def write(report: Report, stream: TextIO) -> None:
    """Writes the report: readable on top, then every finding on a line of its own.

    The findings pass one at a time from the engine to the stream, in the engine's order.

    Args:
        report: the run's result, not yet closed.
        stream: a text stream; it is left open.
    """
    write_facts(facts_of(report), stream)
    separator = "\n    "
    for finding in finding_facts(report):
        stream.write(f"{separator}{_encode(finding)}")
        separator = ",\n    "
    stream.write("]\n}\n" if separator == "\n    " else "\n  ]\n}\n")


def write_broken_off(settings: "Settings", reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes the report of a run that broke off: why, and nothing like a verdict."""
    from roster_lint.report.formats.broken_off import broken_off_facts

    write_facts(broken_off_facts(settings, reason, exit_code), stream)
    stream.write("]\n}\n")


def write_facts(facts: Facts, stream: TextIO) -> None:
    """Writes all keys of a report but its findings, and the bracket before these."""
    stream.write("{\n")
    for name, value in facts.items():
        stream.write(f"  {_encode(name)}: {laid_out(value)},\n")
    stream.write('  "findings": [')


def laid_out(value: object) -> str:
    """A list with an item on each line; anything else on one line."""
    if not isinstance(value, list) or not value:
        return _encode(value)
    items = ",\n".join(f"    {_encode(item)}" for item in value)
    return f"[\n{items}\n  ]"
