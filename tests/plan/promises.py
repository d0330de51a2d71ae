"""Does what a plan says, step by step, and asks the linter whether what was promised came true.

What a plan promises must come true in every order. So the causes are fixed in the order of the
plan, or, one by one, in an order by chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fixtures.district import District
from roster_lint import lint, linter
from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.model.payload_tables import tables_of
from roster_lint.report import build_report as results
from roster_lint.report.counts import Availability
from roster_lint.report.plan import Plan, Standing
from roster_lint.report.plan_changes import Changes, Standings
from roster_lint.report.planning import in_order, read_changes
from tests.case_runner import campus_checks
from tests.district_folder import DistrictFolder
from tests.plan.fixing import CannotFix, fix
from tests.remembering import all_remembered

_RECORDS = "SELECT code, schoolID, calendarID, record FROM corrected_record ORDER BY ALL"
"""The records that the plan counts under each cause."""

_LOOKS = 5
"""In an order by chance, after how many of the causes the district is linted, beside the last."""

Place = tuple[str, int | None, int | None]

Stage = tuple[str, tuple[int, ...], Mapping[str, Standing] | None]
"""What is fixed next: in words, the causes, and what is promised then, where that is looked at."""


@dataclass(frozen=True)
class Planned:
    """What a run plans.

    Attributes:
        plan: the plan; None where there is none.
        changes: what each cause does to the numbers; None where there is no plan.
        records: by code, school and calendar of a cause, the records to correct.
        counted: by population, how many there are and how many will sync, as the funnel says.
    """

    plan: Plan | None
    changes: Changes | None
    records: Mapping[Place, tuple[str, ...]]
    counted: Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True)
class Kept:
    """What came of doing what a plan says.

    Attributes:
        steps: how many were taken, and looked at.
        causes: how many causes the largest of them had.
        wrong: what the linter said otherwise than was promised.
        stopped: why not all steps could be taken, if so.
    """

    steps: int
    causes: int
    wrong: tuple[str, ...]
    stopped: str | None = None


def planned(source: Path, settings: Mapping[str, Any], checks: Sequence[Check] | None) -> Planned:
    """Lints a district, and looks at the records that its plan is made of.

    Args:
        source: where the district is.
        settings: of the run.
        checks: by which; None means all. Who syncs and who is counted is the model's to say, so
            none are needed to look at what became of a step.
    """
    records: dict[Place, list[str]] = {}
    read: list[Changes] = []

    def looked_at(
        engine: Engine, populations: tuple[Availability, ...], checks: tuple[Check, ...]
    ) -> Plan:
        read.append(read_changes(engine, populations, checks or campus_checks()))
        # Where nothing is held back, there is nothing to correct.
        held = "corrected_record" in tables_of(engine)
        for code, school, calendar, record in engine.rows(_RECORDS) if held else ():
            records.setdefault((code, school, calendar), []).append(record)
        return in_order(read[0])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "make_plan", looked_at)
        if checks is not None:
            patch.setattr(linter, "load_checks", lambda _extra: tuple(checks))
        with all_remembered(), lint(source, **settings) as report:
            counted = {one.entity: (one.total, one.available) for one in report.availability}
            changes = read[0] if read else None
            return Planned(report.plan, changes, {p: tuple(r) for p, r in records.items()}, counted)


@cache
def holding_back() -> tuple[Check, ...]:
    """The checks whose findings decide who is held back.

    By them a record does not arrive, at least now and then, or a step can name them, or they are
    of the data itself; the others say what is wrong with records that do arrive.
    """
    effects = ("missing", "deleted", "blocked")
    return tuple(
        check
        for check in campus_checks()
        if check.effect in effects
        or check.action
        or check.code.startswith("DA")
        or " AS effect" in check.sql
    )


def tried(
    district: District,
    settings: Mapping[str, Any],
    folder: DistrictFolder,
    *,
    order: int | None = None,
    whole: bool = False,
) -> Kept:
    """Corrects the records of one step after the other, and lints after each.

    Args:
        district: is changed.
        settings: of every run; ``as_of`` is there.
        folder: where the district may be written to.
        order: of the causes, a number to draw it by; without one, that of the plan's steps.
        whole: the plan is made by all checks; else by those alone that hold somebody back.
    """
    before = planned(folder.put(_copy(district)), settings, None if whole else holding_back())
    if before.plan is None or before.changes is None:
        return Kept(0, 0, ())
    wrong = [f"now: {difference}" for difference in _differences(before.plan.now, before)]
    as_of = date.fromisoformat(str(settings["as_of"]))
    steps = 0
    largest = max((len(step.causes) for step in before.plan.steps), default=0)
    stages = _steps(before.plan) if order is None else _by_chance(before.changes, Random(order))
    for words, causes, promised in stages:
        try:
            for cause in (before.plan.causes[place] for place in causes):
                for record in before.records[(cause.code, cause.school_id, cause.calendar_id)]:
                    fix(district, cause.code, record, as_of)
        except CannotFix as reason:
            return Kept(steps, largest, tuple(wrong), str(reason))
        if promised is not None:
            steps += 1
            after = planned(folder.put(_copy(district)), settings, ())
            wrong += [f"{words}: {one}" for one in _differences(promised, after)]
    return Kept(steps, largest, tuple(wrong))


def _steps(plan: Plan) -> Iterator[Stage]:
    for number, step in enumerate(plan.steps, 1):
        named = " and ".join(f"{cause.code} at {cause.place}" for cause in plan.of(step))
        yield f"step {number}, {named}", step.causes, step.then


def _by_chance(changes: Changes, lot: Random) -> Iterator[Stage]:
    places = list(range(len(changes.causes)))
    lot.shuffle(places)
    looks = {*lot.sample(range(len(places)), min(_LOOKS, len(places))), len(places) - 1}
    fixed: list[str] = []
    for number, place in enumerate(places):
        cause = changes.causes[place]
        fixed.append(f"{cause.code} at {cause.place}")
        promised = Standings(changes).after(set(places[: number + 1])) if number in looks else None
        yield ", ".join(fixed), (place,), promised


def _differences(promised: Mapping[str, Standing], after: Planned) -> list[str]:
    """Where a run says otherwise than was promised, in its plan or in its funnel."""
    assert after.plan is not None
    said = []
    for entity, standing in promised.items():
        now = after.plan.now[entity]
        if now != standing:
            said.append(f"{entity}: promised {standing}, but {now}")
        if after.counted[entity] != (now.total, now.available):
            said.append(f"{entity}: the funnel says {after.counted[entity]}, the plan {now}")
    return said


def _copy(district: District) -> District:
    return District({table: list(map(dict, rows)) for table, rows in district.tables.items()})
