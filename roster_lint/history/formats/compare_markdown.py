"""A comparison in Markdown, for a ticket or a pull request: numbers alone, no record in it."""

from collections.abc import Iterator
from typing import TextIO

from roster_lint.history.comparison import Comparison
from roster_lint.history.formats.compare_words import (
    TITLES,
    answer,
    between,
    cells,
    columns,
    has_changed,
    level_rows,
    population_rows,
    regraded_words,
    silent_lines,
    totals,
    unchanged,
)
from roster_lint.report.formats.markdown_text import table, text


def write_markdown(comparison: Comparison, stream: TextIO) -> None:
    """Writes a comparison to a text stream, which is left open."""
    stream.writelines(f"{line}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"## {text(answer(comparison))}"
    yield ""
    yield f"{text(totals(comparison))}\\. {text(between(comparison))}"
    reasons = [
        f"The {name}: {why}"
        for name, facts in (("older", comparison.old), ("newer", comparison.new))
        for why in facts.incomplete
    ]
    if reasons:
        yield ""
        yield from (f"* {text(reason)}" for reason in reasons)
    shown = columns(comparison)
    titles = [TITLES[one] for one in shown]
    if comparison.levels:
        yield ""
        yield from table(("", *titles), ((n, *cells(t, shown)) for n, t in level_rows(comparison)))
    if comparison.differences:
        yield from ("", "### Made differently", "")
        rows = ((one.what, one.before, one.after) for one in comparison.differences)
        yield from table(("", "before", "after"), rows)
    if comparison.populations:
        yield from ("", "### Who will sync", "")
        yield from table(("", "before", "after", "change"), population_rows(comparison))
    yield from _checks(comparison, titles)
    schools = [one for one in comparison.schools if has_changed(one)]
    if schools:
        yield from ("", "### By school", "")
        rows_ = ((one.school, *cells(one.tally, shown)) for one in schools)
        yield from table(("school", *titles), rows_)


def _checks(comparison: Comparison, titles: list[str]) -> Iterator[str]:
    shown = columns(comparison)
    changed = [one for one in comparison.checks if has_changed(one)]
    if changed:
        yield from ("", "### By check", "")
        rows = ((one.level, one.code, one.name, *cells(one.tally, shown)) for one in changed)
        yield from table(("severity", "check", "", *titles), rows)
    notes = [f"{one.code}: {words}." for one in changed for words in regraded_words(one)]
    if same := unchanged(comparison.checks):
        notes.append(same)
    notes += silent_lines(comparison)
    if notes:
        yield ""
        yield from (f"* {text(note)}" for note in notes)
