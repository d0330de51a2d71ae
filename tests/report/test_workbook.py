"""The workbook, read back by another library: numbers and rows of the other formats, all text."""

import csv
import io
import itertools
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from fixtures.build import HERE
from roster_lint import lint
from roster_lint.checks.catalog import TOPICS, load_checks
from roster_lint.report.formats.json import write as write_json
from roster_lint.report.formats.workbook import write_workbook
from roster_lint.report.formats.worklists import COLUMNS, harmless, write_worklists

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
