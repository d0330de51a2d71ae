"""Runs the checks of bundles and fields on a bundle, the way a run does."""

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.checks.finding import Finding
from roster_lint.checks.finding_reader import FindingReader
from roster_lint.checks.findings import create_finding_table, run_check
from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.bundle import load_bundle
from roster_lint.loading.campus import Loaded
from roster_lint.model.payload_tables import build_payload
from roster_lint.sources.bundle import BundleSource
from roster_lint.vocabulary import OneRoster
from tests.bundles import Bundle

CHECKS: dict[str, Check] = {c.code: c for c in load_checks() if c.topic in ("OB", "OF")}
_TEXTS = [check.sql for check in CHECKS.values()]


_NOBODY = """
CREATE TABLE payload_user (
    sourcedId VARCHAR, givenName VARCHAR, familyName VARCHAR, identifier VARCHAR
);
CREATE TABLE payload_person (userSourcedId VARCHAR, population VARCHAR);
CREATE TABLE payload_org (sourcedId VARCHAR, name VARCHAR);
CREATE TABLE payload_session (sourcedId VARCHAR, title VARCHAR)
"""
"""What findings take names from; these checks need none, and building it all takes its time."""


@dataclass(frozen=True)
class Judged:
    """What a bundle's own checks say.

    Attributes:
        loaded: what came of reading it.
        findings: of all OB and OF checks, in the order of a report.
    """

    loaded: Loaded
    findings: tuple[Finding, ...]

    @property
    def reported(self) -> list[tuple[str, dict[str, object]]]:
        """Codes and keys."""
        return [(f.code, f.key) for f in self.findings]


def judge(source: Path, oneroster: OneRoster | None = None) -> Judged:
    """Loads a bundle and runs its checks; raises SourceError where it cannot be opened."""
    engine = DuckEngine()
    try:
        # Threads gain nothing on a few rows, and the suite runs a worker a core.
        engine.run("SET threads = 1")
        with BundleSource(source) as opened:
            loaded = load_bundle(engine, opened, oneroster)
        engine.run(_NOBODY)
        assert loaded.version is not None
        build_payload(engine, "bundle", loaded.version, _TEXTS)
        create_finding_table(engine, "bundle")
        for check in _checks_of(_noted(engine)):
            run_check(engine, check)
        reader = FindingReader(engine, CHECKS, show_personal_data=False)
        return Judged(loaded, tuple(reader.all()))
    finally:
        engine.close()


def names_of_faults(check: Check) -> set[str]:
    """The faults that a check's statement names, without which it can find nothing."""
    if "repeated_key" in check.sql:
        return {"repeated_key"}
    [named] = re.findall(r"WHERE fault (?:= |IN )(.+)$", check.sql, re.MULTILINE)
    return set(re.findall(r"'([a-z0-9-]+)'", named))


def _noted(engine: DuckEngine) -> set[str]:
    """The faults that loading has noted."""
    return {
        str(row[0])
        for row in engine.rows(
            "SELECT fault FROM bundle_fault UNION SELECT fault FROM bad_cell"
            " UNION SELECT 'repeated_key' FROM repeated_key"
        )
    }


def _checks_of(noted: set[str]) -> Iterator[Check]:
    return (check for check in CHECKS.values() if names_of_faults(check) & noted)


def judge_bundle(made: Bundle) -> Judged:
    """Writes a bundle as a folder and judges it."""
    with tempfile.TemporaryDirectory() as folder:
        return judge(made.write(Path(folder) / "bundle"))
