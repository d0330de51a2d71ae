"""No check and no criterion could be negated unseen; the full run tries every condition."""

from itertools import chain

import pytest

from mutation.hunting import TOPICS, all_mutants
from mutation.killing import Killer, cases, healthy
from mutation.mutants import Mutant, of_check_as_a_whole, of_criteria
from mutation.of_bundles import payload_mutants
from mutation.survivors import listed
from tests.case_model import statements
from tests.case_runner import campus_checks

_LIKELY = {"CO007", "FA001", "RO001", "ST001"}
"""Checks whose cases notice the criteria that the healthy district is silent about."""


_EVERY = 5
"""Of the criteria, which are tried with the suite; ``.ci/run`` tries all."""


@pytest.fixture(scope="module")
def killer() -> Killer:
    return Killer()


def test_a_negated_check_is_seen(killer: Killer) -> None:
    mutants = [of_check_as_a_whole(check) for check in campus_checks()]
    assert len({mutant.file for mutant in mutants}) == len(campus_checks())
    assert survivors(killer, mutants) == []


def test_a_negated_criterion_is_seen(killer: Killer) -> None:
    assert survivors(killer, list(of_criteria())[::_EVERY]) == []


def test_whoever_is_listed_as_a_survivor_is_still_a_mutant() -> None:
    files = {file for file, _ in listed()}
    mutants = {(m.file, m.name) for m in (*all_mutants(files), *payload_mutants(files))}
    assert sorted(listed().keys() - mutants) == []


def test_the_files_whose_cases_are_tried_first_are_there() -> None:
    assert TOPICS.keys() <= {statement.file.path.stem for statement in statements()}


def survivors(killer: Killer, mutants: list[Mutant]) -> list[tuple[str, str]]:
    """Those whom neither the healthy district nor any case kills, by file and name."""
    unchanged, *otherwise_set = healthy()
    codes = sorted((check.code for check in campus_checks()), key=lambda code: code not in _LIKELY)
    everywhere = chain([unchanged], *map(cases, codes), otherwise_set)
    killed = killer.killed(everywhere, mutants)
    return [(mutant.file, mutant.name) for mutant in mutants if mutant not in killed]
