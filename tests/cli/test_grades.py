"""The district's own grades: a check counts as the settings say, for each vendor, with a reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.build import HERE
from tests.cli.conftest import Run, sentence
from tests.json_schema import faults

BROKEN, TORN = str(HERE / "back-to-school"), str(HERE / "torn-export")
DAY = ("--as-of", "2026-08-10")


def graded(run: Run, settings: str, *args: str) -> dict[str, Any]:
    Path("roster-lint.toml").write_text(settings, encoding="utf-8")
    result = run("check", *args, *DAY, "--output-format", "json")
    report: dict[str, Any] = json.loads(result.stdout)
    assert faults("report", report) == []
    return report


def test_all_findings_of_a_check_count_as_it_is_graded(run: Run) -> None:
    args = (
        BROKEN,
        "--select",
        "UN001,EM001,UN003",
        "--vendor",
        "google-classroom",
        "--vendor",
        "canvas",
    )
    before = graded(run, "", *args)
    settings = (
        '[severity]\nUN001 = { severity = "info", reason = "no logins yet" }\n'
        'UN003 = { severity = "error", reason = "our sync strips nothing" }\n'
    )
    after = graded(run, settings, *args)
    assert before["verdict"] == after["verdict"] == "not-ready"
    expected = {"UN001": "info", "UN003": "error"}
    for finding, old in zip(
        sorted(after["findings"], key=lambda one: one["fingerprint"]),
        sorted(before["findings"], key=lambda one: one["fingerprint"]),
        strict=True,
    ):
        assert finding["fingerprint"] == old["fingerprint"]
        assert finding["severity"] == expected.get(finding["code"], old["severity"])
        for vendor in finding["vendors"]:
            if finding["code"] in expected:
                assert vendor["severity"] == expected[finding["code"]]
        reported = [(v["name"], v["consequence"], v["sources"]) for v in finding["vendors"]]
        assert reported == [(v["name"], v["consequence"], v["sources"]) for v in old["vendors"]]
    (check,) = (check for check in after["checks"] if check["code"] == "UN001")
    assert check["regraded"] == {
        "severity": "info",
        "otherwise": "error",
        "reason": "no logins yet",
    }
    for severity in ("error", "warning", "info"):
        found = sum(f["severity"] == severity for f in after["findings"])
        assert after["summary"][severity] == found


def test_a_ready_that_a_grade_made_says_so(run: Run) -> None:
    settings = '[severity]\nUN001 = { severity = "info", reason = "no logins yet" }\n'
    report = graded(run, settings, BROKEN, "--select", "UN001")
    assert report["verdict"] == "ready"
    text = " ".join(run("check", BROKEN, *DAY, "--select", "UN001").stdout.split())
    assert "UN001 is graded info by this district, otherwise error: no logins yet" in text


def test_who_is_held_back_stays_so(run: Run) -> None:
    settings = '[severity]\nUN001 = { severity = "info", reason = "no logins yet" }\n'
    before, after = graded(run, "", BROKEN), graded(run, settings, BROKEN)
    assert before["availability"] == after["availability"]


def test_no_grade_lifts_an_incomplete(run: Run) -> None:
    codes = [one["code"] for one in graded(run, "", TORN)["checks"] if one["findings"]]
    lines = (f'{code} = {{ severity = "info", reason = "x" }}' for code in codes)
    report = graded(run, "\n".join(("[severity]", *lines)), TORN)
    assert (report["verdict"], report["exit_code"]) == ("incomplete", 3)
    assert report["summary"]["error"] == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[severity]\nUN001 = "info"', "must be a table with severity and reason"),
        ('[severity]\nUN001 = { severity = "info" }', "'reason' of 'UN001' of severity"),
        ('[severity]\nUN001 = { severity = "info", reason = " " }', "a text that is not blank"),
        ('[severity]\nUN001 = { severity = "quiet", reason = "x" }', "error, warning or info"),
        ('[severity]\nUN001 = { levle = "info", reason = "x" }', "Did you mean"),
        ('[severity]\nUN999 = { severity = "info", reason = "x" }', "there is no check UN999"),
        ('[tolerance]\nUN001 = { amount = "many", reason = "x" }', "percentage such as 5%"),
        ("[tolerance]\nUN001 = { amount = 3 }", "'UN001' of tolerance"),
        ('[tolerance]\nUN001 = "many"', "is 'many', but must be a number"),
    ],
)
def test_a_wrong_entry_is_refused(run: Run, settings: str, words: str) -> None:
    Path("roster-lint.toml").write_text(settings, encoding="utf-8")
    result = run("check", BROKEN, *DAY)
    assert result.exit_code == 2
    assert words in sentence(result)


def test_a_tolerance_can_have_a_reason(run: Run) -> None:
    settings = '[tolerance]\nUN001 = { amount = "90%", reason = "batch runs tonight" }\n'
    report = graded(run, settings, BROKEN, "--select", "UN001")
    (check,) = (check for check in report["checks"] if check["code"] == "UN001")
    assert (check["tolerated"], check["tolerance_reason"]) == (True, "batch runs tonight")
    text = run("check", BROKEN, *DAY, "--select", "UN001", "--details").stdout
    assert "tolerated: not counted (batch runs tonight)" in " ".join(text.split())
    few = '[tolerance]\nUN001 = { amount = 2, reason = "batch runs tonight" }\n'
    report = graded(run, few, BROKEN, "--select", "UN001")
    (check,) = (check for check in report["checks"] if check["code"] == "UN001")
    assert (check["tolerated"], check["tolerance_reason"]) == (False, None)
