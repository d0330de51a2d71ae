"""``explain`` from the command line: its options, exit codes, and what it must not print."""

import csv
import json
import re
import shlex
from pathlib import Path

import pytest

from fixtures.build import HERE
from fixtures.district import healthy
from tests.cli.conftest import Run, sentence

AUGUST = str(HERE / "back-to-school")
AS_OF = ("--as-of", "2026-08-10")


def test_one_student_explained(run: Run) -> None:
    result = run("explain", "student", "701217", AUGUST, *AS_OF)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Student 701217 (personID 1217) will not sync: No Show\n")
    assert "FAILS  not marked No Show" in result.stdout


def test_programs_get_json_whatever_the_verdict(run: Run) -> None:
    result = run("explain", "student", "1217", AUGUST, *AS_OF, "--output-format", "json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["verdict"], told["failed"]) == ("will-not-sync", ["not_no_show"])
    assert told["source"] == {"kind": "campus-snapshot", "location": AUGUST}


def test_options_before_the_command_apply(run: Run) -> None:
    before = ("--oneroster", "1.2", *AS_OF, "--output-format", "json")
    told = json.loads(run(*before, "explain", "student", "1101", AUGUST).stdout)
    assert (told["oneroster"], told["as_of"], told["verdict"]) == ("1.2", "2026-08-10", "will-sync")


def test_options_that_it_does_not_heed_are_refused(run: Run) -> None:
    result = run("--select", "UN", "explain", "student", "1101", AUGUST)
    assert result.exit_code == 2
    assert sentence(result) == "`roster-lint explain` does not take --select: leave it out."


def test_the_configured_source_and_its_settings(run: Run, folder: Path) -> None:
    (folder / "roster-lint.toml").write_text(
        f'source = "{AUGUST}"\nas_of = 2026-08-10\noutput_format = "json"\nvendor = "generic"\n'
    )
    result = run("explain", "section", "5231")
    assert result.exit_code == 0, result.stderr
    # The format is the report's; a page that somebody asks for by hand is text.
    assert result.stdout.startswith("Section C4204-31 (sectionID 5231) will not sync")


def test_without_any_source(run: Run) -> None:
    result = run("explain", "student", "1001")
    assert result.exit_code == 2
    assert "There is no source to lint" in sentence(result)


def test_the_school_and_the_year_are_heeded(run: Run) -> None:
    result = run("explain", "student", "1001", AUGUST, *AS_OF, "--school", "3", "--year", "2027")
    assert "which --school leaves out" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("kind", "who", "told"),
    [
        ("student", "9999999", "There is nobody with the personID"),
        ("principal", "1", "There is no kind 'principal'"),
    ],
)
def test_nobody_and_nothing_is_wrong_usage(run: Run, kind: str, who: str, told: str) -> None:
    result = run("explain", kind, who, AUGUST, *AS_OF)
    assert result.exit_code == 2
    assert told in sentence(result)


def test_several_are_named_by_their_ids(run: Run) -> None:
    wanted = run("explain", "guardian", "Sampleworth", AUGUST, *AS_OF, "--show-personal-data")
    assert wanted.exit_code == 2
    assert "'Sampleworth' could be person 2003" in sentence(wanted)
    assert "as in id:2003" in sentence(wanted)


def test_a_source_that_cannot_be_judged(run: Run, tmp_path: Path) -> None:
    district = healthy()
    del district.tables["Calendar"]
    source = district.write(tmp_path / "district")
    result = run("explain", "student", "1001", str(source), *AS_OF)
    assert result.exit_code == 3
    assert "The needed table Calendar is missing." in sentence(result)


def test_no_name_user_name_or_address_is_printed_unasked(run: Run) -> None:
    with (HERE / "back-to-school" / "Identity.csv").open(encoding="utf-8") as stream:
        personal = {
            value
            for row in csv.DictReader(stream)
            for value in (row["firstName"], row["lastName"])
            if row["personID"] in ("1003", "2003", "3004")
        }
    with (HERE / "back-to-school" / "UserAccount.csv").open(encoding="utf-8") as stream:
        personal |= {
            row["username"] for row in csv.DictReader(stream) if row["personID"] in ("1003", "2003")
        }
    personal.discard("")
    assert len(personal) > 4
    asked = (("guardian", "2003", "text"), ("section", "5103", "json"))
    for kind, who, form in asked:
        told = run("explain", kind, who, AUGUST, *AS_OF, "--output-format", form).stdout
        assert told and not [value for value in personal if value in told]


def test_names_if_asked_for(run: Run) -> None:
    result = run("explain", "teacher", "2003", AUGUST, *AS_OF, "--show-personal-data")
    assert result.stdout.startswith("Staff 802003 (personID 2003), Testa Sampleworth, will sync")


def test_help_shows_examples_and_exit_codes_at_once(run: Run) -> None:
    text = run("explain", "--help").stdout
    assert "roster-lint explain student 1217" in text
    assert "3  the source does not have what decides it, or could not be judged" in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_example_in_the_documentation_is_what_is_printed(run: Run) -> None:
    document = (HERE.parent / "docs" / "explain.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- roster-lint (.+) -->\n```text\n(.+?)```", document, re.DOTALL)
    assert found is not None
    command, page = found.groups()
    args = [
        str(HERE.parent / arg) if arg.startswith("fixtures/") else arg
        for arg in shlex.split(command)
    ]
    printed = run(*args).stdout.replace(str(HERE.parent) + "/", "")
    assert without_source(printed).startswith(without_source(page))


def without_source(page: str) -> str:
    """The page without the line that depends on where the checkout is."""
    return re.sub(r"Source .+?(?=School year)", "", page, flags=re.DOTALL)
