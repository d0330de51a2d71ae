"""Ids that change in mass, and sections that are made anew, are reported as that."""

import pytest

from roster_lint.differences.difference import NewIds
from tests.differences.planting import after, conserves, reported

USERS = "UPDATE {}.users SET sourcedId = {new}"
REFERENCES = (
    "UPDATE {}.roles SET userSourcedId = {user}",
    "UPDATE {}.enrollments SET userSourcedId = {user}",
    "UPDATE {}.demographics SET sourcedId = {id}",
)


def renumbered(of: str) -> tuple[str, ...]:
    """Statements that give all users other ids, by SQL in which ``$`` is the old one."""
    return (
        f"UPDATE {{}}.users SET sourcedId = {of.replace('$', 'sourcedId')}",
        f"UPDATE {{}}.roles SET userSourcedId = {of.replace('$', 'userSourcedId')}",
        f"UPDATE {{}}.enrollments SET userSourcedId = {of.replace('$', 'userSourcedId')}",
        f"UPDATE {{}}.demographics SET sourcedId = {of.replace('$', 'sourcedId')}",
    )


@pytest.mark.parametrize(
    ("of", "how"),
    [
        ("upper($)", "case"),
        ("'00' || $", "zeros"),
        ("'sis-' || $", "prefix"),
        ("$ || '@2027'", "suffix"),
        ("md5($)", "other"),
    ],
)
def test_users_under_other_ids_are_neither_gone_nor_added(of: str, how: str) -> None:
    difference = after(*renumbered(of))
    numbers = reported(difference)
    for subject in ("users", "students", "teachers", "guardians", "enrollments"):
        total = difference.tallies[subject].before
        assert numbers[subject] == {"old_ids": total, "new_ids": total}
    users = difference.tallies["users"].before
    assert NewIds("users", users, {how: users}) in difference.new_ids
    assert all(map(conserves, difference.tallies.values()))
    assert all(conserves(t) for school in difference.schools for t in school.tallies.values())


def test_whom_the_vendor_would_create_anew_stops_the_sync() -> None:
    difference = after(*renumbered("'sis-' || $"))
    (alarm,) = (alarm for alarm in difference.alarms if alarm.name == "students with new ids")
    assert (alarm.severity, alarm.number, alarm.total) == ("error", 12, 12)
    assert "100 % of students (12 of 12) would come under another id, over 10 %" in alarm.sentence
    assert difference.exit_code == 1
    # Nobody is said to be deleted besides.
    assert not any(alarm.name == "students deleted" for alarm in difference.alarms)


@pytest.mark.parametrize("known", ["birthDate", "email", "identifier", "username"])
def test_a_name_and_one_thing_more_make_a_person_known(known: str) -> None:
    blanks = [f"{name} = NULL" for name in ("email", "identifier", "username") if name != known]
    blank = f"UPDATE {{}}.users SET {', '.join(blanks)} WHERE sourcedId LIKE '%stu-01'"
    without = "UPDATE {}.demographics SET birthDate = NULL WHERE sourcedId LIKE '%stu-01'"
    changes = (blank,) if known == "birthDate" else (blank, without)
    one = tuple(
        f"{change} WHERE {'userSourcedId' if 'userSourcedId' in change else 'sourcedId'} = 'stu-01'"
        for change in renumbered("'x-' || $")
    )
    difference = after(*one, *changes, before=changes)
    assert reported(difference)["students"] == {"old_ids": 1, "new_ids": 1}


def test_a_name_alone_makes_nobody_known() -> None:
    blank = "UPDATE {}.users SET email = NULL, identifier = NULL, username = NULL"
    without = "DELETE FROM {}.demographics"
    difference = after(*renumbered("'x-' || $"), blank, without, before=(blank, without))
    assert reported(difference)["students"] == {"gone": 12, "added": 12}


def test_two_of_one_name_are_not_mixed_up() -> None:
    twins = "UPDATE {}.users SET givenName = 'A', familyName = 'B', email = 'c', identifier = 'd'"
    same = (f"{twins}, username = 'e'", "DELETE FROM {}.demographics")
    difference = after(*renumbered("'x-' || $"), *same, before=same)
    assert reported(difference)["students"] == {"gone": 12, "added": 12}


def regenerated(where: str = "TRUE") -> tuple[str, ...]:
    return (
        f"UPDATE {{}}.classes SET sourcedId = 'new-' || sourcedId WHERE {where}",
        "UPDATE {}.enrollments SET sourcedId = 're-' || sourcedId, classSourcedId = 'new-' ||"
        f" classSourcedId WHERE {where.replace('sourcedId', 'classSourcedId')}",
    )


def test_a_regenerated_section_is_named_as_that() -> None:
    difference = after(*regenerated("sourcedId = 'cls-math'"))
    numbers = reported(difference)
    assert numbers["classes"] == {"old_ids": 1, "new_ids": 1}
    seats = numbers["enrollments"]
    assert seats["old_ids"] == seats["new_ids"] and set(seats) == {"old_ids", "new_ids"}
    (alarm,) = difference.alarms
    assert (alarm.name, alarm.severity, alarm.number) == ("classes regenerated", "warning", 1)
    assert alarm.sentence.startswith("1 section of 6 was regenerated: the same course and section")
    assert difference.exit_code == 0


def test_a_section_of_a_course_that_was_made_anew_is_still_the_same() -> None:
    course = (
        "UPDATE {}.courses SET sourcedId = 'new-' || sourcedId",
        "UPDATE {}.classes SET courseSourcedId = 'new-' || courseSourcedId",
    )
    numbers = reported(after(*regenerated(), *course))
    assert numbers["classes"] == {"old_ids": 6, "new_ids": 6}
    assert numbers["courses"] == {"old_ids": 5, "new_ids": 5}


def test_another_section_of_the_course_is_another_class() -> None:
    difference = after(
        "UPDATE {}.classes SET sourcedId = 'new', classCode = 'MA5-other', title = 'Other'"
        " WHERE sourcedId = 'cls-math'"
    )
    assert reported(difference) == {"classes": {"gone": 1, "added": 1}}


def test_schools_with_new_ids_stop_the_sync() -> None:
    difference = after("UPDATE {}.orgs SET sourcedId = 'new-' || sourcedId WHERE type = 'school'")
    assert reported(difference)["orgs"] == {"old_ids": 2, "new_ids": 2}
    assert [a.name for a in difference.alarms if a.severity == "error"] == ["orgs with new ids"]
