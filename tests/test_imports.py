"""What takes long to import is imported only where a run needs it."""

import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
JUDGES = ("pandera", "polars", "pandas", "pyarrow", "numpy")
"""What judges a doubtful text, and what a data frame can need."""

LINT = f"""\
import sys
from datetime import date
import roster_lint

roster_lint.lint(sys.argv[1], as_of=date(2026, 8, 10)).close()
print(*(name for name in {JUDGES!r} if name in sys.modules))
"""


def imported(source: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LINT, str(FIXTURES / source)],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("source", ["ready", "bundle-1p1"])
def test_a_source_without_a_doubtful_text_needs_no_judge(source: str) -> None:
    assert imported(source) == set()


@pytest.mark.parametrize("source", ["back-to-school", "bundle-1p1-bad"])
def test_doubtful_texts_meet_their_judge(source: str) -> None:
    assert {"pandera", "polars"} <= imported(source)
