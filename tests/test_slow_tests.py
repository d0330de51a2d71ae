"""The list of slow tests names tests that are there, and of each folder some are run daily."""

import re
from pathlib import Path, PurePosixPath

from tests.conftest import daily_slow_tests
from tests.slow_tests import ROOT, measured, slow_tests


def test_every_test_that_is_listed_is_there() -> None:
    listed = slow_tests()
    assert listed
    for test in listed:
        file, _, function = test.partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {function}\(", text, re.MULTILINE), test


def test_no_folder_is_left_without_any_of_its_slow_tests() -> None:
    chosen = daily_slow_tests()
    assert chosen < slow_tests().keys()
    folders = {PurePosixPath(test).parts[:-1] for test in slow_tests()}
    assert {PurePosixPath(test).parts[:-1] for test in chosen} == folders


def test_a_test_with_slow_cases_is_listed_once(tmp_path: Path) -> None:
    times = tmp_path / "times.xml"
    times.write_text(
        '<testsuites><testsuite name="pytest">'
        '<testcase classname="tests.cli.test_one" name="test_quick" time="0.2" />'
        '<testcase classname="tests.cli.test_one" name="test_slow[a]" time="1.2" />'
        '<testcase classname="tests.cli.test_one" name="test_slow[b]" time="3.0" />'
        "</testsuite></testsuites>",
        encoding="utf-8",
    )
    assert measured(times) == {"tests/cli/test_one.py::test_slow": 4.2}
