"""All settings of a run with the place that each comes from, and no password."""

import json
from pathlib import Path
from typing import Any

import pytest

from roster_lint.settings.layers import KEYS
from tests.cli.conftest import Run, sentence

TOML = """\
source = "mssql://reader:hunter2@sis.example.org/campus"
fail-on = "warning"
year = 2026

[tolerance]
UN001 = "2%"

[[suppress]]
code = "NS003"
reason = "central staff"
until = 2027-06-30
"""


@pytest.fixture
def place(folder: Path) -> Path:
    (folder / "roster-lint.toml").write_text(TOML)
    return folder


def entries(run: Run, *args: str, **env: str) -> dict[str, dict[str, Any]]:
    found = json.loads(run("settings", "--output-format", "json", *args, env=env).stdout)
    return {one["key"]: one for one in found["settings"]}


def test_every_setting_stands_on_a_line_of_its_own(run: Run, place: Path) -> None:
    lines = run("settings").stdout.splitlines()
    settings, blank, last = lines[:-2], lines[-2], lines[-1]
    assert [line.split()[0] for line in settings] == list(KEYS)
    assert (blank, last) == ("", "The settings file is roster-lint.toml.")


def test_each_says_where_it_comes_from(run: Run, place: Path) -> None:
    found = entries(run, "--fail-on", "info", "--school", "12", ROSTER_LINT_YEAR="2027")
    assert found["fail_on"] | {"key": ""} == {
        "key": "",
        "value": "info",
        "origin": "flag",
        "place": "--fail-on",
    }
    assert (found["year"]["value"], found["year"]["place"]) == (2027, "ROSTER_LINT_YEAR")
    assert found["year"]["origin"] == "environment"
    assert found["school"]["value"] == ["12"]
    assert found["tolerance"]["value"] == {"UN001": "2%"}
    assert found["tolerance"]["place"] == "roster-lint.toml, line 5"
    assert found["suppress"]["value"][0]["until"] == "2027-06-30"
    assert found["suppress"]["origin"] == "file"
    assert (found["show"]["value"], found["show"]["origin"], found["show"]["place"]) == (
        *(3, "default"),
        None,
    )
    assert found["memory"]["value"] is None


def test_the_text_says_the_same(run: Run, place: Path) -> None:
    lines = {
        line.split()[0]: line
        for line in run("settings", "--year", "2030").stdout.splitlines()
        if line
    }
    assert lines["fail_on"].split() == ["fail_on", '"warning"', "roster-lint.toml,", "line", "2"]
    assert lines["year"].split() == ["year", "2030", "--year"]
    assert lines["memory"].split() == ["memory", "not", "set", "default"]
    assert "today (20" in lines["as_of"]


def test_no_password_is_shown(run: Run, place: Path) -> None:
    for args in ([], ["--output-format", "json"]):
        result = run("settings", *args, env={"ROSTER_LINT_PASSWORD": "hunter3"})
        assert "hunter" not in result.output
        assert "sis.example.org" in result.output
        assert "(set, not shown)" in result.output
    result = run("settings", env={"ROSTER_LINT_SOURCE": "mssql://me:hunter2@ho st:hunter2/x"})
    assert "hunter2" not in result.output


def test_a_named_file_is_shown_and_none_is_said(run: Run, folder: Path) -> None:
    assert run("settings").stdout.endswith("\nNo settings file is read.\n")
    Path("own.toml").write_text('html = "a.html"')
    found = json.loads(run("--config", "own.toml", "settings", "--output-format", "json").stdout)
    assert found["file"] == "own.toml"
    html = next(one for one in found["settings"] if one["key"] == "html")
    assert (html["value"], html["place"]) == ("a.html", "own.toml, line 1")


def test_a_wrong_setting_is_a_sentence(run: Run, place: Path) -> None:
    Path("roster-lint.toml").write_text("yaer = 2027")
    result = run("settings")
    assert result.exit_code == 2
    assert "the key 'yaer' is unknown. Did you mean year?" in sentence(result)
