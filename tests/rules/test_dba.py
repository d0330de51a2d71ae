"""The queries for SQL Server: T-SQL that only reads, and finds what the check finds.

They were not run on a SQL Server: sqlglot reads each as T-SQL and translates it, and the engine
runs it on the districts of the check's own cases, under the default settings.
"""

import pytest
import sqlfluff
from sqlglot import exp

from roster_lint.checks.catalog import load_checks
from roster_lint.errors import UsageError
from roster_lint.rules.dba import has_query, query_of
from tests.case import Case
from tests.case_runner import cases_of
from tests.cli.conftest import Run, folder, run, sentence
from tests.rules.dba_running import (
    CHECKS,
    CODES,
    Comparing,
    header,
    optional_columns,
    statements,
)

__all__ = ["folder", "run"]

ASKED = [
    pytest.param(code, case, id=f"{code}-{case.name}")
    for code in CODES
    for case in cases_of(code)
    if not case.columns_absent
]


@pytest.fixture(scope="session")
def comparing() -> Comparing:
    return Comparing()


def test_these_checks_have_a_query() -> None:
    wanted = "UN001 EM001 YR001 YR002 YR003 YR004 YR005 SC001 GR001 NS001 NS002 NS003 ST007"
    assert set(wanted.split()) <= set(CODES)
    assert set(CODES) == {check.code for check in load_checks() if has_query(check)}


@pytest.mark.parametrize("code", CODES)
def test_a_query_is_t_sql_that_only_reads(code: str) -> None:
    *declared, query = statements(code)
    assert isinstance(query, exp.Select)
    assert len(declared) <= 1
    assert all(isinstance(statement, exp.Declare) for statement in declared)
    parameters = {parameter.name for parameter in query.find_all(exp.Parameter)}
    assert parameters == ({"asOf"} if declared else set())
    assert not list(query.find_all(exp.Into))
    assert header(code).doc
    text = query_of(CHECKS[code])
    # A second reader of T-SQL, which raises where there is a section that it does not understand.
    assert sqlfluff.parse(text, dialect="tsql")


@pytest.mark.parametrize("code", CODES)
def test_a_query_names_the_columns_that_a_database_may_lack(code: str) -> None:
    assert header(code).may_be_missing == optional_columns(code)


@pytest.mark.parametrize("code", CODES)
def test_a_query_returns_the_key_and_nothing_else(code: str) -> None:
    *_declared, query = statements(code)
    assert tuple(query.named_selects) == CHECKS[code].key


@pytest.mark.parametrize(("code", "case"), ASKED)
def test_a_query_finds_what_the_check_finds(comparing: Comparing, code: str, case: Case) -> None:
    [(_code, by_check, by_query)] = comparing.both(case, code)
    if case.name in header(code).differs:
        assert by_query != by_check, "it differs no more: the file need not say so"
    else:
        assert by_query == by_check


@pytest.mark.parametrize("code", CODES)
def test_what_differs_is_a_case_of_the_check(code: str) -> None:
    differs = header(code).differs
    assert set(differs) <= {case.name for case in cases_of(code)}
    assert all(reason.strip() for reason in differs.values())


def test_a_query_is_printed_to_be_pasted(run: Run) -> None:
    result = run("rule", "un001", "--sql", "--dialect", "mssql")
    assert result.exit_code == 0
    assert result.stdout.rstrip("\n") == query_of(CHECKS["UN001"]).rstrip("\n")
    assert "rule UN001 --sql --dialect mssql" in " ".join(run("rule", "UN001").stdout.split())


def test_a_check_without_one_says_which_have_one(run: Run) -> None:
    result = run("rule", "RO003", "--sql", "--dialect", "mssql")
    assert result.exit_code == 2
    assert sentence(result).startswith("There is no SQL Server query for RO003. There is one for ")
    with pytest.raises(UsageError):
        query_of(CHECKS["OB001"])
