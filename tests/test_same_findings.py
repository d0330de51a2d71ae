"""A district gives the same findings from a snapshot and from every kind of database."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from roster_lint import lint
from roster_lint.files.shipped import shipped
from roster_lint.report.counts import Availability
from roster_lint.report.report import Report
from tests.database_filling import load_csv_folder
from tests.servers import Server, mariadb, postgres  # noqa: F401  (fixtures)
from tests.tds_campus import district

pytestmark = pytest.mark.whole_engine

AS_OF = date(2026, 8, 10)
KINDS = ("sqlite", "postgres", "mariadb", "mssql")

Findings = list[tuple[object, ...]]


def url_of(kind: str, request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> str:
    """A database of that kind that holds the snapshot's tables."""
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'campus.db'}"
        load_csv_folder(url, folder)
        return url
    if kind == "mssql":
        # Microsoft's driver, and a server that speaks its protocol.
        stack = ExitStack()
        request.addfinalizer(stack.close)
        return stack.enter_context(district(folder))
    server: Server = request.getfixturevalue(kind)
    url = server.url(server.new_database())
    load_csv_folder(url, folder, lower=server.lower)
    return url


def findings(report: Report) -> Findings:
    """All findings but those on cells, whose keys are lines in a file and IDs in a database.

    DA004 names lines of a file and keys of a database as its samples.
    """
    return [
        (
            *(f.code, f.severity, f.effect, f.entity, dict(f.key), f.school_id, f.fingerprint),
            f.message.partition(", such as ")[0] if f.code == "DA004" else f.message,
        )
        for f in report.findings()
        if f.code not in ("DA001", "DA003")
    ]


def cells(report: Report) -> list[tuple[object, ...]]:
    """The bad cells by table and column, which are reported alike."""
    return sorted(
        (f.code, f.severity, str(f.key["table"]), str(f.key["column"]))
        for f in report.findings()
        if f.code in ("DA001", "DA003")
    )


@dataclass(frozen=True)
class Told:
    """What a report says of a district, wherever its data came from."""

    verdict: str
    availability: tuple[Availability, ...]
    findings: Findings
    cells: Findings
    checks: list[tuple[str, str]]


def reported(report: Report) -> Told:
    """All that a report says."""
    checks = [(result.check.code, result.status) for result in report.checks]
    return Told(report.verdict, report.availability, findings(report), cells(report), checks)


@cache
def faults_of_files(name: str) -> Told:
    """What is said of a sample district as it is stored, linted once for every database."""
    with lint(shipped("fixtures") / name, as_of=AS_OF) as report:
        return reported(report)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["ready", "back-to-school"])
def test_the_findings_are_the_same(
    kind: str, name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder = shipped("fixtures") / name
    with lint(url_of(kind, request, folder, tmp_path), as_of=AS_OF) as from_database:
        assert from_database.source_kind == "campus-database"
        assert reported(from_database) == faults_of_files(name)


@pytest.mark.parametrize("kind", ["postgres", "mariadb"])
def test_a_bad_cell_of_a_database_is_reported_by_its_primary_key(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder = shipped("fixtures") / "back-to-school"
    with lint(url_of(kind, request, folder, tmp_path), as_of=AS_OF, select=["DA"]) as report:
        bad = next(f for f in report.findings() if f.key.get("column") == "noShow")
    assert set(bad.key) == {"table", "column", "enrollmentID"}
    assert isinstance(bad.key["enrollmentID"], int)
