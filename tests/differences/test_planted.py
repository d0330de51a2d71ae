"""Whatever one thing is changed in a payload is found as just that, and nothing else is."""

import pytest

from roster_lint.differences.entities import ENTITIES
from tests.differences.planting import after, equal_pair, found, reported

DAYS = ("startDate", "endDate", "birthDate", "beginDate")

RECORDS = {
    "orgs": ("orgs", "org-science"),
    "academicSessions": ("sessions", "ses-q1"),
    "courses": ("courses", "crs-math"),
    "classes": ("classes", "cls-math"),
    "users": ("users", "stu-01"),
    "demographics": ("demographics", "stu-02"),
}
FIELDS = [(e.file, field) for e in ENTITIES for field in e.fields]


def each(subjects: tuple[str, ...], numbers: dict[str, object]) -> dict[str, dict[str, object]]:
    """The same for several kinds of records."""
    return dict.fromkeys(subjects, numbers)


def planted(field: str) -> str:
    return "DATE '2027-04-04'" if field in DAYS else "'planted'"


def test_the_same_payload_is_no_change() -> None:
    with equal_pair() as pair:
        difference = found(pair)
    assert reported(difference) == {}
    assert difference.is_empty and difference.verdict == "ok" and difference.exit_code == 0
    assert difference.schools == () and difference.schools_alike == 4


@pytest.mark.parametrize(("file", "field"), FIELDS)
def test_a_field_of_one_record(file: str, field: str) -> None:
    subject, key = RECORDS[file]
    difference = after(
        f'UPDATE {{}}."{file}" SET "{field}" = {planted(field)} WHERE sourcedId = \'{key}\''
    )
    expected: dict[str, object] = {"changed": 1, "fields": {field: 1}}
    subjects = (subject, "students") if file == "users" else (subject,)
    assert reported(difference) == each(subjects, expected)


@pytest.mark.parametrize(("file", "field"), FIELDS)
def test_a_field_that_is_blank_now(file: str, field: str) -> None:
    subject, key = RECORDS[file]
    blank = f'UPDATE {{}}."{file}" SET "{field}" = NULL WHERE sourcedId = \'{key}\''
    plant = f'UPDATE {{}}."{file}" SET "{field}" = {planted(field)} WHERE sourcedId = \'{key}\''
    difference = after(blank, before=(plant,))
    expected: dict[str, object] = {"changed": 1, "fields": {field: 1}}
    subjects = (subject, "students") if file == "users" else (subject,)
    assert reported(difference) == each(subjects, expected)


@pytest.mark.parametrize("file", RECORDS)
@pytest.mark.parametrize("how", ["gone", "deleted", "added"])
def test_one_record_comes_or_goes(file: str, how: str) -> None:
    subject, key = RECORDS[file]
    remove = f"DELETE FROM {{}}.\"{file}\" WHERE sourcedId = '{key}'"
    mark = f"UPDATE {{}}.\"{file}\" SET status = 'tobedeleted' WHERE sourcedId = '{key}'"
    difference = {
        "gone": lambda: after(remove),
        "deleted": lambda: after(mark),
        "added": lambda: after("SELECT 1", before=(remove,)),
    }[how]()
    subjects = (subject, "students") if file == "users" else (subject,)
    assert reported(difference) == each(subjects, {how: 1})


def test_what_was_marked_as_deleted_before_is_no_loss() -> None:
    mark = "UPDATE {}.users SET status = 'tobedeleted' WHERE sourcedId = 'stu-01'"
    remove = "DELETE FROM {}.users WHERE sourcedId = 'stu-01'"
    assert reported(after(remove, before=(mark,))) == {}
    assert reported(after("SELECT 1", before=(mark,)))["students"] == {"added": 1}


def test_a_user_is_disabled_or_enabled_again() -> None:
    disable = "UPDATE {}.users SET enabledUser = 'false' WHERE sourcedId = 'stu-01'"
    assert reported(after(disable)) == each(("users", "students"), {"disabled": 1})
    back = reported(after("SELECT 1", before=(disable,)))
    assert back == each(("users", "students"), {"on_again": 1})
    renamed = reported(
        after(disable, "UPDATE {}.users SET givenName = 'X' WHERE sourcedId = 'stu-01'")
    )
    assert renamed["students"] == {"disabled": 1, "changed": 1, "fields": {"givenName": 1}}


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        ("roleType", "'secondary'", "roleType"),
        ("beginDate", "DATE '2026-09-09'", "role dates"),
        ("endDate", "DATE '2027-04-04'", "role dates"),
        ("userProfileSourcedId", "'planted'", "userProfileSourcedId"),
    ],
)
def test_what_a_role_says(column: str, value: str, field: str) -> None:
    difference = after(f"UPDATE {{}}.roles SET {column} = {value} WHERE userSourcedId = 'stu-01'")
    expected: dict[str, object] = {"changed": 1, "fields": {field: 1}}
    assert reported(difference) == each(("users", "students"), expected)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM {}.agents WHERE userSourcedId = 'stu-01' AND agentSourcedId = 'rel-01'",
        "UPDATE {}.agents SET agentSourcedId = 'gua-02' WHERE userSourcedId = 'stu-01'"
        " AND agentSourcedId = 'rel-01'",
        "INSERT INTO {}.agents VALUES ('stu-01', 'gua-02')",
        "DELETE FROM {}.agents WHERE userSourcedId = 'stu-01'",
    ],
)
def test_another_agent_is_one_change_of_the_user(change: str) -> None:
    expected: dict[str, object] = {"changed": 1, "fields": {"agentSourcedIds": 1}}
    assert reported(after(change)) == each(("users", "students"), expected)
    assert reported(after("SELECT 1", before=(change,))) == each(("users", "students"), expected)


