"""Counts what differs by kind of record and school: the tables ``tally`` and ``field_tally``."""

from collections.abc import Iterator

from roster_lint.differences.entities import FIELDS, OF_ROW, SUBJECTS, TRIPLE, WHICH
from roster_lint.engine.base import Engine

_EVENT = """CASE
    WHEN {was} AND NOT {now} AND {renamed} THEN 'old id'
    WHEN {was} AND NOT {now} AND {deleted} THEN 'deleted'
    WHEN {was} AND NOT {now} THEN {gone}
    WHEN {now} AND NOT {was} AND {renamed} THEN 'new id'
    WHEN {now} AND NOT {was} THEN {added}
    WHEN NOT d.was_off AND d.is_off THEN 'off'
    WHEN d.was_off AND NOT d.is_off THEN 'on'
    ELSE 'same'
END"""
"""What became of a record, from its states on both sides; the words are those of ``tally``."""

_OLD_ID = "d.sourcedId IN (SELECT old FROM new_id WHERE file = '{file}')"
_NEW_ID = "d.sourcedId IN (SELECT new FROM new_id WHERE file = '{file}')"

_SIDES = ("before", "after")

_SCHOOLS = {"orgs": "sourcedId", "courses": "orgSourcedId", "classes": "schoolSourcedId"}
"""The column that says which org a record belongs to, of the files whose records have one."""


def count_differences(engine: Engine) -> None:
    """Creates ``tally`` and ``field_tally`` from the tables of what differs.

    ``school`` is an org's sourcedId, and NULL where records belong to none; ``in_all`` marks the
    rows of the whole payload. A person of several schools, or in several roles, counts in each.
    """
    engine.run(
        "CREATE TABLE event (subject VARCHAR, in_all BOOLEAN, school VARCHAR, what VARCHAR,"
        " mask UBIGINT)"
    )
    if not all(engine.rows(f"SELECT 1 FROM {side}.demographics LIMIT 1") for side in _SIDES):
        engine.run("DELETE FROM differing_demographics")
        for side in _SIDES:
            engine.run(f"DELETE FROM {side}.demographics")
    for statement in (*_events(), *_enrollment_events(), *_user_events()):
        engine.run(f"INSERT INTO event {statement}")
    engine.run(
        "CREATE TABLE total (subject VARCHAR, in_all BOOLEAN, school VARCHAR, side VARCHAR,"
        " n BIGINT)"
    )
    for side in _SIDES:
        for statement in _enrollment_total(side):
            engine.run(statement)
        for statement in _totals(side):
            engine.run(f"INSERT INTO total {statement}")
    engine.run(_TALLY)
    branches = [
        f"SELECT '{subject}' AS subject, {place} AS place, '{field}' AS field,"
        f" {1 << place}::UBIGINT AS bit"
        for subject, file in SUBJECTS.items()
        for place, field in enumerate(FIELDS[file])
    ]
    engine.run(f"CREATE TABLE field_bit AS {' UNION ALL '.join(branches)}")
    engine.run(
        "CREATE TABLE field_tally AS SELECT e.subject, e.in_all, e.school, f.field, f.place,"
        " sum(e.n) AS n FROM (SELECT subject, in_all, school, mask, count(*) AS n FROM event"
        " WHERE mask <> 0 GROUP BY ALL) e"
        " JOIN field_bit f ON f.subject = e.subject AND e.mask & f.bit <> 0 GROUP BY ALL"
    )


def _events() -> Iterator[str]:
    """For records that have one school at most."""
    for subject, file in SUBJECTS.items():
        if file in ("users", "enrollments"):
            continue
        has_school = file in _SCHOOLS
        yield from _each(f"'{subject}'", f"differing_{file}", _renamed(file), by_school=has_school)


def _renamed(file: str) -> str:
    return f"({_OLD_ID.format(file=file)} OR {_NEW_ID.format(file=file)})"


