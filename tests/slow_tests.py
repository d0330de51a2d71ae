"""``python -m tests.slow_tests TIMES``: writes down anew which tests take over a third of a second.

``TIMES`` is what ``pytest --whole --junitxml=TIMES`` wrote on a quiet machine. Of the tests that
are listed the suite for every day runs a part; see ``tests/conftest.py``.
"""

import sys
from pathlib import Path
from statistics import mean

from junitparser import JUnitXml, TestSuite

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_suffix(".txt")

SECONDS = 0.33
"""A test is slow if its cases take longer on average, with what they need before and after."""


def slow_tests() -> dict[str, float]:
    """The seconds of all cases of each test that is listed, by path and function."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {test: float(seconds) for seconds, test in map(str.split, lines)}


def measured(times: Path) -> dict[str, float]:
    """The slow ones among the tests of a file in JUnit's format, in alphabetical order."""
    seconds: dict[str, list[float]] = {}
    for suite in JUnitXml.fromfile(str(times)):
        assert isinstance(suite, TestSuite)
        for case in suite:
            test = f"{str(case.classname).replace('.', '/')}.py::{str(case.name).partition('[')[0]}"
            seconds.setdefault(test, []).append(case.time or 0)
    return {test: sum(each) for test, each in sorted(seconds.items()) if mean(each) > SECONDS}


def main() -> None:
    """Run from the command line."""
    if len(sys.argv) != 2:
        raise SystemExit(str(__doc__))
    found = measured(Path(sys.argv[1]))
    lines = (f"{seconds:5.1f} {test}\n" for test, seconds in found.items())
    LIST.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
