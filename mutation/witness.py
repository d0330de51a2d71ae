"""The checks whose cases are tried, and one more: what the funnel says of the healthy district.

No check reads the criteria of sections, nor that an assignment is one. The reports do, and in the
healthy district every section and every assignment holds them all.
"""

from dataclasses import replace
from functools import cache

from roster_lint.checks.catalog import Check
from tests.case_runner import campus_checks

WITNESS = "ZZ001"

_FALLEN = """
SELECT 'section' AS record, first_failed AS criterion, schoolID
FROM population WHERE entity = 'section' AND first_failed IS NOT NULL
UNION ALL
SELECT 'assignment', 'has_assignment', schoolID
FROM assignment_criteria WHERE NOT has_assignment
"""


@cache
def known_checks() -> dict[str, Check]:
    """The checks by code, with the witness as the last."""
    checks = {check.code: check for check in campus_checks()}
    like = next(check for check in checks.values() if not check.skips and not check.needs)
    funnel = replace(
        like,
        code=WITNESS,
        name="fallen-in-the-funnel",
        key=("record", "criterion", "schoolID"),
        message="{record} falls at {criterion}",
        of="",
        personal=(),
        uses=(),
        matches=None,
        sql=_FALLEN,
    )
    return {**checks, WITNESS: funnel}
