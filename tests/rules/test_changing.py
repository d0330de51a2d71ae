"""Which settings change a check: traced, so every column of the settings must be known here."""

import pytest

from roster_lint.checks.catalog import load_checks
from roster_lint.rules.changing import COLUMNS, TABLES, settings_of
from roster_lint.settings.settings import Settings
from tests.case_engine import OneConnection
from tests.case_inputs import tables_in_main
from tests.case_runner import CaseRunner

CHECKS = {check.code: check for check in load_checks()}


def columns_of(engine: OneConnection, table: str) -> set[str]:
    sql = "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
    return {str(row[0]) for row in engine.rows(sql, (table,))}


def test_every_column_and_table_of_settings_is_known() -> None:
    engine = CaseRunner().engine
    assert columns_of(engine, "settings") == set(COLUMNS)
    assert set(TABLES) <= tables_in_main(engine)
    named = {name for names in (*COLUMNS.values(), *TABLES.values()) for name in names}
    assert named <= set(Settings.model_fields)


@pytest.mark.parametrize(
    ("code", "changes", "leaves"),
    [
        ("YR001", "", "as_of"),
        ("YR003", "as_of year", "school window_rule"),
        ("UN001", "vendor oneroster guardian_rule window_rule", "roster_rule domains"),
        ("EM006", "domains secondary_email_1p1", "roster_rule"),
        ("GR005", "nces_grades local_grades", "window_rule"),
        ("SC007", "unscheduled_share", "mass_end_share"),
        ("RO003", "dangling_share roster_rule", "unscheduled_share"),
        ("AC001", "accounts vendor", "roster_rule"),
        ("VN001", "vendor", "domains"),
        ("OF001", "", "vendor"),
        ("OP305", "as_of", "year"),
    ],
)
def test_settings_are_traced_through_the_model(code: str, changes: str, leaves: str) -> None:
    found = set(settings_of(CHECKS[code]))
    assert set(changes.split()) <= found
    assert found & set(leaves.split()) == set()


def test_every_setting_that_the_model_reads_changes_some_check() -> None:
    found = {name for check in CHECKS.values() for name in settings_of(check)}
    assert found >= {name for names in (*COLUMNS.values(), *TABLES.values()) for name in names}
