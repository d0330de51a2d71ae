"""The page says the numbers that the JSON report has, for every sample district and bundle."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.report.formats.json import write as write_json
from tests.page.conftest import Open, Opened

RUNS: dict[str, dict[str, Any]] = {
    "ready": {},
    "back-to-school": {"vendor": ("google-classroom", "canvas")},
    "torn-export": {},
    "bundle-1p1": {},
    "bundle-1p1-bad": {"vendor": ("clever",)},
    "bundle-1p2": {"vendor": ("canvas",)},
    "bundle-1p2-bad": {},
}


def number(text: str) -> int:
    return int(text.replace(",", "").lstrip("-"))


@pytest.mark.parametrize("name", RUNS)
def test_page_and_json_say_the_same(open_page: Open, name: str) -> None:
    with lint(Path(HERE / name), as_of=AS_OF, **RUNS[name]) as report:
        stream = StringIO()
        write_json(report, stream)
        reported = json.loads(stream.getvalue())
        opened = open_page(report)
    _verdict(opened, reported)
    _populations(opened, reported)
    _plan(opened, reported)
    _checks(opened, reported)
    _by_school(opened, reported)
    for vendor in reported["vendors"] if opened.page.locator("#vendors").count() else ():
        words = {"ready": "ready", "not-ready": "not ready", "incomplete": "incomplete"}
        assert words[vendor["verdict"]] in opened.texts(".verdicts td")


def _verdict(opened: Opened, reported: dict[str, Any]) -> None:
    [words] = opened.texts("#verdict")
    assert words.split(",")[0].lower().replace(" ", "-") == reported["verdict"]
    [counts] = opened.texts("#counts")
    said = [number(one) for one in re.findall(r"([\d,]+) (?:error|warning|info)", counts)]
    assert said == [reported["summary"][one] for one in ("error", "warning", "info")]
    assert opened.texts("#incomplete li")[: len(reported["incomplete"])] == reported["incomplete"]


def _populations(opened: Opened, reported: dict[str, Any]) -> None:
    for population in reported["availability"]:
        place = f'.funnel[data-entity="{population["entity"]}"]'
        if population["available"] is None or population["total"] is None:
            assert opened.texts(f"{place} .sum") == ["unknown"]
            continue
        assert number(*opened.texts(f"{place} .left-number")) == population["available"]
        assert number(*opened.texts(f"{place} .whole-number")) == population["total"]
        lost = [number(text) for text in opened.texts(f"{place} .lost .number")]
        assert lost == [c["failed"] for c in population["criteria"] if c["failed"]]
        assert population["total"] - sum(lost) == population["available"]


def _plan(opened: Opened, reported: dict[str, Any]) -> None:
    steps = reported["plan"]["steps"] if reported["plan"] else []
    rows = opened.page.locator(".plan tbody tr[data-step]")
    assert rows.count() == len(steps)
    for row, step in zip(rows.all(), steps, strict=True):
        said = [number(one) for one in re.findall(r"[\d,]*\d", row.locator(".back").inner_text())]
        assert sum(said) == sum(step["brings_back"].values())
    causes = [reported["plan"]["causes"][c]["code"] for step in steps for c in step["causes"]]
    assert opened.texts(".plan tbody td:nth-child(2)") == causes


def _checks(opened: Opened, reported: dict[str, Any]) -> None:
    failed = {one["code"]: one for one in reported["checks"] if one["status"] == "failed"}
    assert set(opened.texts("#list .code")) == set(failed)
    data = json.loads(opened.page.locator("#data").text_content() or "")["checks"]
    sums = {code: sum(row[3] for row in rows) for code, rows in data.items()}
    assert sums == {code: one["findings"] for code, one in failed.items()}
    for code, one in failed.items():
        check = opened.page.locator(f"#check-{code}")
        extent = check.locator(".extent").inner_text()
        assert number(re.match(r"[\d,]+", extent)[0]) == one["records"]  # type: ignore[index]
        assert check.locator("tbody tr").count() == min(one["findings"], 100)
    findings = [one["message"] for one in reported["findings"]]
    opened.page.locator("#unfold").click() if failed else None
    listed = opened.texts("#list .message")
    assert sorted(listed) == sorted(findings) or len(findings) > len(listed)
    idle = [one for one in reported["checks"] if one["status"] in ("skipped", "crashed")]
    shown = re.findall(
        r"[A-Z]{2}\d{3}", " ".join(opened.texts("#not-checked .codes, #crashed strong"))
    )
    assert sorted(shown) == sorted(one["code"] for one in idle)


def _by_school(opened: Opened, reported: dict[str, Any]) -> None:
    heads = opened.texts(".schools thead th")[1:]
    names = {"Students": "student", "Teachers": "teacher", "Other staff": "staff"}
    for place, head in enumerate(heads):
        entity = names.get(head, "section")
        population = next(p for p in reported["availability"] if p["entity"] == entity)
        said = opened.texts(f".schools tbody td:nth-of-type({place + 1})")
        sums = [tuple(map(number, one.split(" of "))) for one in said if " of " in one]
        if population["schools"] is not None:
            assert sum(left for left, _ in sums) == population["available"]
            assert sum(whole for _, whole in sums) == population["total"]
