"""What stops a sync: the district's limits, vendors' holds, schools that drop to zero; --allow."""

from dataclasses import replace
from datetime import date

import pytest

from roster_lint.differences.allowed import NAMES, parse_allowed
from roster_lint.differences.comparing import diff
from roster_lint.differences.difference import Alarm, Difference
from roster_lint.errors import UsageError
from roster_lint.pair import Pair
from tests.differences.planting import SETTINGS, equal_pair, found

MANY = 200


def district(students: int = MANY) -> tuple[str, ...]:
    """Statements that add students at one school to both sides."""
    return (
        "INSERT INTO {}.users BY NAME SELECT 'more-' || i AS sourcedId, 'active' AS status,"
        f" 'true' AS enabledUser, 'n' || i AS givenName FROM range({students - 12}) t(i)",
        "INSERT INTO {}.roles BY NAME SELECT 'active' AS status, 'more-' || i AS userSourcedId,"
        " 'student' AS role, 'primary' AS roleType, 'org-high' AS orgSourcedId"
        f" FROM range({students - 12}) t(i)",
    )


def compared(*changes: str, **options: object) -> Difference:
    with equal_pair() as pair:
        for side in ("before", "after"):
            for statement in district():
                pair.engine.run(statement.replace("{}", side))
        for change in changes:
            pair.engine.run(change.replace("{}", "after"))
        return found(pair, **options)  # type: ignore[arg-type]


def lose(number: int) -> str:
    return (
        "DELETE FROM {}.users WHERE sourcedId LIKE 'more-%'"
        f" AND CAST(substr(sourcedId, 6) AS INTEGER) < {number}"
    )


def named(difference: Difference, name: str) -> list[Alarm]:
    return [a for a in difference.alarms if a.name == name and a.school is None]


def test_ten_per_cent_may_go_and_no_more() -> None:
    assert named(compared(lose(20)), "students deleted") == []
    difference = compared(lose(21))
    (alarm,) = named(difference, "students deleted")
    assert alarm.sentence == "10.5 % of students (21 of 200) would be deleted, over 10 %."
    assert (alarm.severity, alarm.number, difference.exit_code) == ("error", 21, 1)


def test_who_is_disabled_or_marked_counts_as_well() -> None:
    disable = lose(40).replace("DELETE FROM {}.users", "UPDATE {}.users SET enabledUser = 'false'")
    mark = lose(15).replace("DELETE FROM {}.users", "UPDATE {}.users SET status = 'tobedeleted'")
    (alarm,) = named(compared(disable, mark), "students deleted")
    assert (
        alarm.sentence == "20.0 % of students (40 of 200) would be deleted or disabled, over 10 %."
    )


def test_who_has_another_role_is_gone_from_the_old_one() -> None:
    other = lose(30).replace("DELETE FROM {}.users", "UPDATE {}.roles SET role = 'aide'")
    difference = compared(other.replace("sourcedId", "userSourcedId"))
    (alarm,) = named(difference, "students deleted")
    assert "15.0 % of students (30 of 200) would be sent in another role" in alarm.sentence


def test_few_records_exceed_no_share() -> None:
    # 4 of 4 teachers are fewer than the floor of 10.
    teachers = "UPDATE {}.users SET status = 'tobedeleted' WHERE sourcedId LIKE 'tea-%'"
    assert compared(teachers).exit_code == 0
    assert compared(teachers, diff_floor=4).exit_code == 1


def test_limits_are_settings() -> None:
    assert compared(lose(21), diff_deleted="11%").exit_code == 0
    assert compared(lose(5), diff_deleted="4").exit_code == 1
    assert compared(lose(11), diff_limits={"students deleted": "5%"}).exit_code == 1
    assert compared(lose(60), diff_limits={"students deleted": "50%"}).exit_code == 0
    update = "UPDATE {}.users SET phone = '1' WHERE sourcedId LIKE 'more-%'"
    difference = compared(update)
    (alarm,) = named(difference, "students updated")
    assert "would be updated, over 75 %; mostly phone." in alarm.sentence
    assert (alarm.severity, difference.exit_code) == ("warning", 0)
    assert compared(update, fail_on="warning").exit_code == 1
    assert compared(lose(100), fail_on="never").exit_code == 0


