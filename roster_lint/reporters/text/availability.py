"""How many of each population the API will serve, and at which criterion the others fall."""

from collections.abc import Iterator

from rich.console import Group
from rich.table import Table
from rich.text import Text

from roster_lint.report import Availability, CriterionCount, Report
from roster_lint.reporters.text.page import Block, Hanging, heading
from roster_lint.reporters.text.wording import number, plain

_REST_WIDTH = 24

_POPULATIONS = {
    "student": "Students",
    "teacher": "Teachers",
    "staff": "Other staff",
    "guardian": "Guardians",
    "relative": "Relatives",
}


def availability(report: Report) -> Iterator[Block]:
    """A table with a row a population; nothing where the source gave none."""
    if not report.availability:
        return
    yield from heading("Who will sync")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", no_wrap=True)
    for title in ("There are", "Will sync", "ToBeDeleted"):
        table.add_column(title, justify="right", no_wrap=True)
    fallen = any(c.failed for population in report.availability for c in population.criteria)
    table.add_column("The rest" if fallen else "", min_width=_REST_WIDTH)
    for population in report.availability:
        table.add_row(
            Text(plain(_POPULATIONS.get(population.entity, population.entity.capitalize()))),
            Text(number(population.total)),
            Text(number(population.available)),
            Text(number(population.to_be_deleted)),
            _rest(population),
        )
    yield table


def _rest(population: Availability) -> Group:
    """The criteria at which somebody falls. Their titles say what holds, so these fail them."""
    fallen = [c for c in population.criteria if c.failed]
    width = max((len(number(c.failed)) for c in fallen), default=0)
    return Group(*(_line(criterion, width) for criterion in fallen))


def _line(criterion: CriterionCount, width: int) -> Hanging:
    verb = "fails" if criterion.failed == 1 else "fail"
    return Hanging(
        label=Text(number(criterion.failed).rjust(width)),
        text=Text(f"{verb}: {plain(criterion.title)}"),
        indent=0,
        label_width=width + 1,
    )
