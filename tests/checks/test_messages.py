"""Messages agree with their counts, and spell files and IDs as they are."""

import string
from itertools import pairwise

import pytest
from sqlglot import parse_one

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.checks.messages import fill, in_the_plural
from roster_lint.checks.served import as_asked

CHECKS = load_checks()


@pytest.mark.parametrize(
    ("template", "facts", "text"),
    [
        ("{n:class} {n:is|are} old", {"n": 1}, "1 class is old"),
        ("{n:class} {n:is|are} old", {"n": 2}, "2 classes are old"),
        ("{n:more user}", {"n": 0}, "0 more users"),
        ("it has {n:a part|# parts}", {"n": 1}, "It has a part"),
        ("it has {n:a part|# parts}", {"n": 3}, "It has 3 parts"),
        ("({first}{n:| first})", {"n": 1, "first": "x"}, "(x)"),
        ("({first}{n:| first})", {"n": 2, "first": "x"}, "(x first)"),
        ("{n:class} of {who}", {"n": None, "who": None}, "None classes of none"),
        ("{n:class}", {"n": "(hidden)"}, "(hidden) classes"),
        ("{share:.1f} %", {"share": 12.34}, "12.3 %"),
        ("{who} {{n}} {n}", {"n": 1, "who": "user a:b|c"}, "User a:b|c {n} 1"),
    ],
)
def test_counts_agree_with_their_words(template: str, facts: dict[str, object], text: str) -> None:
    assert fill(template, facts) == text


def test_a_message_begins_with_a_capital_unless_with_a_file_or_an_id() -> None:
    facts = {"file": "classes.csv", "who": "user 7"}
    assert fill("{file}: {who}", facts, ("file",)) == "classes.csv: user 7"
    assert fill("{who}: {file}", facts, ("file",)) == "User 7: classes.csv"
    assert fill("in {file}", facts, ("file",)) == "In classes.csv"


def test_an_unfilled_message_is_in_the_plural() -> None:
    reported = in_the_plural("{n:class} ({a}{n:| first}) {n:has|have} {b}, {n:one|all #}")
    assert reported == "{n} classes ({a} first) have {b}, all {n}"


@pytest.mark.parametrize("check", CHECKS, ids=[check.code for check in CHECKS])
def test_no_count_is_followed_by_a_plural_that_one_would_break(check: Check) -> None:
    """What a message counts is written as ``{count:noun}``, but for what is never one."""
    if check.topic not in ("OB", "OF", "OP", "VN") or check.code in NEVER_ONE:
        return
    parts = list(string.Formatter().parse(check.message))
    for (_, name, words, _), (text, _, _, _) in pairwise(parts):
        if name in COUNTS and not words:
            noun = text.strip().partition(" ")[0]
            assert not noun.endswith("s") or noun == "is", check.message


COUNTS = {
    *("codes", "districts", "enrollments", "filled", "members", "number", "others", "primaries"),
    *("records", "resources", "results", "roots", "rows", "seats", "students", "subjects"),
    *("teachers", "users"),
}
NEVER_ONE = {
    "OF019": "a sourcedId is repeated",
    "OP206": "an enrollment is repeated",
    "OP504": "several primary teachers",
    "OP505": "several teachers",
    "OP804": "a resource is repeated",
    "OP805": "a use is repeated",
    "OP909": "a result is repeated",
}


def test_what_a_message_for_an_api_names_is_selected() -> None:
    own = {check.code: check for check in CHECKS}
    seen = 0
    for check in as_asked(CHECKS, "oneroster-api"):
        selected = {
            name.lower()
            for sql in (check.sql, own[check.code].asked_of("bundle").sql)
            for name in parse_one(sql, dialect="duckdb").named_selects
        }
        named = {name.lower() for _, name, *_ in string.Formatter().parse(check.message) if name}
        assert named <= selected, check.code
        seen += 1
    assert seen > 80
