"""Lints a spoiled district and says whether anybody would have noticed."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fixtures.district import AS_OF, District
from roster_lint import lint
from roster_lint.checks.finding import WorkItem
from roster_lint.report.report import Report
from tests.district_folder import DistrictFolder, folder_of_process
from tests.remembering import all_remembered
from tests.sweep.corruptions import Corruption, well
from tests.sweep.years import of_the_judged_year

Result = Literal["not ready", "incomplete", "warned", "unnoticed"]

_RECORDS = {"Section": "sectionID", "Roster": "rosterID"}
"""Tables whose rows a report counts one by one, beside those of people, and their keys."""


@dataclass(frozen=True)
class Outcome:
    """What a run on a spoiled district came to.

    Attributes:
        result: whether somebody who reads the report knows that something is wrong.
        reported: the report in a line.
    """

    result: Result
    reported: str


class Judge:
    """Lints one spoiled district after the other, all written to the same folder."""

    def __init__(self, folder: DistrictFolder) -> None:
        """Writes the healthy district to the folder and lints it."""
        self._folder = folder
        with self._linted(well()) as report:
            self._before = _available(report)

    def spoiled_by(self, corruption: Corruption, *, remembered: bool = True) -> Outcome:
        """Spoils the healthy district in one way and lints it.

        Args:
            corruption: what is done to it.
            remembered: on the engine that remembers; else on one of its own, as a real run.
        """
        district = well()
        corruption.spoil(district)
        return self.judge(district, remembered=remembered)

    def judge(self, district: District, *, remembered: bool = True) -> Outcome:
        """Lints a district that was healthy once."""
        lost = {
            key: _judged(well(), table) - _judged(district, table)
            for table, key in _RECORDS.items()
        }
        with self._linted(district, remembered=remembered) as report:
            return Outcome(self._result(report, lost), _reported(report))

    @contextmanager
    def _linted(self, district: District, *, remembered: bool = True) -> Iterator[Report]:
        folder = self._folder.put(district)
        with _engine(remembered), lint(folder, as_of=AS_OF) as report:
            yield report

    def _result(self, report: Report, lost: Mapping[str, int]) -> Result:
        if report.verdict == "incomplete":
            return "incomplete"
        if report.verdict == "not-ready":
            return "not ready"
        warnings = [item for item in report.work_items() if item.finding.severity == "warning"]
        if any(item.finding.entity == "column" for item in warnings):
            return "warned"  # it counts the rows itself
        fewer = {one: self._before[one] - now for one, now in _available(report).items()}
        if warnings and _are_counted(fewer, lost, warnings):
            return "warned"
        return "unnoticed"


def _are_counted(
    fewer: Mapping[str, int], lost: Mapping[str, int], warnings: list[WorkItem]
) -> bool:
    """Whether warnings name as many people and classes as no longer sync, and as many lost rows.

    Of families only where no student is lost: else they follow.
    """
    people = len({item.person_id for item in warnings if item.person_id is not None})
    named = {
        key: len({i.finding.key[key] for i in warnings if key in i.finding.key})
        for key in _RECORDS.values()
    }
    adults = fewer["guardian"] + fewer["relative"] if fewer["student"] <= 0 else 0
    return (
        people >= fewer["student"] + fewer["teacher"] + fewer["staff"] + adults
        and named["sectionID"] >= fewer["section"]
        and all(named[key] >= number for key, number in lost.items())
    )


def _judged(district: District, table: str) -> int:
    return sum(of_the_judged_year(table, row) for row in district.tables[table])


def _engine(remembered: bool) -> AbstractContextManager[None]:
    return all_remembered() if remembered else _nothing()


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@cache
def judge() -> Judge:
    """The judge of this process, whose folder goes with it."""
    return Judge(folder_of_process())


def _available(report: Report) -> dict[str, int]:
    return {one.entity: one.available or 0 for one in report.availability}


def _reported(report: Report) -> str:
    found = [
        f"{result.check.code} {'/'.join(f'{n} {by}' for by, n in sorted(result.counts.items()))}"
        for result in report.checks
        if result.status == "failed"
    ]
    will_sync = [f"{one.available}/{one.total} {one.entity}" for one in report.availability]
    parts = [report.verdict, *report.incomplete, ", ".join(found), ", ".join(will_sync)]
    return "; ".join(part for part in parts if part)
