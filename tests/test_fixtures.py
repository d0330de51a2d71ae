"""The sample districts on disk are what the builder makes, and hold only deliberate bad cells."""

from pathlib import Path

import polars as pl
import pytest
from pandera.errors import SchemaErrors

from fixtures.build import STORED
from fixtures.build import main as build
from fixtures.district import VARIANTS, District, healthy, variant
from roster_lint.contracts.schema import schema_of
from roster_lint.contracts.table import campus_tables

FIXTURES = Path(__file__).parent.parent / "fixtures"

BAD_CELLS = {
    "ready": set(),
    "back-to-school": {
        ("RelatedPair", "startDate", "8/10/2026"),
        ("Enrollment", "noShow", "7"),
        ("Roster", "sectionID", "53O1"),
        ("Roster", "personID", None),
        ("Trial", "modifiedDate", "7/30/2026"),
    },
    "torn-export": {
        *(("Enrollment", "startDate", text) for text in ("8/13/2025", "8/12/2026", "6/7/2027")),
        *(("Enrollment", "endDate", text) for text in ("2/13/2026", "6/5/2026")),
    },
}


@pytest.mark.parametrize("name", STORED)
def test_the_files_are_what_the_builder_writes(name: str, tmp_path: Path) -> None:
    build(tmp_path)
    assert files(FIXTURES / name) == files(tmp_path / name)


@pytest.mark.parametrize("name", STORED)
def test_only_the_deliberate_cells_break_the_contracts(name: str) -> None:
    found = {
        (table, column, value)
        for table in campus_tables()
        for column, value in bad_cells(table, FIXTURES / name / f"{table}.csv")
    }
    assert found == BAD_CELLS[name]


@pytest.mark.parametrize("name", STORED)
def test_every_column_of_the_contracts_but_guids_and_changes_is_there(name: str) -> None:
    for table, contract in campus_tables().items():
        header = read(FIXTURES / name / f"{table}.csv").columns
        # When a record was changed is read of trials; of others only `reconcile` makes use of it.
        others = {"modifiedDate"} if table != "Trial" else set()
        columns = [c.name for c in contract.columns if c.name not in others]
        assert header == [name for name in columns if not name.endswith("GUID")]


@pytest.mark.parametrize("name", STORED)
def test_keys_are_unique_but_for_one_contact(name: str) -> None:
    twice = {
        (table, *row)
        for table, contract in campus_tables().items()
        if contract.key
        for row in repeated(read(FIXTURES / name / f"{table}.csv"), contract.key)
    }
    assert twice == ({("Contact", "1033")} if name == "back-to-school" else set())


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_differs_from_the_healthy_district_in_one_table(name: str) -> None:
    # A year that is activated early comes with its calendars.
    tables = 2 if name == "early-activation" else 1
    assert len(changed_tables(healthy(), variant(name))) == tables


def test_the_seed_changes_names_and_no_id() -> None:
    one, other = healthy(seed=1), healthy(seed=2)
    assert one.tables["Identity"] != other.tables["Identity"]
    tables = {"Identity", "Contact", "UserAccount", "EmploymentAssignment"}
    assert changed_tables(one, other) == tables
    for table in tables:
        key = campus_tables()[table].key[0]
        assert [row[key] for row in one.tables[table]] == [row[key] for row in other.tables[table]]


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.csv")}


def read(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def bad_cells(table: str, path: Path) -> set[tuple[str, str | None]]:
    rows = read(path)
    try:
        schema_of(campus_tables()[table]).validate(rows, lazy=True)
    except SchemaErrors as broken:
        cells = broken.failure_cases.select("column", "failure_case", "index").rows()
        return {(column, rows[column][int(index)]) for column, _, index in cells}
    return set()


def repeated(rows: pl.DataFrame, key: tuple[str, ...]) -> list[tuple[str, ...]]:
    return rows.group_by(key).len().filter(pl.col("len") > 1).select(key).rows()


def changed_tables(one: District, other: District) -> set[str]:
    return {name for name in one.tables if one.tables[name] != other.tables[name]}