def test_a_vendor_holds_at_its_own_number() -> None:
    difference = compared(lose(25), vendor=("clever",), diff_deleted="50%")
    (alarm,) = named(difference, "students deleted")
    assert alarm.sentence == (
        "Clever: 12.5 % of students (25 of 200) would be deleted, over 10 %: the sync will be held."
    )
    assert (alarm.vendor, alarm.basis, alarm.severity) == ("clever", "quoted", "error")
    assert alarm.source == "support.clever.com 360044699192" and alarm.read is not None
    assert "application" in alarm.remark
    assert difference.exit_code == 1
    # Who is disabled is not deleted, as far as the vendor's page goes.
    disable = lose(25).replace("DELETE FROM {}.users", "UPDATE {}.users SET enabledUser = 'false'")
    assert compared(disable, vendor=("clever",), diff_deleted="50%").exit_code == 0


def test_what_is_not_verified_is_said_to_be() -> None:
    rename = "UPDATE {}.users SET givenName = 'Q' WHERE sourcedId LIKE 'more-%'"
    (alarm,) = named(compared(rename, vendor=("seesaw",)), "students renamed")
    assert alarm.severity == "warning"
    assert "(inferred)" in alarm.sentence and alarm.remark.startswith("Unverified:")


@pytest.mark.parametrize(
    ("vendor", "severity"),
    [("apple-school-manager", "error"), ("seesaw", "warning"), ("khan-academy", "warning")],
)
def test_regenerated_sections_are_an_error_where_work_is_lost(vendor: str, severity: str) -> None:
    difference = compared(
        "UPDATE {}.classes SET sourcedId = 'new' WHERE sourcedId = 'cls-math'", vendor=(vendor,)
    )
    (alarm,) = named(difference, "classes regenerated")
    assert alarm.severity == severity
    assert difference.exit_code == (1 if severity == "error" else 0)


def test_a_school_that_drops_to_zero_stops_whatever_the_share() -> None:
    gone = "DELETE FROM {}.roles WHERE orgSourcedId = 'org-elm' AND role = 'student'"
    difference = compared(gone, diff_deleted="100%")
    (alarm,) = (alarm for alarm in difference.alarms if alarm.name == "schools emptied")
    assert (alarm.school, alarm.severity) == ("org-elm", "error")
    assert alarm.sentence.startswith("Elm Sample Elementary drops to zero: no students left")
    assert difference.exit_code == 1
    assert compared(gone, diff_deleted="100%", allow={"schools emptied": 1}).exit_code == 0


def test_a_school_that_loses_many_is_a_warning() -> None:
    difference = compared(lose(21), diff_deleted="10.6%")
    (alarm,) = difference.alarms
    # 21 of the 194 students of one school, which is more than of all 200.
    assert (alarm.school, alarm.severity, difference.exit_code) == ("org-high", "warning", 0)


@pytest.mark.parametrize(("allowed", "code"), [(21, 0), (22, 0), (20, 1)])
def test_what_is_allowed_is_a_ceiling(allowed: int, code: int) -> None:
    difference = compared(lose(21), allow={"students deleted": allowed})
    assert difference.exit_code == code
    (alarm,) = named(difference, "students deleted")
    assert alarm.is_allowed == (code == 0) and alarm.allowed == allowed


def test_what_is_allowed_in_vain_is_said() -> None:
    *_, note = compared(allow={"students deleted": 5}).notes
    assert note == '--allow "students deleted" is not needed: nothing exceeds a limit there.'


def test_allowed_numbers_are_read() -> None:
    assert parse_allowed(["students deleted=340", "schools emptied = 1,200"]) == {
        "students deleted": 340,
        "schools emptied": 1200,
    }
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("students deleted", "names no number"),
        ("students deleted=", "is no number of records"),
        ("students deleted=10%", "is no number of records"),
        ("students deleted=all", "is no number of records"),
        ("students deleted=-1", "is no number of records"),
        ("students deleted=1e3", "is no number of records"),
        ("students deleted=３", "is no number of records"),
        ("students=3", "there is no limit called 'students'"),
        ("student deleted=3", "Did you mean students deleted"),
        ("=3", "there is no limit called ''"),
    ],
)
def test_anything_else_is_refused(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=r"^--allow: ") as error:
        parse_allowed([text])
    assert says in str(error.value)
    with pytest.raises(UsageError, match="stands there twice"):
        parse_allowed(["students deleted=1", "students deleted=1"])


