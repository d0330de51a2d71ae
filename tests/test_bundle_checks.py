"""Each check of bundles and fields, on a good bundle that is broken in one place."""

from pathlib import Path
from typing import Literal

import pytest

from roster_lint.settings import OneRoster
from tests.bundle_checks import CHECKS, Case, judge, run_case
from tests.bundles import bundle
from tests.field_cases import CASES as OF_CELLS
from tests.package_cases import CASES as OF_PACKAGES
from tests.package_cases import filled

CASES = (*OF_PACKAGES, *OF_CELLS)


@pytest.mark.parametrize("case", CASES, ids=[f"{c.code}: {c.name}" for c in CASES])
def test_exactly_this_is_found(case: Case, tmp_path: Path) -> None:
    judged = run_case(case, tmp_path)
    assert judged.told == [(case.code, key) for key in case.finds]
    assert {f.severity for f in judged.findings} <= {case.severity}
    for finding in judged.findings:
        assert all(words in finding.message for words in case.says), finding.message
    assert case.lacking in " ".join(judged.loaded.lacking)
    assert bool(judged.loaded.lacking) == bool(case.lacking)


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_has_a_case_that_fires_and_a_near_miss(code: str) -> None:
    if code in _BELOW:
        return
    fires = {bool(case.finds) for case in CASES if case.code == code}
    assert True in fires
    # What is absent altogether, or there twice, has no near miss but the good bundle.
    assert False in fires or code in ("OB001", "OB004", "OB005", "OB007", "OB009", *_ALONE)


_ALONE = ("OB011", "OB012", "OB013", "OB015", "OB018", "OB019", "OB020")
_BELOW = ("OB024",)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
@pytest.mark.parametrize("mode", ["bulk", "delta"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_good_bundle_gives_nothing(
    tmp_path: Path, version: OneRoster, mode: Literal["bulk", "delta"], packed: bool
) -> None:
    made = bundle(version, mode)
    source = made.pack(tmp_path / "b.zip") if packed else made.write(tmp_path / "b")
    judged = judge(source)
    assert judged.told == []
    assert judged.loaded.version == version
    assert not judged.loaded.lacking
    assert set(judged.loaded.rows) == set(made.headers)


def test_rows_of_the_other_mode_are_told_of_the_manifest_and_of_the_rows(tmp_path: Path) -> None:
    made = bundle("1.1")
    filled(made)
    judged = judge(made.write(tmp_path / "b"))
    assert [(f.code, f.severity) for f in judged.findings] == [
        ("OF017", "error"),
        ("OF017", "error"),
        ("OB024", "warning"),
    ]
    mixed = bundle("1.1")
    filled(mixed)
    mixed.declare("file.orgs", "delta")
    assert judge(mixed.write(tmp_path / "mixed")).told == []
