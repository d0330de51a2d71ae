"""The funnel: how many of each population the API will serve, and where the others fall."""

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from roster_lint.report.counts import Availability, SchoolAvailability, Split
from roster_lint.report.formats.text.bars import FULL, LOST, bar
from roster_lint.report.formats.text.page import BLANK, Block, heading, indented
from roster_lint.report.formats.text.wording import (
    DELETED_OR_GONE,
    WAYS,
    number,
    plain,
    population_name,
)
from roster_lint.report.report import Report

_SCHOOLS = 10

_UNKNOWN = Text("unknown", style="magenta")


def availability(report: Report) -> Iterator[Block]:
    """A funnel for each population, then the schools where records go missing."""
    if not report.availability:
        return
    yield from heading("Who will sync")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, overflow="crop")
    vendors = {result.name: result.display for result in report.vendors}
    for population in report.availability:
        _funnel(table, population, vendors, _drafts(report, population))
    yield table
    if any(population.to_be_deleted for population in report.availability):
        yield Text(f"ToBeDeleted: {DELETED_OR_GONE}.", style="dim")
    yield from by_school(report.availability)


def _drafts(report: Report, population: Availability) -> int:
    """Sections that are counted apart, since they are drafts of the schedule."""
    if population.entity != "section":
        return 0
    return next((one.drafts or 0 for one in report.records if one.entity == "section"), 0)


def _funnel(
    table: Table, population: Availability, vendors: Mapping[str, str], drafts: int
) -> None:
    """How many there are, how many fall at each criterion, and how many are left.

    Args:
        table: where to.
        population: as it was counted.
        vendors: names of profiles, and what the vendors are called.
        drafts: how many more there are that are not counted.
    """
    _criteria(table, population, vendors)
    if drafts:
        table.add_row(
            Text("  drafts (inactive trials), not counted", style="dim"), Text(number(drafts)), ""
        )


def _criteria(table: Table, population: Availability, vendors: Mapping[str, str]) -> None:
    whole, left = population.total, population.available
    name = Text(plain(population_name(population)), style="bold")
    if whole is None:
        table.add_row(name, _UNKNOWN, "")
        return
    fallen = [c for c in population.criteria if c.failed or c.unknown]
    if not fallen and not any(population.no_account.values()) and left is not None:
        table.add_row(name, Text(number(left)), bar(whole, whole, FULL, "green"))
        return
    table.add_row(name, Text(number(whole)), bar(whole, whole, FULL, ""))
    for criterion in fallen:
        reason = Text(f"  {plain(criterion.fails or criterion.title)}")
        if criterion.failed is None:
            table.add_row(reason, _UNKNOWN, "")
            continue
        table.add_row(
            reason, Text(f"-{number(criterion.failed)}"), bar(criterion.failed, whole, LOST, "red")
        )
    if left is None:
        table.add_row(Text("  will sync"), _UNKNOWN, "")
        return
    table.add_row(Text("  will sync"), Text(number(left)), bar(left, whole, FULL, "green"))
    _after(table, population, vendors)


def _after(table: Table, population: Availability, vendors: Mapping[str, str]) -> None:
    """How many of those that will sync have no account, and what becomes of the others."""
    for vendor, lost in population.no_account.items():
        if lost:
            called = plain(vendors.get(vendor, vendor))
            table.add_row(Text(f"  no account at {called}"), Text(f"-{number(lost)}"), "")
    split = population.split or Split(to_be_deleted=population.to_be_deleted or 0)
    for words, count in (
        ("held back by a fault", split.held_back),
        (WAYS["to_be_deleted"], split.to_be_deleted),
        (WAYS["left_out"], split.left_out),
        (WAYS["not_used"], split.not_used),
    ):
        if count:
            table.add_row(Text(f"    {words}", style="dim"), Text(number(count), style="dim"), "")


def by_school(availability: Sequence[Availability]) -> Iterator[Block]:
    """The schools that lose most, with what is left of each population; nothing where none does."""
    shown = [p for p in availability if p.entity in ("student", "teacher", "staff", "section")]
    lost: dict[int | str | None, int] = {}
    for population in shown:
        for school in population.schools or ():
            lost[school.school_id] = lost.get(school.school_id, 0) + school.total - school.available
    worst = sorted((s for s in lost if lost[s]), key=lambda s: -lost[s])
    if not worst:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("Will sync, by school")
    for population in shown:
        table.add_column(population_name(population), justify="right", no_wrap=True)
    for school_id in worst[:_SCHOOLS]:
        places = [_school(population, school_id) for population in shown]
        name = next(place.school for place in places if place is not None)
        cells = (_of(p, place) for p, place in zip(shown, places, strict=True))
        table.add_row(Text(plain(name)), *cells)
    yield BLANK
    yield table
    if len(worst) > _SCHOOLS:
        more = len(worst) - _SCHOOLS
        yield indented(
            Text(f"... and {number(more)} more schools; the JSON report has them all."), 2
        )


def _school(population: Availability, school_id: int | str | None) -> SchoolAvailability | None:
    return next((s for s in population.schools or () if s.school_id == school_id), None)


def _of(population: Availability, place: SchoolAvailability | None) -> Text:
    if population.schools is None:
        return _UNKNOWN
    if place is None:
        return Text("-", style="dim")
    style = "" if place.available == place.total else "bold"
    return Text(f"{number(place.available)} of {number(place.total)}", style=style)
