"""Which checks judge which lines: the headers say it, and name lines that there can be."""

from collections.abc import Iterator
from typing import get_args

import pytest

from roster_lint.checks.catalog import Check, load_checks
from roster_lint.vendors.fields import FIELDS, PEOPLE, Limited
from roster_lint.vendors.judges import Key, judges
from roster_lint.vocabulary import Family

FAMILIES = get_args(Family)
KEYS = get_args(Key)


def known_lines() -> Iterator[str]:
    """Every line that a header can name."""
    for record, fields in FIELDS.items():
        for field in fields:
            yield f"{record}.{field}"
            yield f"unique.{field}"
            yield f"value.{field}"
    yield from (f"person.{field}" for field in FIELDS[PEOPLE[0]])
    yield from (f"limit.{limited}" for limited in get_args(Limited))
    yield from ("roles", "accounts")


def said(check: Check, key: Key) -> tuple[str, ...]:
    return check.judges if key == "judges" else check.judges_in_part


@pytest.mark.parametrize("key", KEYS)
def test_what_vendors_read_is_what_the_catalog_says(key: Key) -> None:
    read = {
        (code, line)
        for family in FAMILIES
        for line, codes in judges(family, key).items()
        for code in codes
    }
    catalog = {(check.code, line) for check in load_checks() for line in said(check, key)}
    assert catalog
    assert read == catalog


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_check_judges_lines_of_sources_that_it_is_asked_of(family: Family, key: Key) -> None:
    asked = {check.code for check in load_checks() if family in check.sources}
    assert {code for codes in judges(family, key).values() for code in codes} <= asked


def test_the_lines_that_headers_name_can_stand_in_a_profile() -> None:
    known = set(known_lines())
    assert [
        (check.code, line)
        for check in load_checks()
        for key in KEYS
        for line in said(check, key)
        if line not in known
    ] == []
