"""Every case of every check: what one change to data that are in order must make it find."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import duckdb
import pytest

from fixtures.bundle_tables import Version
from roster_lint.linter import lint
from roster_lint.vocabulary import OneRoster
from tests.bundle_case_runner import ADDRESS_CHECKS, PAYLOAD_CHECKS
from tests.bundle_checks import CHECKS as CHECKS_OF_FILES
from tests.bundle_checks import judge as judge_files
from tests.bundle_checks import names_of_faults
from tests.bundles import Mode, bundle
from tests.case import CASES, Case, all_cases_of, settings_of
from tests.case_model import statements, tables_of
from tests.case_runner import HEALTHY, campus_checks, cases_of
from tests.case_runners import (
    CHECKS,
    OF_FILES,
    all_cases,
    bundle_runner,
    district_runner,
    is_of_a_bundle,
    judge,
    versions_of,
)
from tests.case_verdict import by_key, disagreements, messages, reported
from tests.file_case_runner import left_over

CAMPUS = [check.code for check in campus_checks()]

OF_BUNDLES = [check.code for check in (*PAYLOAD_CHECKS, *ADDRESS_CHECKS)]

HEALTHY_BUNDLE: dict[str, dict[str, Any]] = {
    "generic": {},
    "google": {"vendor": "google-classroom", "domains": ["example.org"]},
    "late in the year": {"as_of": "2027-06-04"},
}

GOOD_FILES = list(product(get_args(OneRoster), get_args(Mode)))

NO_NEAR_MISS = {
    *("OB001", "OB004", "OB005", "OB007", "OB009", "OB011", "OB012", "OB013", "OB018", "OB019"),
    *("OB020", "OB031"),
}
"""What is absent altogether, or there twice, has no near miss but the good bundle."""


def params(wanted: set[str]) -> list[Any]:
    return list(_params(wanted))


def _params(wanted: set[str]) -> Iterator[Any]:
    for code, case in all_cases():
        if kind_of(code, case) in wanted:
            for version in versions_of(code, case):
                name = "-".join(filter(None, (code, version, case.name)))
                yield pytest.param(code, case, version, id=name)


def kind_of(code: str, case: Case) -> str:
    """What a case changes."""
    topic = CHECKS[code].topic
    if topic in OF_FILES:
        return "files"
    return "vendor" if topic == "VN" else "bundle" if is_of_a_bundle(code, case) else "district"


@pytest.mark.parametrize(("code", "case", "version"), params({"district"}))
def test_case_on_a_district(code: str, case: Case, version: OneRoster | None) -> None:
    assert list(disagreements(case, code, judge(code, case, version))) == []


@pytest.mark.parametrize(("code", "case", "version"), params({"bundle", "files", "vendor"}))
def test_case_on_a_bundle(code: str, case: Case, version: OneRoster | None) -> None:
    assert list(disagreements(case, code, judge(code, case, version))) == []


@pytest.mark.daily
@pytest.mark.parametrize("settings", HEALTHY.values(), ids=HEALTHY)
def test_the_healthy_district_gives_nothing(settings: dict[str, Any]) -> None:
    case = Case(name="unchanged", settings=settings, finds=())
    outcomes = district_runner().judge(case, *CAMPUS)
    assert {code: messages(one) for code, one in outcomes.items() if one.findings} == {}


@pytest.mark.daily
@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("settings", HEALTHY_BUNDLE.values(), ids=HEALTHY_BUNDLE)
def test_the_good_bundle_gives_nothing(version: Version, settings: dict[str, Any]) -> None:
    case = Case(name="unchanged", settings={"show": "all", **settings}, finds=())
    outcomes = bundle_runner(version).judge(case, *OF_BUNDLES)
    assert {code: messages(one) for code, one in outcomes.items() if one.findings} == {}
    assert {code for code, one in outcomes.items() if one.skipped is None}.issuperset(
        check.code
        for check in PAYLOAD_CHECKS
        if not check.code.startswith(("OP2", "OP7")) and len(check.oneroster) > 1
    )


@pytest.mark.parametrize(("version", "mode"), GOOD_FILES)
def test_good_files_give_nothing(tmp_path: Path, version: OneRoster, mode: Mode) -> None:
    made = bundle(version, mode)
    packed = (version, mode) in (("1.1", "bulk"), ("1.2", "delta"))
    source = made.pack(tmp_path / "b.zip") if packed else made.write(tmp_path / "b")
    judged = judge_files(source)
    assert judged.reported == []
    assert judged.loaded.version == version
    assert not judged.loaded.lacking
    assert set(judged.loaded.rows) == set(made.headers)


@pytest.mark.parametrize(("version", "mode"), GOOD_FILES)
def test_nothing_is_found_beside_the_rows_of_cases(version: OneRoster, mode: Mode) -> None:
    assert [(one.code, one.key) for one in left_over(version, mode)] == []


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_has_a_case_that_fires_and_a_near_miss(code: str) -> None:
    kinds = {kind_of(code, case) for case in all_cases_of(code)}
    for kind in kinds:
        cases = [case for case in all_cases_of(code) if kind_of(code, case) == kind]
        assert any(case.finds for case in cases), f"no case of {code} finds anything"
        has_near_miss = any(case.finds == () for case in cases)
        assert has_near_miss or code in NO_NEAR_MISS, f"{code} has no near miss"
    assert kinds, f"{code} has no cases"


@pytest.mark.parametrize("code", CHECKS)
def test_a_case_is_reported_once(code: str) -> None:
    names = [(kind_of(code, case), case.name) for case in all_cases_of(code)]
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


@pytest.mark.parametrize("code", CHECKS_OF_FILES)
def test_each_check_of_files_names_what_it_finds(code: str) -> None:
    # Only checks whose fault was noted are run here: no two may be reported by one fault.
    own = names_of_faults(CHECKS[code])
    assert own
    others = (check for check in CHECKS_OF_FILES.values() if check.code != code)
    assert not any(own & names_of_faults(check) for check in others)


def test_every_file_of_cases_belongs_to_a_check() -> None:
    assert {path.stem for path in CASES.rglob("*.toml")} <= set(CHECKS)


def first_of_each_topic() -> list[Any]:
    """One firing case a topic, to be linted for real; a file's bad cells have other keys."""
    chosen: dict[str, Any] = {}
    for code in CAMPUS:
        for case in cases_of(code):
            if case.finds and not case.profile and not code.startswith("DA"):
                chosen.setdefault(code[:2], pytest.param(code, case, id=f"{code}-{case.name}"))
    return list(chosen.values())


@pytest.mark.parametrize(("code", "case"), first_of_each_topic())
def test_linting_files_finds_the_same(code: str, case: Case, tmp_path: Path) -> None:
    """The runner is honest: the whole way from files to report comes to the case's findings."""
    runner, district = district_runner(), tmp_path / "district"
    district.mkdir()
    runner.write(case, district)
    accounts = runner.write_accounts(case, tmp_path / "users.csv")
    settings = settings_of({**case.settings, "accounts": accounts, "show": "all"})
    with lint(district, settings=settings, select=(code,)) as report:
        findings = list(report.findings())
    assert reported(findings, case.finds or ()) == by_key(case.finds or ())
