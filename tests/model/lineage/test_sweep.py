"""A fixed sample of the sweep over needed columns; all: ``python -m tests.model.lineage``."""

from collections.abc import Iterator

import pytest

from roster_lint.contracts.table import campus_tables
from tests.case_runner import CaseRunner
from tests.explain.conftest import District, august
from tests.model.lineage.experiment import Experiment
from tests.model.lineage.sweep import explained_of, needed_columns, needed_tables, said_of

__all__ = ["august"]

SAMPLE = needed_columns()[7::17]


@pytest.fixture(scope="module")
def experiment() -> Iterator[Experiment]:
    """The healthy district, and its model as it was."""
    runner = CaseRunner()
    yield Experiment(runner)
    runner.engine.close()


@pytest.mark.parametrize("missing", [*SAMPLE, *needed_tables()[10::9]])
def test_what_is_said_of_a_district_that_lacks_something_is_true(missing: str) -> None:
    assert list(said_of(missing, "back-to-school")) == []


@pytest.mark.parametrize("missing", ["Enrollment.noShow"])
def test_of_a_healthy_district_nothing_else_is_found(missing: str) -> None:
    assert list(said_of(missing, "ready")) == []


@pytest.mark.parametrize("missing", SAMPLE)
def test_an_explanation_says_nothing_that_is_unknown(august: District, missing: str) -> None:
    assert list(explained_of(missing, august)) == []


@pytest.mark.parametrize("name", needed_columns()[11::22])
def test_what_does_not_depend_on_a_column_does_not_change_with_it(
    experiment: Experiment, name: str
) -> None:
    table = campus_tables()[name.partition(".")[0]]
    assert list(experiment.disagreements(table, table.column(name.partition(".")[2]))) == []
