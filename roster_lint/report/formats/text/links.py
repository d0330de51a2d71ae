"""Links from the codes of checks to the pages that explain them, where the terminal takes them."""

import re
from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.segment import Segment
from rich.style import Style

from roster_lint.report.report import Report

Links = Mapping[str, str]
"""The address of a check's page, by its code."""

_CODE = re.compile(r"(\b[A-Z]{2}[0-9]{3}\b)")


def links_of(report: Report, docs_url: str | None) -> Links:
    """The pages of a report's checks; the district's own have none.

    Args:
        report: the run's result.
        docs_url: where the documentation site is; where absent, nothing is linked.
    """
    if not docs_url:
        return {}
    base = docs_url.rstrip("/")
    codes = (result.check.code for result in report.checks if not result.check.is_own)
    return {code: f"{base}/checks/{code}.html" for code in codes}


def takes_links(console: Console) -> bool:
    """Whether a console's reader can follow them: a terminal in color, and no old Windows one."""
    return (
        console.is_terminal
        and console.color_system is not None
        and not console.no_color
        and not console.legacy_windows
    )


def linked(segment: Segment, links: Links) -> Iterator[Segment]:
    """The segment with each code that has a page as a link to it."""
    if not links:
        yield segment
        return
    for part in _CODE.split(segment.text):
        style = segment.style
        if part in links:
            style = (style or Style()) + Style(link=links[part])
        if part:
            yield Segment(part, style)
