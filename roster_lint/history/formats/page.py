"""A trend as one page for a browser: the answer, charts, and the tables behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TextIO

from jinja2 import Environment
from markupsafe import Markup

from roster_lint import __version__
from roster_lint.history.answer import answer
from roster_lint.history.formats import chart as charts
from roster_lint.history.formats.chart import Chart, Pick, chart_of
from roster_lint.history.formats.trend_words import (
    VERDICTS,
    count_words,
    entity_name,
    held_back,
    line_name,
    nights_counted,
    notes,
    of_all,
    others_line,
    population_rows,
    skipped_lines,
)
from roster_lint.history.nights import Line, Night, Trend
from roster_lint.report.formats.html.filling import assets, environment_of, text_of

_DRAWN = ("student", "teacher", "section")
"""The populations that the charts show; the tables have all."""

_COLORS = {"ready": "ready", "getting-ready": "ready", "not-getting-ready": "not-ready"}


@dataclass(frozen=True)
class View:
    """One line of nights as the page has it.

    Attributes:
        place: its number on the page.
        sentence: the answer.
        look: the style of the answer.
        rows: a row a night: date, verdict, whether it is a gap, and the cells of all columns.
    """

    place: int
    name: str
    sentence: str
    look: str
    nights: str
    charts: tuple[Chart, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, bool, tuple[str, ...]], ...]
    populations: tuple[tuple[str, str, str, str], ...]
    first: str
    last: str
    notes: tuple[str, ...]


def write_html(trend: Trend, stream: TextIO) -> None:
    """Writes the page: its styles are in it, and it loads nothing.

    Args:
        trend: what a folder's reports say.
        stream: a text stream; it is left open.
    """
    views = tuple(_view(place, line) for place, line in enumerate(trend.lines))
    template = _environment().get_template("trend.html")
    stream.write(
        template.render(
            version=__version__,
            folder=trend.folder,
            views=views,
            skipped=tuple(skipped_lines(trend)),
            others=others_line(trend),
            chart=charts,
            **_assets(),
        )
    )


def _view(place: int, line: Line) -> View:
    found = answer(line)
    whole = line.whole
    return View(
        place=place,
        name=line_name(line),
        sentence=found.sentence,
        look=_COLORS.get(found.direction, "incomplete" if found.direction == "unknown" else ""),
        nights=nights_counted(line),
        charts=tuple(_charts(place, line)),
        columns=tuple(entity_name(entity) for entity in line.entities),
        rows=tuple(_row(night, line) for night in line.nights),
        populations=tuple(population_rows(line)),
        first=whole[0].as_of.isoformat() if whole else "",
        last=whole[-1].as_of.isoformat() if whole else "",
        notes=tuple(notes(line)),
    )


def _row(night: Night, line: Line) -> tuple[str, str, bool, tuple[str, ...]]:
    counts = (night.errors, night.warnings, night.infos, held_back(night))
    cells = (*map(count_words, counts), *(of_all(night, entity) for entity in line.entities))
    return night.as_of.isoformat(), VERDICTS[night.verdict], night.is_gap, cells


def _charts(place: int, line: Line) -> Iterator[Chart]:
    drawn = [entity for entity in _DRAWN if entity in line.entities]
    severities: tuple[tuple[str, str, Pick], ...] = (
        ("Errors", "error", lambda night: night.errors),
        ("Warnings", "warning", lambda night: night.warnings),
        ("Info", "info", lambda night: night.infos),
    )
    made = (
        chart_of(
            f"held-{place}",
            "Held back by a fault",
            line.nights,
            [(entity_name(entity), entity, _held_back(entity)) for entity in drawn],
        ),
        chart_of(
            f"sync-{place}",
            "Who will sync, in percent",
            line.nights,
            [(entity_name(entity), entity, _percent(entity)) for entity in drawn],
            percent=True,
        ),
        chart_of(f"found-{place}", "Findings", line.nights, severities),
    )
    yield from (one for one in made if one is not None)


def _held_back(entity: str) -> Pick:
    return lambda night: night.numbers(entity).held_back


def _percent(entity: str) -> Pick:
    def pick(night: Night) -> float | None:
        numbers = night.numbers(entity)
        if numbers.available is None or not numbers.total:
            return None
        return numbers.available * 100 / numbers.total

    return pick


@cache
def _environment() -> Environment:
    return environment_of("roster_lint.history.formats")


@cache
def _assets() -> Mapping[str, Markup]:
    """The report page's styles and the charts', and the policy that allows these alone."""
    shared = text_of("roster_lint.report.formats.html", "page.css")
    return assets(shared + text_of("roster_lint.history.formats", "trend.css"))
