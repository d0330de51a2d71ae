"""The page on many districts, in a real browser: it sorts, filters, and loads nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from roster_lint.fleet.formats.html import write
from roster_lint.fleet.summary import Summary
from tests.fleet.conftest import found, row, students

ROWS = (
    row("North", "not-ready", errors=2, codes={"UN001": found(2)}, worst="UN001"),
    row("East", errors=0, populations=students(1_200, 1_200, 0), reports={"json": "x.json"}),
    row("West", "incomplete", errors=None, reasons=("It cannot be read.",)),
    row("South", "not-ready", errors=10, populations=students(90, 80, 10)),
)


def test_the_table_sorts_and_filters(open_page: Any, tmp_path: Path) -> None:  # noqa: ANN401
    begun = datetime(2026, 8, 10, tzinfo=UTC)
    summary = Summary("exports", "2026-08-10", begun, 3.0, 2, ROWS, changes=(), before="2026-08-01")
    file = tmp_path / "summary.html"
    with file.open("w", encoding="utf-8") as stream:
        write(summary, stream)
    opened = open_page.file(file)
    page = opened.page

    def names() -> list[str]:
        return [text.split()[0] for text in opened.texts("#table tbody th")]

    # The worst come first.
    assert names() == ["West", "South", "North", "East"]
    page.get_by_role("button", name="District").click()
    assert names() == ["East", "North", "South", "West"]
    page.get_by_role("button", name="Errors").click()
    # What is not known is last, whichever way.
    assert names() == ["South", "North", "East", "West"]
    page.get_by_role("button", name="Errors").click()
    assert names() == ["East", "North", "South", "West"]
    assert page.locator("th[aria-sort]").count() == 1
    page.select_option("#by-verdict", "not-ready")
    assert names() == ["North", "South"]
    page.fill("#by-text", "sou")
    assert names() == ["South"]
    assert opened.texts("#shown") == ["1 of 4 shown."]
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
