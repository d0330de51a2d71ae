"""The list of checks and the page on one of them, for people and for programs."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.rules.formats.text import write_list
from roster_lint.rules.listing import first_sentence, paragraphs
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


def test_every_check_has_a_line(run: Run) -> None:
    lines = run("rules").stdout.splitlines()
    for line, check in zip(lines, load_checks(), strict=False):
        code, severity, name, *_ = line.split()
        assert (code, severity, name) == (check.code, check.severity, check.name)
        assert line.endswith(f"  {first_sentence(check.doc)}")
        assert f"  {check.owner} " in line
    assert lines[len(load_checks()) :] == [
        "",
        f"{len(load_checks())} checks. `roster-lint rule CODE` explains one.",
    ]


def test_a_terminal_cuts_what_a_check_finds(run: Run) -> None:
    stream = StringIO()
    write_list(load_checks(), Console(file=stream, force_terminal=True, width=90))
    lines = [Text.from_ansi(line).plain for line in stream.getvalue().splitlines()]
    assert max(map(len, lines)) == 90
    assert lines[0].startswith("DA001  error ") and lines[0].endswith("…")


def test_a_check_of_the_district_is_listed_too(run: Run, own: Path) -> None:
    assert "ZZ001  info     own-check" in run("rules").stdout
    assert run("rules", "--topic", "zz").stdout.count("\n") == 3


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        (("--topic", "UN"), "UN001 UN002 UN003 UN004 UN005"),
        (("--topic", "usernames", "--severity", "Error"), "UN001 UN002"),
        (("--topic", "EM", "--source", "oneroster"), "EM006"),
        (("--topic", "FA", "--vendor", "google-classroom"), ""),
        (("--topic", "EM", "--vendor", "google-classroom"), "EM001 EM002 EM003 EM004 EM006"),
        (("--topic", "FA", "--vendor", "clever", "--vendor", "generic"), "FA001 FA002 FA003"),
        (("--topic", "UN", "--source", "oneroster"), ""),
    ],
)
def test_filters_choose_checks(run: Run, filters: tuple[str, ...], codes: str) -> None:
    result = run("rules", *filters)
    if codes:
        assert " ".join(re.findall(r"^[A-Z]{2}[0-9]{3}", result.stdout, re.MULTILINE)) == codes
    else:
        assert result.exit_code == 2
        assert sentence(result) == "No check matches. `roster-lint rules` lists them all."


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--topic", "XX"), "There is no topic 'XX'. There are DA (Data), YR (School year), "),
        (("--severity", "bad"), "--severity is 'bad', but must be error, warning or info."),
        (("--source", "csv"), "--source is 'csv', but must be campus or oneroster."),
        (("--vendor", "nobody"), "--vendor: there is no profile 'nobody'."),
        (("--output-format", "xml"), "--output-format is 'xml', but must be text, json or "),
    ],
)
def test_a_wrong_filter_is_a_sentence(run: Run, args: tuple[str, ...], says: str) -> None:
    result = run("rules", *args)
    assert result.exit_code == 2
    assert sentence(result).startswith(says)


def test_a_list_can_be_a_table_of_markdown(run: Run) -> None:
    lines = run("rules", "--topic", "UN", "--output-format", "markdown").stdout.splitlines()
    assert lines[:2] == ["| code | severity | name | owner | finds |", "|---|---|---|---|---|"]
    assert lines[2].startswith("| UN001 | error | missing-username | IT | OneRoster 1.1 requires")
    assert len(lines) == 7


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
    assert run("rules").stdout.startswith("DA001  error")


def test_a_check_is_explained_with_all_that_its_file_says(run: Run, own: Path) -> None:
    assert run("rule", "ZZ001").stdout == (
        "ZZ001 own-check\n"
        "\n"
        "Severity   info\n"
        "Owner      IT\n"
        "Finds      school (schoolID)\n"
        "OneRoster  1.2\n"
        "Since      0.1.0\n"
        "Message    School {schoolID} is ours\n"
        "Out of     School WHERE 1 = 1\n"
        "Masked     name\n"
        "\n"
        "What it finds, and why it matters\n"
        "  The district's own check. It is an example:\n"
        "\n"
        "  * the first thing goes on\n"
        "  * the second\n"
        "  Only where the vendor uses email or staff.\n"
        "  Only where the vendor matches accounts on email.\n"
        "  Only where the source has School.number.\n"
        "  Not where never.\n"
        "\n"
        "If it is not fixed\n"
        "  Something may go wrong at the vendor (risk).\n"
        "\n"
        "How to fix it\n"
        "  1. Nowhere [really].\n"
        "  2. Lint again: roster-lint check DISTRICT.zip --select ZZ001\n"
        "\n"
        "What the article says\n"
        "  The article does not say it: the check is the district's own.\n"
        "\n"
        "Settings that change what it finds\n"
        "  vendor, oneroster\n"
        "\n"
        "Its SQL, with all that it reads: roster-lint rule ZZ001 --sql.\n"
    )


def test_a_shipped_check_has_examples_steps_and_a_sentence_of_the_article(run: Run) -> None:
    text = run("rule", "UN001").stdout
    assert (
        "An example that fires: blank username\n"
        "    UPDATE UserAccount SET username = '   ' WHERE personID = '1005'\n"
        "  Reported: Student 701005 has no username: OneRoster 1.1 leaves the person out\n"
    ) in text
    assert "An example that does not: a second account with a username is enough\n" in text
    assert "  1. In Campus, open System Administration > User Security > User Account.\n" in text
    assert '  - "OneRoster 1.1 requires that a person record includes a username' in text
    assert "SELECT" not in text


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.code)
def test_every_check_can_be_explained_and_its_sql_copied(run: Run, check: Check) -> None:
    explained = run("rule", check.code)
    assert explained.exit_code == 0
    assert (
        f"Its SQL, with all that it reads: roster-lint rule {check.code} --sql"
        in " ".join(explained.stdout.split())
        or "For SQL Server" in explained.stdout
    )
    result = run("rule", check.code, "--sql")
    assert result.stdout.endswith(f"\n{check.sql};\n")


def test_all_checks_at_once(run: Run) -> None:
    entries = json.loads(run("rule", "--all", "--output-format", "json").stdout)
    assert [entry["code"] for entry in entries] == [check.code for check in load_checks()]
    assert all(entry["fires"] and entry["steps"] for entry in entries)
    pages = run("rule", "--all", "--output-format", "markdown").stdout
    assert re.findall(r"^# (\w+)", pages, re.MULTILINE) == [c.code for c in load_checks()]


def test_one_check_for_programs_is_one_object(run: Run) -> None:
    entry = json.loads(run("rule", "UN001", "--output-format", "json").stdout)
    assert entry["fires"]["says"].endswith("OneRoster 1.1 leaves the person out")
    assert entry["settings"][:3] == ["vendor", "oneroster", "as_of"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "Name one check, such as `roster-lint rule UN001`, or say --all."),
        (("UN001", "--all"), "Name one check, such as `roster-lint rule UN001`, or say --all."),
        (("--all", "--sql"), "--sql prints one check's SQL: name the check in place of --all."),
        (("UN001", "--dialect", "mssql"), "--dialect and --source belong to --sql."),
        (("UN001", "--sql", "--dialect", "db2"), "--dialect is 'db2', but must be mssql."),
        (
            ("UN001", "--sql", "--source", "oneroster"),
            "UN001 applies only to campus sources, not to oneroster.",
        ),
    ],
)
def test_wrong_usage_is_a_sentence(run: Run, args: tuple[str, ...], says: str) -> None:
    result = run("rule", *args)
    assert result.exit_code == 2
    assert sentence(result) == says


def test_a_check_goes_by_its_name_and_in_any_case(run: Run) -> None:
    assert run("rule", "un001").stdout == run("rule", "missing-username").stdout != ""


def test_the_sql_is_colored_on_a_terminal(run: Run) -> None:
    text = run("rule", "UN001", "--sql", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" in text.split("What UN001 finds")[1]


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
