"""Each check of bundles and fields, on a good bundle that is broken in one place."""

from itertools import product
from pathlib import Path

import pytest

from roster_lint.vocabulary import OneRoster
from tests.bundle_checks import CHECKS, Case, judge, names_of_faults, run_case
from tests.bundles import bundle
from tests.field_cases import CELLS, OF_A_FILE, CellCase, Mode, cells
from tests.package_cases import CASES as OF_PACKAGES
from tests.text_cases import CASES as OF_TEXTS

CASES = (*OF_PACKAGES, *OF_TEXTS, *OF_A_FILE)
VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")
MODES: tuple[Mode, ...] = ("bulk", "delta")


@pytest.mark.parametrize("case", CASES, ids=[f"{c.code}: {c.name}" for c in CASES])
def test_exactly_this_is_found(case: Case, tmp_path: Path) -> None:
    judged = run_case(case, tmp_path)
    assert judged.told == [(case.code, key) for key in case.finds]
    assert {f.severity for f in judged.findings} <= {case.severity}
    for finding in judged.findings:
        assert all(words in finding.message for words in case.says), finding.message
    assert case.lacking in " ".join(judged.loaded.lacking)
    assert bool(judged.loaded.lacking) == bool(case.lacking)


@pytest.mark.parametrize("case", CELLS, ids=[f"{c.code}: {c.name}" for c in CELLS])
def test_a_cell_is_found_where_it_is(case: CellCase) -> None:
    together = cells(case.version, case.mode)
    file, _, column = case.place.split()
    own = {"file": f"{file}.csv", "line": together.lines[case]}
    found = [f for f in together.judged.findings if own.items() <= f.key.items()]
    expected = [(case.code, {**own, "column": column})] if case.found else []
    assert [(f.code, f.key) for f in found] == expected
    assert {f.severity for f in found} <= {case.severity}
    assert all(words in f.message for f in found for words in case.says)


@pytest.mark.parametrize(("version", "mode"), list(product(VERSIONS, MODES)))
def test_nothing_is_found_beside_the_cells(version: OneRoster, mode: Mode) -> None:
    together = cells(version, mode)
    told = {case.code for case in together.lines if case.found}
    assert {finding.code for finding in together.judged.findings} == told
    assert len(together.judged.findings) == sum(case.found for case in together.lines)
    assert not together.judged.loaded.lacking


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_has_a_case_that_fires_and_a_near_miss(code: str) -> None:
    fires = {bool(case.finds) for case in CASES if case.code == code}
    fires |= {case.found for case in CELLS if case.code == code}
    assert True in fires
    # What is absent altogether, or there twice, has no near miss but the good bundle.
    assert False in fires or code in ("OB001", "OB004", "OB005", "OB007", "OB009", "OB031", *_ALONE)


_ALONE = ("OB011", "OB012", "OB013", "OB015", "OB018", "OB019", "OB020")


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_names_what_it_finds(code: str) -> None:
    # Only checks whose fault was noted are run here: no two may be told by one fault.
    own = names_of_faults(CHECKS[code])
    assert own
    assert not any(own & names_of_faults(c) for c in CHECKS.values() if c.code != code)


@pytest.mark.parametrize(("version", "mode"), list(product(VERSIONS, MODES)))
def test_a_good_bundle_gives_nothing(tmp_path: Path, version: OneRoster, mode: Mode) -> None:
    made = bundle(version, mode)
    packed = (version, mode) in (("1.1", "bulk"), ("1.2", "delta"))
    source = made.pack(tmp_path / "b.zip") if packed else made.write(tmp_path / "b")
    judged = judge(source)
    assert judged.told == []
    assert judged.loaded.version == version
    assert not judged.loaded.lacking
    assert set(judged.loaded.rows) == set(made.headers)
