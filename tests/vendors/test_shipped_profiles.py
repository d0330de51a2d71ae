"""The shipped profiles: every line says where it is from, and what it names exists."""

import pytest

from docs.vendors import PAGE, page
from roster_lint.checks.catalog import load_checks
from roster_lint.vendors.lines import Line
from roster_lint.vendors.lines_of_a_sync import CheckSeverity, Note, Unminded
from roster_lint.vendors.loading import load_profile, profile_names
from roster_lint.vendors.words import remarks, sentence, severity_of


def lines() -> list[tuple[str, Line]]:
    """Every line of every shipped profile, with the profile's name."""
    return [(name, line) for name in profile_names() for line in load_profile(name).lines()]


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_is_called_as_its_file_and_says_what_it_is(name: str) -> None:
    profile = load_profile(name.upper())
    assert profile.name == name
    assert profile.about.endswith(".")


def test_every_line_has_a_source_a_basis_and_words() -> None:
    for _, line in lines():
        assert line.source.strip()
        assert sentence(line).strip()
        assert remarks(line).startswith(("quoted", "inferred", "from memory"))


def test_nothing_but_a_quotation_makes_an_error() -> None:
    assert {line.basis for _, line in lines() if severity_of(line) == "error"} == {"quoted"}
    assert {line.basis for _, line in lines()} == {"quoted", "inferred", "memory"}


def test_the_checks_that_lines_name_exist() -> None:
    known = {check.code for check in load_checks()}
    named = {line.check for _, line in lines() if isinstance(line, CheckSeverity)}
    named |= {
        code for _, line in lines() if isinstance(line, Note | Unminded) for code in line.checks
    }
    assert named
    assert named <= known


def test_the_page_of_vendors_is_in_step() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
