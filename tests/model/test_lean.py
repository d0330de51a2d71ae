"""A model of which only what is read is built and kept gives the rows of the whole model."""

from pathlib import Path

import pytest

from fixtures.district import AS_OF
from roster_lint.engine.duck import DuckEngine
from roster_lint.model.lean import Droppable, Step, run_lean, tables_in
from roster_lint.model.predicted import build_predicted
from roster_lint.pair.tables import selects
from roster_lint.prepare import prepare
from roster_lint.report.data_faults import ASKED
from roster_lint.settings.settings import Settings
from roster_lint.vocabulary import OneRoster

pytestmark = pytest.mark.whole_engine

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize("oneroster", ["1.1", "1.2"])
@pytest.mark.parametrize("district", ["ready", "back-to-school", "torn-export"])
def test_it_gives_the_payload_and_the_faults_of_the_whole(
    district: str, oneroster: OneRoster
) -> None:
    settings = Settings(as_of=AS_OF, oneroster=oneroster)
    asked = (*dict(selects("campus", oneroster, {})).values(), *ASKED)
    with prepare(FIXTURES / district, settings) as whole:
        build_predicted(whole.engine)
        with prepare(FIXTURES / district, settings, asked=asked) as lean:
            for sql in asked:
                rows = f"SELECT * FROM ({sql}) each_row ORDER BY ALL"
                assert lean.engine.rows(rows) == whole.engine.rows(rows)
            left = {
                str(row[0]) for row in lean.engine.rows("SELECT table_name FROM duckdb_tables()")
            }
    assert not left & {"Roster", "Enrollment", "Identity", "person_criteria", "section_cause"}


def test_a_table_goes_behind_its_last_reader_also_one_behind_a_view() -> None:
    engine = DuckEngine("100MB")
    there: list[set[str]] = []

    def step(sql: str) -> Step:
        def run() -> None:
            engine.run(sql)
            rows = engine.rows("SELECT table_name FROM duckdb_tables()")
            there.append({str(row[0]) for row in rows})

        return Step(tables_in(sql), run)

    try:
        for name in ("Roster", "Person", "unread", "settings"):
            engine.run(f'CREATE TABLE "{name}" AS SELECT 1 AS n')
        view = "CREATE VIEW seen AS FROM Person"
        steps = [
            step(view),
            step("CREATE TABLE a AS FROM Roster"),
            step("CREATE TABLE b AS FROM a CROSS JOIN seen"),
            step("CREATE TABLE c AS FROM b"),
        ]
        tables = frozenset(("roster", "person", "unread", "a", "b", "c"))
        run_lean(engine, steps, Droppable(tables, {"seen": tables_in(view)}), ["FROM c"])
        assert there == [
            {"Roster", "Person", "settings"},
            {"Roster", "Person", "a", "settings"},
            {"Person", "a", "b", "settings"},
            {"b", "c", "settings"},
        ]
        assert engine.rows("SELECT table_name FROM duckdb_tables() ORDER BY 1") == [
            ("c",),
            ("settings",),
        ]
    finally:
        engine.close()
