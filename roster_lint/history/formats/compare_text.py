"""A comparison for people: what is new first, then who will sync, checks, schools, records."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from roster_lint.history.comparison import Comparison, Level, Standing
from roster_lint.history.formats.compare_words import (
    TITLES,
    answer,
    between,
    cells,
    columns,
    has_changed,
    last_line,
    level_rows,
    population_rows,
    regraded_words,
    silent_lines,
    totals,
    unchanged,
)
from roster_lint.report.formats.text.page import (
    BLANK,
    Block,
    Page,
    bullets,
    heading,
    indented,
    labelled,
)
from roster_lint.report.formats.text.wording import number, plain

_CHECKS = 12
_SCHOOLS = 10
_LABEL = 17
_STYLES: dict[Level, str] = {
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "tolerated": "dim",
    "known": "dim",
}
_NAMED: tuple[Standing, ...] = ("new", "newly_checked", "gone", "not_checked")


def write_compared(
    comparison: Comparison, console: Console, *, show: int | None = 3, in_full: bool = False
) -> None:
    """Writes a comparison.

    Args:
        comparison: not yet closed.
        console: where to.
        show: how many records of each check are named; None names all.
        in_full: every check and school, and records that are gone, too.
    """
    for block in _blocks(comparison, show, in_full):
        console.print(Page(block), crop=False)
    write_last_line(comparison, console)


def write_last_line(comparison: Comparison, console: Console) -> None:
    """Writes the last line alone."""
    line = Text(plain(last_line(comparison)), style=_style(comparison))
    console.print(Page(line), crop=False, soft_wrap=not console.is_terminal)


def _style(comparison: Comparison) -> str:
    return {0: "bold green", 1: "bold red", 3: "bold magenta"}[comparison.exit_code]


def _blocks(comparison: Comparison, show: int | None, in_full: bool) -> Iterator[Block]:
    yield Text.assemble(
        (f"{answer(comparison)}: ", _style(comparison)), (f"{totals(comparison)}.", "bold")
    )
    yield Text(plain(between(comparison)), style="dim")
    for name, facts in (("older", comparison.old), ("newer", comparison.new)):
        yield from bullets(Text(plain(f"The {name}: {why}")) for why in facts.incomplete)
    shown = columns(comparison)
    if comparison.levels:
        yield BLANK
        yield _table(
            "", shown, [((name, ""), cells(t, shown)) for name, t in level_rows(comparison)]
        )
    yield from _differences(comparison)
    yield from _populations(comparison)
    yield from _checks(comparison, shown, None if in_full else _CHECKS)
    yield from _schools(comparison, shown, None if in_full else _SCHOOLS)
    for standing in _NAMED if in_full else _NAMED[:2]:
        yield from _records(comparison, standing, show, None if in_full else _CHECKS)
    yield BLANK


def _table(
    title: str, shown: Sequence[Standing], rows: Sequence[tuple[tuple[str, str], Sequence[str]]]
) -> Table:
    """Numbers below the standings that are shown; the first cell has a style of its own."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column(title)
    for standing in shown:
        table.add_column(TITLES[standing], justify="right", no_wrap=True)
    for (name, style), numbers in rows:
        table.add_row(Text(plain(name), style=style), *numbers)
    return table


def _differences(comparison: Comparison) -> Iterator[Block]:
    if not comparison.differences:
        return
    yield from heading("Made differently")
    for one in comparison.differences:
        mark = " *" if one.matters else ""
        text = Text(plain(f"{one.before}, then {one.after}{mark}"))
        yield labelled(plain(one.what), text, width=_LABEL, indent=2)
    if any(one.matters for one in comparison.differences):
        yield indented(Text("* changes what is found, too", style="dim"), 2)


def _populations(comparison: Comparison) -> Iterator[Block]:
    if not comparison.populations:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("Who will sync")
    for title in ("before", "after", ""):
        table.add_column(title, justify="right", no_wrap=True)
    for name, *numbers in population_rows(comparison):
        table.add_row(Text(plain(name)), *numbers)
    yield BLANK
    yield table


def _checks(
    comparison: Comparison, shown: Sequence[Standing], limit: int | None
) -> Iterator[Block]:
    changed = [check for check in comparison.checks if has_changed(check)]
    if changed:
        rows = [
            ((f"{check.code} {check.name}", _STYLES[check.level]), cells(check.tally, shown))
            for check in changed[:limit]
        ]
        yield BLANK
        yield _table("By check", shown, rows)
        yield from _more(len(changed), limit)
    for check in changed:
        for words in regraded_words(check):
            yield indented(Text(plain(f"{check.code}: {words}."), style="yellow"), 2)
    if same := unchanged(comparison.checks):
        yield BLANK if not changed else Text("", end="")
        yield indented(Text(same, style="dim"), 2)
    reasons = list(silent_lines(comparison))
    if reasons:
        yield from heading("Checked in one run only, so neither new nor gone for certain")
        yield from bullets(Text(plain(reason)) for reason in reasons)


def _schools(
    comparison: Comparison, shown: Sequence[Standing], limit: int | None
) -> Iterator[Block]:
    changed = [school for school in comparison.schools if has_changed(school)]
    if not changed:
        return
    names = Counter(school.school for school in changed)
    rows = [
        (
            (f"{one.school} ({one.school_id})" if names[one.school] > 1 else one.school, ""),
            cells(one.tally, shown),
        )
        for one in changed[:limit]
    ]
    yield BLANK
    yield _table("By school", shown, rows)
    yield from _more(len(changed), limit)


def _more(found: int, limit: int | None) -> Iterator[Block]:
    if limit is not None and found > limit:
        yield indented(Text(f"... and {number(found - limit)} more (--details).", style="dim"), 2)


def _records(
    comparison: Comparison, standing: Standing, show: int | None, limit: int | None
) -> Iterator[Block]:
    """Which records a check's findings of one standing are about."""
    found = [check for check in comparison.checks if check.tally.get(standing)]
    if not found or show == 0:
        return
    yield from heading(TITLES[standing].capitalize())
    for check in found[:limit]:
        label = f"{check.code} "
        records = (
            f"{one.record} ({one.school})"
            for one in comparison.findings(standing, check.code, show)
        )
        if show is None:
            # There may be a hundred thousand: a line each, as they are read.
            yield indented(Text(label), 2)
            yield from (indented(Text(plain(record)), 4) for record in records)
            continue
        lines = list(records)
        more = check.tally[standing] - len(lines)
        rest = f" and {number(more)} more" if more else ""
        yield labelled(label, Text(plain(f"{'; '.join(lines)}{rest}")), width=len(label), indent=2)
    yield from _more(len(found), limit)
