"""``vendors`` lists the profiles, ``vendor`` prints one with its sources."""

import json
from pathlib import Path

import pytest

from roster_lint.vendors.loading import load_profile, profile_names
from tests.cli.conftest import Run


def test_every_profile_is_listed_within_80_columns(run: Run) -> None:
    result = run("vendors")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.splitlines() if line[:1].strip()]
    assert [name for name in listed if name in profile_names()] == list(profile_names())
    assert f"{len(profile_names())} profiles." in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_programs_get_the_list_as_json(run: Run) -> None:
    for args in (["vendors", "--output-format", "json"], ["--output-format", "json", "vendors"]):
        entries = json.loads(run(*args).stdout)
        assert [entry["name"] for entry in entries] == list(profile_names())
        (google,) = [entry for entry in entries if entry["name"] == "google-classroom"]
        assert google["display"] == "Google Classroom"
        assert google["oneroster"] == ["1.2", "1.1"]
        assert google["judged"] > 10


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_is_printed_with_the_source_of_every_line(run: Run, name: str) -> None:
    result = run("vendor", name)
    assert result.exit_code == 0
    # Long addresses break where a line ends.
    text = "".join(result.stdout.split())
    for line in load_profile(name).lines():
        assert "".join(line.source.split()) in text
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_line_says_how_grave_it_is_and_what_happens(run: Run) -> None:
    text = run("vendor", "google-classroom").stdout
    assert "- at most 50 teachers in a class (error)\n  quoted; read 2026-11-28:" in text
    assert "matched on email (error)\n  quoted; leaves the record out:" in text


def test_programs_get_one_profile_as_json(run: Run) -> None:
    profile = json.loads(run("vendor", "canvas", "--output-format", "json").stdout)
    assert (profile["name"], profile["display"]) == ("canvas", "Canvas")
    assert {line["severity"] for line in profile["need"]} == {"error", "warning"}
    assert all(line["source"] and line["basis"] for line in profile["need"] + profile["note"])


def test_a_file_of_the_district_is_printed_too(run: Run, folder: Path) -> None:
    (folder / "own.toml").write_text('extend = "canvas"\ndisplay = "Our Canvas"\n')
    assert "own: Our Canvas" in run("vendor", "own.toml").stdout


def test_a_vendor_that_does_not_exist_names_the_nearest(run: Run) -> None:
    result = run("vendor", "gogle-classroom")
    assert result.exit_code == 2
    assert "no profile 'gogle-classroom'. Did you mean google-classroom" in result.stderr
