"""Fills the page's template, and sees to it that nothing from the data becomes markup or script."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from roster_lint.report.formats.html.view import Page, page_of
from roster_lint.report.formats.text.wording import DELETED_OR_GONE, counted, number, plain, share
from roster_lint.report.report import Report

_POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


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
    environment = Environment(
        loader=PackageLoader("roster_lint.report.formats.html", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"number": number, "counted": counted, "share": share}
    environment.globals |= {"deleted_or_gone": DELETED_OR_GONE}
    return environment


def _shown(value: object) -> object:
    """Text from data without a character that is not seen; what is marked as markup stays."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _assets() -> Mapping[str, Markup]:
    """The styles, the script, and the policy that allows these two and nothing else."""
    folder = files("roster_lint.report.formats.html") / "template"
    style = (folder / "page.css").read_text(encoding="utf-8")
    script = (folder / "page.js").read_text(encoding="utf-8")
    policy = _POLICY.format(style=_digest(style), script=_digest(script))
    return {"style": Markup(style), "script": Markup(script), "policy": Markup(policy)}


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _data(page: Page) -> Markup:
    """What the script filters by, as JSON that cannot end its element."""
    text = json.dumps(page.data, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
