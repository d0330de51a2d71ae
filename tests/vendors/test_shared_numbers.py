"""A shared student number of Campus is reported once: by the vendor check, or by ST011."""

from pathlib import Path

import pytest

from fixtures.district import AS_OF, healthy
from roster_lint.linter import lint

PROFILE = """
display = "Numbers"

[[unique]]
field = "identifier"
populations = ["student"]
source = "a test"
basis = "quoted"
"""

SHARED = ((1006, "studentNumber", "701005"), (1008, "stateID", "8800001007"))


@pytest.mark.whole_engine
@pytest.mark.parametrize("oneroster", ["1.1", "1.2"])
def test_what_a_vendor_takes_once_the_vendor_check_says_alone(
    tmp_path: Path, oneroster: str
) -> None:
    district = healthy()
    for person_id, column, number in SHARED:
        district.row("Person", personID=person_id)[column] = number
    profile = tmp_path / "numbers.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    folder = district.write(tmp_path / "district")
    found = {}
    for vendor in ("generic", str(profile)):
        chosen = {"oneroster": oneroster, "vendor": vendor, "select": ("ST011", "VN008", "OP202")}
        with lint(folder, as_of=AS_OF, **chosen) as report:
            found[vendor] = sorted(
                (finding.code, finding.message.partition(" shares ")[0])
                for finding in report.findings()
            )
    of_all = [("ST011", f"Person {person}") for person in (1005, 1006, 1007, 1008)]
    assert found["generic"] == of_all
    of_vendor = [("VN008", f"Student {person}") for person in (1005, 1006)]
    assert found[str(profile)] == [*of_all[2:], *of_vendor]
