"""The file that init writes: complete, loadable, and with the defaults that are in force."""

import re
import tomllib
from pathlib import Path

import pytest

from roster_lint.schemas.described import documented
from roster_lint.settings.entries import Suppression
from roster_lint.settings.layers import KEYS
from roster_lint.settings.loader import load_settings
from roster_lint.settings.settings import Settings
from tests.cli.conftest import Run, sentence

_COMMENTED = re.compile(r"^#(?=\w+ = |\[)", re.MULTILINE)


def written() -> str:
    return Path("roster-lint.toml").read_text()


def test_the_file_as_written_changes_nothing(run: Run) -> None:
    result = run("init")
    assert result.exit_code == 0
    assert "roster-lint.toml is written" in result.stdout
    assert load_settings({}, environ={}) == Settings()


def test_every_setting_is_there_and_can_be_uncommented(run: Run) -> None:
    run("init")
    Path("roster-lint.toml").write_text(_COMMENTED.sub("", written()))
    assert set(tomllib.loads(written())) == set(KEYS) - {"password", "client_secret"}
    [entry] = tomllib.loads(written())["suppress"]
    assert set(entry) == set(Suppression.model_fields)
    load_settings({}, environ={})


def test_what_is_shown_as_a_default_is_the_default(run: Run) -> None:
    run("init")
    Path("roster-lint.toml").write_text(_COMMENTED.sub("", written()))
    loaded, default = load_settings({}, environ={}), Settings()
    for name in Settings.model_fields:
        if getattr(default, name) not in (None, (), {}):
            assert getattr(loaded, name) == getattr(default, name), name


def test_every_setting_has_its_sentence() -> None:
    assert set(documented(Settings)) == set(KEYS)
    assert set(documented(Suppression)) == set(Suppression.model_fields)


def test_the_lines_fit_an_editor(run: Run) -> None:
    run("init")
    assert max(map(len, written().splitlines())) <= 100


def test_a_file_is_overwritten_only_by_force(run: Run) -> None:
    Path("roster-lint.toml").write_text("year = 2027\n")
    result = run("init")
    assert result.exit_code == 2
    assert "--force overwrites it" in sentence(result)
    assert written() == "year = 2027\n"
    assert run("init", "--force").exit_code == 0
    assert written() != "year = 2027\n"


@pytest.mark.parametrize(("path", "file"), [("etc", "etc/roster-lint.toml"), ("a.toml", "a.toml")])
def test_a_folder_or_a_file_can_be_named(run: Run, path: str, file: str) -> None:
    Path("etc").mkdir()
    assert run("init", path).exit_code == 0
    assert Path(file).is_file()


def test_a_place_that_does_not_exist_is_reported(run: Run) -> None:
    result = run("init", "absent/roster-lint.toml")
    assert result.exit_code == 2
    assert "there is no folder absent" in sentence(result)
