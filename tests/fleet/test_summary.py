"""What a summary says agrees with its rows, in every format, and nothing in it can be markup."""

import csv as csv_reader
import io
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from roster_lint.errors import UsageError
from roster_lint.fleet.formats import csv, html, text
from roster_lint.fleet.formats import json as as_json
from roster_lint.fleet.formats.words import headline
from roster_lint.fleet.outcome import Found, Outcome, People, broken_off
from roster_lint.fleet.summary import Summary, changes, read_summary
from tests.fleet.conftest import found, row, students

VERDICTS = ("ready", "not-ready", "incomplete")
NUMBERS = st.none() | st.integers(0, 10**7)
ROWS = st.builds(
    row,
    st.text(max_size=30),
    st.sampled_from(VERDICTS),
    errors=NUMBERS,
    warnings=NUMBERS,
    reasons=st.lists(st.text(max_size=40), max_size=2).map(tuple),
    populations=st.dictionaries(
        st.sampled_from(["student", "section"]), st.builds(People, NUMBERS, NUMBERS, NUMBERS)
    ),
    codes=st.dictionaries(
        st.sampled_from(["UN001", "EM001"]),
        st.builds(Found, st.just("x"), st.sampled_from(["error", "info"]), NUMBERS, NUMBERS).filter(
            lambda one: one.findings is not None
        ),
    ),
    attempts=st.integers(1, 2),
)


def summary(*rows: Outcome, **changes: object) -> Summary:
    facts = {"not_run": (), "changes": None, "before": None} | changes
    begun = datetime(2026, 8, 10, tzinfo=UTC)
    return Summary("exports", "2026-08-10", begun, 61.0, 2, rows, **facts)  # type: ignore[arg-type]


@settings(max_examples=30)
@given(st.lists(ROWS, max_size=4, unique_by=lambda one: one.name), st.booleans())
def test_what_is_written_is_what_the_rows_say(rows: list[Outcome], stopped: bool) -> None:
    whole = summary(*rows, not_run=("one",) if stopped else ())
    verdicts = {one.verdict for one in rows}
    expected = 3 if stopped or "incomplete" in verdicts else 1 if "not-ready" in verdicts else 0
    assert whole.exit_code == expected
    stream = io.StringIO()
    as_json.write(whole, stream)
    facts = json.loads(stream.getvalue())
    assert facts["exit_code"] == expected
    assert facts["totals"]["errors"] == sum(one.errors or 0 for one in rows)
    assert sum(facts["totals"][verdict] for verdict in VERDICTS) == len(rows)
    assert [Outcome.of_facts(one) for one in facts["districts"]] == rows
    for code in facts["codes"]:
        held = [one.codes[code["code"]] for one in rows if code["code"] in one.codes]
        assert (code["districts"], code["findings"]) == (
            len(held),
            sum(one.findings for one in held),
        )
    stream = io.StringIO(newline="")
    csv.write(whole, stream)
    table = list(csv_reader.reader(io.StringIO(stream.getvalue(), newline="")))
    assert {len(line) for line in table} == {len(csv.HEADER)}
    assert not any(cell[:1] in tuple("=+@") for line in table for cell in line)
    html.write(whole, io.StringIO())
    text.write(whole, Console(file=io.StringIO(), width=80))


def test_incomplete_beats_not_ready_and_a_ready_run_is_0() -> None:
    assert summary(row("a"), row("b", "not-ready")).exit_code == 1
    assert summary(row("a", "not-ready"), broken_off("b", None, "Torn.")).exit_code == 3
    assert summary(row("a"), row("b")).verdict == "ready"
    # As with check: --fail-on never lets a district pass that is not ready.
    tolerated = Outcome("a", "not-ready", 0)
    assert summary(tolerated).exit_code == 0


def test_the_headline_counts() -> None:
    assert headline(summary(row("a"))) == "The district is ready"
    assert headline(summary(row("a", "not-ready"))) == "The district is not ready"
    assert headline(summary(row("a", "incomplete"))) == "The district is incomplete"
    assert headline(summary(not_run=("a",))) == "The district was not run"
    assert headline(summary(row("a"), not_run=("b",))) == "1 of 2 districts is ready, 1 was not run"
    assert headline(summary(row("a"), row("b"))) == "All 2 districts are ready"
    mixed = summary(row("a"), row("b", "not-ready"), row("c", "incomplete"), not_run=("d", "e"))
    assert headline(mixed) == (
        "1 of 5 districts is ready, 1 is not ready, 1 is incomplete, 2 were not run"
    )


def test_changes_say_what_became_better_or_worse() -> None:
    before = {
        one.name: one
        for one in (
            row("same"),
            row("worse", errors=1),
            row("better", "incomplete", errors=None),
            row("held", "not-ready", errors=3, populations=students(9, 5, 4)),
            row("gone", "not-ready"),
            row("waits"),
        )
    }
    now = (
        row("same", seconds=9.0, attempts=2),
        row("worse", "not-ready", errors=1, worst="UN001"),
        row("better", errors=0),
        row("held", "not-ready", errors=3, populations=students(9, 7, 2)),
        row("new"),
    )
    found_changes = changes(before, now, ("waits",))
    assert {one.name: one.kind for one in found_changes} == {
        "worse": "worse",
        "better": "better",
        "held": "better",
        "new": "new",
        "gone": "gone",
    }
    stream = io.StringIO()
    text.write(
        summary(*now, changes=found_changes, before="2026-08-01"), Console(file=stream, width=80)
    )
    said = stream.getvalue()
    assert "ready before, not ready now; worst none → UN001" in said
    assert "students held back 4 → 2" in said
    assert max(map(len, said.splitlines())) <= 80


HOSTILE = '<script>alert(1)</script><img src="https://example.org/x">\u202e"\'&'


class Page(HTMLParser):
    """Which elements and addresses a page has."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_nothing_from_the_data_becomes_markup_or_an_address() -> None:
    hostile = row(
        HOSTILE,
        "incomplete",
        reasons=(HOSTILE,),
        worst="UN001",
        codes={"UN001": Found(HOSTILE, "error", 1, 1)},
        reports={"html": "districts/a b&c.html", "json": "districts/x.json"},
    )
    whole = summary(
        hostile, not_run=(HOSTILE + "2",), changes=changes({}, [hostile]), before=HOSTILE
    )
    stream = io.StringIO()
    html.write(whole, stream)
    page = Page()
    page.feed(stream.getvalue())
    assert page.tags.count("script") == 1 and "img" not in page.tags
    assert {link for link in page.links if not link.startswith("#")} == {
        "districts/a%20b%26c.html",
        "districts/x.json",
    }
    assert "default-src &#39;none&#39;" not in stream.getvalue()
    assert re.search(r"default-src 'none'; style-src 'sha256-", stream.getvalue())
    assert "\u202e" not in stream.getvalue()


def test_the_worst_districts_come_first_in_text() -> None:
    rows = [row(f"d{n}", "not-ready", errors=n, codes={"UN001": found(n)}) for n in range(1, 30)]
    stream = io.StringIO()
    text.write(summary(*rows), Console(file=stream, width=80), show=2)
    said = stream.getvalue()
    assert "d29" in said and "d28" in said and "d27" not in said and "and 27 more" in said


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"tool": "roster-lint fleet"}', '{"schema"'])
def test_what_is_no_summary_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "old.json").write_text(content)
    with pytest.raises(UsageError, match=r"--before: .*old\.json is no summary"):
        read_summary(tmp_path / "old.json", "--before")
    with pytest.raises(UsageError, match="cannot be read"):
        read_summary(tmp_path / "none.json", "--before")
