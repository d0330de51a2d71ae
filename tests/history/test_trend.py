"""Are we getting ready: a folder of nights, its gaps, its doubles, and what is no report."""

import json
import os
import random
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from roster_lint.errors import UsageError
from roster_lint.history.answer import answer
from roster_lint.history.formats.trend_json import write_json
from roster_lint.history.formats.trend_text import write_trend
from roster_lint.history.nights import Trend, read_trend
from tests.history.reports import Document, as_lines, document, finding, incomplete, population, put

FIRST = date(2026, 8, 1)


def night(number: int, held_back: int | None, errors: int = 5, **changes: object) -> Document:
    """The report of a night: the first is that of 1 August."""
    students = population("student", 412, 412 - (held_back or 0)) | {"held_back": held_back}
    found = [finding("UN001", n) for n in range(errors)]
    facts = {
        "as_of": str(FIRST + timedelta(number)),
        "availability": [students, population("teacher", 21, 20)],
    }
    return document(found, **(facts | changes))


def gap(number: int, **changes: object) -> Document:
    return incomplete(as_of=str(FIRST + timedelta(number)), **changes)


def broken_off(number: int) -> Document:
    facts = {
        "checks": [],
        "availability": [],
        "oneroster": None,
        "summary": {"error": None, "warning": None, "info": None},
    }
    return gap(number, **facts)


def trend_of(folder: Path, *made: Document) -> Trend:
    for number, one in enumerate(made):
        put(folder / f"{number}.json", one)
    return read_trend(folder)


ANSWERS: dict[str, list[Document]] = {
    "Getting ready: 43 students were held back on 1 August, 6 on 10 August.": [
        night(0, 43),
        night(9, 6),
    ],
    "Getting ready: 43 students were held back on 1 August, none on 2 August.": [
        night(0, 43),
        night(1, 0),
    ],
    "Not getting ready: 1 student was held back on 1 August, 2 on 2 August.": [
        night(0, 1),
        night(1, 2),
    ],
    "Not getting ready: no student was held back on 1 August, 2 on 2 August.": [
        night(0, 0),
        night(1, 2),
    ],
    "No change: 4 students were held back on 1 August and on 2 August.": [night(0, 4), night(1, 4)],
    "Getting ready: 5 errors were found on 1 August, 1 on 2 August.": [night(0, 4), night(1, 4, 1)],
    "Ready: 43 students were held back on 1 August, none on 2 August.": [
        night(0, 43),
        night(1, 0, 0),
    ],
    "Ready: no student was held back on 1 August or on 2 August.": [night(0, 0, 0), night(1, 0, 0)],
    "Getting ready: 43 students were held back on 1 August, 2 on 2 August."
    " The verdict of 2 August is ready.": [night(0, 43), night(1, 2, 0)],
    "One night so far: 43 students were held back on 1 August.": [night(0, 43)],
    "Getting ready: 7 students would not sync on 1 August, 2 on 2 August.": [
        night(n, 1, availability=[population("student", 10, some) | {"held_back": None}])
        for n, some in enumerate((3, 8))
    ],
    "Getting ready: 5 errors were found on 1 August, 4 on 2 August.": [
        night(n, 1, 5 - n, availability=[population("student", None, None)]) for n in (0, 1)
    ],
    "Getting ready: 9 students were held back on 1 August, 6 on 3 August."
    " The last night, 4 August, is incomplete.": [night(0, 9), gap(1), night(2, 6), gap(3)],
    "Getting ready: 9 students were held back on 1 August 2026, 6 on 5 January 2027.": [
        night(0, 9),
        night(157, 6),
    ],
    "Not known: the only report is incomplete.": [gap(0)],
    "Not known: all 2 reports are incomplete.": [gap(0), broken_off(1)],
}


@pytest.mark.parametrize("sentence", ANSWERS)
def test_the_answer(tmp_path: Path, sentence: str) -> None:
    trend = trend_of(tmp_path, *ANSWERS[sentence])
    assert [answer(line).sentence for line in trend.lines] == [sentence]
    assert trend.exit_code == (3 if sentence.startswith("Not known") else 0)