def _each(subject: str, table: str, renamed: str, *, by_school: bool) -> Iterator[str]:
    states = {
        "was": "d.was_sent",
        "now": "d.is_sent",
        "deleted": "d.is_deleted",
        "renamed": renamed,
        "gone": "'gone'",
        "added": "'added'",
    }
    whole = _EVENT.format(**states)
    yield f"SELECT {subject}, TRUE, NULL, {whole}, d.mask FROM {table} d"
    if not by_school:
        return
    stays = "(d.was_at IS NOT DISTINCT FROM d.is_at OR NOT d.was_sent OR NOT d.is_sent)"
    at = "CASE WHEN d.was_sent THEN d.was_at ELSE d.is_at END"
    yield f"SELECT {subject}, FALSE, {at}, {whole}, d.mask FROM {table} d WHERE {stays}"
    yield f"SELECT {subject}, FALSE, d.was_at, 'moved out', 0 FROM {table} d WHERE NOT {stays}"
    yield f"SELECT {subject}, FALSE, d.is_at, 'moved in', 0 FROM {table} d WHERE NOT {stays}"


_ENROLLMENTS = (
    "CASE {0} WHEN 'student' THEN 'student enrollments' WHEN 'teacher' THEN 'teacher enrollments'"
    " ELSE 'other enrollments' END"
)


def _enrollment_events() -> Iterator[str]:
    table = (
        "(SELECT d.*, o.role IS NOT NULL OR n.role IS NOT NULL AS follows"
        " FROM differing_enrollments d"
        " LEFT JOIN following_enrollment o ON o.classSourcedId = d.classSourcedId"
        " AND o.userSourcedId = d.userSourcedId AND o.role = d.role AND NOT d.is_sent"
        " LEFT JOIN following_enrollment n ON n.newClass = d.classSourcedId"
        " AND n.newUser = d.userSourcedId AND n.role = d.role AND NOT d.was_sent)"
    )
    for subject in ("'enrollments'", _ENROLLMENTS.format("d.role")):
        yield from _each(subject, table, "d.follows", by_school=True)


def _user_events() -> Iterator[str]:
    renamed = _renamed("users")
    yield from _each("'users'", "differing_users", renamed, by_school=False)
    states = {
        "was": "m.was_sent",
        "now": "m.is_sent",
        "deleted": "d.is_deleted",
        "renamed": f"(coalesce(d.was_sent <> d.is_sent, FALSE) AND {renamed})",
        # A person who is still sent has another role, or another school.
        "gone": "CASE WHEN d.was_sent AND d.is_sent THEN 'moved out' ELSE 'gone' END",
        "added": "CASE WHEN d.was_sent AND d.is_sent THEN 'moved in' ELSE 'added' END",
    }
    event = _EVENT.format(**states)
    mask = "CASE WHEN m.was_sent AND m.is_sent THEN d.mask ELSE 0 END"
    yield (
        f"SELECT m.population, FALSE, m.school, {event}, {mask}"
        " FROM differing_member m JOIN differing_users d ON d.sourcedId = m.sourcedId"
    )
    yield (
        f"SELECT m.population, TRUE, NULL, {event}, {mask} FROM (SELECT sourcedId, population,"
        " bool_or(was_sent) AS was_sent, bool_or(is_sent) AS is_sent FROM differing_member"
        " GROUP BY sourcedId, population) m JOIN differing_users d ON d.sourcedId = m.sourcedId"
    )


def _totals(side: str) -> Iterator[str]:
    """How many records each side sends."""
    live = "WHERE e.status = 'active'"
    for subject, file in SUBJECTS.items():
        if file == "enrollments":
            continue
        if subject == "users" or file != "users":
            yield (
                f"SELECT '{subject}', TRUE, NULL, '{side}', count(*)"
                f' FROM {side}."{file}" e {live}'
            )
    for file, school in _SCHOOLS.items():
        yield (
            f"SELECT '{file}', FALSE, e.{school}, '{side}', count(*) FROM {side}.{file} e {live}"
            " GROUP BY ALL"
        )
    yield (f"SELECT population, FALSE, school, '{side}', count(*) FROM {side}.member GROUP BY ALL")
    yield (
        f"SELECT population, TRUE, NULL, '{side}', count(DISTINCT sourcedId) FROM {side}.member"
        " GROUP BY ALL"
    )
    yield from _enrollment_totals(side)


