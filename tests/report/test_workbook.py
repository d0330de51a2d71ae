"""The workbook, read back by another library: numbers and rows of the other formats, all text."""

import csv
import io
import itertools
import json
import re
import stat
import subprocess
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook

from fixtures.build import HERE
from roster_lint import lint
from roster_lint.checks.catalog import TOPICS, load_checks
from roster_lint.checks.finding import WorkItem
from roster_lint.report.formats import workbook_sheet
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.workbook import write_workbook
from roster_lint.report.formats.workbook_sheet import MOST_CHARACTERS, cell_text
from roster_lint.report.formats.worklists import COLUMNS, harmless, write_worklists
from roster_lint.report.report import Report
from tests.cli.conftest import command
from tests.report import samples

AS_OF = "2026-08-10"
FIXTURES = (
    *("ready", "back-to-school", "torn-export"),
    *("bundle-1p1", "bundle-1p1-bad", "bundle-1p2", "bundle-1p2-bad"),
)
WAYS = ("held_back", "to_be_deleted", "left_out", "not_used")
NOUNS = {"student": "student", "teacher": "teacher", "section": "class"}


@dataclass(frozen=True)
class Written:
    """One run in three formats."""

    book: Workbook
    facts: dict[str, Any]
    listed: list[dict[str, str]]

    @property
    def front(self) -> list[tuple[Any, ...]]:
        return list(self.book["Fix first"].iter_rows(values_only=True))

    def table(self, title: str) -> list[dict[str, Any]]:
        """The rows of the first sheet's table below a title, by the names in its header."""
        rows = iter(self.front)
        for row in rows:
            if row[0] == title:
                header = [name for name in next(rows) if name]
                filled = itertools.takewhile(lambda row: row[1] is not None, rows)
                return [dict(zip(header, row, strict=False)) for row in filled]
        return []

    @property
    def topics(self) -> list[str]:
        return self.book.sheetnames[1:]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row for name in self.topics for row in rows(self.book, name)]


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    header, *found = book[sheet].iter_rows(values_only=True)
    assert header == COLUMNS
    return [dict(zip(header, row, strict=True)) for row in found]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Written]:
    @cache
    def written(name: str) -> Written:
        folder = tmp_path_factory.mktemp(name)
        with lint(HERE / name, as_of=AS_OF, vendor=("clever", "canvas")) as report:
            write_workbook(report, folder / "book.xlsx")
            write_worklists(report, folder / "lists")
            stream = io.StringIO()
            write_json(report, stream)
        lists = [*(folder / "lists").glob("*.csv")]
        listed = [
            row
            for path in lists
            for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
        ]
        book = openpyxl.load_workbook(folder / "book.xlsx")
        return Written(book, json.loads(stream.getvalue()), listed)

    return written


every_fixture = pytest.mark.parametrize("name", FIXTURES)


@every_fixture
def test_the_rows_are_those_of_the_worklists(written: Callable[[str], Written], name: str) -> None:
    run = written(name)

    def compared(row: dict[str, Any]) -> tuple[str, ...]:
        return tuple(harmless(row[column]) for column in COLUMNS)

    assert sorted(map(compared, run.rows)) == sorted(
        tuple(row[column] for column in COLUMNS) for row in run.listed
    )


@every_fixture
def test_as_many_rows_as_json_has_findings_a_sheet_a_topic(
    written: Callable[[str], Written], name: str
) -> None:
    run = written(name)
    of_json = Counter(finding["code"] for finding in run.facts["findings"])
    assert Counter(row["check"] for row in run.rows) == of_json
    for topic in run.topics:
        assert {TOPICS[row["check"][:2]] for row in rows(run.book, topic)} == {topic}
        order = [("error", "warning", "info").index(r["severity"]) for r in rows(run.book, topic)]
        assert order == sorted(order)
    present = [title for code, title in TOPICS.items() if any(c[:2] == code for c in of_json)]
    assert run.topics == present
    owners = {check.code: check.owner for check in load_checks()}
    assert all(row["owner"] == owners[row["check"]] for row in run.rows)


