"""Payloads of different school years are refused, or compared by school and course."""

import pytest

from roster_lint.differences.difference import Difference
from roster_lint.errors import UsageError
from tests.differences.planting import conserves, equal_pair, found, reported

NEXT_YEAR = (
    "UPDATE {}.academicSessions SET sourcedId = 'next-' || sourcedId, schoolYear = '2028',"
    " startDate = startDate + INTERVAL 1 YEAR, endDate = endDate + INTERVAL 1 YEAR",
    "UPDATE {}.courses SET sourcedId = 'next-' || sourcedId, schoolYearSourcedId = 'next-ses-2027'",
    "UPDATE {}.classes SET sourcedId = 'next-' || sourcedId, courseSourcedId = 'next-' ||"
    " courseSourcedId, classCode = classCode || '-2', termSourcedIds ="
    " 'next-' || replace(termSourcedIds, ',', ',next-')",
    "UPDATE {}.enrollments SET sourcedId = 'next-' || sourcedId,"
    " classSourcedId = 'next-' || classSourcedId",
)


def next_year(*changes: str, rollover: bool) -> Difference:
    with equal_pair() as pair:
        for change in (*NEXT_YEAR, *changes):
            pair.engine.run(change.replace("{}", "after"))
        return found(pair, rollover=rollover)


def test_another_school_year_is_refused_with_a_sentence() -> None:
    with pytest.raises(UsageError) as error:
        next_year(rollover=False)
    assert str(error.value).startswith("BEFORE is of the school year 2026-27, AFTER of 2027-28.")
    assert "--rollover" in str(error.value)


def test_so_is_a_rollover_within_one_year() -> None:
    with equal_pair() as pair, pytest.raises(UsageError, match="both payloads are of the school"):
        found(pair, rollover=True)


def test_a_rollover_alone_is_no_change() -> None:
    difference = next_year(rollover=True)
    assert reported(difference) == {}
    assert difference.rollover and difference.before.school_years == ("2027",)
    assert difference.tallies["classes"].before == 5  # of six, two are of one course
    assert "sessions" not in difference.tallies


def test_a_rollover_compares_by_school_and_course() -> None:
    difference = next_year(
        "DELETE FROM {}.classes WHERE sourcedId = 'next-cls-math'",
        "DELETE FROM {}.enrollments WHERE classSourcedId = 'next-cls-math'",
        "DELETE FROM {}.users WHERE sourcedId = 'stu-12'",
        rollover=True,
    )
    numbers = reported(difference)
    assert numbers["classes"] == {"gone": 1}
    assert numbers["students"] == {"gone": 1}
    assert set(numbers["enrollments"]) == {"gone"}
    assert all(map(conserves, difference.tallies.values()))


def test_the_end_date_says_the_year_where_nothing_else_does() -> None:
    with pytest.raises(UsageError, match="AFTER of 2027-28"):
        next_year("UPDATE {}.academicSessions SET schoolYear = NULL", rollover=False)


def test_without_sessions_the_report_says_that_it_is_unknown() -> None:
    with equal_pair() as pair:
        pair.engine.run("DELETE FROM after.academicSessions")
        *_, note = found(pair).notes
    assert "it is unknown whether both are of one school year" in note
