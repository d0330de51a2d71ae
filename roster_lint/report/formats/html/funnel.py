"""Who will sync, for the page: each population as a funnel, and by school."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from roster_lint.report.counts import Availability, SchoolAvailability, Split
from roster_lint.report.formats.text.wording import WAYS, number, population_name, share
from roster_lint.report.report import Report

SchoolId = int | str | None
"""A Campus ID, or the sourcedId of a bundle; None gathers the records that belong to no school."""

SHORT = {**WAYS, "held_back": "held back by a fault"}


@dataclass(frozen=True)
class Bar:
    """One line of a funnel: what is left is drawn from the left, what falls here after it.

    Attributes:
        kind: ``all``, ``lost``, ``left`` or ``note``.
        words: what the line says.
        number: the number, in words; ``unknown`` where nobody knows.
        left: how much of the bar is left, in thousandths.
        lost: how much falls here, in thousandths.
    """

    kind: str
    words: str
    number: str
    left: int
    lost: int


@dataclass(frozen=True)
class Funnel:
    """A population: ``left`` and ``whole`` as numbers, None where unknown."""

    entity: str
    name: str
    left: int | None
    whole: int | None
    share: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class SchoolRow:
    """One school: a cell each of ``POPULATIONS``.

    Attributes:
        school: its place in the page's list of schools.
        lost: how many records will not sync.
        cells: words, and whether any is lost there.
    """

    school: int
    lost: int
    cells: tuple[tuple[str, bool], ...]


POPULATIONS = ("student", "teacher", "staff", "section")
"""Those that the table by school shows."""


def funnels(report: Report) -> tuple[Funnel, ...]:
    """A funnel for each population."""
    vendors = {vendor.name: vendor.display for vendor in report.vendors}
    drafts = next((one.drafts or 0 for one in report.records if one.entity == "section"), 0)
    return tuple(
        Funnel(
            entity=one.entity,
            name=population_name(one),
            left=one.available,
            whole=one.total,
            share=_share(one),
            bars=tuple(_bars(one, vendors, drafts if one.entity == "section" else 0)),
        )
        for one in report.availability
    )


def _share(population: Availability) -> str:
    if population.available is None or not population.total:
        return ""
    return share(population.available, population.total)


def _bars(population: Availability, vendors: Mapping[str, str], drafts: int) -> Iterator[Bar]:
    whole = population.total
    if whole is None:
        yield Bar("note", population.unknown or "all", "unknown", 0, 0)
        return
    yield Bar("all", "all", number(whole), 1000 if whole else 0, 0)
    left = whole
    for criterion in population.criteria:
        words = criterion.fails or criterion.title
        if criterion.unknown or criterion.failed is None:
            yield Bar("note", words, "unknown", 0, 0)
        elif criterion.failed:
            left -= criterion.failed
            yield Bar(
                "lost",
                words,
                f"-{number(criterion.failed)}",
                _thousandths(left, whole),
                _thousandths(criterion.failed, whole),
            )
    if population.available is None:
        yield Bar("note", "will sync", "unknown", 0, 0)
        return
    yield Bar(
        "left",
        "will sync",
        number(population.available),
        _thousandths(population.available, whole),
        0,
    )
    yield from _after(population, vendors, drafts)


def _after(population: Availability, vendors: Mapping[str, str], drafts: int) -> Iterator[Bar]:
    """What becomes of the others, and how many of those that sync have no account."""
    for vendor, lost in population.no_account.items():
        if lost:
            called = vendors.get(vendor, vendor)
            yield Bar("note", f"of these, no account at {called}", number(lost), 0, 0)
    split = population.split or Split(to_be_deleted=population.to_be_deleted or 0)
    for way, words in SHORT.items():
        if count := getattr(split, way):
            yield Bar("note", words, number(count), 0, 0)
    if drafts:
        yield Bar("note", "drafts (inactive trials), not counted", number(drafts), 0, 0)


def _thousandths(part: int, whole: int) -> int:
    """A part of a bar; any part at all is seen."""
    return max(4, round(part * 1000 / whole)) if part and whole else 0


def school_rows(report: Report, schools: Mapping[SchoolId, int]) -> tuple[SchoolRow, ...]:
    """Who will sync by school, the school that loses most first."""
    shown = [one for name in POPULATIONS for one in report.availability if one.entity == name]
    by_school = [{s.school_id: s for s in population.schools or ()} for population in shown]
    rows = []
    for school_id, place in schools.items():
        found = [of.get(school_id) for of in by_school]
        if any(found):
            lost = sum(one.total - one.available for one in found if one is not None)
            cells = (_cell(one, p) for one, p in zip(found, shown, strict=True))
            rows.append(SchoolRow(place, lost, tuple(cells)))
    return tuple(sorted(rows, key=lambda row: (-row.lost, row.school)))


def _cell(place: SchoolAvailability | None, population: Availability) -> tuple[str, bool]:
    """``17 of 20``, and whether any is lost."""
    if population.schools is None:
        return "unknown", True
    if place is None:
        return "-", False
    words = f"{number(place.available)} of {number(place.total)}"
    return words, place.available < place.total
