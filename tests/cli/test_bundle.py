"""A OneRoster bundle through the command line: what is judged, what is refused, and as what."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from roster_lint.shipped import shipped
from tests.cli.conftest import Run, sentence

AS_OF = "--as-of=2026-09-15"


@pytest.fixture(params=["1p1", "1p2"])
def bundle(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A copy of the good sample bundle of each version."""
    return Path(shutil.copytree(shipped("fixtures") / f"bundle-{request.param}", folder / "bundle"))


def as_json(result: Result) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")


def test_a_good_bundle_is_ready_and_says_of_which_version_it_is(run: Run, bundle: Path) -> None:
    result = run("check", str(bundle), AS_OF, "--vendor=google-classroom", "--output-format=json")
    assert result.exit_code == 0
    report = as_json(result)
    assert report["source"] == {"kind": "oneroster-bundle", "location": str(bundle)}
    version = "1.1" if "file.roles" not in (bundle / "manifest.csv").read_text() else "1.2"
    assert (report["oneroster"], report["school_year"]) == (version, 2027)
    students = next(a for a in report["availability"] if a["entity"] == "student")
    assert students["total"] == students["available"] == 12


def test_a_zip_is_judged_as_its_folder_is(run: Run, bundle: Path) -> None:
    archive = shutil.make_archive(str(bundle), "zip", bundle)
    result = run("check", archive, AS_OF, "--quiet")
    assert result.exit_code == 0, result.output


def test_a_dangling_reference_is_not_ready(run: Run, bundle: Path) -> None:
    edit(bundle / "enrollments.csv", lambda text: text.replace("stu-01", "stu-99"))
    result = run("check", str(bundle), AS_OF, "--select=OP1", "--output-format=json")
    assert result.exit_code == 1
    found = as_json(result)["findings"]
    assert {finding["code"] for finding in found} == {"OP102"}
    assert all(finding["key"]["file"] == "enrollments.csv" for finding in found)


def test_a_torn_file_is_incomplete_and_the_others_are_judged_all_the_same(
    run: Run, bundle: Path
) -> None:
    edit(bundle / "demographics.csv", lambda text: f'{text}"torn')
    edit(bundle / "users.csv", lambda text: text.replace(",true,", ",yes,", 1))
    result = run("check", str(bundle), AS_OF, "--output-format=json")
    assert result.exit_code == 3
    report = as_json(result)
    assert any(reason.startswith("demographics.csv") for reason in report["incomplete"])
    files = {finding["key"].get("file") for finding in report["findings"]}
    assert {"demographics.csv", "users.csv"} <= files


def test_the_version_that_is_asked_for_is_held_against_the_bundle(run: Run, bundle: Path) -> None:
    own = as_json(run("check", str(bundle), AS_OF, "--output-format=json"))["oneroster"]
    other = {"1.1": "1.2", "1.2": "1.1"}[own]
    result = run("check", str(bundle), AS_OF, f"--oneroster={other}", "--output-format=json")
    report = as_json(result)
    assert report["oneroster"] == other
    assert result.exit_code == 1
    named = {check["name"] for check in report["checks"] if check["status"] == "failed"}
    assert "version-conflict" in named


def test_no_name_or_address_is_printed_unasked(run: Run, bundle: Path) -> None:
    edit(bundle / "users.csv", lambda text: text.replace("@example.org", " @example.org"))
    for form in ("text", "json"):
        shown = run("check", str(bundle), AS_OF, f"--output-format={form}", "--show=all").output
        assert "example.org" not in shown


def test_worklists_of_a_bundle_name_people_for_their_school(
    run: Run, bundle: Path, folder: Path
) -> None:
    edit(bundle / "enrollments.csv", lambda text: text.replace("stu-01", "stu-99"))
    run("check", str(bundle), AS_OF, "--worklists=lists", "--quiet")
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
