"""docs/article.md names every check and every criterion, and none that is not there."""

import re
from pathlib import Path

from roster_lint.checks.catalog import load_checks
from roster_lint.model.build import HAS_ENABLED_ACCOUNT, HAS_PERSON, HAS_USERNAME, campus_model
from roster_lint.settings.settings import Settings

TEXT = (Path(__file__).parent.parent / "docs" / "article.md").read_text(encoding="utf-8")


def ranges(text: str) -> set[str]:
    """The codes in a text; ``NS001 to NS005`` stands for all between."""
    codes = set(re.findall(r"\b[A-Z]{2}[0-9]{3}\b", text))
    for first, last in re.findall(r"\b([A-Z]{2}[0-9]{3}) to ([A-Z]{2}[0-9]{3})\b", text):
        codes |= {f"{first[:2]}{n:03}" for n in range(int(first[2:]), int(last[2:]) + 1)}
    return codes


def test_every_check_is_named_and_every_named_check_exists() -> None:
    assert ranges(TEXT) == {
        check.code for check in load_checks() if "campus" in check.path.parts[-3:-1]
    }


def test_every_criterion_is_named_and_every_named_criterion_exists() -> None:
    known = {c.name for file in campus_model() for c in file.criteria}
    known |= {HAS_PERSON.name, HAS_USERNAME.name, HAS_ENABLED_ACCOUNT.name}
    assert set(re.findall(r"\*([a-z_]+)\*", TEXT)) == known


def test_every_named_setting_exists() -> None:
    named = {name for cell in re.findall(r"settings? ([a-z_0-9]+)", TEXT) for name in [cell]}
    assert named - {"for"} <= set(Settings.model_fields)
    assert {"window_rule", "end_date_today", "guardian_rule"} <= set(Settings.model_fields)


def test_no_statement_of_the_article_is_left_out() -> None:
    codes = re.findall(r"^\| ([A-Z]+[0-9]+[a-d]?) \|", TEXT, re.MULTILINE)
    for letter, last in {
        "P": 3,
        "U": 6,
        "E": 7,
        "G": 2,
        "Y": 6,
        "L": 3,
        "F": 3,
        "S": 6,
        "T": 10,
        "K": 3,
        "X": 4,
        "Z": 2,
        "C": 2,
    }.items():
        assert [f"{letter}{n}" for n in range(1, last + 1)] == [
            c for c in codes if re.fullmatch(rf"{letter}[0-9]+", c)
        ]
