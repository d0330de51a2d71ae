"""Several vendors in one run: for whom a finding counts, and a verdict for each."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from fixtures.district import AS_OF, healthy
from roster_lint.checks.catalog import load_checks
from roster_lint.errors import UsageError
from roster_lint.linter import lint
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.text import write_details
from roster_lint.report.report import Report
from roster_lint.vendors.profile import Profile
from roster_lint.vendors.several import Vendors
from tests.vendors.small_payload import SmallPayload

BY = {"source": "a test", "basis": "quoted"}
TWO = ("google-classroom", "canvas")


def profile(name: str, **lines: object) -> Profile:
    """A profile of a few lines."""
    return Profile.model_validate({"name": name, "display": name.title(), **lines})


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The healthy district with a student who has no address, judged for two vendors."""
    district = healthy()
    district.row("Contact", personID=1005)["email"] = None
    folder: Path = tmp_path_factory.mktemp("district")
    district.write(folder)
    options = {"as_of": AS_OF, "oneroster": "1.2", "domains": ("example.org",)}
    return lint(folder, vendor=TWO, **options)


def test_a_finding_says_how_grave_it_is_for_whom() -> None:
    payload = SmallPayload([check for check in load_checks() if check.code == "VN001"])
    strict = {"of": "members-per-class", "most": 2, "consequence": "holds-sync", **BY}
    lenient = {"of": "members-per-class", "most": 3, "severity": "warning", **BY}
    one, other = profile("one", limit=[strict]), profile("other", limit=[lenient])
    third = profile("third", limit=[{**lenient, "most": 9}])
    (finding,) = payload.findings([one, other, third], family="bundle")
    assert (finding.severity, finding.effect) == ("error", "blocked")
    assert [(v.name, v.severity, v.consequence) for v in finding.vendors] == [
        ("one", "error", "holds-sync"),
        ("other", "warning", None),
    ]
    assert "One takes 2 at most and holds the whole sync; Other takes 3 at most" in finding.message


def test_a_profile_sets_the_severity_of_a_named_check() -> None:
    payload = SmallPayload([check for check in load_checks() if check.code == "VN001"])
    limit = {"of": "members-per-class", "most": 2, "severity": "warning", **BY}
    severity = {"check": "VN001", "severity": "info", **BY}
    (finding,) = payload.findings(
        [profile("one", limit=[limit], severity=[severity])], family="bundle"
    )
    assert finding.severity == "info"


def test_the_verdict_is_per_vendor_and_in_all(report: Report) -> None:
    assert report.vendor == "google-classroom,canvas"
    assert report.verdict == "not-ready"
    assert {v.name: v.verdict for v in report.vendors} == {
        "google-classroom": "not-ready",
        "canvas": "ready",
    }
    google, canvas = report.vendors
    assert google.cells["EM001"].findings == google.counts["error"] == 1
    assert "EM001" not in canvas.cells
    assert not canvas.counts.get("error")


def test_the_finding_names_the_vendor_for_which_it_counts(report: Report) -> None:
    (finding,) = [one for one in report.findings() if one.code == "EM001"]
    assert [(v.name, v.severity) for v in finding.vendors] == [("google-classroom", "error")]


def test_what_happens_at_one_vendor_is_not_said_of_another(tmp_path: Path) -> None:
    district = healthy()
    district.row("Contact", personID=1005)["email"] = None
    district.write(tmp_path)
    vendors = ("google-classroom", "generic")
    with lint(tmp_path, vendor=vendors, as_of=AS_OF, select=("EM001",)) as report:
        google, generic = (vendor.cells["EM001"] for vendor in report.vendors)
    assert (google.severity, google.effect, google.consequence) == (
        "error",
        "missing",
        "drops-record",
    )
    assert (generic.severity, generic.effect, generic.consequence) == ("warning", "risk", None)


def test_programs_get_a_verdict_for_each_vendor(report: Report) -> None:
    stream = StringIO()
    write_json(report, stream)
    facts = json.loads(stream.getvalue())
    assert (facts["schema"], facts["vendor"]) == (1, "google-classroom,canvas")
    assert [(v["name"], v["verdict"], v["errors"]) for v in facts["vendors"]] == [
        ("google-classroom", "not-ready", 1),
        ("canvas", "ready", 0),
    ]
    (found,) = [one for one in facts["findings"] if one["code"] == "EM001"]
    assert [v["name"] for v in found["vendors"]] == ["google-classroom"]


def test_people_get_a_table_of_checks_by_vendors_within_80_columns(report: Report) -> None:
    stream = StringIO()
    write_details(report, Console(file=stream, width=80, color_system=None))
    text = stream.getvalue()
    assert max(map(len, text.splitlines()[:-1])) <= 80
    (row,) = [line for line in text.splitlines() if line.startswith("EM001 ")]
    assert row.split() == ["EM001", "missing-email", "1", "left", "out", "-"]
    (verdicts,) = [line for line in text.splitlines() if line.strip().startswith("verdict ")]
    assert verdicts.split() == ["verdict", "not", "ready", "ready"]


def test_a_vendor_is_named_once_however_often(tmp_path: Path) -> None:
    assert [p.name for p in Vendors.named(("canvas", "CANVAS", "hmh")).profiles] == [
        "canvas",
        "hmh",
    ]
    assert Vendors.named(("canvas", "hmh", "lexia")).display == "Canvas, HMH Ed and Lexia"
    own = tmp_path / "canvas.toml"
    own.write_text('display = "Another"')
    with pytest.raises(UsageError, match="two profiles are called canvas"):
        Vendors.named(("canvas", str(own)))
