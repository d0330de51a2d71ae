"""A real browser, one a worker, that notes whatever a page asks of any network or complains of."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from roster_lint.report.formats.html import write_html
from roster_lint.report.report import Report

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass
class Opened:
    """A page in the browser.

    Attributes:
        page: the page.
        requests: every address that it asked for.
        complaints: errors, and whatever was written to the console.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """What the elements say that can be seen."""
        found = self.page.locator(selector)
        return [one.inner_text() for one in found.all() if one.is_visible()]


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = "no Chromium is installed (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a report's page, which by its end has asked for nothing and complained of nothing."""
    opened: list[Opened] = []

    def open_page(report: Report, *, show_personal: bool = False, **looks: Any) -> Opened:  # noqa: ANN401  (what a browser's page is made with)
        file = tmp_path / f"{len(opened)}.html"
        with file.open("w", encoding="utf-8") as stream:
            write_html(report, stream, show_personal=show_personal)
        return open_file(file, **looks)

    def open_file(file: Path, **looks: Any) -> Opened:  # noqa: ANN401
        new = Opened(browser.new_page(**looks))
        new.page.on("request", lambda request: new.requests.append(request.url))
        new.page.on("console", lambda message: new.complaints.append(message.text))
        new.page.on("pageerror", lambda error: new.complaints.append(str(error)))
        new.page.goto(file.as_uri())
        opened.append(new)
        return new

    open_page.file = open_file  # type: ignore[attr-defined]
    yield open_page
    for one in opened:
        outside = [url for url in one.requests if not url.startswith("file:")]
        assert (outside, one.complaints) == ([], [])
        one.page.close()
