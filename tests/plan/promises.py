"""Does what a plan says, step by step, and asks the linter whether what was promised came true."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fixtures.district import District
from roster_lint import lint, linter
from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.report import build_report as results
from roster_lint.report.counts import Availability
from roster_lint.report.plan import Plan, Standing
from roster_lint.report.planning import make_plan
from tests.case_runner import campus_checks
from tests.district_folder import DistrictFolder
from tests.plan.mending import CannotMend, mend
from tests.remembering import all_remembered

_RECORDS = """
SELECT DISTINCT c.code, c.schoolID, c.calendarID, f.record
FROM caused_failure f
JOIN shortest_way w ON w.population = f.population AND w.recordID = f.recordID AND w.way = f.way
JOIN plan_cause c ON c.causeID = f.causeID
ORDER BY ALL
"""
"""The records that the plan counts under each cause."""

Place = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class Planned:
    """What a run plans.

    Attributes:
        plan: the plan; None where there is none.
        records: by code, school and calendar of a cause, the records to correct.
        counted: by population, how many there are and how many will sync, as the funnel says.
    """

    plan: Plan | None
    records: Mapping[Place, tuple[str, ...]]
    counted: Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True)
class Kept:
    """What came of doing what a plan says.

    Attributes:
        steps: how many were taken.
        causes: how many causes the largest of them had.
        wrong: what the linter said otherwise than was promised.
        stopped: why not all steps could be taken, if so.
    """

    steps: int
    causes: int
    wrong: tuple[str, ...]
    stopped: str | None = None


def planned(source: Path, settings: Mapping[str, Any], *, whole: bool = False) -> Planned:
    """Lints a district, and looks at the records that its plan is made of.

    Args:
        source: where the district is.
        settings: of the run.
        whole: by all checks; else without those of accounts, the payload and vendors, which name
            nobody who is held back.
    """
    records: dict[Place, list[str]] = {}

    def looked_at(
        engine: Engine, populations: tuple[Availability, ...], checks: tuple[Check, ...]
    ) -> Plan:
        plan = make_plan(engine, populations, checks)
        for code, school, calendar, record in engine.rows(_RECORDS):
            records.setdefault((code, school, calendar), []).append(record)
        return plan

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "make_plan", looked_at)
        if not whole:
            patch.setattr(linter, "load_checks", lambda _extra: campus_checks())
        with all_remembered(), lint(source, **settings) as report:
            counted = {one.entity: (one.total, one.available) for one in report.availability}
            return Planned(report.plan, {p: tuple(r) for p, r in records.items()}, counted)


def tried(district: District, settings: Mapping[str, Any], folder: DistrictFolder) -> Kept:
    """Corrects the records of one step after the other, and lints after each.

    Args:
        district: is changed.
        settings: of every run; ``as_of`` is there.
        folder: where the district may be written to.
    """
    before = planned(folder.put(_copy(district)), settings, whole=True)
    plan = before.plan
    if plan is None:
        return Kept(0, 0, ())
    wrong = [f"now: {difference}" for difference in _differences(plan.now, before)]
    as_of = date.fromisoformat(str(settings["as_of"]))
    largest = max((len(step.causes) for step in plan.steps), default=0)
    for number, step in enumerate(plan.steps, 1):
        causes = plan.of(step)
        try:
            for cause in causes:
                place = (cause.code, cause.school_id, cause.calendar_id)
                for record in before.records[place]:
                    mend(district, cause.code, record, as_of)
        except CannotMend as reason:
            return Kept(number - 1, largest, tuple(wrong), str(reason))
        named = " and ".join(f"{cause.code} at {cause.place}" for cause in causes)
        after = planned(folder.put(_copy(district)), settings)
        wrong += [f"step {number}, {named}: {one}" for one in _differences(step.then, after)]
    return Kept(len(plan.steps), largest, tuple(wrong))


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
