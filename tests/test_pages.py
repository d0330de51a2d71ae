"""What the pages for developers name is there: every path, and every module that a command runs."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "tests/README.md", "mutation/README.md")
_PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?(?:\.(?:py|md|toml|sql|gz))?)`")
_RECIPE = re.compile(r"(?:\.venv/bin/|`)just ((?:(?!-)[a-z]+ ?)+)")
_MODULE = re.compile(r"python -m ([\w.]+)")


def paths(page: str) -> list[str]:
    """The paths in back quotes on a page: with a slash, or with the ending of a file."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [found for found in _PATH.findall(text) if "/" in found or found.endswith(".md")]


@pytest.mark.parametrize("page", PAGES[:2])
def test_every_path_is_there(page: str) -> None:
    named = paths(page)
    folders = [(ROOT / page).parent, ROOT, ROOT / "roster_lint", ROOT / "roster_lint" / "model"]
    missing = [name for name in named if not any((folder / name).exists() for folder in folders)]
    assert named
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_runs_a_module_that_is_there(page: str) -> None:
    modules = _MODULE.findall((ROOT / page).read_text(encoding="utf-8"))
    assert [name for name in modules if find_spec(name) is None] == []


def test_every_recipe_that_a_page_or_ci_calls_is_there() -> None:
    justfile = (ROOT / "justfile").read_text(encoding="utf-8")
    just = Path(sys.executable).with_name("just")
    reported = subprocess.run(
        [just, "--summary"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    recipes = set(reported.stdout.split())
    ci = re.findall(r"for recipe in ([a-z ]+);", (ROOT / ".ci" / "run").read_text())
    named = {name for page in PAGES for name in _RECIPE.findall((ROOT / page).read_text())}
    called = {name for text in (*ci, *named) for name in text.split()}
    assert {"rest", "wheel", "lint", "types", "nightly"} <= called
    assert called - recipes == set()
    assert [name for name in _MODULE.findall(justfile) if find_spec(name) is None] == []


def test_no_package_imports_what_stands_above_it() -> None:
    """The order is that of the table in ARCHITECTURE.md, from the top down."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    order = [
        name.removesuffix("/").removesuffix(".py")
        for name in re.findall(r"^\| `([\w./]+)` \|", text, re.MULTILINE)
    ]
    package = ROOT / "roster_lint"
    parts = {p.stem for p in package.iterdir() if not p.name.startswith(("__", "py."))}
    assert set(order) == parts
    upward = []
    for file in package.rglob("*.py"):
        own = file.relative_to(package).parts[0].removesuffix(".py")
        if own.startswith("__"):
            continue
        imported = re.findall(r"^\s*(?:from|import) roster_lint\.(\w+)", file.read_text(), re.M)
        above = order[: order.index(own)]
        upward += [f"{file.relative_to(ROOT)}: {other}" for other in imported if other in above]
    assert upward == []
