"""Wherever a text says ToBeDeleted, it says what vendors make of it."""

from pathlib import Path

import pytest

from roster_lint.checks.catalog import load_checks

ROOT = Path(__file__).parent.parent
PAGES = (
    "README.md",
    "docs/article.md",
    "docs/explain.md",
    "docs/glossary.md",
    "docs/json.md",
    "docs/preview.md",
    "docs/report.md",
)
TEXTS = {check.code: check.doc for check in load_checks()} | {
    page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES
}
ABOUT_THE_WORD = {"OF018", "OF021"}
"""Checks of how the status is written in a file, whatever becomes of the record."""

SAYING = {name for name, text in TEXTS.items() if "tobedeleted" in text.casefold()}


def test_there_are_such_texts() -> None:
    assert {"ST004", "ST005", "ST006", "OP605", "README.md", "docs/preview.md"} <= SAYING


@pytest.mark.parametrize("name", sorted(SAYING - ABOUT_THE_WORD))
def test_it_is_said_once_what_vendors_see(name: str) -> None:
    assert " ".join(TEXTS[name].split()).count("deleted, or simply as gone") == 1
