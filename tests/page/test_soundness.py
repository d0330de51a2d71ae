"""The page under hostile values, without a network, and before the judgement of axe-core."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.report.formats.html import write_html_broken_off
from roster_lint.report.report import Report
from tests.page.conftest import Open, Opened
from tests.report import samples, samples_in_part

HOSTILE = (
    "<script>document.title='run'</script>",
    "<img src=x onerror=document.title='run'>",
    "</script><script>document.title='run'</script>",
    "\"><svg onload=document.title='run'>",
    "' onmouseover='document.title=1",
    "{{ 7 * 7 }} {% raw %}",
    "<!--",
    "&lt;b&gt; &amp;",
    "https://example.org/<b>",
    "\u202eevil\u202c",
    "\x1b[31mred\x07",
    "null\x00byte",
    "a\u2028b",
)
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}},
}


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    vendors = ("google-classroom", "canvas", "clever")
    with lint(HERE / "back-to-school", as_of=AS_OF, vendor=vendors) as made:
        yield made


def serious(opened: Opened) -> list[str]:
    """What axe-core finds that keeps somebody out."""
    violations = Axe().run(opened.page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {one['nodes'][0]['html']}"
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_serious(open_page: Open, report: Report, look: str) -> None:
    opened = open_page(report, bypass_csp=True, **LOOKS[look])
    assert serious(opened) == []
    opened.page.locator("#unfold").click()
    opened.page.select_option("#by-school", label="Marigold Middle")
    assert serious(opened) == []


@pytest.mark.parametrize(
    "made", [samples.report, samples.not_ready, samples.incomplete, samples_in_part.partly_known]
)
def test_axe_of_every_verdict(open_page: Open, made: Callable[[], Report]) -> None:
    assert serious(open_page(made(), bypass_csp=True, show_personal=True)) == []


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_stay_text(open_page: Open, value: str) -> None:
    check = samples.check(name="a-check", doc=f"Why {value} matters.", fix=f"Page > {value}")
    findings = [samples.finding(check, 1, f"{value} is wrong", key={"personID": value})]
    result = samples.CheckResult(
        check,
        "failed",
        None,
        {"error": 1},
        standing_out=(samples.SchoolShare(value, 1, 1),),
        samples=tuple(findings),
    )
    made = samples.report(
        findings,
        verdict="not-ready",
        checks=(result, samples.skipped("UN002", value)),
        source_location=value,
        vendor_display=value,
        notes=(value,),
        school_names={1: value, 2: value},
        plan=samples.plan(),
    )
    opened = open_page(made)
    opened.page.locator("#unfold").click()
    shown = opened.page.locator("#check-UN001 td.message").inner_text()
    assert shown == f"{_shown(value)} is wrong"
    assert opened.page.title() == "Not ready – roster-lint"
    assert opened.page.locator("img, iframe, object, link").count() == 0
    assert opened.page.locator("script").count() == 2
    assert json.loads(opened.page.locator("#data").text_content() or "")["checks"]["UN001"]


def _shown(value: str) -> str:
    """What is not seen is written as an escape; a browser shows runs of blanks as one."""
    reported = "".join(c if c.isprintable() else _escape(c) for c in value)
    return re.sub(r" +", " ", reported)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def test_the_policy_forbids_all_but_the_pages_own(open_page: Open, report: Report) -> None:
    opened = open_page(report)
    policy = opened.page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    tried = (
        "fetch('https://example.org/')",
        "new Promise((ok, no) => { const i = new Image(); i.onload = ok; i.onerror = no;"
        " i.src = 'https://example.org/x.png'; })",
    )
    for attempt in tried:
        assert opened.page.evaluate(f"{attempt}.then(() => 'sent', () => 'refused')") == "refused"
    # The browser says what was tried and that it refused it: that is no complaint about the page.
    assert opened.complaints
    opened.complaints.clear()
    opened.requests.clear()


def test_personal_data_is_said(open_page: Open) -> None:
    made = samples.not_ready()
    assert open_page(made).texts(".banner") == []
    [banner] = open_page(made, show_personal=True).texts(".banner")
    assert "holds personal data" in banner


def test_a_run_that_broke_off(open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "broken.html"
    with file.open("w", encoding="utf-8") as stream:
        write_html_broken_off("<b>No</b> answer.", "sqlite:///x.db", date(2026, 8, 10), stream)
    opened = open_page.file(file)  # type: ignore[attr-defined]
    assert opened.texts("#verdict") == ["Incomplete"]
    assert opened.texts("#incomplete li") == ["<b>No</b> answer."]
    assert opened.texts("dd") == ["sqlite:///x.db", "2026-08-10"]


def test_a_hundred_thousand_findings(open_page: Open) -> None:
    """The first hundred of each check are listed, all of them counted, and filters work on all."""
    results, findings = [], []
    for number in range(100):
        check = samples.check(f"UN{number:03}", "many", key=("personID",))
        found = [samples.finding(check, n, f"Record {n}", school_id=n % 2 + 1) for n in range(1000)]
        findings += found
        results.append(samples.CheckResult(check, "failed", None, {"error": 1000}, total=2000))
    opened = open_page(samples.report(findings, verdict="not-ready", checks=tuple(results)))
    assert opened.page.locator("#shown").inner_text() == "100 checks, 100,000 findings."
    assert opened.page.locator(".findings tbody tr").count() == 10_000
    assert "100 of 1,000 findings are listed" in (
        opened.page.locator("#check-UN000 .more").text_content() or ""
    )
    opened.page.select_option("#by-school", label="Marigold Middle")
    assert opened.page.locator("#shown").inner_text() == "100 of 100 checks, 50,000 findings."
