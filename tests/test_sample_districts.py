"""The sample districts show what ``fixtures/README.md`` says: every check, one finding a cause."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Any

import pytest

from fixtures.build import HERE
from fixtures.district import AS_OF, District, back_to_school
from fixtures.students import BLOCK
from roster_lint import lint
from roster_lint.checks.catalog import load_checks
from roster_lint.checks.finding import Finding
from roster_lint.checks.findings import create_finding_table, run_check
from roster_lint.checks.skipping import Conditions, reason_to_skip
from roster_lint.engine.duck import DuckEngine
from roster_lint.loading.campus import load
from roster_lint.model.payload_tables import build_payload
from roster_lint.prepare import build
from roster_lint.report.outcome_tables import build_outcomes, reads_outcomes
from roster_lint.settings.settings import Settings
from roster_lint.sources.opening import open_source
from roster_lint.vendors.loading import profile_names
from roster_lint.vendors.several import Vendors
from roster_lint.vocabulary import no_progress
from tests.case_engine import OneTransaction
from tests.sample_runs import compact, lines, outcome, runs

pytestmark = pytest.mark.whole_engine

TOGETHER = (
    ("generic",),
    ("google-classroom",),
    tuple(name for name in profile_names() if name != "generic"),
)
"""Vendors that are judged at once, so that a run for each need not be made."""

BEYOND_FIXING = [("VN010", '{"role":"administrator"}'), ("VN010", '{"role":"aide"}')]
"""Roles that Campus gives to other staff, and that some vendors are documented not to know."""

OF_THE_PAYLOAD = ("OB", "OF", "OP", "VN")


@pytest.mark.daily
@pytest.mark.parametrize("name", [run.name for run in runs()])
def test_a_run_finds_what_the_readme_lists(name: str) -> None:
    listed = {line.check: Counter(line.records) for line in lines() if line.run == name}
    assert listed
    finds: dict[str, Counter[str]] = {}
    for finding in outcome(name).findings:
        finds.setdefault(finding.code, Counter())[compact(finding)] += 1
    assert finds == listed


def test_the_readme_lists_every_check_and_counts_its_records() -> None:
    # What is judged of the payload has its own sample bundles, and cases.
    listed = {check.code for check in load_checks() if check.topic not in OF_THE_PAYLOAD}
    assert {line.check for line in lines()} == listed
    assert [line for line in lines() if line.findings != len(line.records)] == []


def test_the_readme_lists_each_check_once_a_run_and_only_runs_that_it_describes() -> None:
    pairs = [(line.check, line.run) for line in lines()]
    assert len(set(pairs)) == len(pairs)
    assert {run for _, run in pairs} == {run.name for run in runs()}


def test_one_of_two_who_have_withdrawn_is_held_back_by_a_fault_in_august() -> None:
    students = outcome("august").availability["student"]
    assert students.to_be_deleted == 1
    assert [f.code for f in about(enrollmentID=[271206]) if f.severity == "error"] == ["ST004"]
    assert about(personID=[1236], enrollmentID=[271236]) == []


# ready


@pytest.fixture(scope="module")
def loaded() -> Iterator[DuckEngine]:
    """The healthy district, loaded once."""
    engine = OneTransaction()
    # Threads gain nothing on a few hundred rows, and the suite runs a worker a core.
    engine.run("SET threads = 1")
    with open_source(str(HERE / "ready"), Settings()) as source:
        load(engine, source, no_progress)
    yield engine
    engine.close()


@pytest.fixture
def ready(loaded: DuckEngine) -> Iterator[DuckEngine]:
    """The healthy district; what a test builds over it is undone."""
    loaded.run("BEGIN")
    yield loaded
    loaded.run("ROLLBACK")


def connections() -> Iterator[dict[str, Any]]:
    """All vendors with both versions, and the version's settings each with each vendor."""
    for vendor, (secondary, local) in product(TOGETHER, ((False, True), (True, False))):
        both = {"vendor": vendor, "domains": ("example.org",)}
        yield {**both, "oneroster": "1.1", "secondary_email_1p1": secondary}
        yield {
            **both,
            "oneroster": "1.2",
            "secondary_email_1p2": secondary,
            "local_grades": local,
        }


