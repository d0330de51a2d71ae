"""A report of a source that lacks a column, so that part of it is unknown."""

from roster_lint.report.counts import (
    Affected,
    Availability,
    CriterionCount,
)
from roster_lint.report.report import Report
from roster_lint.report.results import CheckResult
from tests.report.samples import check, passed, report

NEEDS = "needs Enrollment.noShow, which the source does not have"


def partly_known() -> Report:
    """A source that lacks one column: what does not read it was judged."""
    students = (
        CriterionCount("not_ended", "has not ended", None, "ended"),
        CriterionCount("not_no_show", "not a No Show", None, "No Show", NEEDS),
    )
    return report(
        verdict="incomplete",
        incomplete=("Enrollment.csv has no column noShow. Did you mean no_show?",),
        unjudged=False,
        missing=("Enrollment.noShow",),
        availability=(
            Availability("student", 412, None, None, students, None, NEEDS),
            Availability("guardian", None, None, None, (), None, NEEDS),
            Availability("teacher", 21, 21, 0, ()),
        ),
        affected=(
            Affected("missing", 12, 6, 0, ("people",)),
            Affected("deleted", 0, 0, 0, ("people",)),
        ),
        checks=(
            CheckResult(check("ST007"), "skipped", NEEDS, is_unknown=True),
            passed("TE001"),
        ),
    )
