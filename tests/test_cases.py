"""Every check's cases: what one change to the healthy district must make it find."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from roster_lint.checks.catalog import load_checks
from roster_lint.linter import lint
from tests.case_model import statements, tables_of
from tests.case_reading import CASES
from tests.case_runner import HEALTHY, Case, CaseRunner, campus_checks, cases_of, settings_of
from tests.case_verdict import by_key, disagreements, messages, told

CHECKS = load_checks()

CODES = [check.code for check in campus_checks()]

ALL_CASES = [
    pytest.param(code, case, id=f"{code}-{case.name}") for code in CODES for case in cases_of(code)
]


@pytest.fixture(scope="session")
def runner() -> CaseRunner:
    return CaseRunner()


@pytest.mark.parametrize("settings", HEALTHY.values(), ids=HEALTHY)
def test_the_healthy_district_gives_nothing(runner: CaseRunner, settings: dict[str, Any]) -> None:
    outcomes = runner.judge(Case(name="unchanged", settings=settings, finds=()), *CODES)
    assert {code: messages(one) for code, one in outcomes.items() if one.findings} == {}


@pytest.mark.parametrize(("code", "case"), ALL_CASES)
def test_case(runner: CaseRunner, code: str, case: Case) -> None:
    outcomes = runner.judge(case, code, *case.silent, *case.fires)
    assert list(disagreements(case, code, outcomes)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_check_has_a_case_that_fires_and_a_near_miss(code: str) -> None:
    cases = cases_of(code)
    assert any(case.finds for case in cases), f"no case of {code} finds anything"
    assert any(case.finds == () for case in cases), f"{code} has no near miss"


@pytest.mark.parametrize("code", CODES)
def test_a_case_is_told_once(code: str) -> None:
    names = [case.name for case in cases_of(code)]
    assert sorted(set(names)) == sorted(names)


def test_all_that_is_read_is_known_so_that_it_is_made_anew_where_a_case_changes_it() -> None:
    """DuckDB says what a SELECT reads; a table that nobody knew of would answer as before."""
    duck = duckdb.connect()

    def unknown(sql: str, known: frozenset[str]) -> set[str]:
        return {name.casefold() for name in duck.get_table_names(sql)} - known

    for check in campus_checks():
        of = [f"SELECT 1 FROM {check.of}"] if check.of else []
        for sql in (check.sql, *(skip.when for skip in check.skips), *of):
            assert unknown(sql, tables_of(check)) == set(), check.code
    for statement in statements():
        _head, select = re.split(r"CREATE (?:TABLE|VIEW) \w+ AS\b", statement.sql, maxsplit=1)
        assert unknown(select, statement.reads) == set(), statement.table


def test_every_file_of_cases_belongs_to_a_check() -> None:
    assert {path.stem for path in CASES.rglob("*.toml")} <= {check.code for check in CHECKS}


def first_of_each_topic() -> list[Any]:
    """One firing case a topic, to be linted for real; a file's bad cells have other keys."""
    chosen: dict[str, Any] = {}
    for code in CODES:
        for case in cases_of(code):
            added = case.needs or case.looks_up or case.uniques
            if case.finds and not added and not code.startswith("DA"):
                chosen.setdefault(code[:2], pytest.param(code, case, id=f"{code}-{case.name}"))
    return list(chosen.values())


@pytest.mark.parametrize(("code", "case"), first_of_each_topic())
def test_linting_files_finds_the_same(
    runner: CaseRunner, code: str, case: Case, tmp_path: Path
) -> None:
    """The runner is honest: the whole way from files to report comes to the case's findings."""
    district = tmp_path / "district"
    district.mkdir()
    runner.write(case, district)
    accounts = runner.write_accounts(case, tmp_path / "users.csv")
    settings = settings_of({**case.settings, "accounts": accounts, "show": "all"})
    with lint(district, settings=settings, select=(code,)) as report:
        findings = list(report.findings())
    assert told(findings, case.finds or ()) == by_key(case.finds or ())