@pytest.mark.daily
@pytest.mark.parametrize(
    "connection", list(connections()), ids=lambda c: "-".join(map(str, c.values()))
)
def test_no_check_has_a_word_on_the_healthy_district(
    ready: DuckEngine, connection: Mapping[str, Any]
) -> None:
    settings = Settings.model_validate({"as_of": AS_OF, **connection})
    vendors = Vendors.named(settings.vendor)
    build(ready, settings, vendors)
    create_finding_table(ready)
    checks = [check for check in load_checks() if "campus" in check.sources]
    build_payload(ready, "campus", settings.oneroster, [check.sql for check in checks])
    conditions = Conditions(ready)
    run = [c for c in checks if not reason_to_skip(c, settings, vendors, conditions)]
    assert len(run) > 70
    for check in run:
        if not reads_outcomes(check):
            run_check(ready, check)
    build_outcomes(ready)
    for check in run:
        if reads_outcomes(check):
            run_check(ready, check)
    found = ready.rows("SELECT code, key FROM finding ORDER BY code, key")
    assert [row for row in found if row not in BEYOND_FIXING] == []


# one cause, one finding


def about(**records: Collection[object]) -> list[Finding]:
    """The findings of August whose key names one of these records, by key column."""
    return [
        finding
        for finding in outcome("august").findings
        if any(finding.key.get(column) in ids for column, ids in records.items())
    ]


def of_structure(structure_id: int) -> list[Finding]:
    """The findings of a schedule structure itself in August."""
    return [f for f in outcome("august").findings if f.key == {"structureID": structure_id}]


def reported(findings: Collection[Finding]) -> list[tuple[str, str]]:
    """The code of each finding, and its message."""
    return [(finding.code, finding.message) for finding in findings]


def numbers(message: str) -> set[int]:
    """The whole numbers in a message."""
    return {int(number) for number in re.findall(r"\b\d+\b", message)}


@pytest.fixture(scope="module")
def august() -> District:
    """The district in August, to look up who sits where."""
    return back_to_school()


def ids(district: District, table: str, column: str, **where: object) -> list[object]:
    """One column of the rows that have these values."""
    return [row[column] for row in district.rows(table, **where)]


def test_a_no_show_is_one_finding_that_counts_the_seats_taken(august: District) -> None:
    ((code, message),) = reported(
        about(
            personID=[1217],
            personID1=[1217],
            enrollmentID=[271217],
            rosterID=ids(august, "Roster", "rosterID", personID=1217),
        )
    )
    assert code == "ST007"
    assert 4 in numbers(message)


def test_a_teacher_who_left_is_one_finding_that_counts_the_sections(august: District) -> None:
    sections = ids(august, "SectionStaffHistory", "sectionID", personID=2014)
    found = about(personID=[2014], sectionID=sections)
    # That the class has no students either is about these.
    ((code, message),) = reported([finding for finding in found if finding.code != "CO009"])
    assert code == "TE002"
    assert 1 in numbers(message)


def test_a_structure_without_an_active_trial_is_one_finding_that_counts_its_sections(
    august: District,
) -> None:
    sections = ids(august, "Section", "sectionID", trialID=270321)
    echoes = about(
        sectionID=sections,
        courseID=[4305, 4306],
        rosterID=ids(august, "Roster", "rosterID", trialID=270321),
        personID=[2019, *BLOCK],
    )
    assert reported(echoes) == []
    ((code, message),) = reported(of_structure(27032))
    assert code == "SC001"
    assert len(sections) in numbers(message)


def test_a_schedule_left_in_an_inactive_trial_is_one_finding_that_counts_its_rows(
    august: District,
) -> None:
    sections = ids(august, "Section", "sectionID", trialID=270112)
    rosters = [
        roster for one in sections for roster in ids(august, "Roster", "rosterID", sectionID=one)
    ]
    echoes = about(sectionID=sections, courseID=[4102, 4103, 4104], rosterID=rosters)
    assert reported(echoes + about(personID=[2007, 2009])) == []
    ((code, message),) = reported(of_structure(27011))
    assert code == "SC003"
    assert len(rosters) in numbers(message)


@pytest.mark.parametrize(
    ("run", "hides"),
    [
        ("excluded-school", {54, 14}),
        ("excluded-calendar", {42, 12}),
    ],
)
def test_an_excluded_ancestor_is_one_finding_that_counts_what_it_hides(
    run: str, hides: set[int]
) -> None:
    ((code, message),) = reported(outcome(run).findings)
    assert code == "EX001"
    assert hides <= numbers(message)


def test_a_class_without_a_teacher_names_what_its_teachers_lack() -> None:
    with lint(HERE / "back-to-school", as_of=AS_OF, select=("CO", "UN")) as report:
        causes = {result.check.code: result.causes for result in report.checks if result.causes}
    assert causes == {"CO006": ("UN001",)}
