"""A trend for people: the answer first, then a line a night, then who will sync."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from roster_lint.history.answer import Direction, answer
from roster_lint.history.formats.trend_words import (
    VERDICTS,
    count_words,
    held_back,
    line_name,
    nights_counted,
    notes,
    others_line,
    population_rows,
    skipped_lines,
    sync_share,
)
from roster_lint.history.nights import Line, Night, Trend
from roster_lint.report.formats.text.bars import FULL, bar
from roster_lint.report.formats.text.page import BLANK, Block, Page, bullets, heading, indented
from roster_lint.report.formats.text.verdict import VERDICT_STYLES
from roster_lint.report.formats.text.wording import number, plain

_STYLES: dict[Direction, str] = {
    "ready": "bold green",
    "getting-ready": "bold green",
    "not-getting-ready": "bold red",
    "no-change": "bold yellow",
    "one-night": "bold",
    "unknown": "bold magenta",
}
_BAR = 10


def write_trend(trend: Trend, console: Console, *, nights: int | None = 30) -> None:
    """Writes a trend.

    Args:
        trend: what a folder's reports say.
        console: where to.
        nights: how many of the last nights are listed; None lists all.
    """
    for block in _blocks(trend, nights):
        console.print(Page(block), crop=False)


def write_answers(trend: Trend, console: Console) -> None:
    """Writes the answers alone."""
    for line in trend.lines:
        console.print(Page(_answer(trend, line)), crop=False, soft_wrap=not console.is_terminal)


def _answer(trend: Trend, line: Line) -> Text:
    found = answer(line)
    of = f"{line_name(line)}: " if len(trend.lines) > 1 else ""
    return Text.assemble(plain(of), (plain(found.sentence), _STYLES[found.direction]))


def _blocks(trend: Trend, nights: int | None) -> Iterator[Block]:
    for number_, line in enumerate(trend.lines):
        if number_:
            yield BLANK
            yield BLANK
        found = answer(line)
        yield Text(plain(found.sentence), style=_STYLES[found.direction])
        yield Text(plain(f"{line_name(line)}; {nights_counted(line)}."), style="dim")
        yield BLANK
        yield _nights(line, nights)
        if nights is not None and len(line.nights) > nights:
            more = number(len(line.nights) - nights)
            yield indented(Text(f"... and {more} nights before (--nights all).", style="dim"), 2)
        yield from _populations(line)
        shown = list(notes(line))
        if shown:
            yield from heading("Notes")
            yield from bullets(Text(plain(note)) for note in shown)
    yield from _skipped(trend)


def _nights(line: Line, nights: int | None) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for title in ("Night", "Verdict"):
        table.add_column(title, no_wrap=True)
    for title in ("Errors", "Warnings", "Info", "Held back", "Sync"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, overflow="crop")
    for night in line.nights if nights is None else line.nights[-nights:]:
        table.add_row(*_row(night))
    table.caption = "Held back and Sync: of students."
    table.caption_justify = "left"
    table.caption_style = "dim"
    return table


def _row(night: Night) -> list[Text]:
    students = night.numbers("student")
    numbers = (night.errors, night.warnings, night.infos, held_back(night))
    return [
        Text(night.as_of.isoformat()),
        Text(VERDICTS[night.verdict], style=VERDICT_STYLES[night.verdict]),
        *(Text(count_words(count)) for count in numbers),
        Text(sync_share(night)),
        bar(students.available or 0, students.total or 0, FULL, "green", _BAR),
    ]


def _populations(line: Line) -> Iterator[Block]:
    whole = line.whole
    if not whole:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("Who will sync")
    for title in (whole[0].as_of.isoformat(), whole[-1].as_of.isoformat(), ""):
        table.add_column(title, justify="right", no_wrap=True)
    for name, *cells in population_rows(line):
        table.add_row(Text(plain(name)), *cells)
    yield BLANK
    yield table


def _skipped(trend: Trend) -> Iterator[Block]:
    shown = list(skipped_lines(trend))
    others = others_line(trend)
    if shown:
        yield from heading("Skipped")
        yield from bullets(Text(plain(one)) for one in shown)
    if others:
        yield BLANK
        yield Text(others, style="dim")
