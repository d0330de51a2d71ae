"""The summary for people: how many are ready, then those that are not, then what is found most."""

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from roster_lint.fleet.formats.words import change_words, headline, reason_of
from roster_lint.fleet.outcome import Outcome
from roster_lint.fleet.summary import Summary
from roster_lint.report.formats.text.wording import counted, number, plain

SHOWN = 15
"""Districts of each verdict that are printed, where nobody says how many."""

_CODES = 8
_STYLES = {"ready": "bold green", "not-ready": "bold red", "incomplete": "bold magenta"}
_NAME = 34


def write(summary: Summary, console: Console, *, show: int | None = SHOWN) -> None:
    """Writes the summary.

    Args:
        summary: the run's.
        console: where to; its width and colors are respected.
        show: how many districts, changes or names of each kind; all where None.
    """
    console.print(Text(f"{headline(summary)}.", style=_STYLES[summary.verdict]))
    parts = [f"{plain(summary.list_name)}, as of {summary.as_of}", _duration(summary.seconds)]
    if summary.workers:
        parts.append(counted(summary.workers, "worker"))
    console.print(Text(f"{'; '.join(parts)}.", style="dim"))
    for block in _blocks(summary, show):
        console.print(block)


def last_line(summary: Summary) -> str:
    """The one line that says it all, for a log."""
    counts = summary.counts
    return (
        f"roster-lint fleet: {summary.verdict.replace('-', ' ')}: "
        f"{counted(len(summary.outcomes) + len(summary.not_run), 'district')}, "
        f"{number(counts['ready'])} ready, {number(counts['not-ready'])} not ready, "
        f"{number(counts['incomplete'])} incomplete"
        + (f", {number(len(summary.not_run))} not run" if summary.not_run else "")
        + f"; as of {summary.as_of}"
    )


def _blocks(summary: Summary, show: int | None) -> Iterator[RenderableType]:
    of = {
        verdict: [one for one in summary.outcomes if one.verdict == verdict]
        for verdict in ("incomplete", "not-ready", "ready")
    }
    if of["incomplete"]:
        yield _heading("Incomplete", len(of["incomplete"]))
        yield from _incomplete(of["incomplete"], show)
    if summary.not_run:
        yield _heading("Not run", len(summary.not_run))
        yield from _names(summary.not_run, show)
    if of["not-ready"]:
        yield _heading("Not ready", len(of["not-ready"]))
        worst = sorted(of["not-ready"], key=lambda one: (-(one.errors or 0), one.name))
        yield from _numbers(worst, show)
    if of["ready"]:
        yield _heading("Ready", len(of["ready"]))
        yield from _names([one.name for one in of["ready"]], show)
    yield from _codes(summary)
    yield from _changes(summary, show)


def _heading(words: str, count: int | None = None) -> Text:
    said = words if count is None else f"{words} ({number(count)})"
    return Text(f"\n{said}", style="bold")


def _incomplete(rows: Sequence[Outcome], show: int | None) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=_NAME)
    table.add_column(ratio=1)
    for one in rows[:show]:
        table.add_row(Text(f"  {plain(one.name)}"), Text(plain(reason_of(one) or "")))
    yield table
    yield from _more(len(rows), show)


def _numbers(rows: Sequence[Outcome], show: int | None) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(Text("  District"), max_width=_NAME, header_style="dim")
    for head in ("Errors", "Warnings", "Students held back"):
        table.add_column(Text(head), justify="right", header_style="dim")
    table.add_column(Text("Worst"), header_style="dim")
    for one in rows[:show]:
        held = "–" if one.held_back is None else number(one.held_back)
        counts = (number(one.errors or 0), number(one.warnings or 0), held)
        table.add_row(Text(f"  {plain(one.name)}"), *counts, one.worst or "–")
    yield table
    yield from _more(len(rows), show)


def _names(names: Sequence[str], show: int | None) -> Iterator[RenderableType]:
    yield Text(f"  {', '.join(plain(name) for name in names[:show])}")
    yield from _more(len(names), show)


def _more(count: int, show: int | None) -> Iterator[Text]:
    if show is not None and count > show:
        yield Text(f"  … and {number(count - show)} more", style="dim")


def _codes(summary: Summary) -> Iterator[RenderableType]:
    codes = summary.codes()
    if not codes:
        return
    yield _heading("Found most")
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "left", "right", "right", "left"):
        table.add_column(justify=justify)
    for code in codes[:_CODES]:
        where, what = counted(code.districts, "district"), counted(code.findings, "finding")
        table.add_row(f"  {code.code}", code.severity, where, what, plain(code.name))
    yield table
    yield from _more(len(codes), _CODES)


def _changes(summary: Summary, show: int | None) -> Iterator[RenderableType]:
    if summary.changes is None:
        return
    yield _heading(f"Changes since the summary as of {summary.before}", len(summary.changes))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=_NAME)
    table.add_column(ratio=1)
    for one in summary.changes[:show]:
        table.add_row(Text(f"  {plain(one.name)}"), Text(f"{one.kind}: {plain(change_words(one))}"))
    yield table
    yield from _more(len(summary.changes), show)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} seconds"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
