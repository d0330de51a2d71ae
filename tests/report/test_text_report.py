"""The text report: whole outputs at 80 columns without color, and what data must not do to it."""

from collections.abc import Callable
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from rich.console import Console

from roster_lint.report.counts import Affected
from roster_lint.report.formats.text import last_line, write_details
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult, SchoolShare
from tests.report.printed import text_of
from tests.report.samples import (
    SCHOOLS,
    check,
    finding,
    incomplete,
    not_ready,
    passed,
    report,
    skipped,
)
from tests.report.samples_in_part import NEEDS, partly_known

EXPECTED = Path(__file__).parent / "expected"


def ready() -> Report:
    return report(
        checks=(passed("YR001"), passed("SC001"), skipped("EM006", "the settings name no domains"))
    )


@pytest.mark.parametrize("made", [ready, not_ready, incomplete])
def test_whole_report(made: Callable[[], Report]) -> None:
    expected = (EXPECTED / f"{made.__name__}.txt").read_text(encoding="utf-8")
    assert text_of(made()) == expected


def test_a_clean_run_fits_a_screen() -> None:
    assert len(text_of(ready()).splitlines()) <= 32


def test_only_the_last_line_is_longer_than_the_terminal() -> None:
    *lines, last = text_of(not_ready()).splitlines()
    assert max(map(len, lines)) <= 80
    assert last == last_line(not_ready()).plain


def test_a_terminal_has_the_last_line_wrapped_between_words() -> None:
    stream = StringIO()
    write_details(ready(), Console(file=stream, width=80, force_terminal=True, color_system=None))
    assert max(map(len, stream.getvalue().splitlines())) <= 80
    assert stream.getvalue().split()[-2:] == ["of", "2026-08-10"]


def test_nothing_is_cut_off_in_a_narrow_window() -> None:
    words = set(text_of(not_ready()).split()) - {"-"}
    assert words - set(text_of(not_ready(), width=50).split()) == set()


def test_lines_do_not_end_in_spaces() -> None:
    assert not [line for line in text_of(not_ready()).splitlines() if line != line.rstrip()]


def test_severity_words_survive_without_colour_and_with_it() -> None:
    stream = StringIO()
    write_details(not_ready(), Console(file=stream, width=80, force_terminal=True))
    assert "\x1b[" in stream.getvalue()
    assert "\x1b[" not in text_of(not_ready())
    assert "error UN001 missing-username" in text_of(not_ready())


def test_what_to_be_deleted_means_is_said_once_where_somebody_is() -> None:
    words = "ToBeDeleted: vendors see such a record as deleted, or simply as gone."
    assert text_of(not_ready()).count(words) == 1
    assert "ToBeDeleted" not in text_of(ready())


def test_last_line() -> None:
    assert last_line(not_ready()).plain == (
        "roster-lint: not ready: 42 errors, 1 warning, 1 info in 6 checks (3 skipped); "
        "campus-snapshot fixtures/x; 2026-27, OneRoster 1.1, google-classroom, as of 2026-08-10"
    )


def with_message(message: str, *, schools: dict[int, str] | None = None) -> Report:
    of = check()
    found = finding(of, 1, message)
    result = CheckResult(of, "failed", None, {"error": 1}, samples=(found,))
    return report(
        [found], verdict="not-ready", checks=(result,), school_names=schools or {1: "Lincoln"}
    )


def test_markup_in_data_prints_as_such() -> None:
    assert "- Course [red]Art[/red] :smile: [/]" in text_of(
        with_message("Course [red]Art[/red] :smile: [/]")
    )


def test_escape_sequences_and_line_breaks_in_data_are_shown_and_not_obeyed() -> None:
    text = text_of(with_message("a\x1b[2Jb\nc\u202ed\u00a0e"))
    assert r"- a\x1b[2Jb c\u202ed\xa0e" in text


def test_a_school_is_named_unless_the_message_names_it() -> None:
    assert "no username [Lincoln Elementary]" in text_of(
        with_message("no username", schools=SCHOOLS)
    )
    text = text_of(with_message("no username at Lincoln Elementary", schools=SCHOOLS))
    assert text.count("Lincoln Elementary") == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_a_stream_that_cannot_take_every_character_does_not_crash(encoding: str) -> None:
    made = not_ready()
    made.notes = ("Señora Plakátová’s list – 名前",)
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding=encoding)
    write_details(made, Console(file=stream, width=80, color_system=None))
    stream.flush()
    text = raw.getvalue().decode(encoding)
    assert "and 38 more" in text
    assert "list" in text


def test_a_million_findings_are_reported_in_numbers() -> None:
    of = check()
    samples = (finding(of, 1, "one"),)
    made = report(
        verdict="not-ready",
        affected=(Affected("missing", 1_234_566, 1, 0),),
        checks=(
            CheckResult(of, "failed", None, {"error": 1_234_567}, total=1_234_568, samples=samples),
        ),
        stream=lambda: pytest.fail("the text report reads no more than its samples"),
    )
    text = text_of(made)
    assert "1,234,566 people and 1 class would be missing" in text
    assert "1,234,567 of 1,234,568 (>99.9 %)" in text
    assert "… and 1,234,566 more" in text


