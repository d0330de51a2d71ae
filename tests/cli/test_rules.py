"""The list of checks and the page on one of them, for people and for programs."""

import json
import re
from pathlib import Path

import pytest

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.cli.rule import paragraphs
from roster_lint.cli.rules import first_sentence
from tests.cli.conftest import Run, sentence

OWN = """/*
code = "ZZ001"
name = "own-check"
severity = "info"
effect = "risk"
entity = "school"
key = ["schoolID"]
oneroster = ["1.2"]
message = "School {schoolID} is ours"
fix = "Nowhere [really]"
article = "None"
of = "School WHERE 1 = 1"
personal = ["name"]
needs = ["School.number"]
uses = ["*.email", "staff.record"]
matches = "email"

[[skip]]
when = "SELECT false"
reason = "never"

The district's own check. It is
an example:

* the first thing
  goes on
* the second
*/
SELECT schoolID, name FROM School WHERE name LIKE '[%'
"""


@pytest.fixture
def own(folder: Path) -> Path:
    """A working folder with a check of the district's own."""
    (folder / "checks").mkdir()
    (folder / "checks" / "ZZ001_own_check.sql").write_text(OWN)
    (folder / "roster-lint.toml").write_text('extra_checks = "checks"\n')
    return folder


def test_every_check_is_listed_under_its_topic(run: Run) -> None:
    text = run("rules").stdout
    for check in load_checks():
        assert re.search(rf"^{check.code}  {check.severity} +{check.name}$", text, re.MULTILINE)
    assert text.index("\nUsernames\n") < text.index("\nUN001 ") < text.index("\nUN002 ")
    assert f"\n{len(load_checks())} checks." in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_check_of_the_district_is_listed_too(run: Run, own: Path) -> None:
    text = run("rules").stdout
    assert "The district's own\nZZ001  info" in text
    assert "The district's own check." in text


def test_programs_get_json(run: Run) -> None:
    for args in (["rules", "--output-format", "json"], ["--output-format", "json", "rules"]):
        entries = json.loads(run(*args).stdout)
        assert [entry["code"] for entry in entries] == [check.code for check in load_checks()]
        assert {"name", "severity", "effect", "entity", "key", "meaning", "fix"} <= set(entries[0])
        assert [entry["owner"] for entry in entries] == [check.owner for check in load_checks()]


def test_the_format_of_reports_in_the_settings_is_not_meant_for_the_list(
    run: Run, folder: Path
) -> None:
    (folder / "roster-lint.toml").write_text('output_format = "json"\n')
    assert run("rules").stdout.startswith("\n")


def test_a_check_is_explained_with_all_that_its_file_says(run: Run, own: Path) -> None:
    assert run("rule", "ZZ001").stdout == (
        "ZZ001 own-check\n"
        "\n"
        "Severity    info\n"
        "Effect      risk: something may go wrong at the vendor\n"
        "Finds       school (schoolID)\n"
        "OneRoster   1.2\n"
        "Article     None\n"
        "Fix it in   Nowhere [really]\n"
        "Message     School {schoolID} is ours\n"
        "Out of      School WHERE 1 = 1\n"
        "Only where  the vendor uses email or staff\n"
        "Only where  the vendor matches accounts on email\n"
        "Needs       School.number\n"
        "Skipped     never\n"
        "Masked      name\n"
        "\n"
        "The district's own check. It is an example:\n"
        "\n"
        "* the first thing goes on\n"
        "* the second\n"
        "\n"
        "SELECT schoolID, name FROM School WHERE name LIKE '[%'\n"
    )


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.code)
def test_every_check_can_be_explained_and_its_sql_copied(run: Run, check: Check) -> None:
    result = run("rule", check.code)
    assert result.exit_code == 0
    assert result.stdout.endswith(f"\n\n{check.sql}\n")


def test_a_check_goes_by_its_name_and_in_any_case(run: Run) -> None:
    assert run("rule", "un001").stdout == run("rule", "missing-username").stdout != ""


def test_the_sql_is_coloured_on_a_terminal(run: Run) -> None:
    text = run("rule", "UN001", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" in text.split("Out of")[1]


def test_an_unknown_code_names_the_nearest(run: Run) -> None:
    result = run("rule", "UN01")
    assert result.exit_code == 2
    assert "There is no check 'UN01'. Did you mean UN001" in sentence(result)


def test_the_first_sentence_ends_where_the_next_begins() -> None:
    doc = "Dates, e.g. of OneRoster 1.1 rows, are\nblank. Then nothing is sent.\n\nMore."
    assert first_sentence(doc) == "Dates, e.g. of OneRoster 1.1 rows, are blank."
    assert first_sentence("No stop at all") == "No stop at all"


def test_paragraphs_are_reflowed_and_lists_kept() -> None:
    assert list(paragraphs("a\nb\n\n- c\n  d\n- e")) == ["a b", "- c d\n- e"]
