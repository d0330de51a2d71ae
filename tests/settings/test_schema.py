"""The schemas of settings and profiles accept what the program accepts, and refuse its refusals."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from roster_lint.cli.template import template
from roster_lint.errors import UsageError
from roster_lint.files.shipped import shipped
from roster_lint.settings.loader import load_settings
from roster_lint.settings.settings import Settings
from roster_lint.vendors.loading import load_profile
from tests.json_schema import faults

PROFILES = sorted(Path(str(shipped("checks") / "vendors")).glob("*.toml"))


def as_json(text: str) -> Any:  # noqa: ANN401  (any TOML)
    """A TOML file as an editor holds it against a schema: days are texts."""
    return json.loads(json.dumps(tomllib.loads(text), default=date.isoformat))


def test_every_setting_at_its_default_or_example_conforms() -> None:
    everything = re.sub(r"^#(?=[\[\w])", "", template(), flags=re.MULTILINE)
    assert set(as_json(everything)) >= {"vendor", "output", "suppress", "tolerance", "show"}
    assert faults("settings", as_json(everything)) == []


@pytest.mark.parametrize(
    "line",
    [
        'vendor = "canvas"',
        'vendor = ["canvas", "clever"]',
        "show = 10",
        'show = "all"',
        'disabled_accounts = "warn"',
        'unscheduled_share = "2.5%"',
        "unscheduled_share = 3",
        'output = "json:report.json"',
        "year = 2027",
        "as_of = 2026-08-10",
        'accounts = ["users.csv"]',
        "check_seconds = 0.5",
    ],
)
def test_what_is_accepted_conforms(tmp_path: Path, line: str) -> None:
    assert faults("settings", as_json(line)) == []
    _load(tmp_path, line)


@pytest.mark.parametrize(
    "line",
    [
        "vendor = 3",
        'show = "some"',
        "show = -1",
        'disabled_accounts = "loud"',
        'unscheduled_share = "many"',
        "unscheduled_share = -3",
        "year = 1027",
        "as_of = 3",
        "check_seconds = 0",
        'colour = "never"',
        '[[suppress]]\ncode = "UN001"',
        '[[suppress]]\ncode = "UN"\nreason = "x"',
        "details = 3.5",
    ],
)
def test_what_is_refused_does_not_conform(tmp_path: Path, line: str) -> None:
    assert faults("settings", as_json(line))
    with pytest.raises(UsageError):
        _load(tmp_path, line)


def _load(folder: Path, text: str) -> Settings:
    file = folder / "roster-lint.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings({}, file)


def test_a_password_is_no_key_of_the_file() -> None:
    assert faults("settings", {"password": "x"})


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_every_shipped_profile_conforms(path: Path) -> None:
    assert faults("profile", as_json(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ('display = "x"', True),
        ('extend = "canvas"\nwithout = []', True),
        ('display = "x"\nwithout = ["y"]', False),
        ('displai = "x"', False),
        ("", False),
        ('display = "x"\n[[need]]\npopulation = "cats"\nfield = "record"', False),
        ('display = "x"\n[[note]]\nsource = "a"\nbasis = "quoted"\nsays = "b"\nrule = "c"', True),
    ],
)
def test_a_profile_conforms_where_it_can_be_read(tmp_path: Path, text: str, is_right: bool) -> None:
    assert (faults("profile", as_json(text)) == []) is is_right
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    if is_right:
        load_profile(str(file))
    else:
        with pytest.raises(UsageError):
            load_profile(str(file))
