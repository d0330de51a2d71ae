"""A chart of lines as numbers: where each night's point stands, and where a line has gaps.

The template draws it. x is by date, so that a week without a report is as wide as a week.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from roster_lint.history.nights import Night
from roster_lint.report.formats.text.wording import number

WIDTH, HEIGHT = 760, 240
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 16, 34
"""Room for the numbers of the axes."""

_DATES = 6
_DOTS = 70
"""With more nights than that the points are not marked."""

Pick = Callable[[Night], float | None]
"""A number of a night; None where it is unknown."""


@dataclass(frozen=True)
class Dot:
    """One night's point, with what it says."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Series:
    """One line of a chart.

    Attributes:
        name: what it counts.
        kind: the name of its style.
        runs: the points of each unbroken part, as SVG has them.
        dots: the points to mark.
    """

    name: str
    kind: str
    runs: tuple[str, ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Chart:
    """A chart to draw.

    Attributes:
        name: unique on its page.
        title: what it shows.
        summary: the same for people who do not see it.
        gaps: where an incomplete night stands.
    """

    name: str
    title: str
    summary: str
    series: tuple[Series, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    gaps: tuple[float, ...]


def chart_of(
    name: str,
    title: str,
    nights: Sequence[Night],
    picks: Sequence[tuple[str, str, Pick]],
    *,
    percent: bool = False,
) -> Chart | None:
    """Puts a chart together; None where no night has a number.

    Args:
        name: unique on its page.
        title: what it shows.
        nights: in order.
        picks: name, style and number of each series; one that no night knows is left out.
        percent: the numbers are percentages, and the axis goes to 100.
    """
    known = [
        (label, kind, pick) for label, kind, pick in picks if any(_has(pick, n) for n in nights)
    ]
    if not known:
        return None
    values = [value for _, _, pick in known for n in nights if (value := pick(n)) is not None]
    step, top = (25.0, 100.0) if percent else _scale(max(values))
    end = " %" if percent else ""
    series = tuple(
        Series(label, kind, *_points(nights, pick, top, label, end)) for label, kind, pick in known
    )
    rows = tuple(
        Tick(_y(step * place, top), f"{number(round(step * place))}{end}", "end")
        for place in range(round(top / step) + 1)
    )
    summary = "; ".join(_summary(nights, label, pick, end) for label, _, pick in known)
    gaps = tuple(_x(night, nights) for night in nights if night.is_gap)
    return Chart(name, title, f"{summary}.", series, rows, tuple(_dates(nights)), gaps)


def _has(pick: Pick, night: Night) -> bool:
    return pick(night) is not None


def _scale(most: float) -> tuple[float, float]:
    """The step between the marks of an axis from 0, and its end: 1, 2 or 5 and so many zeros."""
    if most <= 4:
        return 1.0, max(1.0, float(ceil(most)))
    rough = most / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * unit for unit in (1, 2, 5, 10) if power * unit >= rough)
    return step, step * ceil(most / step)


def _points(
    nights: Sequence[Night], pick: Pick, top: float, label: str, end: str
) -> tuple[tuple[str, ...], tuple[Dot, ...]]:
    runs: list[list[Dot]] = [[]]
    for night in nights:
        value = pick(night)
        if value is None:
            runs.append([])
            continue
        words = f"{night.as_of.isoformat()}: {_shown(value)}{end} {label.lower()}"
        runs[-1].append(Dot(_x(night, nights), _y(value, top), words))
    drawn = tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1)
    # What stands between two gaps is no line: it is marked in any case.
    is_crowded = len(nights) > _DOTS
    return drawn, tuple(dot for run in runs for dot in run if not is_crowded or len(run) == 1)


def _summary(nights: Sequence[Night], label: str, pick: Pick, end: str) -> str:
    known = [(night.as_of, value) for night in nights if (value := pick(night)) is not None]
    (first, before), (last, after) = known[0], known[-1]
    return (
        f"{label}: {_shown(before)}{end} on {first.isoformat()}, "
        f"{_shown(after)}{end} on {last.isoformat()}"
    )


def _shown(value: float) -> str:
    """A number; a part of a percent is never rounded to none or all."""
    if value == int(value):
        return number(int(value))
    rounded = f"{value:.1f}"
    return {"0.0": "<0.1", "100.0": ">99.9"}.get(rounded, rounded)


def _x(night: Night, nights: Sequence[Night]) -> float:
    days = (nights[-1].as_of - nights[0].as_of).days
    part = (night.as_of - nights[0].as_of).days / days if days else 0.5
    return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)


def _y(value: float, top: float) -> float:
    return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)


def _dates(nights: Sequence[Night]) -> Iterator[Tick]:
    """The first and the last date, and some between that do not touch each other."""
    room = (WIDTH - LEFT - RIGHT) / _DATES
    last = _x(nights[-1], nights)
    at = None
    for night in nights:
        x = _x(night, nights)
        is_last = night is nights[-1]
        if is_last or at is None or (x - at >= room and last - x >= room):
            anchor = (
                "end" if is_last and len(nights) > 1 else "middle" if len(nights) == 1 else "start"
            )
            between = not is_last and at is not None
            yield Tick(x, night.as_of.isoformat(), "middle" if between else anchor)
            at = x
