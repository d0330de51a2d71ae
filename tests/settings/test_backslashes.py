r"""A Windows path in double quotation marks is no TOML, or another path: both get a hint."""

from pathlib import Path

import pytest

from roster_lint.errors import UsageError
from roster_lint.settings.loader import load_settings

HINT = r"write the value in single ones, as in 'C:\exports\campus.zip'."
KEYS = ("source", "output_file", "worklists", "workbook", "missing", "email", "extra_checks")


def load(folder: Path, text: str, **environ: str) -> str:
    """What is said of a file; empty where nothing is wrong with it."""
    (folder / "roster-lint.toml").write_text(text)
    try:
        load_settings({}, None, environ, folder)
    except UsageError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "value",
    [
        *(r'"C:\Users\sync\export"', r'"D:\data\district.zip"', r'"\\server\share"', '"C:\\"'),
        *(r'"C:\temp\export"', r'"C:\new"', r'"C:\exports\backup"'),
    ],
)
def test_every_key_with_a_windows_path_gets_the_hint(tmp_path: Path, key: str, value: str) -> None:
    said = load(tmp_path, f"quiet = true\n{key} = {value}\n")
    assert said.endswith(HINT)
    assert "roster-lint.toml" in said and "line 2" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    "text",
    [
        'accounts = [\n  "a.csv",\n  "C:\\Users\\b.csv",\n]',
        'vendor = ["C:\\profiles\\ours.toml"]',
        'accounts = ["C:\\temp\\new.csv"]',
        'domains = ["C:\\Users"]',
    ],
)
def test_lists_get_it_too(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text).endswith(HINT)


@pytest.mark.parametrize(
    "text",
    [
        r"source = 'C:\Users\sync\export'",
        r'source = "C:\\Users\\sync\\export"',
        'source = "C:/Users/sync/export"',
        '[[suppress]]\ncode = "NS003"\nreason = """\nof two\nlines"""',
    ],
)
def test_what_is_right_passes(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text) == ""


def test_another_slip_gets_no_hint(tmp_path: Path) -> None:
    said = load(tmp_path, "source = 'C:\\x'\nvendor = x")
    assert "not valid TOML" in said
    assert "single ones" not in said


def test_json_in_a_variable_gets_its_own(tmp_path: Path) -> None:
    said = load(tmp_path, "", ROSTER_LINT_ACCOUNTS=r'["C:\exports\a.csv"]')
    assert said.endswith("In JSON a backslash is written twice.")
