"""``roster-lint diff`` from end to end: exit codes, formats, files, refusals, nobody's name."""

import csv
import json
import os
from pathlib import Path

import pytest

from roster_lint import Difference, diff
from roster_lint.files.shipped import shipped
from tests.bundles import Bundle, bundle
from tests.cli.conftest import Run, sentence

READY = str(shipped("fixtures") / "ready")
AUGUST = str(shipped("fixtures") / "back-to-school")
TORN = str(shipped("fixtures") / "torn-export")
AS_OF = ("--as-of", "2026-08-10")
NAMES = ("Mockton", "example.org", "pmockton1003", "Ficta", "Testchild", "Ada", "stu1@")


def pair(folder: Path, changed: Bundle | None = None) -> tuple[str, str]:
    """A good bundle as BEFORE, and another as AFTER."""
    bundle("1.1").write(folder / "before")
    (changed or bundle("1.1")).write(folder / "after")
    return "before", "after"


def test_0_is_nothing_to_see(run: Run, folder: Path) -> None:
    result = run("diff", *pair(folder), *AS_OF)
    assert (result.exit_code, result.stderr) == (0, "")
    first, *_, last = result.stdout.splitlines()
    assert first == "Nothing changes: the vendor would see the same records."
    assert last.startswith("roster-lint: diff: ok; 5 to 5 users, 2 to 2 classes, ")


def test_1_is_a_limit_that_is_exceeded(run: Run) -> None:
    result = run("diff", READY, AUGUST, *AS_OF, "--vendor", "clever")
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Do not send this yet: ")
    assert max(map(len, lines[:-1])) <= 80
    text = " ".join(result.stdout.split())
    assert "Marigold Middle drops to zero: no students" in text
    assert "of students (" in text and "over 10 %: the sync will be held." in text
    assert "support.clever.com 360044699192 (quoted, read 2026-11-28)" in text
    assert not [name for name in NAMES if name in result.stdout]
    quiet = run("diff", READY, AUGUST, *AS_OF, "-q")
    assert quiet.stdout.count("\n") == 1 and quiet.stdout.startswith("roster-lint: diff: stopped")


def test_what_is_allowed_passes_and_one_more_does_not(run: Run, folder: Path) -> None:
    after = bundle("1.1")
    after.rows["users"][0]["sourcedId"] = "another"
    after.rows["users"][0]["givenName"] = "Another"
    sides = pair(folder, after)
    settings = ("--config", "own.toml", *AS_OF)
    (folder / "own.toml").write_text("diff_floor = 1\n")
    assert run("diff", *sides, *settings, "-q").exit_code == 1
    assert run("diff", *sides, *settings, "-q", "--allow", "students deleted=1").exit_code == 0
    refused = run("diff", *sides, *settings, "--allow", "students deleted=0")
    assert refused.exit_code == 1
    assert "--allow lets 0 pass, but it would be 1." in " ".join(refused.stdout.split())


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--allow", "students deleted=10%"), "is no number of records"),
        (("--allow", "everything=1"), "there is no limit called 'everything'"),
        (("--before-as-of", "yesterday"), "--before-as-of"),
        (("--rollover",), "both payloads are of the school year 2026-27"),
        (("--vendor", "clevr"), "clever"),
        (("--html", "absent/x.html"), "no folder absent"),
        (("--changes", "after/users.csv"), "after"),
        (("--output-file", "before/orgs.csv"), "before"),
        (("--changes", "x", "--html", "x"), "x"),
    ],
)
def test_2_is_wrong_usage(run: Run, folder: Path, args: tuple[str, ...], words: str) -> None:
    result = run("diff", *pair(folder), *AS_OF, *args)
    assert result.exit_code == 2
    assert words in sentence(result)


def test_2_is_another_school_year(run: Run, folder: Path) -> None:
    after = bundle("1.1")
    for row in after.rows["academicSessions"]:
        row["schoolYear"] = "2028"
    sides = pair(folder, after)
    refused = run("diff", *sides, *AS_OF)
    assert refused.exit_code == 2 and "--rollover" in sentence(refused)
    assert run("diff", *sides, *AS_OF, "--rollover").exit_code == 0


@pytest.mark.parametrize("sides", [(TORN, READY), (READY, TORN)])
def test_3_is_a_side_that_is_not_whole(run: Run, sides: tuple[str, str]) -> None:
    result = run("diff", *sides, *AS_OF, "--output-format", "json")
    assert (result.exit_code, result.stderr) == (3, "")
    report = json.loads(result.stdout)
    assert (report["verdict"], report["records"], report["alarms"]) == ("incomplete", [], [])
    side = "BEFORE" if sides[0] == TORN else "AFTER"
    assert report["incomplete"] and all(r.startswith(side) for r in report["incomplete"])
    text = run("diff", *sides, *AS_OF)
    assert text.stdout.startswith("There is no verdict: a payload is not whole.")
    assert "What the vendor would see" not in text.stdout


