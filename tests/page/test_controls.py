"""Every control of the page, used as a person would."""

from collections.abc import Iterator
from io import StringIO

import pytest

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.report.formats.html import write_html
from roster_lint.report.report import Report
from tests.page.conftest import Open, Opened

VENDORS = ("google-classroom", "canvas")


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    with lint(HERE / "back-to-school", as_of=AS_OF, vendor=VENDORS) as made:
        yield made


@pytest.fixture
def opened(open_page: Open, report: Report) -> Opened:
    return open_page(report)


def codes(opened: Opened) -> list[str]:
    """The checks that can be seen, in their order."""
    return opened.texts("#list > details > summary .code")


def settle(opened: Opened) -> None:
    """Waits until the filters have done their work."""
    opened.page.wait_for_timeout(250)


def counted(report: Report, **wanted: object) -> dict[str, int]:
    """Findings by check, read one by one, of a school, a severity or a vendor."""
    found: dict[str, int] = {}
    for finding in report.findings():
        vendors = [one.name for one in finding.vendors]
        if (
            wanted.get("school", finding.school_id) == finding.school_id
            and wanted.get("severity", finding.severity) == finding.severity
            and (not vendors or wanted.get("vendor", vendors[0]) in vendors)
        ):
            found[finding.code] = found.get(finding.code, 0) + 1
    return found


def here(opened: Opened) -> dict[str, int]:
    """How many findings each check that is shown says it has under the filters."""
    shown = opened.page.locator("#list > details:not([hidden])")
    said = {}
    for one in shown.all():
        words = one.locator(".here").inner_text()
        said[one.get_attribute("data-code") or ""] = int(words.split(" ")[0].replace(",", ""))
    return said


def test_filter_by_school(opened: Opened, report: Report) -> None:
    schools = {name: school for school, name in report.school_names.items()}
    for name in ("Marigold Middle", "Hollyhock High", "District Office"):
        opened.page.select_option("#by-school", label=name)
        assert here(opened) == counted(report, school=schools[name])
        assert opened.texts("#for-school") == [f"For {name}"]
        assert opened.texts(".schools tbody th") in ([name], [])
        places = opened.texts(".plan tbody td:nth-child(3)")
        assert all(name in place for place in places)
    opened.page.select_option("#by-school", label="District")
    assert here(opened) == counted(report, school=None)


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_filter_by_severity(opened: Opened, report: Report, severity: str) -> None:
    opened.page.select_option("#by-severity", severity)
    assert here(opened) == counted(report, severity=severity)


def test_filter_by_who_fixes_it(opened: Opened, report: Report) -> None:
    for owner in ("IT", "registrar", "scheduler", "staff records"):
        opened.page.select_option("#by-owner", owner)
        theirs = {one.check.code for one in report.checks if one.check.owner == owner}
        shown = {code: n for code, n in counted(report).items() if code in theirs}
        assert here(opened) == shown and shown


def test_filter_by_vendor(opened: Opened, report: Report) -> None:
    for place, vendor in enumerate(VENDORS):
        opened.page.select_option("#by-vendor", str(place))
        assert here(opened) == counted(report, vendor=vendor)


def test_filters_together(opened: Opened, report: Report) -> None:
    opened.page.select_option("#by-school", label="Hollyhock High")
    opened.page.select_option("#by-severity", "error")
    opened.page.select_option("#by-topic", "RO")
    schools = {name: school for school, name in report.school_names.items()}
    both = counted(report, school=schools["Hollyhock High"], severity="error")
    assert here(opened) == {code: n for code, n in both.items() if code.startswith("RO")}
    shown = opened.page.locator("#shown").inner_text()
    assert shown.startswith(f"{len(here(opened))} of ") and "finding" in shown


def test_rows_follow_the_filters(opened: Opened, report: Report) -> None:
    opened.page.select_option("#by-school", label="Lincoln Elementary")
    opened.page.locator("#unfold").click()
    rows = opened.page.locator("#list > details:not([hidden]) .findings tbody tr:not([hidden])")
    schools = {name: school for school, name in report.school_names.items()}
    assert rows.count() == sum(counted(report, school=schools["Lincoln Elementary"]).values())
    assert set(opened.texts(".findings tbody td:nth-child(3)")) == {"Lincoln Elementary"}