def test_an_agent_of_a_user_who_is_gone_or_deleted_is_no_change_of_its_own() -> None:
    without = "DELETE FROM {}.agents WHERE userSourcedId = 'stu-01'"
    remove = "DELETE FROM {}.users WHERE sourcedId = 'stu-01'"
    mark = "UPDATE {}.users SET status = 'tobedeleted' WHERE sourcedId = 'stu-01'"
    assert reported(after(without, remove)) == each(("users", "students"), {"gone": 1})
    assert reported(after(without, mark)) == each(("users", "students"), {"deleted": 1})


def test_the_same_agent_twice_says_no_more() -> None:
    assert reported(after("INSERT INTO {}.agents VALUES ('stu-01', 'gua-01')")) == {}


def test_another_role_is_no_deletion() -> None:
    difference = after("UPDATE {}.roles SET role = 'teacher' WHERE userSourcedId = 'stu-01'")
    assert reported(difference) == {
        "users": {"changed": 1, "fields": {"role": 1}},
        "students": {"moved_out": 1},
        "teachers": {"moved_in": 1},
    }


def test_another_school_is_a_move_between_schools() -> None:
    difference = after(
        "UPDATE {}.roles SET orgSourcedId = 'org-high' WHERE userSourcedId = 'stu-01'"
    )
    expected: dict[str, object] = {"changed": 1, "fields": {"orgSourcedId": 1}}
    assert reported(difference) == each(("users", "students"), expected)
    at = {school.source_id: school.tallies["students"] for school in difference.schools}
    assert (at["org-elm"].moved_out, at["org-elm"].removed) == (1, 0)
    assert (at["org-high"].moved_in, at["org-high"].added) == (1, 0)


ONE_SEAT = "classSourcedId = 'cls-math' AND userSourcedId = 'stu-01'"
STUDENT = ("enrollments", "student enrollments")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schoolSourcedId", "'org-high'"),
        ("primary", "'true'"),
        ("beginDate", "DATE '2026-09-09'"),
        ("endDate", "DATE '2027-04-04'"),
    ],
)
def test_a_field_of_an_enrollment(field: str, value: str) -> None:
    difference = after(f'UPDATE {{}}.enrollments SET "{field}" = {value} WHERE {ONE_SEAT}')
    expected: dict[str, object] = {"changed": 1, "fields": {field: 1}}
    assert reported(difference) == each(STUDENT, expected)


@pytest.mark.parametrize(
    ("change", "event"),
    [
        (f"DELETE FROM {{}}.enrollments WHERE {ONE_SEAT}", "gone"),
        (f"UPDATE {{}}.enrollments SET status = 'tobedeleted' WHERE {ONE_SEAT}", "deleted"),
        (f"UPDATE {{}}.enrollments SET endDate = DATE '2026-08-01' WHERE {ONE_SEAT}", "ended"),
    ],
)
def test_an_enrollment_goes(change: str, event: str) -> None:
    assert reported(after(change)) == each(STUDENT, {event: 1})
    back = {"gone": "added", "deleted": "added", "ended": "on_again"}[event]
    assert reported(after("SELECT 1", before=(change,))) == each(STUDENT, {back: 1})


def test_another_class_user_or_role_is_another_enrollment() -> None:
    for change in ("classSourcedId = 'cls-home'", "userSourcedId = 'tea-04'"):
        difference = after(f"UPDATE {{}}.enrollments SET {change} WHERE {ONE_SEAT}")
        assert reported(difference)["student enrollments"]["gone"] == 1
    difference = after(f"UPDATE {{}}.enrollments SET role = 'proctor' WHERE {ONE_SEAT}")
    assert reported(difference) == {
        "enrollments": {"gone": 1, "added": 1},
        "student enrollments": {"gone": 1},
        "other enrollments": {"added": 1},
    }


def test_new_ids_of_enrollments_are_no_change() -> None:
    reload = "UPDATE {}.enrollments SET sourcedId = 'new-' || sourcedId"
    assert reported(after(reload)) == {}
    # Ids can be given out anew, to others.
    turned = (
        "UPDATE {}.enrollments SET sourcedId = o.id FROM (SELECT sourcedId, lead(sourcedId, 1, 'x')"
        " OVER (ORDER BY sourcedId) AS id FROM after.enrollments) o"
        " WHERE o.sourcedId = enrollments.sourcedId"
    )
    assert reported(after(turned)) == {}


def test_one_of_two_rows_of_an_enrollment_is_no_loss() -> None:
    twice = (
        "INSERT INTO {}.enrollments SELECT * REPLACE ('again' AS sourcedId,"
        f" DATE '2026-08-11' AS beginDate) FROM before.enrollments WHERE {ONE_SEAT}"
    )
    difference = after("SELECT 1", before=(twice,))
    expected: dict[str, object] = {"changed": 1, "fields": {"beginDate": 1}}
    assert reported(difference) == each(STUDENT, expected)
    assert difference.tallies["enrollments"].before == difference.tallies["enrollments"].after
