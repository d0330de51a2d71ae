"""Numbers and shares in words."""

import pytest

from roster_lint.report.formats.text.wording import counted, listed, part_of, plain, plural, share


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 5, "0 %"),
        (5, 5, "100 %"),
        (7, 412, "1.7 %"),
        (1, 1000, "0.1 %"),
        (1, 1001, "<0.1 %"),
        (1, 10_000_000, "<0.1 %"),
        (999, 1000, "99.9 %"),
        (1000, 1001, ">99.9 %"),
        (1, 3, "33.3 %"),
        (1999, 2000, ">99.9 %"),
    ],
)
def test_share(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


def test_no_share_rounds_to_all_or_none() -> None:
    for whole in (999, 1001, 2000, 3333):
        assert not [p for p in range(1, whole) if share(p, whole) in ("0.0 %", "100.0 %")]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (7, 412, "7 of 412 (1.7 %)"),
        (1234, None, "1,234 found"),
        (2, 0, "2 found"),
        (5, 4, "5 found"),
    ],
)
def test_part_of(part: int, whole: int | None, text: str) -> None:
    assert part_of(part, whole) == text


@pytest.mark.parametrize(
    ("count", "noun", "text"),
    [
        (1, "person", "1 person"),
        (2, "person", "2 people"),
        (0, "error", "0 errors"),
        (1, "grade_level", "1 grade level"),
        (1_000, "grade_level", "1,000 grade levels"),
        (3, "class", "3 classes"),
    ],
)
def test_counted(count: int, noun: str, text: str) -> None:
    assert counted(count, noun) == text


def test_listed() -> None:
    assert [listed(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_plain_shows_what_a_terminal_might_obey() -> None:
    assert plain("Testa Sample, Ščepán 名前") == "Testa Sample, Ščepán 名前"
    assert plain("a\x07\x9b\ud800\u200bb\tc") == r"a\x07\x9b\ud800\u200bb c"


def test_a_noun_in_y_has_its_plural_in_ies_unless_a_vowel_stands_before() -> None:
    assert [plural(noun) for noun in ("property", "day", "school_year", "info")] == [
        "properties",
        "days",
        "school years",
        "info",
    ]
