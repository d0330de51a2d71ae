"""The JSON report against its published schema, and its way of writing."""

import json
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import pytest

from roster_lint.checks.finding import Finding
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.report import OtherVersion, Report
from roster_lint.vocabulary import Owner
from tests.report.samples import (
    NEEDS,
    check,
    finding,
    incomplete,
    not_ready,
    partly_known,
    plan,
    report,
)

SEVERITY = ("error", "warning", "info")
NUMBER = (int, NoneType)
EFFECT = ("blocked", "missing", "deleted", "wrong", "risk")

# A type, a tuple of types or of allowed words, a list (items alike) or a dict (exactly these keys).
OTHER_VERSION: dict[str, Any] = {"oneroster": ("1.2",), "more": dict, "judged_excluded_by": [str]}
PLAN: dict[str, Any] = {
    "now": dict,
    "causes": [
        {
            "code": str,
            "action": str,
            "fix": str,
            "school_id": (int, NoneType),
            "calendar_id": (int, NoneType),
            "place": (str, NoneType),
            "detail": (str, NoneType),
            "records": int,
            "alone": dict,
            "together": dict,
        }
    ],
    "steps": [{"causes": [int], "brings_back": dict, "then": dict}],
    "stays": dict,
}
STANDING: dict[str, Any] = {"total": int, "available": int}
SCHEMA: dict[str, Any] = {
    "schema": (1,),
    "tool": ("roster-lint",),
    "version": str,
    "source": {
        "kind": ("campus-database", "campus-snapshot", "oneroster-bundle", "oneroster-api"),
        "location": str,
    },
    "as_of": str,
    "school_year": (int, NoneType),
    "oneroster": ("1.1", "1.2"),
    "oneroster_set": bool,
    "other_version": NoneType,
    "vendor": str,
    "vendors": [
        {
            "name": str,
            "display": str,
            "verdict": ("ready", "not-ready", "incomplete"),
            "errors": int,
            "warnings": int,
            "infos": int,
            "not_checked": [str],
            "checks": dict,
        }
    ],
    "schools": [str],
    "readings": dict,
    "notes": [str],
    "verdict": ("ready", "not-ready", "incomplete"),
    "exit_code": (0, 1, 3),
    "incomplete": [str],
    "unjudged": bool,
    "missing": [str],
    "summary": dict.fromkeys((*SEVERITY, "checks_run", "checks_skipped"), int),
    "affected": [{"effect": EFFECT, **dict.fromkeys(("people", "classes", "others"), NUMBER)}],
    "availability": [
        {
            "entity": ("student", "teacher", "staff", "guardian", "relative"),
            "total": NUMBER,
            "available": NUMBER,
            "to_be_deleted": NUMBER,
            "criteria": [
                {
                    "name": str,
                    "title": str,
                    "failed": NUMBER,
                    "fails": str,
                    "unknown": (str, NoneType),
                }
            ],
            "schools": [
                {
                    "school_id": (int, NoneType),
                    "school": str,
                    "total": int,
                    "available": int,
                    "to_be_deleted": int,
                    "failed": dict,
                    **dict.fromkeys(("held_back", "left_out", "not_used"), NUMBER),
                }
            ],
            "unknown": (str, NoneType),
            "no_account": dict,
            **dict.fromkeys(("held_back", "left_out", "not_used"), NUMBER),
        }
    ],
    "records": dict,
    "plan": NoneType,
    "no_plan": (str, NoneType),
    "suppressions": [{"code": str, "reason": str, "matched": int, "problem": (str, NoneType)}],
    "checks": [
        {
            "code": str,
            "name": str,
            "severity": SEVERITY,
            "effect": EFFECT,
            "owner": get_args(Owner),
            "status": ("passed", "failed", "skipped", "crashed"),
            "findings": int,
            "records": int,
            "total": (int, NoneType),
            "suppressed": int,
            "tolerated": bool,
            "reason": (str, NoneType),
        }
    ],
    "findings": [
        {
            "code": str,
            "name": str,
            "severity": SEVERITY,
            "entity": str,
            "key": dict,
            "school_id": (int, NoneType),
            "message": str,
            "fix": str,
            "fingerprint": str,
            "vendors": [{"name": str, "severity": SEVERITY, "consequence": (str, NoneType)}],
            "tolerated": bool,
        }
    ],
}


def conforms(value: Any, schema: Any, place: str = "$") -> None:  # noqa: ANN401
    if isinstance(schema, dict):
        assert list(value) == list(schema), place
        for key, inner in schema.items():
            conforms(value[key], inner, f"{place}.{key}")
    elif isinstance(schema, list):
        # What is unknown is null.
        for number, item in enumerate(value or ()):
            conforms(item, schema[0], f"{place}[{number}]")
    elif isinstance(schema, type) or isinstance(schema[0], type):
        assert isinstance(value, schema), place
    else:
        assert value in schema, place


def written(made: Report) -> str:
    stream = StringIO()
    write_json(made, stream)
    return stream.getvalue()


@pytest.mark.parametrize("made", [report(), not_ready(), incomplete(), partly_known()])
def test_the_report_follows_its_schema(made: Report) -> None:
    conforms(json.loads(written(made)), SCHEMA)
    made.other_version = OtherVersion("1.2", {"student": 43}, {"one": "One"})
    conforms(json.loads(written(made)), SCHEMA | {"other_version": OTHER_VERSION})


def test_the_plan_follows_its_schema() -> None:
    read = json.loads(written(report(plan=plan(), not_listed=None)))
    conforms(read, SCHEMA | {"plan": PLAN})
    for standing in (read["plan"]["now"], *(step["then"] for step in read["plan"]["steps"])):
        conforms(standing["student"], STANDING)
        conforms(standing["section"], STANDING | {"without_teacher": int})
    first, *_ = read["plan"]["steps"]
    assert [read["plan"]["causes"][place]["code"] for place in first["causes"]] == ["UN001"]


def test_every_key_is_documented() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "json.md").read_text(encoding="utf-8")
    whole = SCHEMA | {"other_version": OTHER_VERSION, "plan": PLAN | {"now": STANDING}}
    for place, keys in places(whole):
        for key in keys:
            assert f"`{key}`" in page, (place, key)


def places(schema: Any, place: str = "$") -> Iterator[tuple[str, Iterable[str]]]:  # noqa: ANN401
    """The keys of every object in a schema, with where it stands."""
    if isinstance(schema, list):
        yield from places(schema[0], place)
    elif isinstance(schema, dict):
        # How many findings there are of each severity is said in words.
        yield place, [key for key in schema if key not in SEVERITY]
        for key, inner in schema.items():
            yield from places(inner, f"{place}.{key}")


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