def test_a_limit_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="diff_limits: there is no limit called 'pupils deleted'"):
        diff("a", "b", settings=SETTINGS, diff_limits={"pupils deleted": "1%"})


def in_class(students: int) -> tuple[str, ...]:
    """Statements that put students of ``district`` into the mathematics class of both sides."""
    return (
        "INSERT INTO {}.enrollments BY NAME SELECT 'in-' || i AS sourcedId, 'active' AS status,"
        " 'cls-math' AS classSourcedId, 'more-' || i AS userSourcedId, 'student' AS role,"
        f" 'org-high' AS schoolSourcedId FROM range({students}) t(i)",
    )


def classes_updated(*changes: str) -> list[Alarm]:
    with equal_pair() as pair:
        for side in ("before", "after"):
            for statement in (*district(), *in_class(100)):
                pair.engine.run(statement.replace("{}", side))
            pair.engine.run(
                f"DELETE FROM {side}.enrollments WHERE classSourcedId = 'cls-math'"
                " AND sourcedId NOT LIKE 'in-%'"
            )
        for change in changes:
            pair.engine.run(change.replace("{}", "after"))
        return named(found(pair, vendor=("seesaw",)), "classes with updated students")


def update(first: int, behind: int) -> str:
    return (
        "UPDATE {}.users SET phone = '1' WHERE sourcedId LIKE 'more-%'"
        f" AND CAST(substr(sourcedId, 6) AS INTEGER) BETWEEN {first} AND {behind - 1}"
    )


def leave(first: int, behind: int) -> str:
    return (
        "DELETE FROM {}.enrollments WHERE sourcedId LIKE 'in-%'"
        f" AND CAST(substr(sourcedId, 4) AS INTEGER) BETWEEN {first} AND {behind - 1}"
    )


@pytest.mark.parametrize(
    ("changes", "is_held"),
    [
        ((), False),
        ((update(0, 60),), False),
        ((update(0, 61),), True),
        ((leave(0, 60),), False),
        ((leave(0, 61),), True),
        ((update(0, 40), leave(30, 61)), True),
        ((update(0, 40), leave(20, 60)), False),
        # Who is new in the class was not there to be updated, and a class that is gone is not held.
        ((update(0, 60), update(100, 180)), False),
        ((leave(0, 100), "DELETE FROM {}.classes WHERE sourcedId = 'cls-math'"), False),
    ],
)
def test_a_class_is_held_by_the_share_of_its_own_students(
    changes: tuple[str, ...], is_held: bool
) -> None:
    alarms = classes_updated(*changes)
    assert bool(alarms) == is_held
    for alarm in alarms:
        assert alarm.number == 1 and alarm.severity == "warning"
        assert alarm.sentence.startswith("Seesaw: in 1 class of ")
        assert "over 60 % of the students would be updated or leave" in alarm.sentence
        assert alarm.remark.startswith("Unverified:")


@pytest.mark.parametrize(
    ("as_of", "paused"),
    [
        ("2026-07-29", "until 2026-07-30"),
        ("2026-07-30", ""),
        ("2026-09-15", ""),
        ("2027-06-01", ""),
        ("2027-06-02", "since 2027-06-02"),
        ("2027-07-15", "since 2027-06-02"),
    ],
)
def test_a_pause_is_reported_while_it_lasts(as_of: str, paused: str) -> None:
    with equal_pair() as pair:
        pair.engine.run(
            "UPDATE after.academicSessions SET startDate = DATE '2026-08-13',"
            " endDate = DATE '2027-06-04' WHERE type = 'schoolYear'"
        )
        later = replace(pair.after, as_of=date.fromisoformat(as_of))
        moved = Pair(pair.engine, pair.before, later)
        notes = found(moved, vendor=("clever",)).notes
    reported = [note for note in notes if "nothing moves now" in note]
    assert len(reported) == bool(paused)
    assert all(paused in note and note.startswith("Clever: ") for note in reported)


def test_without_dates_of_a_school_year_no_pause_is_reported() -> None:
    with equal_pair() as pair:
        pair.engine.run(
            "UPDATE after.academicSessions SET endDate = NULL WHERE type = 'schoolYear'"
        )
        later = Pair(pair.engine, pair.before, replace(pair.after, as_of=date(2030, 7, 1)))
        assert not [n for n in found(later, vendor=("clever",)).notes if "nothing moves" in n]
