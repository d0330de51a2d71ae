"""Errors and warnings by school and topic, for the page's map."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from roster_lint.checks.catalog import TOPICS
from roster_lint.checks.finding import PlaceCount
from roster_lint.report.formats.html.funnel import SchoolId
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from roster_lint.vocabulary import Severity

_LEVELS = 5


@dataclass(frozen=True)
class MapCell:
    """What was found on one topic at one school.

    Attributes:
        topic: two letters.
        findings: errors and warnings.
        level: 0 for none, up to 5 for most.
        worst: the worst severity among them.
    """

    topic: str
    findings: int
    level: int
    worst: Severity | None


@dataclass(frozen=True)
class MapRow:
    """One school's line of the map.

    Attributes:
        school: its place in ``Page.schools``.
    """

    school: int
    name: str
    findings: int
    cells: tuple[MapCell, ...]


def topics_of(failed: Iterable[CheckResult]) -> Iterator[tuple[str, str]]:
    """The topics with findings, in the report's order."""
    found = {result.check.topic for result in failed}
    yield from ((topic, words) for topic, words in TOPICS.items() if topic in found)
    yield from ((topic, f"Checks {topic}") for topic in sorted(found - set(TOPICS)))


def heat_map(
    report: Report,
    places: Iterable[PlaceCount],
    schools: Mapping[SchoolId, int],
    names: Sequence[str],
    topics: Sequence[str],
) -> Iterator[MapRow]:
    """A line for each school with an error or a warning, the school with most of them first.

    Args:
        report: the run's result.
        places: its counts.
        schools: each school's place in the page's list, by its ID.
        names: of the schools, in that order.
        topics: two letters each, in the order of the columns.
    """
    tolerated = {result.check.code for result in report.checks if result.tolerated}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    errors: set[tuple[int, str]] = set()
    for one in places:
        if one.severity == "info" or one.code in tolerated:
            continue
        school, topic = schools[one.school_id], one.code[:2]
        found[school][topic] += one.findings
        if one.severity == "error":
            errors.add((school, topic))
    most = max((max(counts.values()) for counts in found.values()), default=0)
    for school in sorted(found, key=lambda s: (-sum(found[s].values()), s)):
        cells = tuple(
            MapCell(
                topic,
                found[school][topic],
                _level(found[school][topic], most),
                _worst(found[school][topic], (school, topic) in errors),
            )
            for topic in topics
        )
        yield MapRow(school, names[school], sum(found[school].values()), cells)


def _level(findings: int, most: int) -> int:
    """How dark a cell is: steps of equal ratio, since one school may have a thousand times more."""
    if not findings:
        return 0
    return 1 + int((_LEVELS - 1) * log(findings) / log(most)) if most > 1 else _LEVELS


def _worst(findings: int, error: bool) -> Severity | None:
    if not findings:
        return None
    return "error" if error else "warning"
