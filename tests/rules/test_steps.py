"""Steps are made of what a check says of its fix, and always end with a look."""

import pytest

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.rules.steps import fix_steps

CHECKS = {check.code: check for check in load_checks()}


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        (
            "YR005",
            (
                "In Campus, open System Administration > Calendar > School Year Setup.",
                "Correct the dates.",
            ),
        ),
        (
            "SC011",
            (
                "In Campus, open System Administration > Calendar > Terms.",
                "Correct the term dates, or place sections that go on in a term that runs longer.",
            ),
        ),
        (
            "NS002",
            (
                "In Campus, open Census > People > District Assignments.",
                "Correct the end date or add an assignment.",
                "Or end the duties and disable the account.",
            ),
        ),
        (
            "GR001",
            (
                "In Campus, open System Administration > Calendar > Grade Levels.",
                "Choose a State Grade Level Code.",
            ),
        ),
        ("OB012", ("Rename the file.",)),
    ],
)
def test_a_fix_is_taken_apart(code: str, steps: tuple[str, ...]) -> None:
    assert fix_steps(CHECKS[code])[:-1] == steps


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.code)
def test_the_last_step_lints_again(check: Check) -> None:
    *steps, last = fix_steps(check)
    assert steps
    assert last.startswith("Lint again: roster-lint check ") and check.code in last
    assert all(step.endswith(".") for step in steps)
