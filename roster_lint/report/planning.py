"""Puts the causes that hold records back in the order of what they bring back.

The engine groups the records by the sets of causes that stand in their way; only these groups are
put in order here, never records.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine, Row
from roster_lint.model.plan import build_plan
from roster_lint.report.counts import Availability
from roster_lint.report.plan import Cause, Plan, Standing, Step

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
_GROUPS = "SELECT population, change, ways, records FROM plan_group ORDER BY ALL"
_USED = "SELECT population FROM vendor_need WHERE field = 'record' UNION SELECT 'section'"
_CLASSES = "SELECT ways, taught, classes FROM plan_class ORDER BY ALL"

Way = frozenset[int]
"""Causes, by their places among all, that together bring a record back."""

Rank = tuple[bool, int, int, int, int, list[tuple[str, str, int]]]


@dataclass(frozen=True)
class Group:
    """Records of a population that change once one and the same of some sets of causes is fixed.

    Attributes:
        population: student, teacher, staff, guardian, relative or section.
        change: what becomes of them once a way is fixed: they come ``back``; they are counted no
            longer (``leaves``); or they are counted from then on, and do not sync (``joins``).
        ways: each is enough; none where it is not known what is.
        records: how many.
    """

    population: str
    change: Literal["back", "leaves", "joins"]
    ways: tuple[Way, ...]
    records: int


@dataclass(frozen=True)
class Untaught:
    """Classes that no teacher who syncs teaches.

    Attributes:
        ways: what has to be fixed for them to be sent; an empty way where they are sent already.
        taught: what has to be fixed for one of their teachers to sync.
        classes: how many.
    """

    ways: tuple[Way, ...]
    taught: tuple[Way, ...]
    classes: int


def make_plan(engine: Engine, populations: Sequence[Availability], checks: Sequence[Check]) -> Plan:
    """The plan of a run in which it is known what becomes of each record.

    Args:
        engine: holds the Campus model and what becomes of each record.
        populations: as they were counted, none of them unknown.
        checks: all that there are for such a source.
    """
    build_plan(engine)
    rows = engine.rows(_CAUSES)
    places = {str(row[0]): place for place, row in enumerate(rows)}

    def read(ways: str | None) -> tuple[Way, ...]:
        each = ways.split("|") if ways else ()
        return tuple(frozenset(places[cause] for cause in way.split()) for way in each)

    groups = [
        Group(population, change, read(ways), int(records))
        for population, change, ways, records in engine.rows(_GROUPS)
    ]
    classes = [
        Untaught(read(ways) or (frozenset(),), read(taught), int(number))
        for ways, taught, number in engine.rows(_CLASSES)
    ]
    causes = _causes(rows, groups, {check.code: check for check in checks})
    used = {str(row[0]) for row in engine.rows(_USED)}
    now = {p.entity: (p.total or 0, p.available or 0) for p in populations if p.entity in used}
    return in_order(causes, groups, classes, now)


def _causes(
    rows: Sequence[Row], groups: Sequence[Group], checks: Mapping[str, Check]
) -> tuple[Cause, ...]:
    alone: dict[int, Counter[str]] = defaultdict(Counter)
    together: dict[int, Counter[str]] = defaultdict(Counter)
    for group in groups:
        if group.change == "back":
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


def in_order(
    causes: Sequence[Cause],
    groups: Sequence[Group],
    classes: Sequence[Untaught],
    now: Mapping[str, tuple[int, int]],
) -> Plan:
    """The plan: the next step is always the one that brings back most.

    Args:
        causes: all, by code and place.
        groups: the records that are held back, and those that are counted no longer, or only then.
        classes: those without a teacher, now or once they are sent.
        now: by population, how many there are, and how many will sync.
    """
    left = _Left(causes, groups)
    fixed: set[int] = set()
    total = {entity: counts[0] for entity, counts in now.items()}
    available = {entity: counts[1] for entity, counts in now.items()}

    concerned = frozenset().union(*(way for one in classes for way in (*one.ways, *one.taught)))
    without = sum(one.classes for one in classes if _is_untaught(one, fixed))

    def standing() -> dict[str, Standing]:
        return {
            entity: Standing(total[entity], available[entity], without)
            if entity == "section"
            else Standing(total[entity], available[entity])
            for entity in now
        }

    before, steps = standing(), []
    while (way := left.next()) is not None:
        fixed |= way
        back: Counter[str] = Counter()
        for group in left.fix(way):
            if group.change == "back":
                available[group.population] += group.records
                back[group.population] += group.records
            elif group.population in total:
                total[group.population] += group.records * (1 if group.change == "joins" else -1)
        # Who has come back by another way leaves no longer: there are never fewer than will sync.
        total = {entity: max(number, available[entity]) for entity, number in total.items()}
        if way & concerned:
            without = sum(one.classes for one in classes if _is_untaught(one, fixed))
        order = sorted(way, key=lambda cause: _by_code(causes[cause]))
        in_order = {entity: back[entity] for entity in now if entity in back}
        steps.append(Step(tuple(order), in_order, standing()))
    stays: Counter[str] = Counter()
    for group in left.groups():
        if group.change == "back":
            stays[group.population] += group.records
    return Plan(before, tuple(causes), tuple(steps), dict(stays))


def _is_untaught(one: Untaught, fixed: set[int]) -> bool:
    is_sent = any(way <= fixed for way in one.ways)
    return is_sent and not any(way <= fixed for way in one.taught)


class _Left:
    """The records that are still held back, and what is still in their way."""

    def __init__(self, causes: Sequence[Cause], groups: Sequence[Group]) -> None:
        self._causes = causes
        self._groups = groups
        self._ways = {place: set(group.ways) for place, group in enumerate(groups)}
        self._behind: dict[Way, set[int]] = defaultdict(set)
        self._ranks: dict[Way, Rank] = {}
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
        best = min(self._ranks.items(), key=_second, default=None)
        return None if best is None or best[1][0] else best[0]

    def _rank(self, way: Way) -> Rank:
        """What decides how soon a way is gone; the least comes first."""
        counts: Counter[bool] = Counter()
        for place in self._behind[way]:
            group = self._groups[place]
            counts[group.population in _FIRST] += group.records if group.change == "back" else 0
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


def _second(pair: tuple[Way, Rank]) -> Rank:
    return pair[1]


def _by_code(cause: Cause) -> tuple[str, str, int]:
    return cause.code, cause.place or "", cause.school_id or cause.calendar_id or 0
