"""The text for an email: the numbers of the JSON report, no names, lines that can be quoted."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from fixtures.build import HERE
from fixtures.district import back_to_school
from roster_lint import lint
from roster_lint.report.formats.email import COLUMNS, write_email, write_email_broken_off
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.report import Report
from tests.report import samples

AS_OF = "2026-08-10"
FIXTURES = (
    *("ready", "back-to-school", "torn-export"),
    *("bundle-1p1", "bundle-1p1-bad", "bundle-1p2", "bundle-1p2-bad"),
)
NAMES = {
    "student": "Students",
    "teacher": "Teachers",
    "staff": "Other staff",
    "guardian": "Guardians",
    "relative": "Relatives",
    "section": "Classes",
}
WAYS = {
    "held_back": "held back",
    "to_be_deleted": "sent as ToBeDeleted",
    "left_out": "left out as marked",
    "not_used": "not used by this vendor",
}

Written = tuple[str, dict[str, Any]]


def email(report: Report, **files: Path) -> str:
    stream = io.StringIO()
    write_email(report, stream, files)
    return stream.getvalue()


@pytest.fixture(scope="module")
def written() -> Callable[[str], Written]:
    @cache
    def written(name: str) -> Written:
        with lint(HERE / name, as_of=AS_OF, show_personal_data=True) as report:
            stream = io.StringIO()
            write_json(report, stream)
            return email(report), json.loads(stream.getvalue())

    return written


every_fixture = pytest.mark.parametrize("name", FIXTURES)


def flat(text: str) -> str:
    """The text as if no line had been broken."""
    return " ".join(text.split())


@every_fixture
def test_the_numbers_are_those_of_json(written: Callable[[str], Written], name: str) -> None:
    text, facts = written(name)
    subject, blank, *body = text.splitlines()
    words = facts["verdict"].replace("-", " ")
    summary = facts["summary"]
    numbers = f"{summary['error']:,} error{'s' * (summary['error'] != 1)}"
    assert subject.startswith(f"Subject: OneRoster sync: {words}, {numbers}, ")
    assert blank == ""
    assert body[0].startswith(words.capitalize())
    said = flat(text)
    assert f"{numbers}, {summary['warning']:,} warning" in said
    assert f"in {summary['checks_run']:,} check" in said
    assert all(flat(reason) in said for reason in facts["incomplete"])
    for population in facts["availability"]:
        line = next(line for line in body if line.startswith(NAMES[population["entity"]]))
        total, available = population["total"], population["available"]
        shown = "unknown" if total is None else f"{'?' if available is None else f'{available:,}'}"
        assert line.split(maxsplit=1)[1].removeprefix("staff ").lstrip().startswith(shown)
        if available is None:
            continue
        assert f"{available:,} of {total:,}" in line
        for way, words in WAYS.items():
            count = population[way] or 0
            assert (f"{count:,} {words}" in line) == bool(count)


@every_fixture
def test_the_steps_are_those_of_json_ten_at_most(
    written: Callable[[str], Written], name: str
) -> None:
    text, facts = written(name)
    plan = facts["plan"]
    steps = re.findall(r"^(\d+)\. ", text, re.MULTILINE)
    if not plan or not plan["steps"]:
        assert steps == []
        failed = [check for check in facts["checks"] if check["status"] == "failed"]
        listed = re.findall(r"^-   ([A-Z]{2}\d{3}) ", text, re.MULTILINE)
        assert len(listed) == min(len(failed), 10)
        assert set(listed) <= {check["code"] for check in failed}
        return
    assert steps == [str(n) for n in range(1, min(len(plan["steps"]), 10) + 1)]
    said = flat(text)
    owners = {check["code"]: check["owner"] for check in facts["checks"]}
    for step in plan["steps"][:10]:
        for place in step["causes"]:
            cause = plan["causes"][place]
            assert f"({cause['code']}, {owners[cause['code']]}) {flat(cause['fix'])}" in said
        for entity, noun in (("student", "student"), ("section", "class")):
            count = step["brings_back"].get(entity, 0)
            assert not count or f" {count:,} {noun}" in said
    last = plan["steps"][-1]["then"]["student"]
    assert f"{last['available']:,} of {last['total']:,} students" in said


@every_fixture
def test_no_line_is_too_wide(written: Callable[[str], Written], name: str) -> None:
    text, _facts = written(name)
    assert max(map(cell_len, text.splitlines())) <= COLUMNS
    assert text == "\n".join(line.rstrip() for line in text.split("\n"))
    assert "\033" not in text


def test_no_name_is_in_it_even_where_personal_data_may_be_shown(
    written: Callable[[str], Written],
) -> None:
    text, facts = written("back-to-school")
    names = {
        str(identity[key])
        for identity in back_to_school().tables["Identity"]
        for key in ("lastName",)
    }
    assert any(name in finding["message"] for finding in facts["findings"] for name in names)
    words = set(re.findall(r"\w+", text))
    assert words.isdisjoint(names)


def test_it_says_where_the_details_are() -> None:
    text = email(samples.not_ready(), **{"the workbook": Path("to-fix.xlsx")})
    assert text.endswith("\nThe details:\n-   the workbook: to-fix.xlsx\n")
    assert "run roster-lint with --details" in email(samples.not_ready())


def test_the_schools_of_the_run_are_in_the_subject() -> None:
    report = samples.not_ready()
    subject = email(replace(report, schools=("Marigold Middle",))).splitlines()[0]
    assert subject == "Subject: OneRoster at Marigold Middle: not ready, 42 errors, 1 warning"
    subject = email(report).splitlines()[0]
    assert subject == "Subject: OneRoster at 2 schools: not ready, 42 errors, 1 warning"
    subject = email(replace(report, schools=("x" * 80,))).splitlines()[0]
    assert subject.endswith("xxx...: not ready, 42 errors, 1 warning")
    assert len(subject) == COLUMNS


@pytest.mark.parametrize("school", ["Fir\nBcc: all@example.org", "木" * 60, "x" * 300, "\u202eoak"])
def test_a_schools_name_neither_adds_a_header_nor_widens_a_line(school: str) -> None:
    report = replace(samples.not_ready(), schools=(school,), incomplete=())
    text = email(report, **{"the report": Path(f"{'y' * 200}.txt")})
    head, _, _body = text.partition("\n\n")
    assert len(head.splitlines()) == 1
    assert max(map(cell_len, text.splitlines())) <= COLUMNS
    assert "\u202e" not in text


def test_a_run_that_breaks_off_says_so_without_a_password() -> None:
    stream = io.StringIO()
    write_email_broken_off("No login: pwd=hunter2 was refused.", "mssql://sis.example.org", stream)
    text = stream.getvalue()
    assert text.startswith("Subject: OneRoster sync: incomplete")
    assert "mssql://sis.example.org broke off: No login" in flat(text)
    assert "hunter2" not in text
