"""Takes each needed column away in turn, and compares what is still said with the whole district.

A test runs a fixed sample; ``python -m tests.model.lineage`` runs all of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import Report, lint
from roster_lint.contracts.table import Table, campus_tables
from roster_lint.errors import SourceError
from roster_lint.explain.explanation import Explanation, State
from roster_lint.report.counts import Availability
from roster_lint.sources.base import Found
from roster_lint.sources.snapshot import SnapshotSource
from tests.explain.conftest import District

WHO: Mapping[str, int] = {
    "student": 1219, "teacher": 2010, "staff": 2508, "guardian": 3017, "relative": 3801,
    "section": 5201, "course": 4201,
}  # fmt: skip
"""By kind, a record that is explained."""


OTHERS = "needs what all other checks find, and some could not run"


def needed_columns() -> tuple[str, ...]:
    """All columns that a source must have, as ``Table.column``."""
    tables = campus_tables().values()
    return tuple(f"{t.name}.{c.name}" for t in tables for c in t.columns if c.needed)


def needed_tables() -> tuple[str, ...]:
    """All tables that a source must have."""
    return tuple(table.name for table in campus_tables().values() if table.needed)


class Without(SnapshotSource):
    """A sample district that lacks a column, or a table."""

    def __init__(self, path: Path, missing: str) -> None:
        """Names the snapshot and what it lacks."""
        super().__init__(path)
        self._table, _, self._column = missing.partition(".")

    def find(self, tables: Mapping[str, Table]) -> dict[str, Found]:
        """The tables of the snapshot, but for what it lacks."""
        found = super().find(tables)
        whole = found.pop(self._table)
        if self._column:
            columns = {k: v for k, v in whole.columns.items() if k != self._column}
            found[self._table] = Found(whole.table, whole.place, columns)
        return found


@dataclass(frozen=True)
class Told:
    """What a report says.

    Attributes:
        report: closed.
        findings: by check, each as its key, severity and message.
    """

    report: Report
    findings: Mapping[str, list[tuple[str, str, str]]]

    def findings_beside(self, code: str, table: str) -> list[tuple[str, str, str]]:
        """One check's findings that are not about cells or keys of a table."""
        about = f"'table': '{table}'"
        return [finding for finding in self.findings.get(code, ()) if about not in finding[0]]


def reported(source: str | Path | SnapshotSource) -> Told:
    """Lints a source, with a vendor that uses everything that can be used."""
    with lint(source, as_of=AS_OF) as report:
        findings: dict[str, list[tuple[str, str, str]]] = {}
        for f in report.findings():
            findings.setdefault(f.code, []).append((str(f.key), f.severity, f.message))
        return Told(report, {code: sorted(found) for code, found in findings.items()})


@cache
def whole(district: str) -> Told:
    """What a report says of the whole sample district."""
    return reported(HERE / district)


def said_of(missing: str, district: str) -> Iterator[str]:
    """What a report on a district without a column or table says otherwise than it should."""
    now, before = reported(Without(HERE / district, missing)), whole(district)
    report = now.report
    if (report.verdict, report.exit_code) != ("incomplete", 3):
        yield f"the verdict is {report.verdict}"
    if not any(missing.rpartition(".")[2] in sentence for sentence in report.incomplete):
        yield f"{report.incomplete} does not name it"
    if report.missing != (missing,):
        yield f"{report.missing} is said to be missing"
    results = {result.check.code: result for result in before.report.checks}
    for result in report.checks:
        code, was = result.check.code, results[result.check.code]
        if result.is_unknown:
            if result.reason not in (f"needs {missing}, which the source does not have", OTHERS):
                yield f"{code} is skipped, as it {result.reason}"
        elif code.startswith("DA"):
            # Of what is not there no cell and no key can be bad.
            table = missing.partition(".")[0]
            if now.findings_beside(code, table) != before.findings_beside(code, table):
                yield f"{code}: {now.findings_beside(code, table)}"
        elif result.status != was.status or now.findings.get(code) != before.findings.get(code):
            yield f"{code} {result.status} ({result.reason}): {now.findings.get(code)}"
        elif result.total not in (was.total, None):
            yield f"{code} looked at {result.total}, not {was.total}"
    if not report.unknown_year and report.school_year != before.report.school_year:
        yield f"the school year is {report.school_year}"
    for one, other in zip(report.availability, before.report.availability, strict=True):
        yield from _counted(one, other)


def _counted(now: Availability, before: Availability) -> Iterator[str]:
    """A population that is counted otherwise than in the whole district, though it is known."""
    if now.unknown is None:
        if _nameless(now) != _nameless(before):
            yield f"{now.entity}: counted otherwise"
        return
    if now.total not in (None, before.total):
        yield f"{now.entity}: {now.total} in all"
    numbers = (now.available, now.to_be_deleted, *(c.failed for c in now.criteria))
    if any(number is not None for number in numbers) or now.schools is not None:
        yield f"{now.entity}: unknown, and still counted"


def _nameless(population: Availability) -> Availability:
    """The same with schools by ID alone, and without what only all checks together can say.

    Of those who are sent as ToBeDeleted, all checks together take away whom one of them names.
    """
    said = {"split": None, "to_be_deleted": 0}
    schools = tuple(replace(s, school="", **said) for s in population.schools or ())
    return replace(population, schools=schools, **said)


def explained_of(missing: str, district: District) -> Iterator[str]:
    """What explanations on the district without a column say otherwise than they should."""
    table, _, column = missing.partition(".")
    change = f'UPDATE "{table}" SET "{column}" = NULL' if column else f'DELETE FROM "{table}"'
    before = {kind: district.explain(kind, who) for kind, who in WHO.items()}
    for kind, who in WHO.items():
        try:
            now = district.explain(kind, who, change, (missing,))
        except SourceError as error:
            if missing not in str(error):
                yield f"{kind}: {error}"
            continue
        yield from (f"{kind}: {what}" for what in _compared(now, before[kind]))


def _compared(now: Explanation, before: Explanation) -> Iterator[str]:
    if now.verdict not in (before.verdict, "unknown"):
        yield f"{now.verdict}, not {before.verdict}"
    if now.verdict != "unknown" and now.served != before.served:
        yield f"{now.served} is served, not {before.served}"
    if now.members not in (before.members, None):
        yield f"{now.members}, not {before.members}"
    verdicts = {other.role: other.verdict for other in before.other_roles}
    for other in now.other_roles:
        if other.verdict not in (verdicts.get(other.role), "unknown"):
            yield f"as {other.role} {other.verdict}"
    yield from _same_states("itself", now.before + now.after, before.before + before.after)
    records = {str((r.entity, r.key)): r for r in before.records + before.further}
    for record in now.records + now.further:
        was = records.get(str((record.entity, record.key)))
        if was is None:
            yield f"{record.label} is not there"
            continue
        yield from _same_states(record.label, record.criteria, was.criteria)
        if record.served not in (was.served, None):
            yield f"{record.label}: {record.served} is served"


def _same_states(label: str, now: Sequence[State], before: Sequence[State]) -> Iterator[str]:
    outcomes = {state.name: state.passed for state in before}
    for state in now:
        if not state.unknown and state.passed != outcomes[state.name]:
            yield f"{label}: {state.name} is {state.passed}, as {state.because}"
