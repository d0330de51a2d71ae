"""A reconciliation on a terminal: numbers first, then reasons; IDs, and no names."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from roster_lint.reconcile.calibration import Calibration
from roster_lint.reconcile.formats.wording import (
    SECTIONS,
    best_words,
    facts,
    group_words,
    headline,
    summary,
    tried_words,
)
from roster_lint.reconcile.result import Count, Difference, Group, Reconciliation, School
from roster_lint.report.formats.text.page import (
    BLANK,
    Block,
    Page,
    bullet,
    heading,
    indented,
    labelled,
)
from roster_lint.report.formats.text.wording import counted, number, plain

_LABEL_WIDTH = 11
_GROUPS_SHOWN = 10
_SCHOOLS_SHOWN = 20
_BY_SCHOOL = ("users", "classes", "enrollments")
_SHORT = {"academicSessions": "sessions"}


def write_text(found: Reconciliation, console: Console, *, show: int, personal: bool) -> None:
    """Writes the result for people.

    Args:
        found: the result.
        console: where to.
        show: differences to show one by one.
        personal: their values may be shown although they are personal.
    """
    for block in _blocks(found, show, personal=personal):
        console.print(Page(block))
    console.print(Page(BLANK))
    console.print(Page(last_line(found)), soft_wrap=True)


def last_line(found: Reconciliation) -> Text:
    """The whole result in one line that fits a log."""
    sides = found.sides
    return Text(
        plain(
            f"roster-lint: reconcile: {summary(found)}; {sides.prepared.source_location} and "
            f"{sides.served_location}; OneRoster {found.oneroster}, as of {found.as_of.isoformat()}"
        )
    )


def _blocks(found: Reconciliation, show: int, *, personal: bool) -> Iterator[Block]:
    yield Text(headline(found), style="bold")
    yield BLANK
    for label, text in facts(found):
        yield labelled(label, Text(plain(text)), width=_LABEL_WIDTH)
    yield from heading("Records")
    yield _records(found.counts)
    schools = sorted(filter(_differing, found.schools), key=_differing, reverse=True)
    if schools:
        yield from heading("Schools that differ (not served / not predicted / other values)")
        yield _schools(schools)
        if len(schools) > _SCHOOLS_SHOWN:
            yield indented(Text(f"and {len(schools) - _SCHOOLS_SHOWN} more", style="dim"), 2)
    for title, kinds in SECTIONS:
        groups = [group for group in found.groups if group.kind in kinds]
        if groups:
            yield from heading(title)
            yield from _groups(groups)
    if show and found.differing:
        yield from heading("Differences")
        yield from _differences(found, show, personal=personal)
    if found.calibration is not None:
        yield from _calibration(found.calibration)


def _records(counts: dict[str, Count]) -> Table:
    return _grid(
        ("", "predicted", "served", "same", "not\nserved", "not\npredicted", "other\nvalues"),
        (
            (_SHORT.get(name, name), c.expected, c.served, c.same, c.missing, c.extra, c.changed)
            for name, c in counts.items()
        ),
    )


def _differing(school: School) -> int:
    return sum(count.differing for count in school.counts.values())


def _schools(schools: Sequence[School]) -> Table:
    return _grid(
        ("", *_BY_SCHOOL),
        (
            (
                school_name(school),
                *(_three(school.counts.get(entity, Count())) for entity in _BY_SCHOOL),
            )
            for school in schools[:_SCHOOLS_SHOWN]
        ),
    )


def school_name(school: School) -> str:
    """What a school is called; those without one are the district's."""
    if school.school_id is None:
        return "of no school"
    return school.name or f"school {school.school_id}"


def _three(count: Count) -> str:
    return f"{number(count.missing)} / {number(count.extra)} / {number(count.changed)}"


def _groups(groups: Sequence[Group]) -> Iterator[Block]:
    for group in groups[:_GROUPS_SHOWN]:
        samples = ", ".join(group.samples)
        more = ", ..." if group.records > len(group.samples) else ""
        text = Text(plain(group_words(group)))
        yield bullet(text + Text(plain(f" ({samples}{more})"), style="dim"))
    rest = groups[_GROUPS_SHOWN:]
    if rest:
        records = sum(group.records for group in rest)
        reasons = counted(len(rest), "other reason")
        words = f"and {counted(records, 'difference')} for {reasons}: see --lists"
        yield indented(Text(words, style="dim"), 2)


def _differences(found: Reconciliation, show: int, *, personal: bool) -> Iterator[Block]:
    for place, one in enumerate(found.differences()):
        if place == show:
            return
        yield bullet(Text(plain(_line(one, personal=personal))))


def _line(one: Difference, *, personal: bool) -> str:
    ids = one.expected_id or one.served_id
    if one.expected_id and one.served_id and one.expected_id != one.served_id:
        ids = f"{one.expected_id}, served as {one.served_id}"
    line = f"{one.entity} {ids}"
    if one.field is not None:
        line += f": {one.field}"
        if personal or not one.is_personal:
            line += f": predicted {_value(one.expected)}, served {_value(one.served)}"
    return f"{line}: {one.words}"


def _value(value: str | None) -> str:
    return "blank" if value is None else value


def _calibration(found: Calibration) -> Iterator[Block]:
    yield from heading("Calibration: readings of the article, compared with what is served")
    for tried in found.tried:
        yield bullet(Text(plain(tried_words(tried))))
    yield BLANK
    yield Text(best_words(found))
    for line in found.toml:
        yield indented(Text(line), 2)


def _grid(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for place, title in enumerate(titles):
        grid.add_column(
            f"  {title}" if not place else title,
            justify="left" if not place else "right",
            no_wrap=bool(place),
        )
    for name, *cells in rows:
        shown = (number(cell) if isinstance(cell, int) else str(cell) for cell in cells)
        grid.add_row(f"  {plain(str(name))}", *shown)
    return grid
