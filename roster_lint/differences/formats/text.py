"""A comparison for people, on a terminal or in a file: the summary first, then the counts."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from roster_lint.differences.difference import Alarm, Difference, School
from roster_lint.differences.formats.words import (
    ALL_COLUMNS,
    COLUMN_WORDS,
    alarm_lines,
    beneath,
    event_words,
    field_lines,
    headline,
    id_lines,
    last_line,
    side_line,
    vendors_line,
)
from roster_lint.report.formats.text.page import (
    BLANK,
    Block,
    Page,
    bullet,
    bullets,
    heading,
    indented,
    labelled,
)
from roster_lint.report.formats.text.wording import counted, number, plain

_SCHOOLS_SHOWN = 30
_ALARMS_SHOWN = 12
_STYLES = {"ok": "bold green", "stopped": "bold red", "incomplete": "bold red"}


def write_text(difference: Difference, console: Console) -> None:
    """Writes the summary: numbers and names of schools, nothing of any person."""
    for block in _blocks(difference):
        console.print(Page(block))
    console.print(Page(BLANK))
    write_last_line(difference, console)


def write_last_line(difference: Difference, console: Console) -> None:
    """Writes the whole in one line."""
    console.print(Page(Text(plain(last_line(difference)))), soft_wrap=True)


def _blocks(difference: Difference) -> Iterator[Block]:
    yield Text(headline(difference), style=_STYLES[difference.verdict])
    yield BLANK
    yield from _facts(difference)
    if difference.incomplete:
        yield from heading("Why there is no verdict")
        yield from bullets(Text(plain(line)) for line in difference.incomplete)
        return
    yield from _alarms("What exceeds a limit", difference.alarms, "error")
    yield from _alarms("What to look at", difference.alarms, "warning")
    if difference.is_empty:
        return
    yield from heading("What the vendor would see change")
    yield _counts(difference)
    for title, name in ALL_COLUMNS:
        if title in COLUMN_WORDS and any(getattr(t, name) for t in difference.tallies.values()):
            yield indented(Text(f"{title}: {COLUMN_WORDS[title]}.", style="dim"), 2)
    if lines := list(id_lines(difference)):
        yield from heading("The same under another id")
        yield from bullets(Text(line) for line in lines)
    if fields := list(field_lines(difference)):
        yield from heading("Fields that change")
        width = max(len(subject) for subject, _ in fields) + 2
        for subject, line in fields:
            yield labelled(subject, Text(plain(line)), width=width, indent=2)
    yield from _schools(difference)
    if difference.advice:
        yield from heading("Check with your vendor")
        yield from bullets(Text(plain(line)) for line in difference.advice)


def _facts(difference: Difference) -> Iterator[Block]:
    rows = [
        ("Before", side_line(difference.before)),
        ("After", side_line(difference.after)),
        ("Vendors", vendors_line(difference)),
    ]
    if difference.rollover:
        rows.append(("Compared", "by school and course, across school years (--rollover)"))
    rows += [("Note", note) for note in difference.notes]
    for label, text in rows:
        yield labelled(label, Text(plain(text)), width=10)


def _alarms(title: str, alarms: Iterable[Alarm], severity: str) -> Iterator[Block]:
    chosen = [alarm for alarm in alarms if alarm.severity == severity]
    if not chosen:
        return
    yield from heading(title)
    shown = chosen[:_ALARMS_SHOWN]
    for alarm, following in zip_longest(shown, shown[1:]):
        first, *others = alarm_lines(alarm)
        yield bullet(Text(plain(first), style="dim" if alarm.is_allowed else ""))
        for line in (*others, *beneath(alarm, following)):
            yield indented(Text(plain(line), style="dim"), 4)
    left = len(chosen) - _ALARMS_SHOWN
    if left > 0:
        yield indented(Text(f"and {number(left)} more: --output-format json lists all."), 2)


def _counts(difference: Difference) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_column(justify="right")
    grid.add_column()
    grid.add_row(*(Text(title, style="dim") for title in ("", "before", "after", "")))
    for subject, tally in difference.tallies.items():
        numbers = (Text(number(n)) for n in (tally.before, tally.after))
        grid.add_row(Text(f"  {subject}"), *numbers, Text(", ".join(event_words(tally)) or "-"))
    return grid


def _schools(difference: Difference) -> Iterator[Block]:
    schools = [school for school in difference.schools if school.source_id is not None]
    if not schools:
        return
    yield from heading("By school")
    worst = sorted(schools, key=_lost, reverse=True)[:_SCHOOLS_SHOWN]
    subjects = ("students", "teachers", "classes", "enrollments")
    rows = (
        (
            school.name or f"org {school.source_id}",
            *(_change(school, subject) for subject in subjects),
        )
        for school in worst
    )
    yield _grid(subjects, rows)
    yield indented(
        Text("before, less what goes (gone, deleted, moved), plus what comes.", style="dim"), 2
    )
    left = len(schools) - len(worst)
    if left:
        yield indented(Text(f"and {counted(left, 'school')} more: --output-format json."), 2)
    if difference.schools_alike:
        alike = counted(difference.schools_alike, "school")
        yield indented(Text(f"Nothing changes at {alike}."), 2)


def _lost(school: School) -> int:
    students = school.tallies.get("students")
    return students.lost + students.moved_out if students else 0


def _change(school: School, subject: str) -> str:
    """``412 -7 +3``; a blank where a school has none."""
    tally = school.tallies.get(subject)
    if tally is None:
        return ""
    out = tally.removed + tally.moved_out + tally.old_ids
    come = tally.added + tally.moved_in + tally.new_ids
    parts = [number(tally.before)]
    parts += [f"-{number(out)}"] if out else []
    parts += [f"+{number(come)}"] if come else []
    return " ".join(parts)


def _grid(titles: Iterable[str], rows: Iterable[tuple[object, ...]]) -> Table:
    titles = list(titles)
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    for _ in titles:
        grid.add_column(justify="right")
    grid.add_row(*(Text(title, style="dim") for title in ("", *titles)))
    for name, *cells in rows:
        figures = (Text(number(c) if isinstance(c, int) else str(c)) for c in cells)
        grid.add_row(Text(f"  {plain(str(name))}"), *figures)
    return grid
