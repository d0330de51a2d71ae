"""All ways in which the sweep spoils the healthy district: one table or one column at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal
from zlib import crc32

from fixtures.district import District, healthy
from roster_lint.contracts.table import Column, campus_tables
from tests.sweep.years import of_the_judged_year

Kind = Literal[
    "loses every second row",
    "loses its last half",
    "leads nowhere in every second row",
    "is blank",
    "is blank in the judged year",
    "is in month/day/year",
    "is Y or N",
]

LOSSES: tuple[Kind, ...] = ("loses every second row", "loses its last half")

_NOWHERE = 9_000_000_000
"""Above every ID of the district."""


@dataclass(frozen=True)
class Corruption:
    """One way to spoil the healthy district.

    Attributes:
        table: the table that is spoiled.
        column: its column; None where rows are lost.
        kind: what happens to it.
    """

    table: str
    column: str | None
    kind: Kind

    @property
    def name(self) -> str:
        """What is done, in plain words."""
        spoiled = self.table if self.column is None else f"{self.table}.{self.column}"
        return f"{spoiled} {self.kind}"

    def spoil(self, district: District) -> int:
        """Does it to a district, whose rows are changed; returns how many rows it reaches."""
        rows = district.tables[self.table]
        before = [dict(row) for row in rows]
        if self.column is None:
            rows[:] = rows[::2] if self.kind == LOSSES[0] else rows[: len(rows) // 2]
            return len(before) - len(rows)
        _SPOIL[self.kind](district, self.table, self.column)
        return sum(old != new for old, new in zip(before, rows, strict=True))


def well() -> District:
    """The healthy district, to be spoiled: a copy of the one that this process has made."""
    return District({table: list(map(dict, rows)) for table, rows in _well().tables.items()})


@cache
def _well() -> District:
    return healthy()


@cache
def corruptions() -> tuple[Corruption, ...]:
    """All that change anything, table by table: what reaches the same follows on each other."""
    return tuple(one for one in _possible() if one.spoil(well()))


@cache
def of_the_suite() -> tuple[Corruption, ...]:
    """Every table and every key once, and a tenth of the rest: always the same one."""
    return tuple(one for one in corruptions() if _is_always_tried(one) or _lot(one) % 10 == 0)


def _is_always_tried(one: Corruption) -> bool:
    if one.column is None:
        return one.kind == LOSSES[crc32(one.table.encode()) % 2]
    return one.kind == "leads nowhere in every second row"


def _lot(one: Corruption) -> int:
    """A number by chance that is the same in every run, whatever else is tried."""
    return crc32(one.name.encode())


def _possible() -> Iterator[Corruption]:
    for table in campus_tables().values():
        for kind in LOSSES:
            yield Corruption(table.name, None, kind)
        for column in table.columns:
            for kind in _kinds_of(column):
                yield Corruption(table.name, column.name, kind)


def _kinds_of(column: Column) -> Iterator[Kind]:
    if column.refers_to:
        yield "leads nowhere in every second row"
    if column.filled:
        yield "is blank"
        yield "is blank in the judged year"
    if column.kind.name == "date":
        yield "is in month/day/year"
    if column.kind.name == "flag":
        yield "is Y or N"


def _lead_nowhere(district: District, table: str, column: str) -> None:
    filled = [row for row in district.tables[table] if row.get(column) is not None]
    for number, row in enumerate(filled[::2]):
        row[column] = _NOWHERE + number


def _blank(district: District, table: str, column: str) -> None:
    for row in district.tables[table]:
        row[column] = None


def _blank_this_year(district: District, table: str, column: str) -> None:
    rows = district.tables[table]
    judged = [row for row in rows if of_the_judged_year(table, row)]
    if len(judged) == len(rows):
        return  # the same as blank everywhere
    for row in judged:
        row[column] = None


def _as_excel_saves(district: District, table: str, column: str) -> None:
    def respelled(value: object) -> str:
        day = date.fromisoformat(str(value))
        return f"{day.month}/{day.day}/{day.year}"

    _respell(district, table, column, respelled)


def _as_words(district: District, table: str, column: str) -> None:
    _respell(district, table, column, lambda value: "Y" if value else "N")


def _respell(
    district: District, table: str, column: str, respelled: Callable[[object], str]
) -> None:
    for row in district.tables[table]:
        if row.get(column) is not None:
            row[column] = respelled(row[column])


_SPOIL: Mapping[Kind, Callable[[District, str, str], None]] = {
    "leads nowhere in every second row": _lead_nowhere,
    "is blank": _blank,
    "is blank in the judged year": _blank_this_year,
    "is in month/day/year": _as_excel_saves,
    "is Y or N": _as_words,
}
