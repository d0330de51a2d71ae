"""No corruption of the healthy district goes unnoticed: a run is never ready by omission."""

import pytest

from tests.sweep.corruptions import Corruption, corruptions, of_the_suite
from tests.sweep.exceptions import exceptions
from tests.sweep.judging import judge

pytestmark = pytest.mark.whole_engine  # the engine that remembers has its own settings


@pytest.mark.parametrize("corruption", of_the_suite(), ids=lambda one: one.name)
def test_a_corruption_is_noticed_unless_it_is_excepted(corruption: Corruption) -> None:
    outcome = judge().spoiled_by(corruption)
    if corruption.name in exceptions():
        assert outcome.result == "unnoticed", f"no longer an exception: {outcome.reported}"
    else:
        assert outcome.result != "unnoticed", outcome.reported


def test_every_exception_is_one_of_a_corruption() -> None:
    assert exceptions().keys() - {one.name for one in corruptions()} == set()


def test_the_suite_tries_every_table_and_every_key() -> None:
    tried = of_the_suite()
    tables = {one.table for one in corruptions()}
    keys = {(one.table, one.column) for one in corruptions() if one.kind.startswith("leads")}
    assert {one.table for one in tried if one.column is None} == tables
    assert {(one.table, one.column) for one in tried if one.kind.startswith("leads")} == keys
