"""The summary as one page for a browser: a table to sort and filter, with links to the reports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TextIO
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from roster_lint import __version__
from roster_lint.fleet.formats.words import change_words, headline, reason_of, verdict_words
from roster_lint.fleet.summary import Summary
from roster_lint.report.formats.html.filling import assets, environment_of, text_of

_HERE = "roster_lint.fleet.formats"
_CODES = 15
_RANK = {"incomplete": 0, "not-run": 1, "not-ready": 2, "ready": 3}


@dataclass(frozen=True)
class Row:
    """A district's line.

    Attributes:
        words: its verdict, for people.
        rank: of the verdict, the worst first.
        held_back: students that a fault holds back.
        link: its page, or another report; None where there is none.
        others: its other reports, by kind.
        reason: why it is incomplete.
        again: a first attempt was lost.
    """

    name: str
    verdict: str
    words: str
    rank: int
    errors: int | None
    warnings: int | None
    students: int | None
    held_back: int | None
    worst: str | None
    worst_name: str
    seconds: float | None
    link: str | None
    others: Mapping[str, str]
    reason: str | None
    again: bool


def write(summary: Summary, stream: TextIO) -> None:
    """Writes the page: styles, script and data are in it, and it loads nothing.

    Args:
        summary: the run's.
        stream: a text stream, which is left open.
    """
    template = _environment().get_template("summary.html")
    facts = {
        "headline": headline(summary),
        "summary": summary,
        "version": __version__,
        "rows": sorted(_rows(summary), key=lambda row: (row.rank, -(row.errors or 0), row.name)),
        "codes": summary.codes()[:_CODES],
        "changes": [(one, change_words(one)) for one in summary.changes or ()],
        "words": verdict_words,
    }
    for part in template.generate(**facts, **_assets()):
        stream.write(part)


def _rows(summary: Summary) -> Iterator[Row]:
    for one in summary.outcomes:
        links = {kind: quote(file) for kind, file in one.reports.items()}
        link = links.pop("html", None) or (links.pop("json", None) if one.reports else None)
        students = one.populations.get("student")
        yield Row(
            one.name,
            one.verdict,
            verdict_words(one.verdict),
            _RANK[one.verdict],
            one.errors,
            one.warnings,
            students.total if students else None,
            one.held_back,
            one.worst,
            one.codes[one.worst].name if one.worst else "",
            one.seconds,
            link,
            links,
            reason_of(one),
            one.attempts > 1,
        )
    blank = (None,) * 5
    for name in summary.not_run:
        words, rank = verdict_words("not-run"), _RANK["not-run"]
        yield Row(name, "not-run", words, rank, *blank, "", None, None, {}, None, False)


@cache
def _environment() -> Environment:
    return environment_of(_HERE)


@cache
def _assets() -> Mapping[str, Markup]:
    style = text_of("roster_lint.report.formats.html", "page.css") + text_of(_HERE, "summary.css")
    return assets(style, text_of(_HERE, "summary.js"))
