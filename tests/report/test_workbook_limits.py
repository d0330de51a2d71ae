"""The workbook and hostile text, long sheets, memory, other readers and a full disk."""

import itertools
import re
import stat
import subprocess
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from roster_lint.checks.catalog import TOPICS
from roster_lint.checks.finding import WorkItem
from roster_lint.report.formats import workbook_sheet
from roster_lint.report.formats.workbook import write_workbook
from roster_lint.report.formats.workbook_sheet import MOST_CHARACTERS, cell_text
from roster_lint.report.report import Report
from tests.cli.conftest import command
from tests.report import samples
from tests.report.test_workbook import rows


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
