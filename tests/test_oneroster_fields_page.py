"""The page of OneRoster's columns is in step with the contracts, and names real checks."""

import re
import runpy
from pathlib import Path

from roster_lint.checks.catalog import load_checks

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_is_made_from_the_contracts() -> None:
    made = runpy.run_path(str(DOCS / "oneroster_fields.py"))["page"]()
    assert (DOCS / "oneroster-fields.md").read_text(encoding="utf-8") == made


def test_every_code_is_a_check_and_every_check_of_fields_is_named() -> None:
    text = (DOCS / "oneroster-fields.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bO[BF][0-9]{3}\b", text))
    codes = {check.code for check in load_checks() if check.topic in ("OB", "OF")}
    assert named <= codes
    assert {code for code in codes if code.startswith("OF")} <= named
