"""What the runners of cases share: what a case may change, and what a check gave."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import duckdb

from roster_lint.checks.catalog import Check
from roster_lint.checks.finding import Finding
from roster_lint.checks.finding_reader import FindingReader
from roster_lint.checks.findings import run_check
from roster_lint.checks.skipping import Conditions, reason_to_skip
from roster_lint.checks.vendor_severity import weigh
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.settings.settings import Settings
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import Family

_WRITES = re.compile(
    r"(?:\s|--.*)*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE
)


@dataclass(frozen=True)
class Offer:
    """The address that a finding offers to those who may see it, and why; both empty where none."""

    suggestion: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of judging a case by one check.

    Attributes:
        skipped: why the check could not run; None where it ran.
        findings: what it found, as shown to everybody.
        total: how many records it looked at, where it says so.
        offers: the likely right addresses that the findings hide, by their fingerprints.
        incomplete: why the run was incomplete; empty where it was complete.
    """

    skipped: str | None
    findings: tuple[Finding, ...]
    total: int | None
    offers: Mapping[str, Offer] = field(default_factory=dict)
    incomplete: str = ""


def written_to(change: str, tables: Iterable[str]) -> set[str]:
    """The tables that a case's statements write to, spelled as in ``tables``."""
    names = {name.casefold(): name for name in tables}
    changed = set()
    for statement in duckdb.extract_statements(change):
        target = _WRITES.match(statement.query)
        if target is None:
            raise ValueError(f"a change is INSERT, UPDATE or DELETE, not {statement.query}")
        changed.add(names[target[1].casefold()])
    return changed


def outcome_of(
    check: Check,
    engine: Engine,
    settings: Settings,
    vendors: Vendors,
    checks: Mapping[str, Check],
    total: Callable[[Check], int],
    family: Family = "campus",
) -> Outcome:
    """Runs a check as the linter does; ``total`` counts what it looks at."""
    reason = reason_to_skip(check, settings, vendors, Conditions(engine))
    if reason is not None:
        return Outcome(reason, (), None)
    run_check(engine, check)
    weigh(engine, check, vendors, family)
    findings = tuple(FindingReader(engine, checks, show_personal_data=False).of(check.code, None))
    counted = total(check) if findings and check.of else None
    return Outcome(None, findings, counted, _offers(engine, check) if findings else {})


def _offers(engine: Engine, check: Check) -> dict[str, Offer]:
    if "suggestion" not in check.personal:
        return {}
    sql = f"SELECT fingerprint, facts FROM finding WHERE code = {literal(check.code)}"
    kept = ((str(row[0]), json.loads(str(row[1]))) for row in engine.rows(sql))
    # A check that says in its message why an address is right has no column for that.
    return {key: Offer(f["suggestion"] or "", f.get("basis") or "") for key, f in kept}
