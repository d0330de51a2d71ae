"""Whatever happens to a sample's files: no traceback, no other exit code, no loss unnoticed."""

import pytest

from tests.fuzz.trying import spoiled, tried

SEED = 1
SOURCES = 12


@pytest.mark.parametrize("number", range(SOURCES))
def test_a_spoiled_source_ends_in_a_verdict_or_a_sentence(number: int) -> None:
    trial = tried(SEED, number)
    assert trial.complaint is None, str(trial)


def test_a_number_always_makes_the_same_source() -> None:
    assert spoiled(SEED, 3) == spoiled(SEED, 3)
    assert spoiled(SEED, 3) != spoiled(SEED + 1, 3)


def test_the_suite_tries_losses_and_all_kinds_of_samples() -> None:
    sources = [spoiled(SEED, number) for number in range(SOURCES)]
    assert sum(source.is_lost for source in sources) >= 2
    assert {"ready", "bundle-1p1", "bundle-1p2"} <= {source.sample for source in sources}
