"""A report is read however it is laid out; what is no report, or not whole, gets one sentence."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roster_lint.engine.duck import DuckEngine
from roster_lint.errors import RosterLintError
from roster_lint.history import window
from roster_lint.history.facts import Facts
from roster_lint.history.reading import NotAReport, TornReport, read_numbers, read_report
from roster_lint.history.rows import load_findings
from tests.history.reports import LAYOUTS, as_written, check, document, finding, incomplete

WHOLE = document(
    [
        finding("UN001", 1),
        finding("UN001", 2, school_id=None, message='says "]}," and \\ and é \U0001f600'),
        finding("EM001", 3, school_id="ab", tolerated=True),
    ]
)


@pytest.fixture(params=[1, 7, 65_536])
def small_chunks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So few characters at a time that every value is cut somewhere."""
    monkeypatch.setattr(window, "_CHUNK", request.param)
    return int(request.param)


def read(path: Path) -> tuple[Facts, list[dict[str, Any]]]:
    found: list[dict[str, Any]] = []
    return read_report(path, lambda one: found.append(dict(one))), found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_the_same_report(tmp_path: Path, layout: str, small_chunks: int) -> None:
    path = tmp_path / "report.json"
    path.write_text(LAYOUTS[layout](WHOLE), encoding="utf-8")
    facts, found = read(path)
    assert found == WHOLE["findings"]
    assert facts == read_numbers(path) == Facts.model_validate(WHOLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_a_shell_makes_of_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(as_written(WHOLE).replace("\n", "\r\n"), encoding=encoding)
    assert read(path)[1] == WHOLE["findings"]
    assert read_numbers(path).summary.error == 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_report_that_is_cut_is_never_taken_for_whole(tmp_path: Path, layout: str) -> None:
    """Wherever it ends: in the findings, it is not compared, and in the numbers it is not read."""
    text = LAYOUTS[layout](WHOLE).rstrip("\n")
    path = tmp_path / "report.json"
    engine = DuckEngine()
    steps = sorted({*range(1, len(text), 97), *range(len(text) - 40, len(text))})
    for number, end in enumerate(steps):
        path.write_text(text[:end], encoding="utf-8")
        with pytest.raises((NotAReport, TornReport)) as caught:
            load_findings(path, engine, f"t{number}", lambda *_: None)
        assert "\n" not in str(caught.value)
        if layout != "jsonl":
            with pytest.raises((NotAReport, TornReport)):
                read_numbers(path)
    engine.close()


def test_findings_that_were_cut_out_are_missed(tmp_path: Path) -> None:
    """By jq, say: what is left would else make the others look as if they were gone."""
    path = tmp_path / "report.json"
    path.write_text(json.dumps(WHOLE | {"findings": WHOLE["findings"][1:]}), encoding="utf-8")
    engine = DuckEngine()
    with pytest.raises(TornReport, match="counts 2 findings of UN001 and lists 1"):
        load_findings(path, engine, "t", lambda *_: None)
    engine.close()


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files that somebody may name, and what the sentence must say."""
    whole = document([finding("UN001", 1)])
    deep = "[" * 100_000
    yield "no JSON", b""
    yield "no JSON", b"   \n"
    yield "no JSON", b"[]"
    yield "no JSON", b"PK\x03\x04zip"
    yield "no JSON", b"{\xff\xff"
    yield "no JSON", b"\xff\xfe{"
    yield "no JSON", deep.encode()
    yield "no JSON", b'{"findings": ' + deep.encode()
    yield "no JSON", b'{"a": NaN}'
    yield "no JSON", b'{"a": ' + b"9" * 10_000 + b"}"
    yield "no JSON", b'{"a": 1, "a": 2}'
    yield "no JSON", (json.dumps(whole) + "x").encode()
    yield "no report of roster-lint's", b"{}"
    yield "no report of roster-lint's", b'{"tool": "pylint", "schema": 1}'
    yield "a newer roster-lint has written it", json.dumps(whole | {"schema": 2}).encode()
    yield "schema other than 1", json.dumps(whole | {"schema": True}).encode()
    yield "another command", b'{"tool": "roster-lint", "schema": 1, "file": null, "settings": []}'
    odd: dict[str, dict[str, object]] = {
        "as_of": {"as_of": "yesterday"},
        "summary": {"summary": {"error": -1, "warning": 0, "info": 0}},
        "verdict": {"verdict": "fine"},
        "availability": {"availability": [{"entity": "student", "total": 1, "available": 2}]},
        "checks": {"checks": {"code": "UN001"}},
        "its keys": {"checks": [check("UN001", 1), check("UN001", 1)]},
        "readings": {"readings": [1]},
        "checks ": {"checks": [check("UN001", 1), check("\ud800", 0)]},
        "schools": {"schools": "all"},
    }
    for name, changes in odd.items():
        yield f"see {name.strip()}", json.dumps(whole | changes).encode()
    for changes in (
        {"severity": "awful"},
        {"fingerprint": ""},
        {"fingerprint": "\ud800"},
        {"fingerprint": "a\0b"},
        {"code": "UN001\u202e"},
        {"key": 12},
        {"school_id": 1.5},
        {"tolerated": "no"},
    ):
        made = whole | {"findings": [finding("UN001", 1) | changes]}
        yield "a finding in it is none", json.dumps(made).encode()
    yield "a finding in it is none", json.dumps(whole | {"findings": [7]}).encode()
    yield (
        "counts 0 findings of ZZ999 and lists 1",
        json.dumps(
            whole | {"findings": [*whole["findings"], finding("UN001", 2) | {"code": "ZZ999"}]}
        ).encode(),
    )


def test_hostile_files_get_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    engine = DuckEngine()
    for number, (words, data) in enumerate(hostile()):
        path.write_bytes(data)
        with pytest.raises((NotAReport, TornReport)) as caught:
            load_findings(path, engine, f"t{number}", lambda *_: None)
        assert words in str(caught.value), (data[:80], str(caught.value))
        assert "\n" not in str(caught.value)
    engine.close()


def test_places_that_hold_no_report(tmp_path: Path) -> None:
    for place, words in (
        (tmp_path / "absent.json", "is not there"),
        (tmp_path, "is a folder"),
        (tmp_path / "a\0b", "is not there"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ):
        with pytest.raises(RosterLintError, match=words):
            read_report(place, lambda _: None)


def test_spoiled_files_never_end_in_a_traceback(tmp_path: Path) -> None:
    """Bytes changed, lost and doubled by chance: what is still read is a report like any other."""
    chance = random.Random(16)
    path = tmp_path / "report.json"
    data = as_written(WHOLE).encode()
    engine = DuckEngine()
    ended = {"read": 0, "refused": 0}
    for number in range(400):
        spoiled = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(spoiled))
            length = chance.randint(0, 30)
            spoiled[at : at + length] = chance.choice(
                (b"", b"\0", b"\xff", b'"', b"}", b"]", b"-1", bytes(spoiled[:length]))
            )
        path.write_bytes(spoiled)
        try:
            load_findings(path, engine, f"t{number}", lambda *_: None)
            ended["read"] += 1
        except (NotAReport, TornReport):
            ended["refused"] += 1
        try:
            read_numbers(path)
        except (NotAReport, TornReport):
            ended["refused"] += 1
    engine.close()
    assert ended["refused"] > 100 and ended["read"] > 5


def test_a_run_that_broke_off_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    made = incomplete(
        checks=[],
        availability=[],
        oneroster=None,
        school_year=None,
        source={"kind": None, "location": None},
        summary={"error": None, "warning": None, "info": None, "checks_run": 0},
    )
    path.write_text(as_written(made), encoding="utf-8")
    facts, found = read(path)
    assert facts.is_unjudged and facts.ran == frozenset() and found == []
