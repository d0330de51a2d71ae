"""The kinds of column: what a field of each kind tells the other packages."""

import pytest

from roster_lint.contracts import fields
from roster_lint.contracts.schema import schema_of
from roster_lint.contracts.table import campus_tables

KINDS = (
    fields.IDENTIFIER,
    fields.YEAR,
    fields.FLAG,
    fields.DAY,
    fields.CODE,
    fields.TEXT,
    fields.NAME,
)


@pytest.mark.parametrize("table", campus_tables())
def test_every_column_is_of_a_known_kind(table: str) -> None:
    for column in campus_tables()[table].columns:
        assert column.kind in KINDS


@pytest.mark.parametrize("table", campus_tables())
def test_a_column_with_a_pattern_is_checked_and_a_date_must_exist(table: str) -> None:
    contract = campus_tables()[table]
    schema = schema_of(contract)
    for column in contract.columns:
        names = [check.name for check in schema.columns[column.name].checks]
        expected = ["str_matches"] if column.kind.pattern else []
        if column.kind == fields.DAY:
            expected.append("exists_in_the_calendar")
        assert names == expected


def test_a_kind_says_what_it_expects() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert all(kind.expects and not kind.expects.endswith(".") for kind in KINDS)
