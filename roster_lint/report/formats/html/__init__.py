"""The report as one page: a file that opens in any browser and needs no network."""

from roster_lint.report.formats.html.page import write_html, write_html_broken_off

__all__ = ["write_html", "write_html_broken_off"]
