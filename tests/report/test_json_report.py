"""The JSON report against its published schema, and its way of writing."""

import json
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from docs import json_report
from roster_lint.checks.finding import Finding
from roster_lint.cli.schema import schema_of
from roster_lint.report.counts import OtherVersion
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.report import Report
from tests.json_schema import faults
from tests.report.samples import check, finding, incomplete, not_ready, plan, report
from tests.report.samples_in_part import NEEDS, partly_known


def written(made: Report) -> str:
    stream = StringIO()
    write_json(made, stream)
    return stream.getvalue()


@pytest.mark.parametrize("made", [report(), not_ready(), incomplete(), partly_known()])
def test_the_report_follows_its_schema(made: Report) -> None:
    assert faults("report", json.loads(written(made))) == []
    made.other_version = OtherVersion("1.2", {"student": 43}, {"one": "One"})
    assert faults("report", json.loads(written(made))) == []


def test_the_plan_follows_its_schema() -> None:
    read = json.loads(written(report(plan=plan(), not_listed=None)))
    assert faults("report", read) == []
    for standing in (read["plan"]["now"], *(step["then"] for step in read["plan"]["steps"])):
        assert "without_teacher" in standing["section"]
        assert "without_teacher" not in standing["student"]
    first, *_ = read["plan"]["steps"]
    assert [read["plan"]["causes"][place]["code"] for place in first["causes"]] == ["UN001"]


def test_keys_stand_in_the_order_of_the_schema() -> None:
    read = json.loads(written(not_ready()))
    assert list(read) == list(schema_of("report")["properties"])


def test_a_key_that_the_schema_does_not_know_or_misses_is_noticed() -> None:
    whole = json.loads(written(not_ready()))
    for key in whole:
        assert faults("report", {k: value for k, value in whole.items() if k != key})
    assert faults("report", whole | {"more": 1})


def test_the_page_is_what_the_schema_says() -> None:
    assert json_report.PAGE.read_text(encoding="utf-8") == json_report.page()


def test_values() -> None:
    read = json.loads(written(not_ready()))
    assert read["source"] == {"kind": "campus-snapshot", "location": "fixtures/x"}
    assert (read["as_of"], read["school_year"]) == ("2026-08-10", 2027)
    assert (read["verdict"], read["exit_code"]) == ("not-ready", 1)
    # The tolerated warning counts for nothing, but is listed.
    assert read["summary"] == {
        "error": 42,
        "warning": 1,
        "info": 1,
        "checks_run": 6,
        "checks_skipped": 3,
    }
    assert read["findings"][1] == {
        "code": "UN001",
        "name": "missing-username",
        "severity": "error",
        "entity": "person",
        "key": {"personID": 0},
        "school_id": 1,
        "message": "Student 100 has no username: OneRoster 1.1 leaves the person out",
        "fix": check().fix,
        "fingerprint": "UN001-0",
        "vendors": [],
        "tolerated": False,
        "known": False,
    }
    assert {f["code"] for f in read["findings"] if f["tolerated"]} == {"UN003"}
    usernames = next(c for c in read["checks"] if c["code"] == "UN001")
    assert (usernames["findings"], usernames["total"], usernames["suppressed"]) == (40, 1412, 1)
    assert [c["code"] for c in read["checks"] if c["tolerated"]] == ["UN003"]
    assert {c["code"]: c["reason"] for c in read["checks"] if c["status"] == "skipped"} == {
        "EM006": "the settings name no domains",
        "GR002": "the source has no CampusDictionary",
        "GR005": "the source has no CampusDictionary",
    }


def test_every_finding_is_there_in_order_on_its_own_line() -> None:
    text = written(not_ready())
    read = json.loads(text)
    assert len(read["findings"]) == 45
    assert [f["code"] for f in read["findings"][:2]] == ["SC001", "UN001"]
    assert sum(line.count('"fingerprint"') == 1 for line in text.splitlines()) == 45


def test_no_year_and_no_findings() -> None:
    read = json.loads(written(incomplete()))
    assert read["school_year"] is None
    assert read["findings"] == []


def test_findings_are_written_as_they_are_read() -> None:
    stream = StringIO()
    of = check()

    def one_by_one() -> Iterator[Finding]:
        for number in range(5):
            assert stream.getvalue().count('"fingerprint"') == number
            yield finding(of, number, "no username")

    write_json(report(stream=one_by_one), stream)
    assert len(json.loads(stream.getvalue())["findings"]) == 5


def test_keys_keep_their_types() -> None:
    of = check("GR001", key=("structureID", "name"))
    found = finding(of, 1, "", key={"structureID": 71, "name": "01"}, school_id=None)
    year = finding(of, 2, "", key={"endYear": None})
    keys = [f["key"] for f in json.loads(written(report([found, year])))["findings"]]
    assert keys == [{"structureID": 71, "name": "01"}, {"endYear": None}]


def test_any_text_survives_any_stream() -> None:
    message = 'Señora 名前 "\\ \x1b[31m\u2028\ud800'
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding="ascii")
    write_json(report([finding(check(), 1, message)]), stream)
    stream.flush()
    assert json.loads(raw.getvalue())["findings"][0]["message"] == message


def test_what_is_unknown_is_null() -> None:
    read = json.loads(written(partly_known()))
    assert read["missing"] == ["Enrollment.noShow"]
    assert read["affected"] == [
        {"effect": "missing", "people": None, "classes": 6, "others": 0},
        {"effect": "deleted", "people": None, "classes": 0, "others": 0},
    ]
    students, guardians, teachers = read["availability"]
    assert (students["total"], students["available"], students["to_be_deleted"]) == (
        412,
        None,
        None,
    )
    assert [c["failed"] for c in students["criteria"]] == [None, None]
    assert [c["unknown"] for c in students["criteria"]] == [None, NEEDS]
    assert (students["schools"], students["unknown"]) == (None, NEEDS)
    assert guardians["total"] is None
    assert (teachers["total"], teachers["available"], teachers["unknown"]) == (21, 21, None)
