"""The headline of the text report, and what is folded under a cause."""

from dataclasses import replace

import pytest

from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from tests.report.printed import text_of
from tests.report.samples import check, finding, passed, report
from tests.report.samples_in_part import NEEDS, partly_known
from tests.report.test_text_report import ready


def headline(made: Report) -> str:
    """What the verdict is said to mean."""
    return " ".join(text_of(made).split("\n  - ")[0].split()).partition("Incomplete: ")[2]


def test_the_headline_says_what_makes_a_run_incomplete() -> None:
    made = partly_known()
    made.availability = made.availability[2:]
    assert headline(made) == "1 check could not run"
    made.checks = (passed("TE001"),)
    assert headline(made) == "the source does not have Enrollment.noShow"
    own = CheckResult(replace(check("XX901"), is_own=True), "crashed", "no such column")
    made.checks = (own, CheckResult(check("TE001"), "crashed", "no such column"))
    made.missing = ()
    assert headline(made) == "the district's own check XX901 crashed and the check TE001 crashed"
    made.unjudged = True
    assert headline(made) == "the source could not be judged"


def test_a_school_year_that_is_unknown_is_not_one_that_there_is_not() -> None:
    made = partly_known()
    made.school_year, made.unknown_year = None, NEEDS
    text = text_of(made)
    assert f"School year  unknown: {NEEDS}" in text
    assert "school year unknown" in text.splitlines()[-1]


def test_personal_data_is_announced() -> None:
    assert "holds personal data" in text_of(ready(), show_personal=True)
    assert "holds personal data" not in text_of(ready())


def test_an_inactive_year_and_one_assumed_end_are_marked() -> None:
    made = ready()
    assert made.school_year is not None
    made.school_year = replace(made.school_year, end_assumed=True, active=False)
    text = " ".join(text_of(made).split())
    assert "2027-06-30 (end assumed, the date is blank; not marked active)" in text


@pytest.mark.parametrize("found", [True, False])
def test_what_a_cause_hides_is_folded_under_it(found: bool) -> None:
    cause, echo = check(), check("CO006", "section-without-available-teacher", severity="warning")
    hidden = CheckResult(
        echo,
        "failed",
        counts={"warning": 1},
        samples=(finding(echo, 9, "no teacher of section A-1 will sync"),),
        causes=("UN001", "TE001"),
    )
    first = CheckResult(
        cause, "failed", counts={"error": 1}, samples=(finding(cause, 1, "no username"),)
    )
    checks = (hidden, first if found else passed("UN001"))
    text = text_of(report(verdict="not-ready", checks=checks))
    if found:
        assert text.index("error UN001") < text.index("and because of it\n      warning CO006")
        assert "Courses and sections" not in text
    else:
        assert "Courses and sections\n  warning CO006" in text
        assert "and because of it" not in text
    assert text.count("warning CO006") == 1


def test_causes_in_a_ring_hide_nothing_from_the_report() -> None:
    one, other = check("ZZ001", "one"), check("ZZ002", "other")
    results = tuple(
        CheckResult(of, "failed", counts={"error": 1}, causes=(cause,))
        for of, cause in ((one, "ZZ002"), (other, "ZZ001"))
    )
    text = text_of(report(verdict="not-ready", checks=results))
    assert "error ZZ001 one" in text
    assert "error ZZ002 other" in text
