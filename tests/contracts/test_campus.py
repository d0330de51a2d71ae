"""The Campus models say column by column what the facts about a whole district say.

``campus_columns.csv`` is a copy of those facts: which columns a source must have, which are never
blank in a whole district, and which table a key refers to. It lists more columns than are read.
"""

import csv
from pathlib import Path

import pytest

from roster_lint.contracts.table import Table, campus_tables

FACTS = Path(__file__).parent / "campus_columns.csv"


def facts() -> dict[tuple[str, str], dict[str, str]]:
    """The facts by table and column."""
    with FACTS.open(encoding="utf-8", newline="") as stream:
        return {(row["table"], row["column"]): row for row in csv.DictReader(stream)}


@pytest.mark.parametrize("table", campus_tables().values(), ids=campus_tables())
def test_a_model_says_what_the_facts_say(table: Table) -> None:
    known = facts()
    for column in table.columns:
        assert known[table.name, column.name] == {
            "table": table.name,
            "column": column.name,
            "need": "needed"
            if column.needed
            else "optional"
            if table.needed
            else "optional (table)",
            "filled": "yes" if column.filled else "",
            "refers_to": column.refers_to or "",
        }


def test_no_column_is_left_out_that_a_source_must_have_or_whose_values_are_judged() -> None:
    read = {(t.name, c.name) for t in campus_tables().values() for c in t.columns}
    judged = {
        place
        for place, row in facts().items()
        if row["need"] == "needed" or row["filled"] or row["refers_to"]
    }
    assert judged <= read


def test_a_key_refers_to_a_table_that_has_one_key_of_its_kind() -> None:
    tables = campus_tables()
    for table in tables.values():
        for column in table.columns:
            if column.refers_to is not None:
                [key] = tables[column.refers_to].key
                assert tables[column.refers_to].column(key).kind == column.kind


def test_a_column_that_no_district_leaves_blank_may_be_blank_in_a_row() -> None:
    grade = campus_tables()["Enrollment"].column("grade")
    assert grade.filled and not grade.must_be_filled
