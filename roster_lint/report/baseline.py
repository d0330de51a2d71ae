"""Compares a run's findings with the baseline: which are known, and which known ones are gone."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from roster_lint.checks.catalog import Check
from roster_lint.checks.former import current_codes
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.report.baseline_file import Baseline, Entry, Scope
from roster_lint.report.counts import BaselineUse

KNOWN = -1
"""What stands in ``finding.suppressed_by`` for a finding that the baseline knows."""


def _mark_of(baseline: Baseline) -> str:
    """The mark of a row of ``finding`` in the baseline's file, as SQL."""
    return f"left(sha256({literal(baseline.salt)} || fingerprint), 24)"


def hold_against(
    engine: Engine,
    baseline: Baseline,
    scope: Scope,
    ran: frozenset[str],
    checks: Sequence[Check],
) -> BaselineUse:
    """Marks the findings that the baseline knows, and counts what it knows and is gone.

    A finding that an entry of the settings suppresses stays suppressed. Findings count as gone only
    for checks that ran, and only if the baseline was made for the same vendors, version and
    schools.

    Args:
        engine: holds the findings.
        baseline: as it was read.
        scope: what the run judges.
        ran: codes of the checks that ran.
        checks: those whose former codes may stand in the baseline.
    """
    _take_in(engine, baseline, checks)
    engine.run(
        f"UPDATE finding SET suppressed_by = {KNOWN} WHERE suppressed_by IS NULL"
        f" AND (code, {_mark_of(baseline)}) IN (SELECT (code, mark) FROM baseline_entry)"
    )
    known = engine.rows(
        f"SELECT code, count(*) FROM finding WHERE suppressed_by = {KNOWN} GROUP BY 1 ORDER BY 1"
    )
    other = baseline.scope.differences(scope)
    gone = [] if other else [(c, n) for c, n in _gone(engine) if c in ran]
    return BaselineUse(
        file=str(baseline.file),
        as_of=baseline.as_of,
        known={str(code): int(number) for code, number in known},
        gone={str(code): int(number) for code, number in gone},
        made_for=" and for ".join(other),
    )


def _take_in(engine: Engine, baseline: Baseline, checks: Sequence[Check]) -> None:
    """Takes the entries in, under the codes that their checks have now."""
    engine.register("baseline_frame", baseline.with_codes(current_codes(checks)).entries)
    engine.run(
        "CREATE OR REPLACE TABLE baseline_entry AS"
        ' SELECT code, mark, min("on") AS "on" FROM baseline_frame GROUP BY 1, 2'
    )
    engine.run(
        "CREATE OR REPLACE TABLE baseline_mark AS"
        f" SELECT DISTINCT code, {_mark_of(baseline)} AS mark, suppressed_by FROM finding"
    )


def _gone(engine: Engine) -> list[tuple[str, int]]:
    rows = engine.rows(
        "SELECT code, count(*) FROM baseline_entry ANTI JOIN baseline_mark USING (code, mark)"
        " GROUP BY 1 ORDER BY 1"
    )
    return [(str(code), int(number)) for code, number in rows]


@dataclass(frozen=True)
class Renewal:
    """What a baseline becomes after a run, still in the engine.

    Attributes:
        scope: what the run judged.
        engine: holds the entries.
        number: how many there are.
        added: by code, how many findings were taken in.
        dropped: by code, how many were known and are gone.
        kept: how many stay.
    """

    engine: Engine
    scope: Scope
    number: int
    kept: int
    added: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """The entries, by code and mark."""
        for batch in self.engine.stream(
            'SELECT code, "on", mark FROM baseline_next ORDER BY code, mark'
        ):
            yield from ((str(code), str(on), str(mark)) for code, on, mark in batch)


def renew(
    engine: Engine,
    baseline: Baseline,
    scope: Scope,
    as_of: date,
    ran: Collection[str],
    checks: Sequence[Check],
    how: Literal["update", "prune"],
) -> Renewal:
    """The entries that a baseline has from now on.

    Entries of checks that did not run are kept. Suppressed findings are taken in by none.

    Args:
        engine: holds the findings.
        baseline: as it was, perhaps empty.
        scope: what the run judged.
        as_of: the day on which new entries are taken in.
        ran: codes of the checks that ran.
        checks: those whose former codes may stand in the baseline.
        how: ``update`` takes in every finding that is not there, ``prune`` none.
    """
    _take_in(engine, baseline, checks)
    judged = ", ".join(literal(code) for code in ran) or "''"
    wanted = "suppressed_by IS NULL" if how == "update" else "FALSE"
    engine.run(
        "CREATE OR REPLACE TABLE baseline_next AS"
        f' SELECT code, mark, "on", FALSE AS is_new FROM baseline_entry e WHERE code NOT IN'
        f" ({judged}) OR (code, mark) IN (SELECT (code, mark) FROM baseline_mark)"
        f" UNION ALL SELECT DISTINCT code, mark, {literal(as_of.isoformat())}, TRUE"
        f" FROM baseline_mark WHERE {wanted}"
        " AND (code, mark) NOT IN (SELECT (code, mark) FROM baseline_entry)"
    )
    rows = engine.rows("SELECT code, is_new, count(*) FROM baseline_next GROUP BY ALL ORDER BY ALL")
    dropped = {code: number for code, number in _gone(engine) if code in ran}
    return Renewal(
        engine,
        scope,
        number=sum(int(number) for _, _, number in rows),
        kept=sum(int(number) for _, is_new, number in rows if not is_new),
        added={str(code): int(number) for code, is_new, number in rows if is_new},
        dropped=dropped,
    )
