"""The trend's page in a browser: numbers, gaps, hostile values, and the judgement of axe-core."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from roster_lint.history.formats.page import write_html
from roster_lint.history.nights import Trend, read_trend
from tests.history.reports import document, finding, incomplete, population, put
from tests.history.test_trend import FIRST, gap, night
from tests.page.conftest import Open, Opened
from tests.page.test_soundness import HOSTILE, LOOKS, serious

NIGHTS = [
    night(0, 43, 7),
    night(1, 39, 6),
    gap(2),
    night(3, 20, 4),
    gap(4),
    night(5, 12),
    night(6, 6, 2),
]


def opened(open_page: Open, folder: Path, trend: Trend, **looks: object) -> Opened:
    path = folder / "trend.html"
    with path.open("w", encoding="utf-8") as stream:
        write_html(trend, stream)
    page: Opened = open_page.file(path, **looks)  # type: ignore[attr-defined]
    return page


@pytest.fixture
def trend(tmp_path: Path) -> Trend:
    for number, made in enumerate(NIGHTS):
        put(tmp_path / f"{number}.json", made)
    (tmp_path / "notes.json").write_text("[]")
    return read_trend(tmp_path)


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_and_axe(open_page: Open, trend: Trend, tmp_path: Path, look: str) -> None:
    page = opened(open_page, tmp_path, trend, bypass_csp=True, **LOOKS[look])  # type: ignore[arg-type]
    assert serious(page) == []
    wide = page.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "only a table or a chart scrolls sideways"


def test_the_pages_numbers_are_the_reports(open_page: Open, trend: Trend, tmp_path: Path) -> None:
    page = opened(open_page, tmp_path, trend)
    sentence = "Getting ready: 43 students were held back on 1 August, 6 on 7 August."
    assert page.texts("#answer") == [sentence]
    [line] = trend.lines
    rows = page.page.locator(".nights tbody tr").all()
    for row, one in zip(rows, line.nights, strict=True):
        cells = row.locator("th, td").all_inner_texts()
        assert cells[0] == one.as_of.isoformat()
        students = one.numbers("student")
        reported = [one.errors, one.warnings, one.infos, students.held_back]
        assert cells[2:6] == ["–" if count is None else str(count) for count in reported]
        assert cells[6] == ("–" if one.is_gap else f"{students.available} of {students.total}")
    held = page.page.locator("#held-0")
    # Two nights in a row make a line; a gap breaks it.
    assert held.locator(".lines polyline.line-student").count() == 2
    assert held.locator(".lines .gap").count() == 2
    dots = held.locator("circle.dot-student title").all_text_contents()
    assert [int(re.findall(r": (\d+) ", dot)[0]) for dot in dots] == [43, 39, 20, 12, 6]
    heights = [
        float(dot.get_attribute("cy") or 0) for dot in held.locator("circle.dot-student").all()
    ]
    assert heights == sorted(heights), "fewer are lower"
    summary = held.locator("desc").text_content() or ""
    assert "Students: 43 on 2026-08-01, 6 on 2026-08-07" in summary
    assert page.texts("#skipped li") == [
        "notes.json is no JSON report of roster-lint's (--output-format json or jsonl)."
    ]
    assert page.page.locator("script").count() == 0
    policy = page.page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; ") and "script-src" not in policy
    assert (
        page.page.evaluate("getComputedStyle(document.querySelector('.chart polyline')).fill")
        == "none"
    )


def test_hostile_values_stay_text(open_page: Open, tmp_path: Path) -> None:
    for number, value in enumerate(HOSTILE):
        made = document(
            [finding("UN001", 1)],
            as_of=str(FIRST + timedelta(number)),
            version=value,
            readings={value: value},
            availability=[population(value, 9, 8)],
            source={"kind": "campus-snapshot", "location": HOSTILE[0]},
            schools=[HOSTILE[1]],
            vendors=[{"name": "x", "display": HOSTILE[2]}],
        )
        put(tmp_path / f"{number}.json", made)
    put(tmp_path / "<b>.json", incomplete(as_of="2026-08-01"))
    (tmp_path / "<i>.json").write_text("{}")
    page = opened(open_page, tmp_path, read_trend(tmp_path))
    assert page.page.title() == "Trend – roster-lint"
    assert page.page.locator("img, iframe, object, link, script, b, i").count() == 0
    name = page.page.locator("#line-0 h2").inner_text()
    assert all(value in name for value in HOSTILE[:3])
    text = page.page.locator("body").inner_text()
    assert "<i>.json is no report of roster-lint's." in text
    assert "\\u202e" in text and "\u202e" not in text
