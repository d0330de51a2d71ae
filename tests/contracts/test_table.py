"""The contracts as the other packages read them."""

import pytest

from roster_lint.contracts.fields import CODE, DAY, FLAG, IDENTIFIER
from roster_lint.contracts.schema import schema_of
from roster_lint.contracts.table import Table, campus_tables


@pytest.fixture(params=campus_tables())
def table(request: pytest.FixtureRequest) -> Table:
    return campus_tables()[request.param]


def test_a_table_is_recognized_by_its_name_in_any_case() -> None:
    names = [name.casefold() for name in campus_tables()]
    assert len(names) == len(set(names))


def test_columns_can_be_distinguished_in_any_case(table: Table) -> None:
    names = [c.name.casefold() for c in table.columns]
    assert len(names) == len(set(names))
    assert all(table.column(name.upper()).name.casefold() == name for name in names)
    with pytest.raises(KeyError):
        table.column("color")


def test_a_key_is_made_of_columns_that_must_be_filled(table: Table) -> None:
    assert all(table.column(name).use == "key" for name in table.key)
    assert {c.name for c in table.columns if c.use == "key"} == set(table.key)


def test_a_row_without_a_key_can_be_named_by_what_it_connects(table: Table) -> None:
    assert table.key or any(c.must_be_filled for c in table.columns)


def test_an_optional_table_needs_no_column(table: Table) -> None:
    assert table.needed == any(c.needed for c in table.columns)


def test_every_table_and_only_tables_have_a_sentence(table: Table) -> None:
    assert table.doc.endswith(".")
    assert schema_of(table).name == table.name


def test_what_rules_cannot_do_without_is_needed() -> None:
    enrollment = campus_tables()["Enrollment"]
    assert {c.name for c in enrollment.columns if c.needed} == {
        *("enrollmentID", "personID", "calendarID", "structureID"),
        *("grade", "startDate", "endDate", "noShow"),
    }
    assert not campus_tables()["Identity"].needed


def test_names_of_columns_show_their_kinds(table: Table) -> None:
    for column in table.columns:
        if column.name.endswith("ID"):
            # The state's number for a person, and a GUID, can hold letters.
            is_code = column.name.endswith("GUID") or column.name == "stateID"
            assert column.kind == (CODE if is_code else IDENTIFIER)
        if column.name.endswith("Date"):
            assert column.kind == DAY
        if column.name in ("active", "externalLMSExclude", "noShow", "teacher"):
            assert column.kind == FLAG