def test_3_is_a_file_that_is_left_out(run: Run, folder: Path) -> None:
    after = bundle("1.1")
    after.remove("enrollments")
    result = run("diff", *pair(folder, after), *AS_OF)
    assert result.exit_code == 3
    assert "enrollments.csv is declared absent, though BEFORE has 5 rows" in " ".join(
        result.stdout.split()
    )


@pytest.mark.parametrize("sides", [("absent", "after"), ("before", "absent.zip")])
def test_3_is_a_source_that_is_none(run: Run, folder: Path, sides: tuple[str, str]) -> None:
    pair(folder)
    result = run("diff", *sides, *AS_OF)
    assert result.exit_code == 3
    assert "absent" in sentence(result)
    in_json = run("diff", *sides, *AS_OF, "--output-format", "json")
    assert json.loads(in_json.stdout)["exit_code"] == 3


def test_every_file_is_written_and_only_the_owner_reads_the_list(run: Run, folder: Path) -> None:
    files = ("--html", "x.html", "--changes", "x.csv", "--output-file", "x.json")
    result = run("diff", READY, AUGUST, *AS_OF, *files, "--output-format", "json")
    assert result.exit_code == 1
    report = json.loads((folder / "x.json").read_text())
    with (folder / "x.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    students = next(one for one in report["records"] if one["subject"] == "students")
    gone = [row for row in rows if row["file"] == "users" and row["what"] == "gone"]
    assert len([row for row in gone if row["sourcedId"].startswith("s")]) == students["gone"]
    assert f"{len(rows):,} changes are listed in x.csv." in result.stderr
    page = (folder / "x.html").read_text()
    assert "Marigold Middle" in page
    for name in ("x.html", "x.csv", "x.json"):
        assert not [n for n in NAMES if n in (folder / name).read_text()]
    if os.name != "nt":
        assert (folder / "x.csv").stat().st_mode & 0o077 == 0


def test_where_the_lint_reports_go_is_left_alone(run: Run, folder: Path) -> None:
    (folder / "roster-lint.toml").write_text(
        'html = "report.html"\noutput = ["text", "sarif:report.sarif"]\nemail = "email.txt"\n'
    )
    result = run("diff", *pair(folder), *AS_OF)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Nothing changes")
    assert {path.name for path in folder.iterdir()} == {"roster-lint.toml", "before", "after"}


def test_a_date_in_a_file_name(run: Run, folder: Path) -> None:
    run("diff", *pair(folder), *AS_OF, "--html", "{date}.html", "-q")
    assert (folder / "2026-08-10.html").exists()


def test_the_schools_of_a_connection_limit_the_campus_side(run: Run, folder: Path) -> None:
    scope = ("--school", "1", *AS_OF)
    assert run("preview", READY, *scope, "--to", "sent.zip").exit_code == 0
    result = run("diff", "sent.zip", READY, *scope)
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing changes")
    refused = run("diff", *pair(folder), *scope)
    assert refused.exit_code == 2 and "--school" in sentence(refused)


def test_a_payload_that_preview_wrote_is_what_the_snapshot_sends(run: Run, folder: Path) -> None:
    for version in ("1.1", "1.2"):
        sent = f"sent-{version}.zip"
        assert run("preview", READY, *AS_OF, "--oneroster", version, "--to", sent).exit_code == 0
        result = run("diff", sent, READY, *AS_OF, "--output-format", "json")
        report = json.loads(result.stdout)
        assert (report["verdict"], report["after"]["oneroster"]) == ("ok", version)
        assert [one["added"] + one["gone"] + one["changed"] for one in report["records"]] == [
            0
        ] * len(report["records"])


def test_before_is_judged_by_its_own_date(folder: Path) -> None:
    after = bundle("1.1")
    before = bundle("1.1").write(folder / "b")
    # e-1 ends on 2026-12-20.
    found = diff(before, after.write(folder / "a"), as_of="2027-01-05")
    assert found.tallies["enrollments"].ended == 0
    from datetime import date

    earlier = diff(folder / "b", folder / "a", as_of="2027-01-05", before_as_of=date(2026, 12, 1))
    assert isinstance(earlier, Difference)
    assert earlier.tallies["enrollments"].ended == 1
    assert earlier.before.as_of == date(2026, 12, 1)


def test_a_password_is_never_shown(run: Run) -> None:
    url = "postgresql://lint:swordfish@127.0.0.1:1/campus"
    for sides in ((url, READY), (READY, url)):
        result = run("diff", *sides, *AS_OF)
        assert result.exit_code in (2, 3)
        assert "swordfish" not in result.stdout + result.stderr