def fewer_checks(made: Document) -> Document:
    made["checks"] = [one for one in made["checks"] if one["code"] != "EM001"]
    return made


def accepting(made: Document, **changes: object) -> Document:
    made["checks"][1] |= changes
    return made


UNLIKE: dict[str, Document] = {
    "checks that ran": fewer_checks(night(1, None, 1)),
    "baseline": night(1, None, 1, baseline={"file": "known.jsonl", "as_of": "2026-08-02"}),
    "window_rule": night(1, None, 1, readings={"window_rule": "contain"}),
    "roster-lint": night(1, None, 1, version="99.0.0"),
    "school year": night(1, None, 1, school_year=2028),
    "graded by the district": accepting(
        night(1, None, 1), regraded={"severity": "info", "otherwise": "error", "reason": "x"}
    ),
    "findings accepted by the district": accepting(night(1, None, 1), suppressed=4),
    "accepted by the district": accepting(night(1, None, 1), known=4),
    "by the district": accepting(night(1, None, 1), tolerated=True, findings=4),
}


@pytest.mark.parametrize("what", UNLIKE)
def test_errors_that_were_not_looked_for_alike_are_no_progress(tmp_path: Path, what: str) -> None:
    before, after = night(0, None, 5), UNLIKE[what]
    for one in (before, after):
        one["availability"] = []
    (line,) = trend_of(tmp_path, before, after).lines
    assert what in line.unlike
    reported = answer(line)
    assert reported.direction == "unknown"
    assert reported.sentence.startswith(
        "Not known: the errors of 1 August and 2 August cannot be compared ("
    )


@pytest.mark.parametrize("what", UNLIKE)
def test_people_are_compared_all_the_same(tmp_path: Path, what: str) -> None:
    after = UNLIKE[what] | {"availability": night(1, 4)["availability"]}
    (line,) = trend_of(tmp_path, night(0, 4, 5), after).lines
    assert answer(line).sentence.startswith(
        "No change: 4 students were held back on 1 August and on 2 August."
    )


def test_nights_stand_in_order_whatever_the_files_are_called(tmp_path: Path) -> None:
    chance = random.Random(3)
    held_back = {number: chance.randint(0, 40) for number in range(20)}
    order = list(held_back)
    chance.shuffle(order)
    [line] = trend_of(tmp_path, *(night(n, held_back[n], errors=n) for n in order)).lines
    assert [n.as_of for n in line.nights] == [FIRST + timedelta(n) for n in range(20)]
    assert [n.numbers("student").held_back for n in line.nights] == list(held_back.values())
    assert [n.errors for n in line.nights] == list(range(20))


def test_incomplete_nights_are_gaps(tmp_path: Path) -> None:
    [line] = trend_of(tmp_path, night(0, 9), gap(1), broken_off(2), night(3, 6)).lines
    assert [one.is_gap for one in line.nights] == [False, True, True, False]
    assert [one.errors for one in line.nights] == [5, None, None, 5]
    assert line.nights[1].populations == {}


def test_of_two_reports_of_a_date_the_one_written_last_counts(tmp_path: Path) -> None:
    for number, (name, held_back) in enumerate((("b", 1), ("a", 2), ("c", 3))):
        put(tmp_path / f"{name}.json", night(0, held_back))
        os.utime(tmp_path / f"{name}.json", (1000, 1000 - (number == 2)))
    [line] = read_trend(tmp_path).lines
    [twice] = line.twice
    assert (twice.kept, twice.left_out) == ("b.json", ("c.json", "a.json"))
    assert [one.numbers("student").held_back for one in line.nights] == [1]


