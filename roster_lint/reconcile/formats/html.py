"""A reconciliation as one page for a browser: styles are in it, and it loads nothing."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from roster_lint import __version__
from roster_lint.reconcile.formats.text import school_name
from roster_lint.reconcile.formats.wording import (
    SECTIONS,
    best_words,
    facts,
    group_words,
    headline,
    summary,
    tried_words,
)
from roster_lint.reconcile.result import Reconciliation
from roster_lint.report.formats.text.wording import number, plain


def write_html(found: Reconciliation, stream: TextIO) -> None:
    """Writes the page: numbers, reasons and IDs, and no personal value.

    Args:
        found: the result, not yet closed.
        stream: a text stream; it is left open.
    """
    template = _environment().get_template("page.html")
    sections = [
        (title, [group for group in found.groups if group.kind in kinds])
        for title, kinds in SECTIONS
    ]
    schools = [s for s in found.schools if any(c.differing for c in s.counts.values())]
    for part in template.generate(
        found=found,
        version=__version__,
        headline=headline(found),
        summary=summary(found),
        facts=list(facts(found)),
        sections=[(title, groups) for title, groups in sections if groups],
        schools=schools,
        calibration=found.calibration,
        **_style(),
    ):
        stream.write(part)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("roster_lint.reconcile.formats", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"number": number, "group_words": group_words}
    environment.globals |= {"tried_words": tried_words, "best_words": best_words}
    environment.globals |= {"school_name": school_name}
    return environment


def _shown(value: object) -> object:
    """Text from data without a character that is not seen; what is marked as markup stays."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _style() -> dict[str, Markup]:
    """The styles of the report's page, and the policy that allows these and nothing else."""
    folder = files("roster_lint.report.formats.html") / "template"
    style = (folder / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return {"style": Markup(style), "policy": Markup(policy)}