def test_many_schools_that_stand_out_are_cut() -> None:
    shares = tuple(SchoolShare(f"School {n}", 9, 9) for n in range(8))
    of = check("EM001", "missing-email")
    made = report(checks=(CheckResult(of, "failed", None, {"error": 72}, standing_out=shares),))
    line = " ".join(text_of(made).split())
    assert "9 of 9 at School 3, 9 of 9 at School 4 and 3 other schools" in line
    assert "batch wizard" not in line


def test_no_samples_no_ellipsis() -> None:
    made = report(checks=(CheckResult(check(), "failed", None, {"error": 7}),))
    assert "…" not in text_of(made)
    assert "missing-username: 7 found" in text_of(made)


def test_a_hint_names_a_check_that_fired() -> None:
    assert "roster-lint rule SC001 explains a check" in text_of(not_ready())
    assert "explains a check" not in text_of(ready())


def test_a_topic_stands_where_its_worst_check_does() -> None:
    results = [
        CheckResult(check("YR004", severity="warning", effect="risk"), "failed", None, {"info": 2}),
        CheckResult(check("UN001", effect="missing"), "failed", None, {"error": 1}),
        CheckResult(check("EM001", effect="blocked"), "failed", None, {"error": 1}),
        CheckResult(check("DA001", effect="blocked"), "failed", None, {"error": 1}, tolerated=True),
        CheckResult(check("ZZ001"), "failed", None, {"warning": 1}),
    ]
    lines = text_of(report(checks=tuple(results))).splitlines()
    titles = ("Email and phone", "Usernames", "Checks ZZ", "School year", "Data")
    assert [line for line in lines if line in titles] == list(titles)


@pytest.mark.parametrize(
    ("affected", "sentence"),
    [
        (Affected("missing", 1, 0, 0), "1 person would be missing"),
        (Affected("deleted", 0, 2, 0), "2 classes would be deleted"),
        (Affected("blocked", 0, 0, 2), "1 calendar and 1 school are blocked entirely"),
        (Affected("blocked", 0, 0, 1), "1 other record is blocked entirely"),
        (
            Affected("wrong", 1, 1, 0),
            "1 person and 1 class would arrive with wrong or missing data",
        ),
        (Affected("risk", 1, 0, 0), "1 person is at risk"),
        (Affected("risk", 2, 3, 1), "2 people and 3 classes are at risk"),
        (Affected("risk", 0, 0, 3), "3 terms are at risk"),
    ],
)
def test_what_the_verdict_means(affected: Affected, sentence: str) -> None:
    of = [
        check("SC006", effect="blocked", entity="calendar"),
        check("YR010", effect="blocked", entity="school"),
        check("SC005", effect="risk", entity="term"),
    ]
    made = report(
        verdict="not-ready",
        affected=(affected,),
        checks=tuple(CheckResult(c, "failed", None, {"warning": 1}) for c in of),
    )
    assert " ".join(text_of(made).split()).startswith(f"Not ready: {sentence} 0 errors")


def test_ready_with_warnings_says_so() -> None:
    made = report(
        affected=(Affected("risk", 2, 0, 0),),
        checks=(CheckResult(check(), "failed", None, {"warning": 2}),),
    )
    assert text_of(made).startswith("Ready, with 2 warnings: 2 people are at risk\n")


def test_ready_with_warnings_about_nobody_in_particular() -> None:
    made = report(checks=(CheckResult(check(), "failed", None, {"warning": 1}),))
    assert text_of(made).startswith("Ready, with 1 warning: nothing found that would be missing")


def test_a_run_without_checks_claims_nothing() -> None:
    made = report(checks=(skipped("GR006", "applies to OneRoster 1.2 only"),))
    assert "no check ran, so nothing is known" in text_of(made)
    assert "nothing found" not in text_of(made)


def test_a_run_that_cannot_fail_still_says_not_ready() -> None:
    made = report(
        verdict="not-ready",
        fail_on="never",
        affected=(Affected("missing", 2, 0, 0),),
        checks=(CheckResult(check(), "failed", None, {"error": 2}),),
    )
    text = text_of(made)
    assert text.startswith("Not ready: 2 people would be missing\n")
    assert "the exit code is 0 whatever is found" in text


def test_not_ready_on_notes_alone_names_the_flag() -> None:
    made = report(verdict="not-ready", fail_on="info")
    assert "this run fails on info (--fail-on)" in text_of(made)


def test_findings_in_what_could_be_judged_are_reported() -> None:
    made = incomplete()
    made.affected = (Affected("missing", 3, 0, 0),)
    assert "In what could be judged, 3 people would be missing." in text_of(made)


def test_what_is_unknown_is_called_so_and_what_is_known_is_counted() -> None:
    text = text_of(partly_known())
    assert "Incomplete: students and guardians could not be judged" in text
    assert "- Enrollment.csv has no column noShow. Did you mean no_show?" in text
    assert "In what could be judged, at least 12 people and 6 classes would be missing." in text
    rows = [" ".join(line.rstrip("# ").split()) for line in text.splitlines()]
    at = rows.index("Students 412")
    assert rows[at : at + 5] == [
        "Students 412", "No Show unknown", "will sync unknown", "Guardians unknown", "Teachers 21",
    ]  # fmt: skip
    assert f"ST007 ({NEEDS})" in " ".join(text.split())
