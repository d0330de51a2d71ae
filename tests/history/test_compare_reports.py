"""Two whole reports compared: what was made differently, and what the program itself writes."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.errors import UsageError
from roster_lint.history.comparing import compare
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.json_lines import write as write_lines
from roster_lint.settings.settings import Settings
from tests.history import naive
from tests.history.reports import (
    check,
    document,
    population,
)
from tests.history.test_compare import both


def test_what_was_made_differently_is_said(tmp_path: Path) -> None:
    old = document()
    new = document(
        as_of="2026-08-11",
        version="0.2.0",
        vendor="canvas",
        vendors=[],
        oneroster="1.2",
        school_year=2028,
        schools=["Marigold Middle"],
        readings=old["readings"] | {"email_sent": "secondary"},
        source={"kind": "campus-database", "location": "mssql://***@sis.example.org/district"},
        checks=[check("UN001", 0), check("EM001", 0), check("ZZ001", 0)],
    )
    with both(tmp_path, old, new) as found:
        said = {one.what: (one.before, one.after) for one in found.differences}
    assert said == {
        "as of": ("2026-08-10", "2026-08-11"),
        "source": (
            "campus-snapshot fixtures/x",
            "campus-database mssql://***@sis.example.org/district",
        ),
        "roster-lint": (old["version"], "0.2.0"),
        "school year": ("2026-27", "2027-28"),
        "vendor": (old["vendor"], "canvas"),
        "OneRoster": ("1.1", "1.2"),
        "schools": ("all", "Marigold Middle"),
        "email_sent": ("primary", "secondary"),
        "checks that ran": ("3 (only then: SC008)", "3 (only then: ZZ001)"),
    }


def test_a_bundle_is_not_compared_with_campus(tmp_path: Path) -> None:
    bundle = document(source={"kind": "oneroster-bundle", "location": "b.zip"})
    with pytest.raises(UsageError, match="cannot be compared"):
        both(tmp_path, document(), bundle)


def test_who_will_sync_before_and_after(tmp_path: Path) -> None:
    old = document(availability=[population("student", 100, 90), population("staff", 9, 9)])
    new = document(availability=[population("student", 101, None), population("section", 5, 5)])
    with both(tmp_path, old, new) as found:
        assert [
            (one.entity, one.total, one.available, one.held_back) for one in found.populations
        ] == [
            ("student", (100, 101), (90, None), (10, None)),
            ("section", (None, 5), (None, 5), (None, 0)),
            ("staff", (9, None), (9, None), (0, None)),
        ]


LINTED: dict[str, dict[str, Any]] = {
    "back-to-school": {
        "suppress": [{"code": "UN001", "reason": "homebound", "school": "Marigold Middle"}],
        "tolerance": {"CO009": 50, "DA007": "90%"},
    },
    "bundle-1p1-bad": {"vendor": ("clever",)},
}


@pytest.mark.long
@pytest.mark.parametrize("name", LINTED)
def test_what_the_program_writes_is_read(tmp_path: Path, name: str) -> None:
    """In both formats, suppressed and tolerated findings included."""
    reported = Settings(as_of=AS_OF, **LINTED[name])
    paths = tmp_path / "report.json", tmp_path / "report.jsonl"
    with lint(HERE / name, settings=reported) as report:
        for path, write in zip(paths, (write_json, write_lines), strict=True):
            with path.open("w", encoding="utf-8") as stream:
                write(report, stream)
        counts = {level: report.count(level) for level in ("error", "warning", "info")}
        incomplete = report.verdict == "incomplete"
        tolerated = sum(one.findings for one in report.checks if one.tolerated)
    with compare(*paths) as same:
        assert same.exit_code == (3 if incomplete else 0)
        still = {level: tally["still"] for level, tally in same.levels.items()}
        assert still == {k: n for k, n in {**counts, "tolerated": tolerated}.items() if n}
        assert same.tally["still"] == sum(same.tally.values()) > 20
        assert same.new.is_unjudged == incomplete
    assert bool(tolerated) == ("tolerance" in LINTED[name])


def test_planted_faults_are_what_is_new(tmp_path: Path) -> None:
    """Two students and a teacher of a whole district lose their usernames, and get them back."""
    shutil.copytree(HERE / "ready", tmp_path / "export")
    accounts = tmp_path / "export" / "UserAccount.csv"
    header, *rows = accounts.read_text(encoding="utf-8").splitlines()
    at = {name: place for place, name in enumerate(header.split(","))}
    lost = {"1001", "1120", "2001"}
    for number, row in enumerate(rows):
        cells = row.split(",")
        if cells[at["personID"]] in lost:
            cells[at["username"]] = ""
            rows[number] = ",".join(cells)
    paths = []
    for name, text in (("whole", None), ("spoiled", "\n".join([header, *rows, ""]))):
        if text is not None:
            accounts.write_text(text, encoding="utf-8")
        paths.append(tmp_path / f"{name}.json")
        with (
            lint(tmp_path / "export", as_of=AS_OF, select=("UN",)) as report,
            paths[-1].open("w", encoding="utf-8") as stream,
        ):
            write_json(report, stream)
    with compare(*paths) as worse:
        new = [one for one in worse.findings("new") if one.code == "UN001"]
        assert {str(one.key["personID"]) for one in new} == lost
        assert worse.exit_code == 1 and not worse.tally["gone"]
        assert worse.tally["new"] == naive.compared(*paths)["new"]
    with compare(paths[1], paths[0]) as mended:
        gone = [one for one in mended.findings("gone") if one.code == "UN001"]
        assert {str(one.key["personID"]) for one in gone} == lost
        assert mended.exit_code == 0