def _enrollment_totals(side: str) -> Iterator[str]:
    """Enrollments by class, user and role: those with several rows count once."""
    yield (
        f"SELECT {_ENROLLMENTS.format('role')}, FALSE, school, '{side}', sum(n)"
        f" FROM {side}.enrollment_total GROUP BY ALL"
    )
    yield (
        f"SELECT 'enrollments', FALSE, school, '{side}', sum(n)"
        f" FROM {side}.enrollment_total GROUP BY ALL"
    )
    yield (
        f"SELECT subject, TRUE, NULL, '{side}', sum(n) FROM total WHERE side = '{side}'"
        " AND NOT in_all AND subject LIKE '%enrollments' GROUP BY subject"
    )


def _enrollment_total(side: str) -> Iterator[str]:
    """Counts enrollments by role and school.

    Grouping all of them by class, user and role costs more than all else here. So rows are counted,
    and of each class, user and role that has several rows, all but one are subtracted again.
    """
    live = f"{side}.enrollments e WHERE e.status = 'active'"
    yield (
        f"CREATE TABLE {side}.enrollment_total AS"
        f" SELECT e.role, e.schoolSourcedId AS school, count(*) AS n FROM {live} GROUP BY ALL"
    )
    if side == "before":
        # To look for equal hashes first is quicker.
        yield (
            f"CREATE TABLE before.repeated_enrollment AS SELECT {OF_ROW},"
            f" min(e.schoolSourcedId) AS school, count(*) - 1 AS extra FROM {live}"
            f" AND {WHICH} IN (SELECT {WHICH} FROM {live} GROUP BY 1"
            " HAVING count(*) > 1) GROUP BY ALL HAVING count(*) > 1"
        )
    else:
        # What is not touched has the same rows on both sides: no ID stands twice on either.
        triple = ", ".join(f"nullif({name}, '')" for name in TRIPLE)
        yield (
            "CREATE TABLE after.repeated_enrollment AS SELECT * FROM before.repeated_enrollment e"
            f" ANTI JOIN main.touched_enrollment t ON t.which = {WHICH} UNION ALL"
            f" SELECT {triple}, min(schoolSourcedId), count(*) - 1 FROM after.touched_row"
            " WHERE status = 'active' GROUP BY ALL HAVING count(*) > 1"
        )
    yield (
        f"INSERT INTO {side}.enrollment_total SELECT role, school, -sum(extra)"
        f" FROM {side}.repeated_enrollment GROUP BY ALL"
    )


_EVENTS = {
    "added": "added",
    "moved_in": "moved in",
    "gone": "gone",
    "deleted": "deleted",
    "moved_out": "moved out",
    "old_ids": "old id",
    "new_ids": "new id",
    "off": "off",
    "on_again": "on",
}

_COUNTED = ", ".join(
    f"count(*) FILTER (WHERE what = '{what}') AS {name}" for name, what in _EVENTS.items()
)

_TALLY = (
    "CREATE TABLE tally AS SELECT coalesce(t.subject, e.subject) AS subject,"
    " coalesce(t.in_all, e.in_all) AS in_all, coalesce(t.school, e.school) AS school,"
    " coalesce(t.before, 0) AS before, coalesce(t.after, 0) AS after,"
    + ", ".join(f" coalesce(e.{name}, 0) AS {name}" for name in (*_EVENTS, "changed"))
    + " FROM (SELECT subject, in_all, school, sum(n) FILTER (WHERE side = 'before') AS before,"
    " sum(n) FILTER (WHERE side = 'after') AS after FROM total GROUP BY ALL) t"
    f" FULL OUTER JOIN (SELECT subject, in_all, school, {_COUNTED},"
    " count(*) FILTER (WHERE mask <> 0) AS changed FROM event GROUP BY ALL) e"
    " ON e.subject = t.subject AND e.in_all = t.in_all AND e.school IS NOT DISTINCT FROM t.school"
)