@every_fixture
def test_the_first_sheet_has_the_numbers_of_json(
    written: Callable[[str], Written], name: str
) -> None:
    run = written(name)
    facts = run.facts
    text = " ".join(str(row[0]) for row in run.front if row[0])
    assert text.startswith(facts["verdict"].replace("-", " ").capitalize())
    summary = facts["summary"]
    errors = f"{summary['error']:,} error{'s' * (summary['error'] != 1)}, {summary['warning']:,} w"
    assert errors in text
    assert all(reason in text for reason in facts["incomplete"])
    for row, population in zip(run.table("Who will sync"), facts["availability"], strict=True):
        shown = [row["in all"], row["will sync"], row["held back"], row["left out as marked"]]
        expected = [population[key] for key in ("total", "available", "held_back", "left_out")]
        assert [None if cell == "unknown" else cell for cell in shown] == expected
        assert row["sent as ToBeDeleted"] == population["to_be_deleted"]
        assert row["not used by this vendor"] == population["not_used"]
    found = {row["check"]: row for row in run.table("Found")}
    failed = {check["code"]: check for check in facts["checks"] if check["status"] == "failed"}
    assert found.keys() == failed.keys()
    for code, row in found.items():
        assert (row["findings"], row["of"]) == (failed[code]["findings"], failed[code]["total"])
        assert row["owner"] == failed[code]["owner"]
    verdicts = [(row["vendor"], row["errors"], row["info"]) for row in run.table("By vendor")]
    assert verdicts == [(v["display"], v["errors"], v["infos"]) for v in facts["vendors"]]


@every_fixture
def test_the_plan_is_that_of_json(written: Callable[[str], Written], name: str) -> None:
    run = written(name)
    plan = run.facts["plan"]
    steps = run.table("Fix first")
    if plan is None:
        assert steps == []
        assert ("Fix first: " in str(run.front)) == (run.facts["no_plan"] is not None)
        return
    causes = [(n, cause) for n, step in enumerate(plan["steps"], 1) for cause in step["causes"]]
    assert len(causes) == len(steps)
    for row, (number, place) in zip(steps, causes, strict=True):
        cause = plan["causes"][place]
        assert (row["step"], row["check"]) == (number, cause["code"])
        assert (cause["place"] or "") in row["what to do"] and row["where to fix it"] == cause[
            "fix"
        ]
        step = plan["steps"][number - 1]
        if row["brings back"] is None:
            assert place != step["causes"][0]
            continue
        for entity, noun in NOUNS.items():
            count = step["brings_back"].get(entity)
            assert (count is not None) == (noun in row["brings back"])
            assert count is None or f"{count:,} {noun}" in row["brings back"]
        order = sorted(step["brings_back"], key=lambda entity: entity not in NOUNS)
        standing = step["then"][order[0]]
        assert row["then sync"] == f"{standing['available']:,} of {standing['total']:,}"


def test_a_topics_sheet_can_be_worked_with(written: Callable[[str], Written]) -> None:
    sheet = written("back-to-school").book["Usernames"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:P{sheet.max_row}"
    [choice] = sheet.data_validations.dataValidation
    done = openpyxl.utils.get_column_letter(COLUMNS.index("done") + 1)
    assert str(choice.sqref) == f"{done}2:{done}{sheet.max_row}"
    assert (choice.type, choice.formula1) == ("list", '"yes,no"')
    width = sheet.column_dimensions["A"].width
    assert len("warning") < width < 20
    assert all(one.width < 70 for one in sheet.column_dimensions.values())
    person = next(row for row in rows(written("back-to-school").book, "Usernames"))
    assert isinstance(person["person ID"], int)
    assert isinstance(person["student number"], str)


def of_messages(*messages: str, code: str = "UN001") -> Report:
    """A report with one finding for each message, which is its suggestion and the name, too."""
    check = samples.check(code)

    def items() -> Iterator[WorkItem]:
        for number, text in enumerate(messages):
            finding = replace(samples.finding(check, number, text), suggestion=text, school_id=1)
            yield WorkItem(finding, "IT", number, "007", text, text)

    return samples.report(work=lambda _by: items())


HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("http://evil.example.org")', "{=1}"),
    *("<b>&amp;</b>", "]]>", "<r>", "<r></r>", "<r><t>x</t></r>", "<r>&</r>", "<!--", "'quoted"),
    *("http://example.org", "mailto:a@example.org", "00123", "1e5", "NaN", "TRUE", "#REF!"),
    *("a\u202eb", "\u200f\u2066", "e\u0301\U0001f9d1\u200d", "  spaces  ", "two\nlines", "a\tb"),
)


