"""A trend in table cells and sentences, the same on a terminal and on the page."""

from collections.abc import Iterator
from datetime import date

from roster_lint.history.nights import Line, Night, Trend
from roster_lint.report.formats.text.wording import NAMES, counted, listed, number, share

VERDICTS = {"ready": "ready", "not-ready": "not ready", "incomplete": "incomplete"}


def line_name(line: Line) -> str:
    """What the nights are of: vendor, version, source."""
    parts = [
        line.vendor,
        f"OneRoster {line.oneroster or 'unknown'}",
        line.source,
        *([f"only {', '.join(line.schools)}"] if line.schools else []),
    ]
    return "; ".join(parts)


def nights_counted(line: Line) -> str:
    """``10 nights, 1 of them incomplete``."""
    gaps = sum(night.is_gap for night in line.nights)
    return counted(len(line.nights), "night") + (
        f", {number(gaps)} of them incomplete" if gaps else ""
    )


def count_words(count: int | None) -> str:
    """A number, or nothing where it is unknown."""
    return "" if count is None else number(count)


def held_back(night: Night) -> int | None:
    """Students that a fault holds back."""
    return night.numbers("student").held_back


def sync_share(night: Night, entity: str = "student") -> str:
    """How many percent of a population will sync; empty where unknown."""
    numbers = night.numbers(entity)
    if numbers.available is None or not numbers.total:
        return ""
    return share(numbers.available, numbers.total)


def of_all(night: Night, entity: str) -> str:
    """``95 of 148``; empty where nobody knows."""
    numbers = night.numbers(entity)
    if numbers.available is None or numbers.total is None:
        return ""
    return f"{number(numbers.available)} of {number(numbers.total)}"


def entity_name(entity: str) -> str:
    """A population's name, with a capital."""
    return NAMES.get(entity, entity.capitalize())


def population_rows(line: Line) -> Iterator[tuple[str, str, str, str]]:
    """Name, first whole night, last one, and the change in how many will sync."""
    whole = line.whole
    if not whole:
        return
    first, last = whole[0], whole[-1]
    for entity in line.entities:
        before, after = first.numbers(entity).available, last.numbers(entity).available
        change = "" if None in (before, after) else f"{(after or 0) - (before or 0):+,}"
        yield (
            entity_name(entity),
            of_all(first, entity) or "unknown",
            of_all(last, entity) or "unknown",
            "" if change == "+0" else change,
        )


def notes(line: Line) -> Iterator[str]:
    """What has to be known of the nights: what changed in between, and dates with two reports."""
    for of, change in line.changes:
        yield f"From {of.isoformat()} on, {change.what}: {change.before}, then {change.after}."
    for one in line.twice:
        verb = "is" if len(one.left_out) == 1 else "are"
        yield (
            f"{_several(one.as_of, len(one.left_out) + 1)}: {one.kept}, the one written last, "
            f"counts; {listed(one.left_out)} {verb} left out."
        )


def _several(of: date, reports: int) -> str:
    return f"{of.isoformat()} has {number(reports)} reports"


def skipped_lines(trend: Trend) -> Iterator[str]:
    """Files that were passed over, each with the reason."""
    yield from (f"{name} {problem}." for name, problem in trend.skipped)


def others_line(trend: Trend) -> str:
    """That other files were not looked at; empty where there are none."""
    if not trend.others:
        return ""
    were = "was" if trend.others == 1 else "were"
    return f"{counted(trend.others, 'other file')} {were} not looked at: no .json or .jsonl."
