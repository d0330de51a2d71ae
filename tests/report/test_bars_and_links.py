"""Bars to an eighth of a column, and codes that are links, each where the terminal takes them."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any

import pytest
from rich.console import Console

from roster_lint.report.counts import Availability
from roster_lint.report.formats.text import write_details, write_summary
from roster_lint.report.formats.text.bars import FULL, LOST, bar, undrawn
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from roster_lint.settings.settings import Settings
from tests.report import samples

SITE = "https://docs.example.org/roster-lint/"
LINK = re.compile(r"\033\]8;[^;]*;([^\033]*)\033\\([^\033]*)")


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 10, ""),
        (1, 10_000, "▏"),
        (10, 10, FULL * 10),
        (55, 100, FULL * 5 + "▌"),
        (9_999, 10_000, FULL * 9 + "▉"),
        (13, 80, FULL + "▋"),
    ],
)
def test_a_bar_is_exact_to_an_eighth_of_a_column(part: int, whole: int, text: str) -> None:
    assert bar(part, whole, FULL, "", 10).plain == text


def test_a_bar_never_seems_full_or_empty_where_it_is_not() -> None:
    for whole in (1, 7, 240, 99_999):
        for part in {1, whole // 3, whole - 1, whole} - {0}:
            text = bar(part, whole, FULL, "").plain
            assert text and (text == FULL * 24) == (part == whole)
            plain = undrawn(text, blocks=False)
            assert plain.strip() and set(plain) <= {"#", " "} and len(plain) == len(text)


@pytest.mark.parametrize(
    ("text", "blocks", "plain"),
    [
        (FULL * 3 + "▌", FULL * 3 + " ", "### "),
        (" ▏ ", f" {FULL} ", " # "),
        (LOST * 2, LOST * 2, "--"),
        (f"name {FULL}", f"name {FULL}", f"name {FULL}"),
        ("  ", "  ", "  "),
        ("", "", ""),
    ],
)
def test_what_cannot_be_drawn_is_written_otherwise(text: str, blocks: str, plain: str) -> None:
    assert undrawn(text, blocks=True) == blocks
    assert undrawn(text, blocks=False) == plain


def drawn(report: Report, encoding: str) -> str:
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding=encoding)
    write_summary(report, Console(file=stream, width=80, force_terminal=True, color_system=None))
    stream.flush()
    return raw.getvalue().decode(encoding)


def test_each_terminal_has_the_bars_that_its_encoding_can_take() -> None:
    report = samples.report(availability=(Availability("student", 100, 55, 0, ()),))
    assert f"{FULL * 5}▌" in drawn(report, "utf-8")
    assert FULL * 5 in drawn(report, "cp437") and "▌" not in drawn(report, "cp437")
    assert "#####" in drawn(report, "ascii") and "?" not in drawn(report, "ascii")
    for encoding in ("utf-8", "cp437", "ascii"):
        assert not any(line.endswith(" ") for line in drawn(report, encoding).splitlines())


def with_own(report: Report) -> Report:
    own = CheckResult(samples.check("XX001", "ours", is_own=True), "failed", None, {"error": 1})
    return replace(report, checks=(*report.checks, own))


def links(write: Callable[..., None], **console: object) -> dict[str, str]:
    """The text of each link on a terminal, and where it leads."""
    stream = StringIO()
    facts: dict[str, Any] = {
        "width": 100,
        "force_terminal": True,
        "color_system": "standard",
    } | console
    write(with_own(samples.not_ready()), Console(file=stream, **facts), docs_url=SITE)
    text = re.sub(r"\033\[[0-9;]*m", "", stream.getvalue())
    return {text: address for address, text in LINK.findall(text) if address}


@pytest.mark.parametrize("write", [write_summary, write_details])
def test_codes_are_links_to_their_pages(write: Callable[..., None]) -> None:
    found = links(write)
    assert {"UN001", "EM001", "SC001"} <= set(found)
    page = "https://docs.example.org/roster-lint/checks/{}.html"
    assert found == {code: page.format(code) for code in found}
    assert "XX001" not in found, "the district's own check has no page"


@pytest.mark.parametrize(
    "console",
    [
        {"color_system": None},
        {"no_color": True},
        {"force_terminal": False},
        {"legacy_windows": True},
    ],
)
def test_there_are_none_without_color_or_terminal(console: dict[str, Any]) -> None:
    assert links(write_summary, **console) == {}


def test_there_are_none_where_nothing_says_where_the_site_is() -> None:
    assert Settings().docs_url is None
    stream = StringIO()
    console = Console(file=stream, width=100, force_terminal=True, color_system="standard")
    write_summary(samples.not_ready(), console)
    assert "\033]8" not in stream.getvalue()


def test_a_link_changes_no_text() -> None:
    texts = []
    for address in (None, SITE):
        stream = StringIO()
        console = Console(file=stream, width=80, force_terminal=True, color_system="standard")
        write_details(samples.not_ready(), console, docs_url=address)
        texts.append(re.sub(r"\033\]8;[^\033]*\033\\|\033\[[0-9;]*m", "", stream.getvalue()))
    assert texts[0] == texts[1]