def test_what_is_hostile_stays_the_text_that_it_is(tmp_path: Path) -> None:
    write_workbook(of_messages(*HOSTILE), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx", rich_text=False)
    found = rows(book, "Usernames")
    for column in ("what is wrong", "suggestion", "name", "staff number"):
        assert [row[column] for row in found] == list(HOSTILE)
    kinds = {cell.data_type for row in book["Usernames"].iter_rows() for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    assert all(cell.hyperlink is None for row in book["Usernames"].iter_rows() for cell in row)


def test_what_a_cell_cannot_hold_is_shown_or_cut(tmp_path: Path) -> None:
    long = "x" * 40_000
    astral = "\U0001f9d1" * 20_000
    texts = ("bell\x07", "cr\rlf", "\x00", "lone \ud800", "\uffff", "_x0041_", long, astral)
    write_workbook(of_messages(*texts), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    shown = [unescape(row["suggestion"]) for row in rows(book, "Usernames")]
    assert shown[:6] == ["bell\\x07", "cr\\rlf", "\\x00", "lone \\ud800", "\\uffff", "_x0041_"]
    for text, whole in zip(shown[6:], (long, astral), strict=True):
        assert len(text.encode("utf-16-le")) <= 2 * MOST_CHARACTERS
        kept, mark, _rest = text.partition("... (cut")
        assert mark and whole.startswith(kept) and len(kept.encode("utf-16-le")) > 65_000
    assert cell_text("y" * MOST_CHARACTERS) == "y" * MOST_CHARACTERS


def test_what_is_longer_than_a_sheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_sheet, "MOST_ROWS", 4)
    for number, sizes in ((6, [3, 3]), (7, [3, 3, 1])):
        found = write_workbook(of_messages(*map(str, range(number))), tmp_path / "book.xlsx")
        book = openpyxl.load_workbook(tmp_path / "book.xlsx")
        names = ["Usernames", "Usernames (2)", "Usernames (3)"][: len(sizes)]
        assert (found, book.sheetnames) == (number, ["Fix first", *names])
        assert [len(rows(book, name)) for name in names] == sizes
        wrong = [row["what is wrong"] for name in names for row in rows(book, name)]
        assert wrong == [str(n) for n in range(number)]


def test_names_of_sheets_fit() -> None:
    titles = ["Fix first", *TOPICS.values(), "Checks XX"]
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert len(f"{title} (9999)") <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", title)


@pytest.fixture
def set_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the time zone, where the system lets a process have its own."""
    apply = getattr(time, "tzset", lambda: None)

    def set_zone(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        apply()

    yield set_zone
    monkeypatch.undo()
    apply()


def test_the_same_report_is_the_same_bytes(tmp_path: Path, set_zone: Callable[[str], None]) -> None:
    made = []
    for zone in ("UTC", "America/Los_Angeles"):
        set_zone(zone)
        write_workbook(of_messages("one", "two"), tmp_path / "book.xlsx")
        made.append((tmp_path / "book.xlsx").read_bytes())
    assert made[0] == made[1]
    assert openpyxl.load_workbook(tmp_path / "book.xlsx").properties.created.date() == (
        samples.report().as_of
    )


def test_memory_does_not_grow_with_the_findings(tmp_path: Path) -> None:
    peaks = []
    for size in (200, 2_000):
        report = of_messages(*["x" * 2_000] * size)
        tracemalloc.start()
        write_workbook(report, tmp_path / "book.xlsx")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000, "of 16 MB of text"


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").touch(mode=0o644)
    write_workbook(of_messages("x"), tmp_path / "book.xlsx")
    assert stat.S_IMODE((tmp_path / "book.xlsx").stat().st_mode) == 0o600


def test_a_run_that_breaks_off_leaves_the_old_one_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temp").mkdir()
    (tmp_path / "out").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    book = tmp_path / "out" / "book.xlsx"
    book.write_bytes(b"old")
    report = of_messages("one")
    first = next(report.work_items())

    def breaks(_by: str) -> itertools.chain[WorkItem]:
        return itertools.chain([first], (_ for _ in [0] if 1 // 0))

    with pytest.raises(ZeroDivisionError):
        write_workbook(replace(report, work=breaks), book)
    assert [path.read_bytes() for path in book.parent.iterdir()] == [b"old"]
    assert not list((tmp_path / "temp").iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_sentence_and_no_destructor_complains(tmp_path: Path) -> None:
    (tmp_path / "full.xlsx").symlink_to("/dev/full")
    args = command("demo", "--quiet", "--select", "YR", "--workbook", "full.xlsx")
    done = subprocess.run(args, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("roster-lint: full.xlsx could not be written: No space left")
    assert len(done.stderr.splitlines()) == 1
