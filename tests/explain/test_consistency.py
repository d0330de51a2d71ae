"""What is explained agrees with the criteria tables, person for person, in every kind of run."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roster_lint.explain import explain, kind_of
from roster_lint.prepare import Prepared
from tests.explain.conftest import District

RUNS: dict[str, dict[str, Any]] = {
    "1.1": {},
    "1.2": {"oneroster": "1.2"},
    "enabled accounts": {"disabled_accounts": "error", "oneroster": "1.2"},
    "other readings": {"window_rule": "contain", "guardian_rule": "portal"},
    "one school": {"school": ["Marigold Middle"]},
}


def disagreements(prepared: Prepared, which: str) -> Iterator[str]:
    """Where explanations and criteria tables differ, of the people for whom a condition holds."""
    people = prepared.engine.rows(
        "SELECT role, personID, available, to_be_deleted, first_failed FROM person_criteria"
        f" WHERE {which} ORDER BY ALL"
    )
    assert people
    for role, person_id, available, to_be_deleted, first_failed in people:
        explained = explain(prepared, kind_of(role), f"id:{person_id}")
        failed = [state.name for state in explained.failed]
        verdict = (
            "will-sync" if available else "to-be-deleted" if to_be_deleted else "will-not-sync"
        )
        agreed = (explained.verdict, not failed, first_failed is None or first_failed in failed)
        if agreed != (verdict, available, True):
            yield f"{role} {person_id}: {verdict}, {first_failed}, but {agreed}, {failed}"
        if [record.decides for record in explained.records].count(True) > 1:
            yield f"{role} {person_id}: several records decide"


@pytest.mark.long
@pytest.mark.parametrize("run", RUNS)
def test_no_criterion_fails_exactly_where_the_person_is_available(
    august: District, run: str
) -> None:
    # Of those who fall alike a few will do.
    which = "personID % 41 = 0 OR first_failed <> 'has_username' AND personID % 3 = 0"
    if run == "1.1":
        which = "personID % 41 = 0 OR first_failed <> 'has_username'"
    assert list(disagreements(august.prepared(**RUNS[run]), which)) == []


def test_sections_that_sync_are_those_that_meet_their_criteria(august: District) -> None:
    prepared = august.prepared()
    meeting = {
        row[0]
        for row in prepared.engine.rows(
            "SELECT sectionID FROM section_criteria"
            " WHERE in_active_trial AND not_excluded AND is_active AND is_placed"
        )
    }
    sections = {row[0] for row in prepared.engine.rows("SELECT sectionID FROM Section")}
    sections = {s for s in sections if s not in meeting or s % 5 == 0}
    explained = {s: explain(prepared, "section", f"id:{s}") for s in sections}
    assert {s for s, e in explained.items() if e.verdict == "will-sync"} == meeting & sections
    assert {s for s, e in explained.items() if not e.failed} == meeting & sections


DAYS = st.sampled_from(["NULL", *(f"DATE '{day}'" for day in (
    "2025-08-11", "2026-06-05", "2026-08-01", "2026-08-10", "2026-08-12", "2027-06-04",
    "2027-07-02",
))])  # fmt: skip
BITS = st.sampled_from(["TRUE", "FALSE", "NULL"])

CELLS = [
    ("Enrollment", "personID", (1203, 1207, 1001), {"startDate": DAYS, "endDate": DAYS}),
    ("Enrollment", "personID", (1203, 1207, 1001), {"noShow": BITS, "externalLMSExclude": BITS}),
    ("EmploymentAssignment", "personID", (2009, 2012, 2014, 2502), {"endDate": DAYS}),
    ("EmploymentAssignment", "personID", (2009, 2012, 2014, 2502), {"startDate": DAYS}),
    ("EmploymentAssignment", "personID", (2009, 2014), {"teacher": BITS, "advisor": BITS}),
    ("RelatedPair", "personID1", (1001, 1005), {"portal": BITS, "guardian": BITS}),
    ("RelatedPair", "personID2", (3801, 2003, 3001), {"startDate": DAYS, "endDate": DAYS}),
    ("UserAccount", "personID", (1203, 2014, 2003, 3801), {"disable": BITS}),
    ("Calendar", "calendarID", (2703, 2709), {"externalLMSExclude": BITS, "endDate": DAYS}),
]
TOUCHED = "personID IN (1001, 1203, 1207, 2003, 2009, 2012, 2014, 2502, 3001, 3006, 3801)"


@st.composite
def faults(draw: st.DrawFn) -> str:
    """Some cells of the healthy district, written anew."""
    changes = []
    for table, key, values, columns in draw(st.lists(st.sampled_from(CELLS), max_size=6)):
        sets = ", ".join(f"{name} = {draw(value)}" for name, value in columns.items())
        changes.append(f"UPDATE {table} SET {sets} WHERE {key} = {draw(st.sampled_from(values))};")
    return "".join(changes)


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(change=faults(), run=st.sampled_from(sorted(RUNS)))
def test_whatever_is_broken_explanations_agree_with_the_criteria(
    district: District, change: str, run: str
) -> None:
    assert list(disagreements(district.prepared(change, **RUNS[run]), TOUCHED)) == []
