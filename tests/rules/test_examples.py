"""The examples that are shipped are those of the cases, and say what the report says today."""

import pytest

from roster_lint.checks.catalog import TOPICS, load_checks
from roster_lint.rules.examples import examples_of as shipped_examples
from tests.rule_examples import examples_of


@pytest.mark.parametrize("topic", TOPICS)
def test_examples_are_in_step(topic: str) -> None:
    codes = [check.code for check in load_checks() if check.topic == topic]
    stale = [code for code in codes if shipped_examples(code) != examples_of(code)]
    assert stale == [], "run `python -m tests.rule_examples`"


def test_every_check_has_an_example_that_fires_and_nearly_every_one_that_does_not() -> None:
    shown = {check.code: shipped_examples(check.code) for check in load_checks()}
    assert [code for code, examples in shown.items() if examples.fires is None] == []
    assert [code for code, e in shown.items() if e.fires and not e.fires.says] == []
    # What is absent altogether, or there twice, has no near miss but the good bundle.
    assert {code[:2] for code, e in shown.items() if e.silent is None} == {"OB"}
