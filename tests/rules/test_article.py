"""Where a check comes from: a sentence of the article, or a note that it says none."""

import re
from pathlib import Path

import pytest

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.rules.article import article, origin_of, sentences_of
from tests.test_article import ranges

PAGE = Path(__file__).parents[2] / "docs" / "article.md"


def test_the_codes_of_a_sentence_are_those_of_the_page() -> None:
    rows = dict(
        re.findall(r"^\| ([A-Z]+[0-9]+[a-d]?) \|(.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    )
    accounts = {check.code for check in load_checks() if check.topic == "AC"}
    for sentence in article().sentences:
        assert set(sentence.codes) - accounts <= ranges(rows[sentence.id]), sentence.id


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.code)
def test_every_check_says_where_it_comes_from(check: Check) -> None:
    assert sentences_of(check) or origin_of(check)


def test_no_code_is_of_a_check_that_is_not_there() -> None:
    known = {check.code for check in load_checks()}
    named = {code for sentence in article().sentences for code in sentence.codes}
    assert named | set(article().beyond) <= known


def test_what_no_sentence_says_is_said_so() -> None:
    checks = {check.code: check for check in load_checks()}
    assert origin_of(checks["UN001"]) == ""
    assert origin_of(checks["UN002"]).startswith("The article asks for a username")
    assert origin_of(checks["OP501"]).startswith("The article does not say it. The rule comes from")
