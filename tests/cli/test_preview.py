"""``roster-lint preview`` from end to end: numbers, bundles, refusals, nothing of any person."""

import json
import re
import shutil
from pathlib import Path

import pytest

from fixtures.district import healthy
from roster_lint.files.shipped import shipped
from tests.cli.conftest import Run, sentence
from tests.preview.conftest import read

READY = str(shipped("fixtures") / "ready")
AS_OF = ("--as-of", "2026-08-10")


def test_the_summary_is_readable_and_names_nobody(run: Run) -> None:
    result = run("preview", READY, *AS_OF)
    assert result.exit_code == 0, result.stderr
    *lines, last = result.stdout.splitlines()
    headline = re.fullmatch(r"OneRoster 1\.1 would serve (\d+) users in (\d+) classes\.", lines[0])
    assert headline is not None
    assert lines[1] == "Judged as OneRoster 1.1 (not set). Under 1.2 the same people would sync."
    assert "OneRoster 1.1 (not set), as of" in last
    assert max(map(len, lines)) <= 80
    rows = [line.split() for line in lines if line.startswith("  ")]
    table = {row[0]: row[1:] for row in reversed(rows)}
    assert table["users"] == [headline[1], "0"]
    assert table["classes"] == [headline[2], "0"]
    roles = ("student", "teacher", "administrator", "guardian", "relative")
    # In 1.1 a person is one user in each role.
    assert sum(int(table[role][0]) for role in roles) == int(headline[1])
    assert "Hollyhock High" in result.stdout
    assert "demographics is left out" in result.stdout
    assert last.startswith("roster-lint: preview: 3 orgs, ")
    for name in ("Mockton", "example.org", "pmockton1003", "Ficta"):
        assert name not in result.stdout


def test_it_says_what_the_other_version_would_serve(run: Run) -> None:
    source = (str(shipped("fixtures") / "back-to-school"), *AS_OF)
    found = {
        version: json.loads(run("preview", *source, *version, "--output-format", "json").stdout)
        for version in ((), ("--oneroster", "1.2"))
    }
    guessed, reported = found[()], found["--oneroster", "1.2"]
    assert (guessed["oneroster"], guessed["oneroster_set"]) == ("1.1", False)
    more = guessed["other_version"]["more"]
    students = [one["roles"]["student"]["active"] for one in (guessed, reported)]
    assert more["student"] == students[1] - students[0] > 0
    text = " ".join(run("preview", *source).stdout.split())
    assert f"Under 1.2, {more['student']} more students, 1 more teacher" in text
    assert "not set" not in run("preview", *source, "--oneroster", "1.1").stdout


def test_it_says_once_what_to_be_deleted_means(run: Run) -> None:
    words = "  ToBeDeleted: vendors see such a record as deleted, or simply as gone.\n"
    august = str(shipped("fixtures") / "back-to-school")
    assert run("preview", august, *AS_OF).stdout.count(words) == 1
    assert words not in run("preview", READY, *AS_OF).stdout


def test_json_has_the_same_numbers_and_the_bundle(run: Run, folder: Path) -> None:
    result = run("preview", READY, *AS_OF, "--oneroster", "1.2", "--output-format", "json",
                 "--to", "b.zip")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert result.stderr == "b.zip contains personal data: only you can read it.\n"
    files = read(folder / "b.zip")
    assert found["bundle"]["mode"] == "bulk"
    assert found["bundle"]["files"] == {
        f"{name}.csv": len(rows) for name, rows in files.items() if name != "manifest"
    }
    assert {name: count["active"] for name, count in found["entities"].items()} == {
        name: len(rows) for name, rows in files.items() if name != "manifest"
    }
    assert (found["oneroster"], found["school_year"], found["schema"]) == ("1.2", 2027, 1)
    assert (found["oneroster_set"], found["other_version"]) == (True, None)
    assert found["roles"]["aide"]["active"] > 0
    assert {org["name"] for org in found["orgs"]} == {
        "Hollyhock High", "Lincoln Elementary", "Marigold Middle",
    }  # fmt: skip
    assert sum(e["active"] for e in found["enrollments"]) == len(files["enrollments"])


def test_a_bundle_is_written_once_and_said_to_be_private(run: Run, folder: Path) -> None:
    result = run("preview", READY, *AS_OF, "--to", "[bold]b", "--delta")
    assert result.exit_code == 0, result.stderr
    words = " ".join(result.stdout.split())
    assert "[bold]b holds" in words and "manifest.csv among them: delta." in words
    assert "names, usernames and addresses. Only you can read it" in words
    assert {user["status"] for user in read(folder / "[bold]b")["users"]} == {"active"}
    again = run("preview", READY, *AS_OF, "--to", "[bold]b")
    assert again.exit_code == 2
    assert sentence(again) == ("--to: the folder [bold]b is not empty: name a new or an empty one.")


def test_names_of_schools_are_no_markup(run: Run, folder: Path) -> None:
    district = healthy()
    district.row("School", schoolID=1)["name"] = "[red]Rote[/red]\x1b[31m"
    district.row("SchoolYear", endYear=2027)["active"] = 0
    district.write(folder / "export")
    (folder / "roster-lint.toml").write_text('source = "export"\nas_of = 2026-08-10\n')
    result = run("preview")
    assert result.exit_code == 0, result.stderr
    assert "[red]Rote[/red]" in result.stdout and "\x1b" not in result.stdout
    assert "the API would serve nothing" in " ".join(result.stdout.split())


def test_quiet_leaves_the_last_line(run: Run) -> None:
    result = run("preview", READY, *AS_OF, "--quiet", "--school", "2")
    assert result.exit_code == 0, result.stderr
    (line,) = result.stdout.splitlines()
    assert "preview: 1 org, " in line and "as of 2026-08-10" in line


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("preview",), "There is no source"),
        (("preview", READY, "--delta"), "--to says where"),
        (("preview", READY, "--to", "no/b.zip"), "there is no folder"),
        (("preview", READY, "--vendor", "nobody"), "there is no profile 'nobody'"),
        (("preview", READY, "--school", "Nowhere"), "there is no school"),
        (("--select", "UN", "preview", READY), "does not take --select"),
    ],
)
def test_wrong_usage_is_reported(run: Run, args: tuple[str, ...], says: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert says in sentence(result)


def test_a_source_that_lacks_a_table_is_not_predicted(run: Run, folder: Path) -> None:
    shutil.copytree(READY, folder / "export")
    (folder / "export" / "Trial.csv").unlink()
    result = run("preview", "export", *AS_OF, "--to", "b.zip")
    assert result.exit_code == 3
    assert sentence(result).startswith(
        "Nothing can be predicted: The needed table Trial is missing. It decides "
        "academicSessions, classes, courses, enrollments,"
    )
    assert not (folder / "b.zip").exists()
