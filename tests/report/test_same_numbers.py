"""The text report and the Markdown say the numbers that the JSON report has, for every sample."""

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
from roster_lint.report.formats.text.wording import NAMES
from tests.json_schema import faults
from tests.report.printed import summary_of, text_of

RUNS: dict[str, dict[str, Any]] = {
    "ready": {},
    "back-to-school": {"vendor": ("google-classroom", "canvas")},
    "torn-export": {},
    "bundle-1p1": {},
    "bundle-1p1-bad": {"vendor": ("clever",)},
    "bundle-1p2": {"vendor": ("canvas",)},
    "bundle-1p2-bad": {},
}


def numbers(text: str) -> list[int]:
    """All numbers of a text."""
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]


@pytest.mark.parametrize("name", RUNS)
def test_text_and_json_say_the_same(name: str) -> None:
    with lint(Path(HERE / name), as_of=AS_OF, **RUNS[name]) as report:
        stream = StringIO()
        write_json(report, stream)
        reported = json.loads(stream.getvalue())
        assert faults("report", reported) == []
        short, whole = summary_of(report, width=160), text_of(report, width=160)
    for text in (short, whole):
        last = text.splitlines()[-1]
        said = numbers(last.split(";")[0].partition(": ")[2])
        assert said[:3] == [reported["summary"][one] for one in ("error", "warning", "info")]
        assert reported["verdict"].replace("-", " ") in last
        for population in reported["availability"]:
            _population(text, population)
        steps = reported["plan"]["steps"] if reported["plan"] else []
        assert len(re.findall(r"^ *\d+  [A-Z]{2}\d{3} ", text, re.MULTILINE)) == min(
            len(steps), 8 if text is short else len(steps)
        )
    fired = {one["code"] for one in reported["checks"] if one["status"] == "failed"}
    assert fired <= set(re.findall(r"[A-Z]{2}\d{3}", short))
    assert fired <= set(re.findall(r"[A-Z]{2}\d{3}", whole))


def _population(text: str, population: dict[str, Any]) -> None:
    """A line of the short report, or the funnel's first and last of the whole one."""
    name = NAMES[population["entity"]]
    (line,) = re.findall(rf"^{name}  .*$", text, re.MULTILINE)
    if population["total"] is None or population["available"] is None:
        assert "unknown" in text
    elif " of " in line:
        assert numbers(line)[:2] == [population["available"], population["total"]]
    else:
        assert numbers(line)[0] == population["total"]
