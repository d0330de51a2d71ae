"""Findings about a file's cells name the line that an editor shows, all the way to the report."""

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fixtures.district import AS_OF, healthy
from roster_lint.checks.finding import Finding
from roster_lint.linter import lint


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What the data checks find in a snapshot whose files are odd in one way each."""
    district = healthy()
    district.row("Roster", rosterID=510103)["sectionID"] = "51O1"
    district.row("Roster", rosterID=520105)["personID"] = None
    # Two lines more before the bad cell, one in its own row.
    district.row("Contact", personID=1002)["email"] = "two\n\nlines"
    district.row("Contact", personID=1003).update(personID="P1003", email="a\nb")
    district.row("Enrollment", enrollmentID=271004)["noShow"] = 7
    district.row("Trial", trialID=270311)["modifiedDate"] = "7/30/2026"
    district.add("Term", **district.row("Term", termID=2701101))
    district.add("Term", termID=None, termScheduleID=127011)
    folder = district.write(tmp_path_factory.mktemp("snapshot"))
    respell(folder / "Roster.csv", lambda text: text.replace("\n", "\r\n").encode())
    respell(folder / "Enrollment.csv", lambda text: codecs.BOM_UTF8 + blank_lines(text).encode())
    respell(folder / "Trial.csv", lambda text: text.replace(",", "|").encode("utf-16"))
    with lint(folder, as_of=AS_OF, select=("DA",)) as report:
        return list(report.findings())


def respell(path: Path, spelled: Callable[[str], bytes]) -> None:
    path.write_bytes(spelled(path.read_text(encoding="utf-8")))


def blank_lines(text: str) -> str:
    """Puts three blank lines below the header."""
    return text.replace("\n", "\n\n\n\n", 1)


def keys(findings: list[Finding], code: str) -> list[Mapping[str, object]]:
    return sorted((finding.key for finding in findings if finding.code == code), key=str)


def line(table: str, **where: object) -> int:
    return healthy().line(table, **where)


def test_unreadable_cells_stand_on_their_lines(findings: list[Finding]) -> None:
    roster, contact = line("Roster", rosterID=510103), line("Contact", personID=1003)
    enrollment = line("Enrollment", enrollmentID=271004)
    trial = line("Trial", trialID=270311)
    assert keys(findings, "DA001") == [
        {"table": "Contact", "column": "personID", "line": contact + 2},
        {"table": "Enrollment", "column": "noShow", "line": enrollment + 3},
        {"table": "Roster", "column": "sectionID", "line": roster},
        {"table": "Trial", "column": "modifiedDate", "line": trial},
    ]


def test_blank_keys_stand_on_their_lines(findings: list[Finding]) -> None:
    roster, last = line("Roster", rosterID=520105), len(healthy().tables["Term"]) + 3
    assert keys(findings, "DA003") == [
        {"table": "Roster", "column": "personID", "line": roster},
        {"table": "Term", "column": "termID", "line": last},
    ]


def test_repeated_keys_are_named_by_the_key(findings: list[Finding]) -> None:
    assert keys(findings, "DA002") == [{"table": "Term", "termID": 2701101}]


def test_the_message_names_the_line_and_not_the_value(findings: list[Finding]) -> None:
    [message] = [f.message for f in findings if f.key.get("table") == "Enrollment"]
    assert f"line {line('Enrollment', enrollmentID=271004) + 3}" in message
    assert not any("P1003" in f.message or "51O1" in f.message for f in findings)
