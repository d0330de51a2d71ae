"""The shipped SQL is traced, all of it, and silences no more than it must."""

from collections.abc import Iterator
from functools import cache

import pytest

from roster_lint.checks.catalog import load_checks
from roster_lint.checks.unknown import Unknown
from roster_lint.contracts.table import campus_tables
from roster_lint.model.addresses import address_model
from roster_lint.model.build import campus_model, criteria_in_force
from roster_lint.model.lineage.tracing import Tracer, tracer
from roster_lint.model.payload_tables import payload_statements, statements_of
from roster_lint.settings.settings import Settings
from tests.case_runner import CaseRunner

RECURSIVE = {"payload_session_above", "payload_org_above"}
"""Tables that a WITH RECURSIVE makes: they depend on all that they read."""


@pytest.fixture(scope="module")
def runner() -> Iterator[CaseRunner]:
    """The healthy district, for its inputs."""
    runner = CaseRunner()
    yield runner
    runner.engine.close()


@cache
def queries() -> tuple[str, ...]:
    """What is asked of the model: each table, each check with all that it reads."""
    files = [*(f.sql for f in campus_model()), *(sql for _, sql in address_model("campus"))]
    tables = [statement.creates for sql in files for statement in statements_of(sql)]
    found = [f"SELECT * FROM {table}" for table in tables]
    for check in load_checks():
        if "campus" in check.sources:
            found += [check.sql, *(skip.when for skip in check.skips)]
            found += [f"SELECT * FROM {check.of}"] if check.of else []
    return tuple(found)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_every_statement_is_understood(runner: CaseRunner, version: str) -> None:
    traced = tracer(runner.engine, version, ["Enrollment.noShow"])  # type: ignore[arg-type]
    for statement in payload_statements("campus", version):  # type: ignore[arg-type]
        traced.select(f"SELECT * FROM {statement.creates}")
    for sql in queries():
        traced.select(sql)
    assert set(traced.baffled) == RECURSIVE


def test_every_needed_column_is_read_by_something(runner: CaseRunner) -> None:
    # Else it could be missing and nobody would be the worse.
    needed = [f"{t.name}.{c.name}" for t in campus_tables().values() for c in t.columns if c.needed]
    traced: Tracer = tracer(runner.engine, "1.1", needed)
    read = {need for sql in queries() for part in traced.select(sql) for need in part.needs}
    assert read == set(needed)


def silenced(runner: CaseRunner, *missing: str) -> set[str]:
    """The codes of the checks of Campus data that depend on what is missing."""
    unknown = Unknown(runner.engine, "1.1", frozenset(missing))
    checks = [c for c in load_checks() if c.sources == ("campus",)]
    return {check.code for check in checks if unknown.reasons(check)}


def test_a_name_silences_only_the_checks_that_say_it(runner: CaseRunner) -> None:
    assert silenced(runner, "School.name") == {"YR010", "NS003", "EX001", "DA005"}


def test_no_show_leaves_staff_and_classes_alone(runner: CaseRunner) -> None:
    silent = silenced(runner, "Enrollment.noShow")
    assert {"ST007", "FA001", "UN001", "RO004"} <= silent
    # TE005 counts on students' places.
    assert {c for c in silent if c[:2] in ("YR", "TE", "NS")} <= {"YR003", "TE005"}


def test_what_nobody_has_silences_nothing(runner: CaseRunner) -> None:
    assert silenced(runner, "Enrollment.serviceTyp", "Nothing") == set()


@pytest.mark.parametrize(
    ("missing", "unknown"),
    [
        ("Enrollment.noShow", {("student", "not_no_show")}),
        ("EmploymentAssignment.teacher", {("teacher", "has_teacher_role")}),
        ("Course.active", {("section", "is_active"), ("course", "is_active")}),
        ("School.name", set()),
    ],
)
def test_a_criterion_is_unknown_where_its_own_column_is(
    runner: CaseRunner, missing: str, unknown: set[tuple[str, str]]
) -> None:
    asked = Unknown(runner.engine, "1.1", frozenset({missing}))
    files = [c for file in campus_model() for c in file.criteria]
    criteria = {(c.role, c.name): c for c in (*criteria_in_force(Settings()), *files)}
    found = {key for key, c in criteria.items() if asked.of_criterion(c)}
    # What a roster record or a relative inherits from a student is not looked at here.
    own = {key for key in found if key[1] not in ("student_syncs", "section_syncs")}
    assert own == unknown


def test_an_account_criterion_is_found_where_the_person_is_judged(runner: CaseRunner) -> None:
    asked = Unknown(runner.engine, "1.1", frozenset({"UserAccount.username"}))
    criteria = {(c.role, c.name): c for c in criteria_in_force(Settings())}
    assert asked.of_criterion(criteria["teacher", "has_username"])
    assert asked.of_criterion(criteria["teacher", "not_ended"]) is None
