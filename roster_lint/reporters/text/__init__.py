"""The report for people: on a terminal, in a log or in a file, readable without colour."""

from itertools import chain

from rich.console import Console

from roster_lint.report import Report
from roster_lint.reporters.text.availability import availability
from roster_lint.reporters.text.fired import fired
from roster_lint.reporters.text.footer import footer
from roster_lint.reporters.text.header import header
from roster_lint.reporters.text.page import Page
from roster_lint.reporters.text.vendors import vendors
from roster_lint.reporters.text.verdict import last_line, verdict

__all__ = ["last_line", "write_text"]


def write_text(report: Report, console: Console, *, show_personal: bool = False) -> None:
    """Writes the whole report, worst things first.

    Args:
        report: the run's result; only the samples among its findings are shown.
        console: where to; its width, colours and encoding are respected.
        show_personal: the samples hold personal data, which the header then says.
    """
    blocks = chain(
        verdict(report, on_terminal=console.is_terminal),
        header(report, show_personal=show_personal),
        availability(report),
        vendors(report),
        fired(report),
        footer(report),
    )
    for block in blocks:
        console.print(Page(block), crop=False)
    # A log wants it as one line; a terminal would break it within a word.
    console.print(Page(last_line(report)), crop=False, soft_wrap=not console.is_terminal)
