"""What findings on cells are about: by the columns that they name it is as by all columns."""

import json
from collections.abc import Iterator

import pytest

from fixtures.district import AS_OF
from roster_lint.checks.findings import create_finding_table
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal
from roster_lint.model.payload_tables import build_payload
from roster_lint.prepare import prepare
from roster_lint.settings.settings import Settings
from roster_lint.vendors.subjects import columns_of_findings, field_columns, subject_sql
from roster_lint.vocabulary import OneRoster
from tests.bundles import bundle

OF_ROLES = {("enrollments.csv", "role"), ("enrollments.csv", "primary")}
COLUMNS = {(file, column) for file, column, _, _ in field_columns()} | OF_ROLES


@pytest.fixture(scope="module", params=["1.1", "1.2"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A bundle with a bad cell in each of the columns, in a row of its own, and a finding each."""
    version: OneRoster = request.param
    made = bundle(version)
    for place, (file, column) in enumerate(sorted(COLUMNS)):
        rows = made.rows.get(file.removesuffix(".csv"), [])
        if rows and column in rows[0]:
            rows[place % len(rows)][column] = "not good ~ "
    folder = made.write(tmp_path_factory.mktemp("bundles") / "broken")
    with prepare(folder, Settings(as_of=AS_OF, vendor=("microsoft-sds",))) as prepared:
        engine = prepared.engine
        build_payload(engine, "bundle", version)
        engine.run("DELETE FROM field_column")
        values = ", ".join(
            f"({', '.join('NULL' if one is None else literal(one) for one in row)})"
            for row in field_columns()
        )
        engine.run(f"INSERT INTO field_column VALUES {values}")
        create_finding_table(engine, "bundle")
        engine.run(
            "INSERT INTO finding (code, severity, key) SELECT 'OF007', 'error', json_object('file',"
            " table_name || '.csv', 'column', column_name, 'line', line) FROM bad_cell"
        )
        yield engine


def rows(engine: Engine, sql: str | None) -> set[tuple[object, ...]]:
    assert sql is not None
    return set(engine.rows(sql.replace("$code", "'OF007'")))


def test_each_column_alone_is_as_among_all(engine: Engine) -> None:
    every = rows(engine, subject_sql("OF007"))
    keys = {place: json.loads(key) for place, key in engine.rows("SELECT rowid, key FROM finding")}
    found = columns_of_findings(engine, "OF007")
    assert {"users.csv", "classes.csv", "enrollments.csv"} <= {file for file, _ in found}
    for file, column in found:
        alone = rows(engine, subject_sql("OF007", {(file, column)}))
        its = {
            place for place, key in keys.items() if (key["file"], key["column"]) == (file, column)
        }
        assert {row for row in alone if row[0] in its} == {row for row in every if row[0] in its}, (
            file,
            column,
        )
    assert {"class", "student"} <= {population for _, population, _ in every}
    assert rows(engine, subject_sql("OF007", found)) == every


def test_no_column_has_a_statement_that_cannot_be_run(engine: Engine) -> None:
    for column in COLUMNS:
        rows(engine, subject_sql("OF007", {column}))
    rows(engine, subject_sql("OF007", set()))
