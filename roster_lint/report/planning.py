"""Puts the causes that hold records back in the order of what they bring back.

The engine groups the records by the sets of causes that stand in their way; only these groups are
put in order here, never records.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine, Row
from roster_lint.model.plan import build_plan
from roster_lint.report.counts import Availability
from roster_lint.report.plan import Cause, Plan, Step
from roster_lint.report.plan_changes import (
    Changes,
    Counted,
    Group,
    Standings,
    Term,
    Untaught,
    Way,
)

_FIRST = ("student", "section")
"""The populations that decide which step comes next; other people decide between equals."""

_CAUSES = """
SELECT c.causeID, c.code, c.schoolID, c.calendarID, coalesce(s.name, k.name), f.called, f.records
FROM plan_cause c
JOIN cause_fix f ON f.causeID = c.causeID
LEFT JOIN school_name s ON s.schoolID = c.schoolID
LEFT JOIN calendar_name k ON k.calendarID = c.calendarID
ORDER BY c.causeID
"""
_GROUPS = "SELECT population, ways, records FROM plan_group ORDER BY ALL"
_COUNTS = "SELECT population, terms, records FROM plan_count ORDER BY ALL"
_USED = "SELECT population FROM vendor_need WHERE field = 'record' UNION SELECT 'section'"
_CLASSES = "SELECT ways, taught, classes FROM plan_class ORDER BY ALL"

Rank = tuple[bool, int, int, int, int, list[tuple[str, str, int]]]


def make_plan(engine: Engine, populations: Sequence[Availability], checks: Sequence[Check]) -> Plan:
    """The plan of a run in which it is known what becomes of each record.

    Args:
        engine: holds the Campus model and what becomes of each record.
        populations: as they were counted, none of them unknown.
        checks: all that there are for such a source.
    """
    return in_order(read_changes(engine, populations, checks))


def read_changes(
    engine: Engine, populations: Sequence[Availability], checks: Sequence[Check]
) -> Changes:
    """What each cause does to the numbers; the arguments are those of ``make_plan``."""
    is_held = build_plan(engine)
    rows = engine.rows(_CAUSES) if is_held else []
    places = {int(row[0]): place for place, row in enumerate(rows)}

    def read(ways: str | None) -> tuple[Way, ...]:
        return tuple(term.fixed for term in read_terms(ways))

    def read_terms(terms: str | None) -> tuple[Term, ...]:
        each = [[*map(int, one.split())] for one in terms.split("|")] if terms else ()
        return tuple(
            Term(
                frozenset(places[cause] for cause in one if cause > 0),
                frozenset(places[-cause] for cause in one if cause < 0),
            )
            for one in each
        )

    used = {str(row[0]) for row in engine.rows(_USED)}
    now = {p.entity: (p.total or 0, p.available or 0) for p in populations if p.entity in used}
    groups = [
        Group(population, read(ways), int(records))
        for population, ways, records in (engine.rows(_GROUPS) if is_held else ())
        if population in now
    ]
    counted = [
        Counted(population, read_terms(terms), int(records))
        for population, terms, records in (engine.rows(_COUNTS) if is_held else ())
        if population in now
    ]
    classes = [
        Untaught(read(ways) or (frozenset(),), read(taught), int(number))
        for ways, taught, number in engine.rows(_CLASSES)
    ]
    causes = _causes(rows, groups, {check.code: check for check in checks})
    return Changes(causes, groups, counted, classes, now)


def _causes(
    rows: Sequence[Row], groups: Sequence[Group], checks: Mapping[str, Check]
) -> tuple[Cause, ...]:
    alone: dict[int, Counter[str]] = defaultdict(Counter)
    together: dict[int, Counter[str]] = defaultdict(Counter)
    for group in groups:
        for cause in frozenset().union(*group.ways):
            counts = alone if frozenset((cause,)) in group.ways else together
            counts[cause][group.population] += group.records
    return tuple(
        Cause(
            code,
            checks[code].action or checks[code].name.replace("-", " "),
            checks[code].fix,
            school,
            calendar,
            _place(school, calendar, name),
            called,
            int(records),
            dict(alone[number]),
            dict(together[number]),
        )
        for number, (_id, code, school, calendar, name, called, records) in enumerate(rows)
    )


def _place(school: int | None, calendar: int | None, name: str | None) -> str | None:
    if school is None and calendar is None:
        return None
    return name or (f"calendar {calendar}" if school is None else f"school {school}")


def in_order(changes: Changes) -> Plan:
    """The plan: the next step is always the one that brings back most."""
    causes, now = changes.causes, changes.now
    left, standings = _Left(causes, changes.groups), Standings(changes)
    first = standings.after(frozenset())
    steps = []
    while (way := left.next()) is not None:
        back: Counter[str] = Counter()
        for group in left.fix(way):
            back[group.population] += group.records
        order = sorted(way, key=lambda cause: _by_code(causes[cause]))
        brings_back = {entity: back[entity] for entity in now if entity in back}
        steps.append(Step(tuple(order), brings_back, standings.after(way)))
    stays: Counter[str] = Counter()
    for group in left.groups():
        stays[group.population] += group.records
    return Plan(first, tuple(causes), tuple(steps), dict(stays))


class _Left:
    """The records that are still held back, and what is still in their way."""

    def __init__(self, causes: Sequence[Cause], groups: Sequence[Group]) -> None:
        self._causes = causes
        self._groups = groups
        self._ways = {place: set(group.ways) for place, group in enumerate(groups)}
        self._behind: dict[Way, set[int]] = defaultdict(set)
        self._ranks: dict[Way, Rank] = {}
        self._queue: list[tuple[Rank, list[int], Way]] = []
        self._with: dict[int, set[int]] = defaultdict(set)
        for place, group in enumerate(groups):
            for way in group.ways:
                self._behind[way].add(place)
                for cause in way:
                    self._with[cause].add(place)

    def groups(self) -> Iterator[Group]:
        """Those that are left."""
        return (self._groups[place] for place in self._ways)

    def next(self) -> Way | None:
        """The cause that brings back most, or the fewest that bring anyone back; None at the end.

        The fewest are those of a shortest way: whatever brings a record back holds one of its ways.
        """
        for way in self._behind.keys() - self._ranks.keys():
            self._ranks[way] = self._rank(way)
            # The causes decide between equals: a set has no order of its own.
            heappush(self._queue, (self._ranks[way], sorted(way), way))
        # What was ranked anew or is gone stands in the queue with its old rank, too.
        while self._queue and self._ranks.get(self._queue[0][2]) != self._queue[0][0]:
            heappop(self._queue)
        if not self._queue:
            return None
        (useless, *_), _, best = self._queue[0]
        return None if useless else best

    def _rank(self, way: Way) -> Rank:
        """What decides how soon a way is gone; the least comes first."""
        counts: Counter[bool] = Counter()
        for place in self._behind[way]:
            group = self._groups[place]
            counts[group.population in _FIRST] += group.records
        causes = [self._causes[cause] for cause in way]
        records = sum(cause.records for cause in causes)
        order = sorted(map(_by_code, causes))
        useless = not any(counts.values())
        return useless, len(way), -counts[True], -counts[False], records, order

    def fix(self, way: Way) -> Iterator[Group]:
        """Takes causes out of every way; returns the groups of which nothing is in the way now."""
        for place in sorted({place for cause in way for place in self._with[cause]}):
            if place not in self._ways:
                continue
            before = self._ways.pop(place)
            after = {one - way for one in before}
            for one in before:
                self._ranks.pop(one, None)
                self._behind[one].discard(place)
                if not self._behind[one]:
                    del self._behind[one]
            if frozenset() in after:
                yield self._groups[place]
                continue
            self._ways[place] = after
            for one in after:
                self._ranks.pop(one, None)
                self._behind[one].add(place)


def _by_code(cause: Cause) -> tuple[str, str, int]:
    return cause.code, cause.place or "", cause.school_id or cause.calendar_id or 0