def test_what_is_no_report_is_named_and_skipped(tmp_path: Path) -> None:
    put(tmp_path / "good.json", night(0, 9))
    (tmp_path / "lines.JSONL").write_text(as_lines(night(1, 8)))
    (tmp_path / "notes.json").write_text("[]")
    (tmp_path / "settings.json").write_text('{"tool": "roster-lint", "schema": 1, "settings": []}')
    whole = (tmp_path / "good.json").read_text()
    (tmp_path / "torn.json").write_text(whole[: len(whole) // 2])
    (tmp_path / "link.json").symlink_to("nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")
    for name in ("page.html", "missing.csv", ".hidden.json"):
        (tmp_path / name).write_text("x")
    (tmp_path / "older.json").mkdir()
    trend = read_trend(tmp_path)
    assert [len(line.nights) for line in trend.lines] == [2]
    problems = dict(trend.skipped)
    assert set(problems) >= {"notes.json", "settings.json", "torn.json", "link.json"}
    assert problems["torn.json"] == "is torn: it ends in the midst of the report"
    assert "another command" in problems["settings.json"]
    assert problems.get("pipe.json", "is a named pipe").startswith("is a named pipe")
    assert trend.others == 2


def test_sources_vendors_versions_and_schools_stand_apart(tmp_path: Path) -> None:
    def of(number: int, **changes: object) -> Document:
        return night(number, 9 - number, **changes)

    place = "exports/2026-08-0{0}/export_202608{0:02}_0300.zip"
    trend = trend_of(
        tmp_path,
        *(of(n, source={"kind": "campus-snapshot", "location": place.format(n)}) for n in range(5)),
        *(of(n, vendor="canvas", vendors=[]) for n in range(4)),
        *(of(n, oneroster="1.2") for n in range(3)),
        *(of(n, schools=["Marigold Middle"]) for n in range(2)),
        of(0),
        # It says neither its version nor its schools, and belongs where its source and vendor do.
        broken_off(8),
    )
    assert [len(line.nights) for line in trend.lines] == [5, 4, 4, 2, 1]
    assert trend.lines[0].source == "exports/{date}/export_{date}.zip"
    [with_gap] = [line for line in trend.lines if any(n.is_gap for n in line.nights)]
    assert with_gap.oneroster == "1.2"


def test_what_changed_in_between_is_said(tmp_path: Path) -> None:
    [line] = trend_of(
        tmp_path, night(0, 9), gap(1), night(2, 8, version="9.9.9"), night(3, 8)
    ).lines
    said = [(of.isoformat(), one.what, one.after) for of, one in line.changes]
    assert said == [
        ("2026-08-03", "roster-lint", "9.9.9"),
        ("2026-08-04", "roster-lint", night(0, 9)["version"]),
    ]


def test_places_without_a_report(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.json").write_text("[]")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "x.json").write_text("[]")
    for name, words in (
        ("absent", "is not there"),
        ("file.json", "is no folder"),
        ("empty", r"holds no report of roster-lint's\. Let each night"),
        ("bad", "holds no report of roster-lint's: x.json is no JSON report"),
    ):
        with pytest.raises(UsageError, match=words):
            read_trend(tmp_path / name)


def test_text_and_json_have_the_same_numbers(tmp_path: Path) -> None:
    trend = trend_of(tmp_path, night(0, 43), gap(1), night(2, 12, 3), night(3, 6, 2))
    stream, out = StringIO(), StringIO()
    write_json(trend, out)
    write_trend(trend, Console(file=stream, width=80, color_system=None))
    text, reported = stream.getvalue(), json.loads(out.getvalue())
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    [line] = reported["lines"]
    assert lines[0] == line["answer"]
    for one in line["nights"]:
        [shown] = [row for row in lines if row.startswith(f"{one['as_of']}  ")]
        cells = shown.split()
        if one["verdict"] == "incomplete":
            assert cells == [one["as_of"], "incomplete"]
            continue
        students = one["availability"]["student"]
        assert cells[3:7] == [
            str(n) for n in (one["error"], one["warning"], one["info"], students["held_back"])
        ]
        assert cells[7] == f"{students['available'] * 100 / 412:.1f}"
        assert cells[9].strip("#") == ""
    [students] = [row for row in lines if row.startswith("Students")]
    assert students.split() == ["Students", "369", "of", "412", "406", "of", "412", "+37"]
    short = StringIO()
    write_trend(trend, Console(file=short, width=80, color_system=None), nights=2)
    assert "... and 2 nights before (--nights all)." in short.getvalue()
