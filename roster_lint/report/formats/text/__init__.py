"""The report for people: on a terminal, in a log or in a file, readable without color."""

from collections.abc import Iterable
from itertools import chain

from rich.console import Console
from rich.text import Text

from roster_lint.report.formats.text.availability import availability
from roster_lint.report.formats.text.fired import fired
from roster_lint.report.formats.text.footer import footer
from roster_lint.report.formats.text.header import header
from roster_lint.report.formats.text.links import links_of
from roster_lint.report.formats.text.page import Block, Page
from roster_lint.report.formats.text.plan import fix_first
from roster_lint.report.formats.text.summary import summary
from roster_lint.report.formats.text.vendors import vendors
from roster_lint.report.formats.text.verdict import counts, last_line, verdict
from roster_lint.report.report import Report

__all__ = ["last_line", "write_details", "write_summary"]


def write_summary(report: Report, console: Console, *, docs_url: str | None = None) -> None:
    """Writes what fits on a screen and a half: what to fix first, who will sync, what was found.

    Args:
        report: the run's result.
        console: where to; its width, colors and encoding are respected.
        docs_url: where the documentation is that codes are linked to on a terminal.
    """
    _write(report, console, summary(report, on_terminal=console.is_terminal), docs_url)


def write_details(
    report: Report, console: Console, *, show_personal: bool = False, docs_url: str | None = None
) -> None:
    """Writes the whole report, worst things first.

    Args:
        report: the run's result; only the samples among its findings are shown.
        console: where to; its width, colors and encoding are respected.
        show_personal: the samples hold personal data, which the header then says.
        docs_url: as in ``write_summary``.
    """
    blocks = chain(
        verdict(report, on_terminal=console.is_terminal),
        (Text(counts(report)),),
        fix_first(report),
        header(report, show_personal=show_personal),
        availability(report),
        vendors(report),
        fired(report),
        footer(report),
    )
    _write(report, console, blocks, docs_url)


def _write(report: Report, console: Console, blocks: Iterable[Block], docs_url: str | None) -> None:
    links = links_of(report, docs_url)
    for block in blocks:
        console.print(Page(block, links), crop=False)
    # A log wants it as one line; a terminal would break it within a word.
    console.print(Page(last_line(report)), crop=False, soft_wrap=not console.is_terminal)
