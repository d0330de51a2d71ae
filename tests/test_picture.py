"""The README's picture shows a run with its OneRoster version set."""

import re
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_run_in_the_picture_has_its_version_set() -> None:
    picture = (DOCS / "report.svg").read_text(encoding="utf-8").replace("&#160;", " ")
    shown = " ".join(re.sub("<[^>]*>", " ", picture).split())
    assert "OneRoster 1.1;" in shown
    assert "Fix first" in shown
    assert "(not set)" not in shown
