"""Fills the page's template so that nothing from the data becomes markup or script."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TextIO

from jinja2 import Environment
from markupsafe import Markup

from roster_lint.report.formats.html.filling import assets, environment_of, text_of
from roster_lint.report.formats.html.view import Page, page_of
from roster_lint.report.formats.text.wording import DELETED_OR_GONE
from roster_lint.report.report import Report

_HERE = "roster_lint.report.formats.html"


def write_html(report: Report, stream: TextIO, *, show_personal: bool = False) -> None:
    """Writes the whole report as one page: styles, script and data are in it.

    The page names the first hundred findings of each check, a few of each school; all of them are
    counted. The browser may load nothing else: the page's Content-Security-Policy forbids it.

    Args:
        report: the run's result, not yet closed.
        stream: a text stream; it is left open.
        show_personal: the findings hold personal data, which a banner then says.
    """
    page = page_of(report, show_personal=show_personal)
    template = _environment().get_template("page.html")
    for part in template.generate(page=page, data=_data(page), **_assets()):
        stream.write(part)


def write_html_broken_off(reason: str, source: str | None, as_of: date, stream: TextIO) -> None:
    """Writes the page of a run that broke off, so that no earlier page passes for its result.

    Args:
        reason: why it broke off, in a sentence.
        source: where the source is, without a password; None where that cannot be said.
        as_of: the date that the run should have judged.
        stream: a text stream; it is left open.
    """
    template = _environment().get_template("broken_off.html")
    facts = {"reason": reason, "source": source, "as_of": as_of.isoformat()}
    stream.write(template.render(**facts, **_assets()))


@cache
def _environment() -> Environment:
    environment = environment_of(_HERE)
    environment.globals |= {"deleted_or_gone": DELETED_OR_GONE}
    return environment


@cache
def _assets() -> Mapping[str, Markup]:
    return assets(text_of(_HERE, "page.css"), text_of(_HERE, "page.js"))


def _data(page: Page) -> Markup:
    """What the script filters by, as JSON that cannot end its element."""
    text = json.dumps(page.data, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
