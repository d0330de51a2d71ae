"""Campus data changed since they were served: each difference names the criterion, or the cache."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fixtures.district import AS_OF, District, Row, healthy
from roster_lint.errors import SourceError, UsageError
from roster_lint.reconcile import Options, reconcile
from roster_lint.reconcile.result import Difference
from roster_lint.vocabulary import OneRoster
from tests.reconcile.conftest import Served
from tests.reconcile.districts import VERSIONS, settings_of

pytestmark = pytest.mark.long

Found = dict[tuple[str, int | None, str | None], list[Difference]]


def found_in(
    campus: Path, bundle: Path, cache: date | None = None, **settings: object
) -> list[Difference]:
    with reconcile(campus, bundle, settings_of(**settings), Options(cache)) as found:
        assert found.exit_code == 1
        return list(found.differences())


def of_person(found: list[Difference], person: object, role: str) -> Difference:
    """The one difference of a person in a role as a whole."""
    [one] = [
        d
        for d in found
        if d.entity == "users" and d.person_id == person and d.role == role and d.kind != "changed"
    ]
    return one


def students(district: District) -> list[Row]:
    """Enrollments of students with one enrollment and no other role, in the order of their IDs."""
    rows = [e for e in district.rows("Enrollment", endYear=2027) if not e["endDate"]]
    twice = {e["personID"] for e in rows if [r["personID"] for r in rows].count(e["personID"]) > 1}
    return [row for row in rows if row["personID"] not in twice]


Change = Callable[[District, Row], object]

STUDENTS: dict[str, tuple[Change, str, str]] = {
    "no show": (lambda _d, e: e.update(noShow=1), "extra", "No Show"),
    "excluded": (lambda _d, e: e.update(externalLMSExclude=1), "extra", "External LMS Exclude"),
    "ended": (
        lambda _d, e: e.update(endDate="2026-08-09"),
        "kept",
        "enrollment ended (ToBeDeleted)",
    ),
    "next year": (
        lambda _d, e: e.update(startDate="2027-09-01"),
        "extra",
        "enrollment outside the school year",
    ),
    "gone": (
        lambda d, e: d.remove("Enrollment", personID=e["personID"]),
        "extra",
        "nothing in the school year makes the person a student",
    ),
}
"""What is changed in Campus after a student was served, and what is said of the student."""


@pytest.mark.parametrize("oneroster", VERSIONS)
def test_who_is_served_and_not_predicted_fails_a_criterion(
    oneroster: OneRoster, undecided: Path, serve: Served, tmp_path: Path
) -> None:
    district = healthy()
    chosen = dict(zip(STUDENTS, students(district)[::7], strict=False))
    for name, (change, _kind, _words) in STUDENTS.items():
        change(district, chosen[name])
    found = found_in(district.write(tmp_path / "campus"), serve(undecided, oneroster))
    for name, (_change, kind, words) in STUDENTS.items():
        one = of_person(found, chosen[name]["personID"], "student")
        assert (one.kind, one.code, one.words) == (kind, "fails", words)
    follow = [d for d in found if d.entity == "enrollments"]
    assert follow and {d.code for d in follow} == {"follows"}


@pytest.mark.parametrize("oneroster", VERSIONS)
def test_staff_families_and_classes_fail_theirs(
    oneroster: OneRoster, undecided: Path, serve: Served, tmp_path: Path
) -> None:
    district = healthy()
    once = [
        assignment
        for assignment in district.rows("EmploymentAssignment", teacher=1)
        if not assignment["endDate"]
        and [value for value in assignment.values() if value == 1].count(1) == 1
        and len(district.rows("EmploymentAssignment", personID=assignment["personID"])) == 1
        and not district.rows("RelatedPair", personID2=assignment["personID"])
    ]
    once[0]["teacher"] = 0
    once[1]["endDate"] = "2026-08-01"
    once[2]["externalLMSExclude"] = 1
    pairs = [r for r in district.rows("RelatedPair", guardian=1) if r["portal"]]
    parent = pairs[40]["personID2"]
    for pair in district.rows("RelatedPair", personID2=parent):
        pair["portal"] = 0
    section = next(
        s
        for s in district.rows("Section")
        if s["active"]
        and district.rows("Roster", sectionID=s["sectionID"])
        and str(s["trialID"]).startswith("27011")
    )
    section["active"] = 0
    found = found_in(district.write(tmp_path / "campus"), serve(undecided, oneroster))
    words = {of_person(found, assignment["personID"], "teacher").words for assignment in once[1:3]}
    assert words == {"assignment ended", "External LMS Exclude"}
    assert "not marked Teacher" in {d.words for d in found if d.person_id == once[0]["personID"]}
    assert of_person(found, parent, "guardian").words == "not marked Portal"
    [lost] = [d for d in found if d.entity == "classes"]
    assert (lost.section_id, lost.words) == (section["sectionID"], "course or section inactive")


@pytest.mark.parametrize("oneroster", VERSIONS)
def test_who_is_predicted_and_not_served_was_changed_since_or_passes_only_just(
    oneroster: OneRoster, serve: Served, tmp_path: Path
) -> None:
    district = healthy()
    late, today, locked, plain = students(district)[:40:10]
    for one in (late, today, locked, plain):
        one["noShow"] = 1
    campus = district.write(tmp_path / "before")
    bundle = serve(campus, oneroster)
    for one in (late, today, locked, plain):
        one["noShow"] = 0
    late["modifiedDate"] = "2026-08-09T07:30:00"
    plain["modifiedDate"] = "2026-08-01"
    today["endDate"] = AS_OF
    for account in district.rows("UserAccount", personID=locked["personID"]):
        account["lock"] = 1
    campus = district.write(tmp_path / "after")
    found = found_in(campus, bundle, date(2026, 8, 9))
    reasons = {
        name: of_person(found, one["personID"], "student")
        for name, one in {"late": late, "today": today, "locked": locked, "plain": plain}.items()
    }
    assert {one.kind for one in reasons.values()} == {"missing"}
    assert reasons["late"].code == "cache"
    assert reasons["late"].words.startswith("changed on 2026-08-09, the cache is of 2026-08-09")
    assert "ends on 2026-08-10, the as-of date (end_date_today)" in reasons["today"].words
    assert "all accounts are locked or have expired" in reasons["locked"].words
    assert reasons["plain"].code != "cache"
    assert of_person(found_in(campus, bundle), late["personID"], "student").code != "cache"


@pytest.mark.parametrize("oneroster", VERSIONS)
def test_a_connection_that_is_limited_or_filtered(
    oneroster: OneRoster, undecided: Path, serve: Served, tmp_path: Path
) -> None:
    limited = serve(undecided, oneroster, school=("Marigold Middle",))
    found = found_in(undecided, limited)
    codes = {d.code for d in found if d.kind == "missing" and d.school != "Marigold Middle"}
    assert "scope" in codes
    of_school = [d for d in found if d.entity == "classes"]
    assert of_school and {d.code for d in of_school} == {"scope"}
    # The same connection, predicted as what it is: only what lies beyond its schools may differ.
    with reconcile(undecided, limited, settings_of(school=("Marigold Middle",))) as result:
        assert result.exit_code == 0
    district = healthy()
    for pair in district.rows("RelatedPair"):
        pair["portal"] = 0
    filtered = serve(district.write(tmp_path / "campus"), oneroster)
    found = found_in(undecided, filtered)
    guardians = [d for d in found if d.role == "guardian" and d.kind == "missing"]
    assert guardians and {d.code for d in guardians} == {"filter"}


def test_another_version_than_the_settings_name(undecided: Path, serve: Served) -> None:
    with reconcile(undecided, serve(undecided, "1.2"), settings_of(oneroster="1.1")) as found:
        assert (found.oneroster, found.sides.asked, found.exit_code) == ("1.2", "1.1", 1)
        assert found.differing == 0


def test_each_side_must_be_what_it_is(undecided: Path, serve: Served, tmp_path: Path) -> None:
    bundle = serve(undecided, "1.1")
    with pytest.raises(UsageError, match="The first source, SIS, must be Infinite Campus data"):
        reconcile(bundle, bundle, settings_of())
    with pytest.raises(UsageError, match="The second source must be a OneRoster API or bundle"):
        reconcile(undecided, undecided, settings_of())
    half = tmp_path / "half"
    half.mkdir()
    for file in bundle.iterdir():
        if file.name != "users.csv":
            (half / file.name).write_bytes(file.read_bytes())
    with pytest.raises(SourceError, match=r"What is served is incomplete.*users\.csv"):
        reconcile(undecided, half, settings_of())
