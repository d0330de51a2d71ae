"""The SQL below a check: all of it, each statement behind what it reads, and nothing unknown."""

import pytest

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.contracts.table import campus_tables
from roster_lint.loading.bundle_intake import create_bundle_tables
from roster_lint.model.payload_tables import statements_of
from roster_lint.rules.definitions import _tables_of, definitions_of, script
from tests.case_engine import OneConnection
from tests.case_inputs import tables_in_main
from tests.case_runner import CaseRunner

ASKED = [
    pytest.param(check, family, id=f"{check.code}-{family}")
    for check in load_checks()
    for family in check.sources
]


@pytest.fixture(scope="session")
def inputs() -> frozenset[str]:
    """The tables that stand in an engine beside the source's and the model's."""
    bundles = OneConnection()
    create_bundle_tables(bundles)
    names = tables_in_main(CaseRunner().engine) | tables_in_main(bundles)
    return frozenset(names | {"finding", "listed_cell", "repeated_key"})


@pytest.mark.parametrize(("check", "family"), ASKED)
def test_each_statement_stands_behind_what_it_reads(
    check: Check, family: str, inputs: frozenset[str]
) -> None:
    definitions = definitions_of(check, family, check.oneroster[0])  # type: ignore[arg-type]
    assert set(definitions.inputs) <= inputs
    there = {name.casefold() for name in (*definitions.source, *definitions.inputs)}
    for statement in definitions.statements:
        read = {name.casefold() for name in _tables_of(statement.sql)}
        assert read - there - {statement.creates.casefold()} == set(), statement.creates
        there.add(statement.creates.casefold())
    assert {name.casefold() for name in _tables_of(check.sql)} <= there


def test_the_script_can_be_run_from_top_to_bottom() -> None:
    """On a database that has Campus's tables and one row of settings, as its head says."""
    check = next(check for check in load_checks() if check.code == "YR004")
    text = script(check, definitions_of(check, "campus", "1.1"))
    assert text.startswith(
        "-- YR004 blank-school-year-dates\n"
        "-- Tables of the source: SchoolYear\n"
        "-- Tables of the run itself: settings\n"
    )
    engine = OneConnection()
    engine.run(
        "CREATE TABLE SchoolYear AS SELECT 2027 AS endYear, 2026 AS startYear, TRUE AS active,"
        " NULL::DATE AS startDate, NULL::DATE AS endDate;"
        "CREATE TABLE settings AS SELECT DATE '2026-08-10' AS as_of, NULL::INTEGER AS expected_year"
    )
    below, own = text.split("-- What YR004 finds\n")
    for statement in statements_of(below):
        engine.run(statement.sql)
    assert engine.rows(own)[0][:2] == (2027, "2026-27")


def test_only_tables_of_the_source_are_called_so() -> None:
    check = next(check for check in load_checks() if check.code == "UN001")
    definitions = definitions_of(check, "campus", "1.1")
    assert set(definitions.source) <= set(campus_tables())
    assert "Enrollment" in definitions.source and "vendor_need" in definitions.inputs


def test_sql_that_cannot_be_read_names_no_table() -> None:
    assert _tables_of("SELECT ((") == frozenset()
    assert _tables_of("WITH a AS (SELECT 1) SELECT * FROM a JOIN b ON TRUE") == {"b"}
