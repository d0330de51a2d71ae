"""Markdown, for a ticket, a wiki or a pipeline's summary: verdict, plan, who will sync, checks."""

from collections.abc import Iterator
from typing import TextIO

from roster_lint.report.counts import Availability
from roster_lint.report.formats.markdown_text import table as _table
from roster_lint.report.formats.markdown_text import text as _text
from roster_lint.report.formats.text.accepted import accepted
from roster_lint.report.formats.text.fired import by_badness, extent
from roster_lint.report.formats.text.plan import action, after, brings_back, stays, then_sync
from roster_lint.report.formats.text.verdict import counts, last_line, meaning, verdict_words
from roster_lint.report.formats.text.version import not_set
from roster_lint.report.formats.text.wording import number, population_name, share
from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings


def write(report: Report, stream: TextIO) -> None:
    """Writes the report without samples: it holds nobody's records."""
    stream.writelines(f"{line}\n" for line in _lines(report))


def write_broken_off(settings: Settings, reason: str, exit_code: int, stream: TextIO) -> None:
    """Writes that there is no verdict, and why."""
    stream.write(f"## Incomplete\n\nThe run broke off, and there is no verdict: {_text(reason)}\n")


def _lines(report: Report) -> Iterator[str]:
    yield f"## {_text(verdict_words(report))}"
    yield ""
    sentence = meaning(report)
    yield f"{_text(sentence[:1].upper() + sentence[1:])}."
    if report.other_version is not None:
        words = not_set(report.oneroster, report.other_version, on_terminal=False).plain
        yield from ("", _text(words))
    if report.incomplete:
        yield ""
        yield from (f"* {_text(reason)}" for reason in report.incomplete)
    yield from ("", _text(counts(report)))
    yield from _plan(report)
    if report.availability:
        yield from ("", "### Who will sync", "")
        yield from _table(("", "will sync", "of", "%"), map(_population, report.availability))
    failed = by_badness(report)
    if failed:
        yield from ("", "### Found", "")
        rows = (
            (r.severity, r.check.code, r.check.name, extent(r), r.check.owner, r.check.fix)
            for r in failed
        )
        yield from _table(("severity", "check", "", "records", "who fixes it", "fix"), rows)
    if sentences := accepted(report):
        yield ""
        yield from (f"* {_text(sentence)}" for sentence in sentences)
    yield from ("", _text(last_line(report).plain))


def _plan(report: Report) -> Iterator[str]:
    plan = report.plan
    if plan is None or not (plan.steps or plan.stays):
        return
    yield from ("", "### Fix first", "")
    if plan.steps:
        rows = (
            (
                str(place) if not line else "",
                cause.code,
                f"{'and ' if line else ''}{action(cause)}",
                brings_back(step.brings_back) if not line else "",
                then_sync(step) if not line else "",
            )
            for place, step in enumerate(plan.steps, 1)
            for line, cause in enumerate(plan.of(step))
        )
        yield from _table(("", "check", "what to do", "brings back", "then sync"), rows)
        yield ""
        yield from (_text(sentence) for sentence in after(plan))
    if plan.stays:
        yield from ("", _text(stays(plan)))


def _population(one: Availability) -> tuple[str, str, str, str]:
    name = population_name(one)
    if one.total is None or one.available is None:
        return name, "unknown", "unknown" if one.total is None else number(one.total), ""
    part = share(one.available, one.total) if one.total else ""
    return name, number(one.available), number(one.total), part
