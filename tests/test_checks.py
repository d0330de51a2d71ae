"""Every check file keeps the rules of check files, and the model and the contracts fit together."""

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from roster_lint.checks.catalog import TOPICS, Check, load_checks
from roster_lint.checks.findings import columns_of, create_finding_table
from roster_lint.contracts.oneroster_table import oneroster_tables
from roster_lint.contracts.table import campus_tables
from roster_lint.engine.duck import DuckEngine
from roster_lint.linter import lint
from roster_lint.model.build import Criterion, campus_model
from roster_lint.model.payload_tables import build_payload
from roster_lint.prepare import prepare
from roster_lint.report.outcome_tables import build_outcomes
from roster_lint.settings.settings import Settings
from tests.case import settings_of
from tests.case_model import statements
from tests.column_use import Reading, Schema, readings, schema_of

FIXTURES = Path(__file__).parent.parent / "fixtures"

CHECKS = load_checks()

CRITERIA_TABLES = {
    "student": "enrollment_criteria",
    "teacher": "assignment_criteria",
    "staff": "assignment_criteria",
    "staff_history": "staff_history_criteria",
    "guardian": "relationship_criteria",
    "relative": "relative_criteria",
    "section": "section_criteria",
    "course": "course_criteria",
    "roster": "roster_criteria",
}
CRITERIA = [criterion for file in campus_model() for criterion in file.criteria]

LABELS = {
    "asstaff",
    "asstudent",
    "calendarname",
    "coursename",
    "familyname",
    "givenname",
    "identifier",
    "identityid",
    "name",
    "school",
    "schoolname",
    "sectionname",
    "terms",
    "staffnumber",
    "stateid",
    "structurename",
    "studentnumber",
    "term",
    "trialname",
}
"""Columns of the model and of checks that only say how a record is called, or by which name and
number a directory may know a person."""

RUNS = {
    "1.1": Settings(oneroster="1.1"),
    "1.2 with local grades": Settings(oneroster="1.2", local_grades=True),
    "google": Settings(vendor="google-classroom", domains=("example.org",)),
    "one school": Settings(school=("Marigold Middle",)),
}

every_check = pytest.mark.parametrize("check", CHECKS, ids=[check.code for check in CHECKS])


@pytest.fixture(scope="module")
def august() -> Iterator[DuckEngine]:
    """The district with mistakes and the model over it."""
    with prepare(FIXTURES / "back-to-school", settings_of({})) as prepared:
        assert isinstance(prepared.engine, DuckEngine)
        build_payload(prepared.engine, "campus", "1.1")
        create_finding_table(prepared.engine)
        build_outcomes(prepared.engine)
        yield prepared.engine


@pytest.fixture(scope="module")
def bundled() -> Iterator[DuckEngine]:
    """A good bundle, for the checks that look at nothing else."""
    with prepare(FIXTURES / "bundle-1p2", settings_of({})) as prepared:
        assert isinstance(prepared.engine, DuckEngine)
        build_payload(prepared.engine, "bundle", "1.2")
        yield prepared.engine


@pytest.fixture(scope="module")
def schema(august: DuckEngine) -> Schema:
    return schema_of(august)


@every_check
def test_the_file_is_named_by_code_and_slug_in_the_topics_folder(check: Check) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.name)
    assert check.path.name == f"{check.code}_{check.name.replace('-', '_')}.sql"
    assert check.topic in TOPICS
    assert {c.topic for c in CHECKS if c.path.parent == check.path.parent} == {check.topic}


def test_no_name_stands_twice() -> None:
    names = [check.name for check in CHECKS]
    assert sorted(set(names)) == sorted(names)


