"""The short report: all of it at 80 columns, how long it gets, and what data must not do to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from rich.console import Console

from fixtures.build import HERE
from fixtures.district import AS_OF
from roster_lint import lint
from roster_lint.checks.finding import SchoolCount
from roster_lint.report.formats.text import last_line, write_summary
from roster_lint.report.formats.text.plan import fix_first
from roster_lint.report.plan import Plan, Standing, Step
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from tests.report.printed import summary_of
from tests.report.samples import cause, check, incomplete, not_ready, plan, report
from tests.report.samples_in_part import partly_known

SCREEN_AND_A_HALF = 75
"""Lines, on a terminal of 50."""

NOT_ALL = "it takes all checks"


def planned() -> Report:
    return replace(not_ready(), plan=plan())


def test_whole_report() -> None:
    expected = (Path(__file__).parent / "expected" / "summary.txt").read_text(encoding="utf-8")
    assert summary_of(planned()) == expected


@pytest.mark.parametrize("vendor", [(), ("google-classroom",), ("google-classroom", "canvas")])
def test_the_sample_district_fits_on_a_screen_and_a_half(vendor: tuple[str, ...]) -> None:
    with lint(HERE / "back-to-school", as_of=AS_OF, vendor=vendor) as made:
        text = summary_of(made)
    *lines, last = text.splitlines()
    assert len(lines) + 1 <= SCREEN_AND_A_HALF
    assert max(map(len, lines)) <= 80
    assert last == last_line(made).plain
    failed = [result for result in made.checks if result.status == "failed"]
    assert [r.check.code for r in failed if f"{r.check.code} " not in text] == []


def test_the_check_that_holds_back_most_comes_first() -> None:
    trial, names = check("SC001", effect="blocked"), check("UN001")
    made = report(
        checks=(
            CheckResult(trial, "failed", None, {"error": 1}),
            CheckResult(names, "failed", None, {"error": 40}, worst_school=SchoolCount("Elm", 38)),
        ),
        plan=plan(),
    )
    text = summary_of(made)
    assert text.index("error  UN001") < text.index("error  SC001")
    assert "38 at Elm" in text
    year = CheckResult(
        check("YR001", effect="blocked", entity="school_year"), "failed", None, {"error": 1}
    )
    made = replace(made, checks=(*made.checks, year))
    assert summary_of(made).index("error  YR001") < summary_of(made).index("error  UN001")


def test_steps_that_are_not_shown_are_counted() -> None:
    now = {entity: Standing(20, 8) for entity in ("student", "teacher", "section")}
    causes = tuple(cause(place=f"School {n}", school_id=n) for n in range(12))
    steps = tuple(
        Step((n,), {"student": 1}, now | {"student": Standing(20, 9 + n)}) for n in range(12)
    )
    text = summary_of(report(plan=Plan(now, causes, steps)))
    assert "After these 8 fixes: 16 of 20 students, 8 of 20 teachers, 8 of 20 classes." in text
    assert "After all 12 fixes: 20 of 20 students" in text
    assert "School 7" in text and "School 8" not in text


def test_what_a_step_brings_back_is_counted_by_its_kinds() -> None:
    now = {entity: Standing(9, 5) for entity in ("student", "teacher", "staff", "section")}
    back = {"teacher": 1, "staff": 2, "guardian": 3}
    others = {"staff": 2}
    steps = (Step((0,), back, now), Step((0,), others, now))
    text = summary_of(report(plan=Plan(now, (cause(),), steps)))
    assert "1 teacher, 5 others" in text
    assert "2 other staff members" in text


def test_why_there_is_no_plan_is_said() -> None:
    assert f"Fix first: not known: {NOT_ALL}." in summary_of(report(not_listed=NOT_ALL))
    assert "--missing" not in summary_of(report(not_listed=NOT_ALL))


def test_of_a_bundle_the_worst_checks_come_first() -> None:
    made = report(source_kind="oneroster-bundle", not_listed="a bundle is what is sent")
    assert "Fix first: the worst checks come first below." in summary_of(made)


def test_a_plan_without_a_step_is_no_block() -> None:
    assert list(fix_first(report(plan=Plan({})))) == []


def test_what_is_unknown_is_said() -> None:
    text = summary_of(partly_known())
    assert "? of 412" in text
    assert "unknown" in text
    assert "could not be judged" in summary_of(incomplete())


def test_escape_sequences_in_data_are_shown_and_not_obeyed() -> None:
    hostile = cause(place="a\x1b[2Jb [red]c[/red]", detail="d\ne")
    made = replace(plan(), causes=(*plan().causes[:2], hostile))
    text = summary_of(report(plan=made), width=120)
    assert r"a\x1b[2Jb [red]c[/red], d e" in text


@contextmanager
def terminal(encoding: str = "utf-8") -> Iterator[tuple[Console, BytesIO]]:
    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding=encoding)
    yield (Console(file=stream, width=80, force_terminal=True, color_system=None), raw)
    stream.detach()


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", "\u2588"), ("cp437", "\u2588"), ("ascii", "#")]
)
def test_bars_are_blocks_where_the_terminal_can_draw_them(encoding: str, mark: str) -> None:
    with terminal(encoding) as (console, raw):
        write_summary(planned(), console)
        console.file.flush()
        assert mark * 3 in raw.getvalue().decode(encoding)
    stream = StringIO()
    write_summary(planned(), Console(file=stream, width=80, color_system=None))
    assert "###" in stream.getvalue() and "\u2588" not in stream.getvalue()
