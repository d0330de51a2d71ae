"""A report as it is printed, as text."""

from io import StringIO

from rich.console import Console

from roster_lint.report.formats.text import write_details, write_summary
from roster_lint.report.report import Report


def text_of(made: Report, *, width: int = 80, show_personal: bool = False) -> str:
    """The text report as a terminal of that width without color shows it."""
    stream = StringIO()
    console = Console(file=stream, width=width, color_system=None)
    write_details(made, console, show_personal=show_personal)
    return stream.getvalue()


def summary_of(made: Report, *, width: int = 80) -> str:
    """The short report, likewise."""
    stream = StringIO()
    write_summary(made, Console(file=stream, width=width, color_system=None))
    return stream.getvalue()
