"""The districts that the laws are tried on: the sample districts, and those of all cases."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import duckdb
import polars as pl

from fixtures.build import HERE
from fixtures.district import AS_OF, District, variant
from roster_lint.contracts.table import campus_tables
from roster_lint.engine.sql_text import quoted
from tests.case import Case
from tests.case_outcome import written_to
from tests.case_runner import campus_checks, cases_of
from tests.district_folder import DistrictFolder
from tests.sample_runs import runs
from tests.sweep.corruptions import well

_ALWAYS = ("ready", "august")

_OF_THE_CASES = 100
"""Of how many districts of cases the suite tries one."""


@dataclass(frozen=True)
class Example:
    """One district under one run's settings.

    Attributes:
        name: where it comes from.
        settings: what differs from the defaults.
        source: writes the district into a folder, and returns where it is.
    """

    name: str
    settings: Mapping[str, Any]
    source: Callable[[DistrictFolder], Path]


@cache
def sample_districts() -> tuple[Example, ...]:
    """The runs on sample districts that ``fixtures/README.md`` lists, and one on the healthy."""
    healthy = Example("ready", {"as_of": AS_OF}, lambda folder: HERE / "ready")
    return (healthy, *(_sample(run.name, run.district, run.settings) for run in runs()))


@cache
def case_districts() -> tuple[Example, ...]:
    """The healthy district with each case's change, once for all cases that make the same one."""
    found: dict[str, Example] = {}
    for check in campus_checks():
        for case in cases_of(check.code):
            reported = json.dumps([case.change, case.settings, case.columns_absent], default=str)
            found.setdefault(reported, _of_case(check.code, case))
    return tuple(found.values())


def of_the_suite() -> Iterator[Example]:
    """What the suite has time for: the two stored districts, and a part that is always the same."""
    yield from (one for one in sample_districts() if one.name in _ALWAYS or _lot(one) % 4 == 0)
    yield from (one for one in case_districts() if _lot(one) % _OF_THE_CASES == 0)


def _lot(one: Example) -> int:
    """A number by chance that is the same in every run, whatever else is tried."""
    return crc32(one.name.encode())


def _sample(name: str, district: str, settings: Mapping[str, Any]) -> Example:
    if district == "variant":
        return Example(name, settings, lambda folder: folder.put(variant(name)))
    return Example(name, settings, lambda folder: HERE / district)


def _of_case(code: str, case: Case) -> Example:
    settings = {"as_of": AS_OF, **case.settings}
    return Example(f"{code}: {case.name}", settings, lambda folder: folder.put(changed(case)))


def changed(case: Case) -> District:
    """The healthy district with a case's change, as it would be exported."""
    tables = well().tables
    for name, rows in _rewritten(case.change):
        tables[name] = rows
    for absent in case.columns_absent:
        table, _, column = absent.partition(".")
        if column:
            for row in tables[table]:
                row.pop(column, None)
        else:
            del tables[table]
    return District(tables)


def _rewritten(change: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    if not change.strip():
        return
    raw = _raw()
    raw.execute("BEGIN")
    try:
        raw.execute(change)
        for name in sorted(written_to(change, campus_tables())):
            yield name, pl.DataFrame(raw.sql(f"SELECT * FROM {quoted(name)}")).to_dicts()
    finally:
        raw.execute("ROLLBACK")


@cache
def _raw() -> duckdb.DuckDBPyConnection:
    """The healthy district's tables, all of whose columns are text."""
    raw = duckdb.connect()
    for name, table in campus_tables().items():
        columns = [column.name for column in table.columns]
        raw.execute(
            f"CREATE TABLE {quoted(name)} ({', '.join(f'{quoted(c)} VARCHAR' for c in columns)})"
        )
        if rows := [[row.get(column) for column in columns] for row in well().tables[name]]:
            marks = ", ".join("?" * len(columns))
            raw.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", rows)
    return raw