def test_search(opened: Opened) -> None:
    opened.page.fill("#by-text", "batch wizard")
    settle(opened)
    assert codes(opened) == ["UN001"]
    opened.page.fill("#by-text", "701050")
    settle(opened)
    assert "UN001" in codes(opened)
    opened.page.locator("#unfold").click()
    messages = opened.texts("#list .findings tbody td.message")
    assert messages and all("701050" in message for message in messages)
    opened.page.fill("#by-text", "no finding says this")
    settle(opened)
    assert codes(opened) == [] and opened.page.locator("#nothing").is_visible()
    opened.page.locator("#show-all").click()
    settle(opened)
    assert len(codes(opened)) > 50 and not opened.page.locator("#nothing").is_visible()


def test_order(opened: Opened, report: Report) -> None:
    worst = codes(opened)
    opened.page.select_option("#order", "code")
    assert codes(opened) == sorted(worst)
    opened.page.select_option("#order", "most")
    numbers = counted(report)
    assert [numbers[code] for code in codes(opened)] == sorted(numbers.values(), reverse=True)
    opened.page.select_option("#order", "worst")
    assert codes(opened) == worst


def test_a_cell_of_the_map_filters(opened: Opened, report: Report) -> None:
    cell = opened.page.locator('.map button[aria-label^="Marigold Middle, Usernames"]')
    number = int(cell.inner_text())
    cell.click()
    settle(opened)
    assert opened.page.locator("#by-topic").input_value() == "UN"
    assert opened.page.locator("#by-school option:checked").inner_text() == "Marigold Middle"
    schools = {name: school for school, name in report.school_names.items()}
    found = counted(report, school=schools["Marigold Middle"])
    shown = {code: n for code, n in found.items() if code.startswith("UN")}
    assert here(opened) == shown
    notes = sum(
        f.severity == "info" and f.code in shown and f.school_id == schools["Marigold Middle"]
        for f in report.findings()
    )
    assert number == sum(shown.values()) - notes


def test_a_step_leads_to_its_check(opened: Opened) -> None:
    opened.page.select_option("#by-severity", "info")
    opened.page.locator('.plan a[href="#check-UN001"]').first.click()
    settle(opened)
    check = opened.page.locator("#check-UN001")
    assert check.is_visible() and check.get_attribute("open") is not None


def test_unfold_and_fold(opened: Opened) -> None:
    opened.page.locator("#unfold").click()
    assert opened.page.locator("#list > details[open]").count() == len(codes(opened))
    opened.page.locator("#unfold").click()
    assert opened.page.locator("#list > details[open]").count() == 0


def test_theme(opened: Opened) -> None:
    colors = set()
    for words in ("Theme: light", "Theme: dark", "Theme: automatic"):
        opened.page.locator("#theme").click()
        assert opened.page.locator("#theme").inner_text() == words
        colors.add(opened.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colors) == 2


def test_keyboard_alone(opened: Opened) -> None:
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    opened.page.locator("#check-UN001 > summary").focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#check-UN001").get_attribute("open") is not None
    opened.page.locator(".cell").first.focus()
    opened.page.keyboard.press("Enter")
    settle(opened)
    assert opened.page.evaluate("document.activeElement.id") == "by-school"


def test_print_shows_what_is_filtered_and_nothing_to_press(opened: Opened) -> None:
    opened.page.select_option("#by-school", label="Marigold Middle")
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("#for-school").is_visible()
    assert opened.texts("nav, .filters, #theme, .funnels, #map") == []
    shown = opened.page.locator("#list > details:not([hidden])")
    assert shown.count() == opened.page.locator("#list > details[open]").count() > 0
    assert set(opened.texts(".findings tbody td:nth-child(3)")) == {"Marigold Middle"}
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator("#list > details[open]").count() == 0


def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Open, report: Report) -> None:
    opened = open_page(report, viewport={"width": 360, "height": 740})
    opened.page.locator("#unfold").click()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_its_script_all_is_there_to_read(open_page: Open, report: Report) -> None:
    opened = open_page(report, java_script_enabled=False)
    assert opened.texts("#filters, #theme, #print, #shown") == []
    assert opened.texts("#verdict") == ["Not ready"]
    assert len(codes(opened)) > 50
    opened.page.locator("#check-UN001 > summary").click()
    assert "701050" in opened.page.locator("#check-UN001 .findings").inner_text()


def test_the_same_report_gives_the_same_page(report: Report) -> None:
    pages = []
    for _ in range(2):
        stream = StringIO()
        write_html(report, stream)
        pages.append(stream.getvalue())
    assert pages[0] == pages[1]
