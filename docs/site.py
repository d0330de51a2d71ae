"""Builds the site in ``build/site``: this folder's pages, and a page for each check and vendor.

Run as ``python -m docs.site``. What is generated is not committed. A link that leads nowhere, or a
page that would ask another server for anything, fails the build.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from docs import settings, vendors
from roster_lint.checks.catalog import TOPICS, Check, load_checks
from roster_lint.rules.dba import query_of
from roster_lint.rules.explained import explained
from roster_lint.rules.formats.markdown import explained_page, list_page
from roster_lint.vendors.loading import load_profile, profile_names

ROOT = Path(__file__).parents[1]
HERE = ROOT / "docs"
BUILD = ROOT / "build"

_FENCE = re.compile(r"^(```|~~~)")
_KEPT = re.compile(r"`[^`]*`|\[[^\]]*\]\([^)]*\)|<[^>]*>")
_CODE = re.compile(r"\b[A-Z]{2}[0-9]{3}\b")
_LEAVING = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+[^)#]+)(?:#[^)]*)?\)")
_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe|source|video)\b[^>]*\ssrc=["']?(?:https?:)?//"""
    r"""|<link\b[^>]*rel=["']?(?:stylesheet|preconnect|preload|icon)[^>]*href=["']?(?:https?:)?//"""
    r"""|@import\s+(?:url\()?["']?(?:https?:)?//|url\(["']?(?:https?:)?//""",
    re.IGNORECASE,
)


def pages() -> Iterator[tuple[str, str]]:
    """All pages of the site, as their paths and texts: written by hand, and generated."""
    for path in sorted(HERE.rglob("*.md")):
        name = path.relative_to(HERE).as_posix()
        if name != "vendors.md":
            yield name, path.read_text(encoding="utf-8")
    yield "settings.md", settings.page()
    yield from _vendors()
    yield from _checks()


def _vendors() -> Iterator[tuple[str, str]]:
    profiles = [load_profile(name) for name in profile_names()]
    yield "vendors.md", vendors.tables_page(profiles, "vendors/{name}.md")
    for profile in profiles:
        lint = f"```text\nroster-lint check SOURCE --vendor {profile.name}\n```\n"
        back = "[All vendors, side by side](../vendors.md)\n"
        yield f"vendors/{profile.name}.md", "\n".join([vendors.vendor_page(profile), lint, back])


def _checks() -> Iterator[tuple[str, str]]:
    checks = load_checks()
    parts = [
        f"# All {len(checks)} checks\n",
        "`roster-lint rules` prints this list, with filters.\n",
    ]
    for topic, group in groupby(checks, lambda check: check.topic):
        parts += [f"## {TOPICS[topic]} ({topic})\n", list_page(tuple(group), "{code}.md")]
    yield "checks/index.md", "\n".join(parts)
    yield "checks/changes.md", changes(checks)
    for check in checks:
        yield f"checks/{check.code}.md", _check(check)


def changes(checks: Sequence[Check]) -> str:
    """The page on what each release brought: new checks, and former codes and names."""
    parts = [
        "# Changes of the checks, by release\n",
        "A code never means another check later. Former codes and names still work wherever a"
        " check is named, with a notice.\n",
    ]
    releases = sorted({check.since for check in checks}, key=_numbers, reverse=True)
    for release in releases:
        new = tuple(check for check in checks if check.since == release)
        number = "1 check" if len(new) == 1 else f"{len(new)} checks"
        parts += [f"## {release}\n", f"{number}.\n", list_page(new, "{code}.md")]
    renamed = [check for check in checks if check.formerly]
    if renamed:
        parts.append("## Former codes and names\n\n| formerly | now |\n|---|---|")
        for check in renamed:
            former = ", ".join(f"`{name}`" for name in check.formerly)
            parts.append(f"| {former} | [{check.code}]({check.code}.md) {check.name} |")
        parts.append("")
    return "\n".join(parts)


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(".")))


def _check(check: Check) -> str:
    rule = explained(check)
    parts = [explained_page(rule), f"## SQL\n\n```sql\n{check.sql}\n```\n"]
    below = (
        f"`roster-lint rule {check.code} --sql` prints it below all tables and views that it reads."
    )
    parts.append(f"{below}\n")
    if rule.has_query:
        parts.append(f"## A query for SQL Server\n\n```sql\n{query_of(check).rstrip()}\n```\n")
    parts.append("[All checks](index.md)\n")
    return "\n".join(parts)


def linked(name: str, text: str, codes: frozenset[str]) -> str:
    """A page's text with its codes as links to the checks' pages, and no link that leaves the site.

    Args:
        name: the page's path, whose own code is no link.
        text: Markdown.
        codes: of the checks that have a page.
    """
    up = "../" * name.count("/")
    own = Path(name).stem

    def link(found: re.Match[str]) -> str:
        code = found[0]
        if code not in codes or code == own:
            return code
        return f"[{code}]({'' if name.startswith('checks/') else f'{up}checks/'}{code}.md)"

    def leave(found: re.Match[str]) -> str:
        target = (HERE / name).parent.joinpath(found[2]).resolve()
        if target.is_relative_to(HERE):
            return found[0]
        return f"{found[1]} (`{target.relative_to(ROOT).as_posix()}`)"

    return "\n".join(_outside_fences(text, lambda line: _line(_LEAVING.sub(leave, line), link)))


def _outside_fences(text: str, change: Callable[[str], str]) -> Iterator[str]:
    inside = False
    for line in text.split("\n"):
        fence = _FENCE.match(line) is not None
        inside ^= fence
        yield line if inside or fence or line.startswith("#") else change(line)


def _line(line: str, link: Callable[[re.Match[str]], str]) -> str:
    """A line with its codes as links, but for what is code, a link or a tag already."""
    parts, end = [], 0
    for kept in _KEPT.finditer(line):
        parts += [_CODE.sub(link, line[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, _CODE.sub(link, line[end:])])


def write_pages(folder: Path) -> int:
    """Puts all pages together in a folder, which is made anew; returns how many there are."""
    shutil.rmtree(folder, ignore_errors=True)
    codes = frozenset(check.code for check in load_checks())
    count = 0
    for name, text in pages():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(linked(name, text, codes), encoding="utf-8")
        count += 1
    shutil.copy(HERE / "report.svg", folder)
    return count


def requests_elsewhere(site: Path) -> list[str]:
    """What the built pages and styles would load from another server; links are no loads."""
    return [
        f"{path.relative_to(site)}: {found[0]}"
        for path in sorted(site.rglob("*"))
        if path.suffix in (".html", ".css")
        for found in _ELSEWHERE.finditer(path.read_text(encoding="utf-8"))
    ]


def main() -> int:
    """Writes the pages, builds the site strictly, and looks whether it is by itself."""
    count = write_pages(BUILD / "pages")
    shutil.rmtree(BUILD / "site", ignore_errors=True)
    shutil.copy(HERE / "zensical.toml", BUILD)
    config = BUILD / "zensical.toml"
    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "--config-file", config]
    )
    if built.returncode:
        return built.returncode
    found = requests_elsewhere(BUILD / "site")
    for line in found:
        sys.stderr.write(f"asks another server: {line}\n")
    sys.stdout.write(f"{count} pages in {BUILD / 'site'}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
