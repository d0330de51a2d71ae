"""The site's pages: all that must be there, codes as links, and nothing from another server."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.site import HERE, linked, pages, requests_elsewhere
from roster_lint.checks.catalog import load_checks
from roster_lint.settings.settings import Settings
from roster_lint.vendors.loading import profile_names

CODES = frozenset(check.code for check in load_checks())


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return dict(pages())


def test_each_check_and_each_vendor_has_a_page(made: dict[str, str]) -> None:
    assert {f"checks/{code}.md" for code in CODES} <= set(made)
    assert {f"vendors/{name}.md" for name in profile_names()} <= set(made)
    for code in CODES:
        assert made[f"checks/{code}.md"].startswith(f"# {code} ")
        assert f"[{code}]({code}.md)" in made["checks/index.md"]


def test_each_setting_stands_on_its_page(made: dict[str, str]) -> None:
    for name, field in Settings.model_fields.items():
        assert f"| `{field.alias or name}` |" in made["settings.md"]


def test_each_page_by_hand_is_in_the_navigation(made: dict[str, str]) -> None:
    nav = tomllib.loads((HERE / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]
    by_hand = {name for name in made if not name.startswith(("checks/", "vendors/"))}
    assert set(_targets(nav)) == by_hand | {"checks/index.md", "checks/changes.md"}


def _targets(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    for entry in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _targets(entry)


@pytest.mark.parametrize(
    ("name", "text", "made_of_it"),
    [
        ("report.md", "See UN001.", "See [UN001](checks/UN001.md)."),
        ("start/x.md", "See UN001.", "See [UN001](../checks/UN001.md)."),
        ("checks/UN001.md", "UN001, UN002", "UN001, [UN002](UN002.md)"),
        ("report.md", "`rule UN001` [UN002](x.md) ZZ999", "`rule UN001` [UN002](x.md) ZZ999"),
        ("report.md", "# UN001\n```\nUN001\n```", "# UN001\n```\nUN001\n```"),
        ("speed.md", "[how](../bench/README.md#x)", "how (`bench/README.md`)"),
        ("start/x.md", "[json](../json.md)", "[json](../json.md)"),
    ],
)
def test_codes_become_links_and_links_stay_inside(name: str, text: str, made_of_it: str) -> None:
    assert linked(name, text, CODES) == made_of_it


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ('<a href="https://example.org/">there</a>', False),
        ('<script src="assets/x.js"></script>', False),
        ('<script src="https://example.org/x.js"></script>', True),
        ('<img alt="x" src="//example.org/x.png">', True),
        ('<link href="https://example.org/" rel="canonical">', False),
        ('<link rel="stylesheet" href="https://example.org/x.css">', True),
        ("<style>@import url(https://example.org/x.css)</style>", True),
    ],
)
def test_what_asks_another_server_is_seen(tmp_path: Path, text: str, asks: bool) -> None:
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    assert bool(requests_elsewhere(tmp_path)) == asks
