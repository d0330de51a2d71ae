"""A OneRoster bundle through the command line: what is judged, what is refused, and as what."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from roster_lint.files.shipped import shipped
from tests.cli.conftest import Run, sentence

AS_OF = "--as-of=2026-09-15"


@pytest.fixture
def copied(folder: Path) -> Callable[[str], Path]:
    """Makes a copy of the good sample bundle of a version."""

    def copy(version: str) -> Path:
        return Path(shutil.copytree(shipped("fixtures") / f"bundle-{version}", folder / "bundle"))

    return copy


@pytest.fixture
def bundle(copied: Callable[[str], Path]) -> Path:
    """A copy of the good sample bundle of 1.1, where the version does not matter."""
    return copied("1p1")


def as_json(result: Result) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")


@pytest.mark.parametrize(("named", "version"), [("1p1", "1.1"), ("1p2", "1.2")])
def test_a_good_folder_or_zip_is_ready_and_says_of_which_version_it_is(
    run: Run, copied: Callable[[str], Path], named: str, version: str
) -> None:
    source = str(copied(named))
    if named == "1p2":
        source = shutil.make_archive(source, "zip", source)
    result = run("check", source, AS_OF, "--vendor=google-classroom", "--output-format=json")
    assert result.exit_code == 0
    report = as_json(result)
    assert report["source"] == {"kind": "oneroster-bundle", "location": source}
    assert (report["oneroster"], report["school_year"]) == (version, 2027)
    students = next(a for a in report["availability"] if a["entity"] == "student")
    assert students["total"] == students["available"] == 12


def test_a_dangling_reference_is_not_ready(run: Run, bundle: Path) -> None:
    edit(bundle / "enrollments.csv", lambda text: text.replace("stu-01", "stu-99"))
    result = run("check", str(bundle), AS_OF, "--select=OP1", "--output-format=json")
    assert result.exit_code == 1
    found = as_json(result)["findings"]
    assert {finding["code"] for finding in found} == {"OP102"}
    assert all(finding["key"]["file"] == "enrollments.csv" for finding in found)


def test_a_torn_file_is_incomplete_and_the_others_are_judged_all_the_same(
    run: Run, copied: Callable[[str], Path]
) -> None:
    bundle = copied("1p2")
    edit(bundle / "demographics.csv", lambda text: f'{text}"torn')
    edit(bundle / "users.csv", lambda text: text.replace(",true,", ",yes,", 1))
    result = run("check", str(bundle), AS_OF, "--select=OB,OF", "--output-format=json")
    assert result.exit_code == 3
    report = as_json(result)
    assert any(reason.startswith("demographics.csv") for reason in report["incomplete"])
    files = {finding["key"].get("file") for finding in report["findings"]}
    assert {"demographics.csv", "users.csv"} <= files


@pytest.mark.parametrize(("named", "other"), [("1p1", "1.2"), ("1p2", "1.1")])
def test_the_version_that_is_asked_for_is_held_against_the_bundle(
    run: Run, copied: Callable[[str], Path], named: str, other: str
) -> None:
    options = (AS_OF, f"--oneroster={other}", "--select=OB", "--output-format=json")
    result = run("check", str(copied(named)), *options)
    report = as_json(result)
    assert report["oneroster"] == other
    assert result.exit_code == 1
    named_checks = {check["name"] for check in report["checks"] if check["status"] == "failed"}
    assert "version-conflict" in named_checks


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_name_or_address_is_printed_unasked(run: Run, bundle: Path, form: str) -> None:
    edit(bundle / "users.csv", lambda text: text.replace("@example.org", " @example.org"))
    options = (f"--output-format={form}", "--show=all", "--select=OF,OP2,VN,AC")
    assert "example.org" not in run("check", str(bundle), AS_OF, *options).output


def test_worklists_of_a_bundle_name_people_for_their_school(
    run: Run, bundle: Path, folder: Path
) -> None:
    edit(bundle / "enrollments.csv", lambda text: text.replace("stu-01", "stu-99"))
    run("check", str(bundle), AS_OF, "--worklists=lists", "--quiet", "--select=OP1")
    texts = [path.read_text(encoding="utf-8-sig") for path in (folder / "lists").iterdir()]
    assert any("OP102" in text for text in texts)


def test_what_speaks_of_campus_alone_is_refused(run: Run, bundle: Path) -> None:
    refused = [
        ("check", str(bundle), "--school=Elm Sample Elementary"),
        ("explain", "student", "stu-01", str(bundle)),
        ("preview", str(bundle)),
        ("doctor", str(bundle)),
    ]
    for args in refused:
        result = run(*args)
        assert result.exit_code == 2, args
        assert "bundle" in sentence(result)
