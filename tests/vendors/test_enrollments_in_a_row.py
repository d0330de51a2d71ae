"""A student who left a section and came back, under a vendor that takes one row."""

from pathlib import Path

from fixtures.district import AS_OF, healthy
from roster_lint.linter import lint


def test_canvas_is_named_and_nobody_else(tmp_path: Path) -> None:
    district = healthy()
    row = district.row("Roster", rosterID=510105)
    again = {**row, "rosterID": 900001, "startDate": "2026-10-05"}
    row["endDate"] = "2026-10-01"
    district.tables["Roster"].append(again)
    district.write(tmp_path)
    vendors = ("canvas", "clever")
    with lint(tmp_path, as_of=AS_OF, vendor=vendors, select=("VN012", "RO")) as report:
        reported = [
            (f.code, f.key["classSourcedId"], [(v.name, v.severity) for v in f.vendors])
            for f in report.findings()
        ]
    assert reported == [("VN012", "5101", [("canvas", "warning")])]
