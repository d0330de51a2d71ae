"""The summary for programs: one JSON object, a district a line."""

from typing import TextIO

from roster_lint.fleet.summary import Summary
from roster_lint.report.formats.json import laid_out


def write(summary: Summary, stream: TextIO) -> None:
    """Writes the summary to a text stream, which is left open."""
    lines = (f'  "{name}": {laid_out(value)}' for name, value in summary.facts().items())
    stream.write("{\n" + ",\n".join(lines) + "\n}\n")
