"""A reconciliation as one page for a browser: styles are in it, and it loads nothing."""

from collections.abc import Mapping
from functools import cache
from typing import TextIO

from jinja2 import Environment
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
from roster_lint.report.formats.html.filling import assets, environment_of, text_of


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
        **_assets(),
    ):
        stream.write(part)


@cache
def _environment() -> Environment:
    environment = environment_of("roster_lint.reconcile.formats")
    environment.globals |= {
        "group_words": group_words,
        "tried_words": tried_words,
        "best_words": best_words,
        "school_name": school_name,
    }
    return environment


@cache
def _assets() -> Mapping[str, Markup]:
    """The styles are those of the report's page."""
    return assets(text_of("roster_lint.report.formats.html", "page.css"))
