"""Never ready without a finding, whatever is lost: rows of any tables and any filled columns."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from fixtures.district import District
from tests.sweep.corruptions import LOSSES, Corruption, corruptions, well
from tests.sweep.exceptions import exceptions
from tests.sweep.judging import judge
from tests.sweep.years import of_the_judged_year

pytestmark = pytest.mark.whole_engine  # the engine that remembers has its own settings

_EXCEPTED = {one.table for one in corruptions() if one.kind in LOSSES and one.name in exceptions()}
TABLES = sorted({one.table for one in corruptions()} - _EXCEPTED)
"""Tables that cannot lose rows unnoticed."""

COLUMNS = [one for one in corruptions() if one.kind == "is blank" and one.name not in exceptions()]


def lose(district: District, table: str, chance: Random) -> None:
    """Takes half of a table's rows of the judged year, or more; what others had may well go."""
    rows = district.tables[table]
    judged = [place for place, row in enumerate(rows) if of_the_judged_year(table, row)]
    number = chance.randint((len(judged) + 1) // 2, len(judged))
    lost = set(chance.sample(judged, number))
    rows[:] = [row for place, row in enumerate(rows) if place not in lost]


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    losses=st.dictionaries(st.sampled_from(TABLES), st.integers(0, 999), max_size=3),
    blank=st.lists(st.sampled_from(COLUMNS), max_size=2),
)
def test_nothing_is_lost_unnoticed(losses: dict[str, int], blank: list[Corruption]) -> None:
    assume(losses or blank)
    district = well()
    for table, seed in losses.items():
        lose(district, table, Random(seed))
    for corruption in blank:
        corruption.spoil(district)
    outcome = judge().judge(district)
    assert outcome.result != "unnoticed", outcome.reported
