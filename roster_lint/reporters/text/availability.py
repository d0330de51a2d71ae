"""How many of each population the API will serve, and where the others fall."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from roster_lint.report import Availability, Report
from roster_lint.reporters.text.page import Block, heading
from roster_lint.reporters.text.wording import number, plain

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
    table.add_column("The rest fail at")
    for population in report.availability:
        table.add_row(*_cells(population))
    yield table


def _cells(population: Availability) -> tuple[Text, ...]:
    name = _POPULATIONS.get(population.entity, population.entity.capitalize())
    fallen = [c for c in population.criteria if c.failed]
    return (
        Text(plain(name)),
        Text(number(population.total)),
        Text(number(population.available)),
        Text(number(population.to_be_deleted)),
        Text("\n".join(f"{plain(c.title)}: {number(c.failed)}" for c in fallen)),
    )