def test_codes_are_numbered_without_gaps() -> None:
    for topic in TOPICS:
        numbers = [int(check.code[2:]) for check in CHECKS if check.topic == topic]
        # The many checks of the payload are numbered by what they are about: 201 is the first of
        # the second hundred.
        for hundred in {number // 100 for number in numbers}:
            own = [number % 100 for number in numbers if number // 100 == hundred]
            assert own == list(range(1, len(own) + 1))


@every_check
def test_the_header_says_something(check: Check) -> None:
    assert all(text.strip() for text in (check.message, check.fix, check.article, check.entity))
    assert len(check.doc.split()) >= 10
    assert check.key
    assert set(check.oneroster) <= {"1.1", "1.2"}
    assert check.oneroster
    assert not check.message.endswith(".")
    assert "{" not in check.fix, "a fix is shown as it stands"


@every_check
def test_what_the_specification_does_not_say_is_no_error(check: Check) -> None:
    if check.topic == "OP" and "inferred" in check.article:
        # Of a bundle whose sessions are all over nothing will be in use.
        assert check.severity != "error" or check.code == "OP305"


@every_check
def test_the_statement_is_one_plain_select(check: Check) -> None:
    [tree] = sqlglot.parse(check.sql, dialect="duckdb")
    assert isinstance(tree, exp.Select)
    for select in tree.find_all(exp.Select):
        assert not any(projection.is_star for projection in select.expressions), "SELECT *"


@every_check
def test_the_select_returns_what_header_and_message_name(
    check: Check, august: DuckEngine, bundled: DuckEngine
) -> None:
    columns = columns_of(august if "campus" in check.sources else bundled, check.sql)
    # A file of a bundle, and a value in it, belong to no school.
    assert ("schoolid" in columns) == (check.topic not in ("OB", "OF"))
    # Where the key's shape differs by row the SELECT brings it whole, as JSON.
    assert "key" in columns or {name.casefold() for name in check.key} <= set(columns)
    placeholders = {field for _, field, _, _ in string.Formatter().parse(check.message) if field}
    assert placeholders <= set(columns.values())
    assert set(check.personal) <= set(columns.values())


@every_check
def test_what_it_needs_is_a_column_that_may_be_absent(check: Check) -> None:
    for need in check.needs:
        table, column = need.split(".")
        if "campus" in check.sources:
            assert not campus_tables()[table].column(column).needed
        else:
            # Of a bundle a column that the binding has may be missing all the same (OB016).
            assert oneroster_tables("1.2")[table].column(column)


@every_check
def test_its_conditions_for_skipping_are_one_boolean_each(check: Check, august: DuckEngine) -> None:
    for skip in check.skips:
        [(answer,)] = august.rows(skip.when)
        assert isinstance(answer, bool)
        assert skip.reason.strip()


@pytest.mark.parametrize("settings", RUNS.values(), ids=RUNS)
def test_each_record_is_found_once_and_among_those_that_are_counted(settings: Settings) -> None:
    settings = settings.model_copy(update={"as_of": settings_of({}).as_of})
    with lint(FIXTURES / "back-to-school", settings=settings) as report:
        found = [(finding.code, finding.fingerprint) for finding in report.findings()]
        assert sorted(set(found)) == sorted(found)
        for result in report.checks:
            assert result.status != "crashed"
            assert result.total is None or result.findings <= result.total, result.check.code


def test_every_population_with_criteria_has_a_table_of_them() -> None:
    assert {criterion.role for criterion in CRITERIA} == set(CRITERIA_TABLES)


@pytest.mark.parametrize("criterion", CRITERIA, ids=[f"{c.role}-{c.name}" for c in CRITERIA])
def test_a_criterion_is_a_documented_boolean(
    criterion: Criterion, august: DuckEngine, schema: Schema
) -> None:
    assert all(text.strip() for text in (criterion.title, criterion.fails, criterion.doc))
    table = CRITERIA_TABLES[criterion.role]
    assert schema[table][criterion.name] == "BOOLEAN"
    # A criterion that is neither met nor failed would lose its record from every count.
    assert august.row(f"SELECT 1 FROM {table} WHERE {criterion.name} IS NULL") is None


@pytest.fixture(scope="module")
def read(schema: Schema) -> set[Reading]:
    """All that the model and the checks read from Campus tables."""
    texts = [statement.sql for statement in statements()]
    for check in (c for c in CHECKS if c.sources == ("campus",)):
        texts += [check.sql, *(skip.when for skip in check.skips)]
        texts += [f"SELECT count(*) FROM {check.of}"] if check.of else []
    return {reading for text in texts for reading in readings(text, schema)}


def test_columns_that_only_show_decide_nothing(read: set[Reading]) -> None:
    shown = {
        (table.name.casefold(), column.name.casefold())
        for table in campus_tables().values()
        for column in table.columns
        if column.use == "shown"
    }
    assert {r for r in read if (r.table, r.column) in shown and r.target not in LABELS} == set()


def test_columns_that_rules_are_said_to_read_are_read(read: set[Reading]) -> None:
    columns = {(reading.table, reading.column) for reading in read}
    unread = {
        f"{table.name}.{column.name}"
        for table in campus_tables().values()
        for column in table.columns
        # A key is read by whatever takes the table in: it may neither be blank nor stand twice.
        if column.use in ("join", "rule")
        and (table.name.casefold(), column.name.casefold()) not in columns
    }
    assert unread == set()
