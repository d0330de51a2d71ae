"""Where nothing is held back, or no address fails, what is left out would have been empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.district import AS_OF
from roster_lint.engine.base import Engine
from roster_lint.linter import lint
from roster_lint.model.addresses import address_model
from roster_lint.model.payload_tables import statements_of, tables_of
from roster_lint.model.plan import build_plan, plan_model

READY = Path(__file__).parents[2] / "fixtures" / "ready"


@pytest.fixture
def engine() -> Iterator[Engine]:
    """What a lint of the healthy district leaves behind."""
    with lint(READY, as_of=AS_OF) as report:
        assert report.closer is not None
        yield report.closer.__self__  # type: ignore[attr-defined]  # the engine's own method


def remake(engine: Engine, statements: list[str]) -> None:
    for sql in statements:
        for one in statements_of(sql):
            kind = "VIEW" if one.makes_view else "TABLE"
            if one.creates.lower() in tables_of(engine):
                engine.run(f"DROP {kind} {one.creates}")
            engine.run(one.sql)


def test_the_whole_plan_says_the_same(engine: Engine) -> None:
    classes = engine.rows("SELECT * FROM plan_class")
    assert not {"plan_cause", "plan_group", "plan_count"} & tables_of(engine)
    read = {row[0] for row in engine.rows("DESCRIBE record_way")}
    remake(engine, [sql for _path, sql in plan_model()])
    assert engine.rows("SELECT * FROM plan_class") == classes
    for name in ("plan_cause", "plan_group", "plan_count", "record_way"):
        assert engine.rows(f"SELECT * FROM {name}") == [], name
    assert read <= {row[0] for row in engine.rows("DESCRIBE record_way")}


def test_one_section_held_back_makes_the_whole_plan(engine: Engine) -> None:
    for name in ("plan_class", "class_teacher", "record_way"):
        engine.run(f"DROP TABLE {name}")
    engine.run("DROP VIEW right_year")
    engine.run(
        "INSERT INTO person_outcome (population, personID, outcome)"
        " SELECT population, personID, 'held_back' FROM person_outcome LIMIT 1"
    )
    assert build_plan(engine)
    assert "plan_group" in tables_of(engine)


def test_no_address_would_be_suggested(engine: Engine) -> None:
    assert engine.rows("SELECT * FROM failing_address") == []
    shape = engine.rows("DESCRIBE email_suggestion")
    remake(engine, [sql for path, sql in address_model("campus") if path.name >= "30"])
    assert engine.rows("SELECT * FROM email_suggestion") == []
    assert engine.rows("DESCRIBE email_suggestion") == shape
