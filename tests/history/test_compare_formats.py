"""A comparison in text, JSON and Markdown: the same numbers, no name, hostile values as text."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from roster_lint.history.comparing import compare
from roster_lint.history.comparison import STANDINGS, Comparison
from roster_lint.history.formats.compare_json import write_json
from roster_lint.history.formats.compare_markdown import write_markdown
from roster_lint.history.formats.compare_text import write_compared
from roster_lint.history.formats.compare_words import TITLES
from tests.history.reports import Document, document, finding, incomplete, population, put

OLD = document(
    [
        *(finding("UN001", n) for n in range(1, 9)),
        *(finding("EM001", n) for n in range(20, 23)),
        finding("SC008", 1, tolerated=True),
    ],
    availability=[population("student", 412, 369), population("teacher", 21, 20)],
)
NEW = document(
    [
        *(finding("UN001", n) for n in range(6, 12)),
        *(finding("EM001", n, severity="error") for n in range(22, 25)),
        finding("SC008", 1, tolerated=True),
    ],
    availability=[population("student", 1412, 1406), population("teacher", 21, None)],
    as_of="2026-08-11",
    vendor="canvas",
    vendors=[],
)


def text_of(comparison: Comparison, *, in_full: bool = True, width: int = 80) -> str:
    stream = StringIO()
    console = Console(file=stream, width=width, color_system=None)
    write_compared(comparison, console, in_full=in_full, show=None if in_full else 3)
    return stream.getvalue()


def json_of(comparison: Comparison) -> Any:  # noqa: ANN401  (whatever JSON holds)
    stream = StringIO()
    write_json(comparison, stream)
    return json.loads(stream.getvalue())


def markdown_of(comparison: Comparison) -> str:
    stream = StringIO()
    write_markdown(comparison, stream)
    return stream.getvalue()


def both(folder: Path, old: Document, new: Document) -> Comparison:
    return compare(put(folder / "old.json", old), put(folder / "new.json", new))


def row(lines: list[str], name: str) -> list[str]:
    """The cells of the one row that begins with a name."""
    [found] = [line for line in lines if re.match(rf"{re.escape(name)}(  |$)", line)]
    return re.split(r" {2,}", found)[1:]


def test_all_formats_have_the_same_numbers(tmp_path: Path) -> None:
    with both(tmp_path, OLD, NEW) as made:
        text, reported, page = text_of(made, width=120), json_of(made), markdown_of(made)
    lines = text.splitlines()
    assert reported["summary"] == {
        "new": 5,
        "newly_checked": 0,
        "gone": 7,
        "not_checked": 0,
        "still": 5,
    }
    assert (reported["failing"], reported["risen"], reported["exit_code"]) == (5, 1, 1)
    assert lines[0] == (
        "5 new findings at or above error, and 1 still there rose to it:"
        " 5 new, 7 gone, 5 still there."
    )
    assert page.startswith("## 5 new findings at or above error, and 1 still there rose to it\n")
    shown = [standing for standing in STANDINGS if reported["summary"][standing]]
    for group, name in (("checks", "code"), ("schools", "school"), ("levels", None)):
        groups = (
            reported[group].items()
            if name is None
            else ((one[name], one) for one in reported[group])
        )
        for called, one in groups:
            numbers = [str(one[standing] or "") for standing in shown]
            if name == "code":
                called = f"{called} {one['name']}"
            if name is None:
                called = {"error": "errors", "warning": "warnings"}.get(called, called)
            changed = group == "levels" or any(numbers[:2])
            if changed:
                assert [n for n in row(lines, called) if n] == [n for n in numbers if n]
            last = called.split()[-1].replace("-", "\\-").replace(".", "\\.")
            assert (f"{last} | {' | '.join(numbers)} |" in page) == changed
    assert "SC008: 1" not in text and "1 more check finds just what was found before (1)." in text
    assert "EM001: 1 still there, error in place of warning." in text
    assert "EM001: 1 still there, error in place of warning" in page
    assert row(lines, "Students") == ["369 of 412", "1,406 of 1,412", "+1,037"]
    assert row(lines, "Teachers") == ["20 of 21", "unknown"]
    assert "| Students | 369 of 412 | 1,406 of 1,412 | \\+1,037 |" in page
    standings = [one["standing"] for one in reported["findings"]]
    assert standings == ["new"] * 5 + ["gone"] * 7 + ["still"]
    for one in reported["findings"][:-1]:
        assert f"personID {one['key']['personID']} ({one['school']})" in " ".join(text.split())


def test_eighty_columns_and_the_summary_first(tmp_path: Path) -> None:
    with both(tmp_path, OLD, NEW) as made:
        for in_full in (False, True):
            text = text_of(made, in_full=in_full)
            assert max(map(len, text.splitlines()[:-1])) <= 80
            order = ["5 new findings", "Made differently", "Who will sync", "By check", "By school"]
            places = [text.index(words) for words in order]
            assert places == sorted(places)
            assert ("\nGone\n" in text) == in_full
        short = text_of(made, in_full=False)
        assert "UN001 personID 9 (Lincoln Elementary)" in short and "personID 1 " not in short


def test_an_incomplete_report_is_no_answer(tmp_path: Path) -> None:
    with both(tmp_path, OLD, incomplete()) as made:
        text, page = text_of(made), markdown_of(made)
    for reported in (" ".join(text.split()), page.replace("\\", "")):
        assert "Incomplete: the newer report is incomplete, so this is no answer" in reported
        assert "The newer: The table Enrollment has no row" in reported
        assert "0 gone, 12 not checked" in reported
        assert "the source of the newer report could not be judged" in reported


def test_no_name_is_in_any_format(tmp_path: Path) -> None:
    """Reports that were made with --show-personal-data have names in their messages."""
    assert "Zqxanna" in json.dumps(OLD)
    with both(tmp_path, OLD, NEW) as made:
        for reported in (text_of(made), json.dumps(json_of(made)), markdown_of(made)):
            assert "Zqx" not in reported


HOSTILE = (
    "\x1b[31mred\x07",
    "a\nb",
    "| x | <script>",
    "\u202eevil\u202c",
    "[x](http://y)",
    "{0}",
    "'; --",
)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_stay_text(tmp_path: Path, value: str) -> None:
    new = document(
        [finding("UN001", 99, key={value: value}, school_id=value)],
        schools=[value],
        readings={value: value},
        version=value,
        incomplete=[value],
        verdict="incomplete",
        source={"kind": "campus-snapshot", "location": value},
        availability=[
            population(value, 1, 1)
            | {"schools": [{"school_id": value, "school": value, "total": 1, "available": 1}]}
        ],
    )
    with both(tmp_path, OLD, new) as made:
        text, reported, page = text_of(made), json_of(made), markdown_of(made)
    for shown in (text, page):
        assert not set(shown) & set("\x1b\x07\u202e\u202c")
    assert "<script>" not in page and "[x](" not in page
    [one] = [one for one in reported["findings"] if one["standing"] == "new"]
    assert one["key"] == {value: value} and one["school"] == value
    assert TITLES["not_checked"] in text
