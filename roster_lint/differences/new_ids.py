"""Finds records that are the same but for their sourcedId: the table ``new_id``.

Without it, a change of all ids would look as if everything were deleted and added. A record that is
gone and one that is added are the same if what names them is unique on both sides:

* people: first and last name, and one of birth date, email, identifier and username, in the same
  roles
* classes: the course and the section number, by class code or title: a **regenerated section**
* courses: the org, and the course code or title
* sessions: type, title and dates; orgs: type, and identifier or name

An enrollment follows its class and its user.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roster_lint.pair.side import Pair

_NAME = "lower(trim(u.givenName)) || chr(31) || lower(trim(u.familyName))"
_PERSON = f"r.roles || chr(31) || {_NAME}"


@dataclass(frozen=True)
class _Likeness:
    """What names a record of a file; a blank part means that nothing does.

    Attributes:
        parts: SQL of the values that together must be alike.
        joins: what the values are read from, beside the record ``u``.
    """

    parts: Sequence[str]
    joins: str = ""


_COURSE = (
    " LEFT JOIN {side}.courses c ON c.sourcedId = u.courseSourcedId"
    " LEFT JOIN {side}.stands_for o ON o.file = 'orgs' AND o.sourcedId = u.schoolSourcedId"
    " LEFT JOIN {side}.stands_for k ON k.file = 'courses' AND k.sourcedId = u.courseSourcedId"
)
_AT_SCHOOL = "coalesce(o.stands_for, u.schoolSourcedId)"
_SAME_COURSE = "coalesce(k.stands_for, u.courseSourcedId)"
_ROLES = (
    " JOIN (SELECT userSourcedId, array_to_string(list_sort(list(DISTINCT role)), ',') AS roles"
    " FROM {side}.roles GROUP BY userSourcedId) r ON r.userSourcedId = u.sourcedId"
    " LEFT JOIN {side}.demographics d ON d.sourcedId = u.sourcedId"
)
_ORG = " LEFT JOIN {side}.stands_for o ON o.file = 'orgs' AND o.sourcedId = u.orgSourcedId"
_AT_ORG = "coalesce(o.stands_for, u.orgSourcedId)"

_LIKE: dict[str, tuple[_Likeness, ...]] = {
    "orgs": (_Likeness(("u.type", "u.identifier")), _Likeness(("u.type", "u.name"))),
    "academicSessions": (
        _Likeness(
            ("u.type", "u.title", "CAST(u.startDate AS VARCHAR)", "CAST(u.endDate AS VARCHAR)")
        ),
    ),
    "courses": (
        _Likeness((_AT_ORG, "u.courseCode", "u.title"), _ORG),
        _Likeness((_AT_ORG, "u.courseCode"), _ORG),
        _Likeness((_AT_ORG, "u.title"), _ORG),
    ),
    "classes": (
        _Likeness(
            (_AT_SCHOOL, _SAME_COURSE, "u.classCode", "u.title", "u.termSourcedIds"), _COURSE
        ),
        _Likeness((_AT_SCHOOL, _SAME_COURSE, "u.classCode", "u.title"), _COURSE),
        _Likeness((_AT_SCHOOL, _SAME_COURSE, "u.classCode"), _COURSE),
        _Likeness((_AT_SCHOOL, _SAME_COURSE, "u.title"), _COURSE),
        _Likeness((_AT_SCHOOL, "c.courseCode", "u.classCode"), _COURSE),
        _Likeness((_AT_SCHOOL, "c.courseCode", "u.title"), _COURSE),
    ),
    "users": tuple(
        _Likeness((_PERSON, value), _ROLES)
        for value in (
            "CAST(d.birthDate AS VARCHAR)",
            "lower(trim(u.email))",
            "u.identifier",
            "lower(trim(u.username))",
        )
    ),
}


def find_new_ids(pair: Pair) -> None:
    """Creates ``new_id`` from the ``differing_`` tables: file, old and new id, how they differ."""
    engine = pair.engine
    engine.run("CREATE TABLE new_id (file VARCHAR, old VARCHAR, new VARCHAR, how VARCHAR)")
    # Ids of the later side are read as the earlier ones that they took the place of.
    for side, column in (("before", "old"), ("after", "new")):
        engine.run(
            f"CREATE VIEW {side}.stands_for AS SELECT file, {column} AS sourcedId,"
            " old AS stands_for FROM main.new_id"
        )
    for file, likenesses in _LIKE.items():
        for likeness in likenesses:
            gone, added = (
                engine.rows(f"SELECT count(*) FROM ({_left(file, side)})")[0][0]
                for side in ("before", "after")
            )
            if not gone or not added:
                break
            engine.run(_pairs(file, likeness))
    for statement in _followers():
        engine.run(statement)


def _left(file: str, side: str) -> str:
    """The ids of a side that the other does not have, and that have no match."""
    here, there = ("was_sent", "is_sent") if side == "before" else ("is_sent", "was_sent")
    key = "old" if side == "before" else "new"
    return (
        f"SELECT sourcedId FROM main.differing_{file} d WHERE {here} AND NOT {there}"
        f" AND sourcedId NOT IN (SELECT {key} FROM main.new_id WHERE file = '{file}')"
    )


def _pairs(file: str, likeness: _Likeness) -> str:
    named = " || chr(30) || ".join(f"nullif({part}, '')" for part in likeness.parts)
    sides = {
        side: (
            f"SELECT {named} AS name, min(u.sourcedId) AS sourcedId"
            f' FROM {side}."{file}" u{likeness.joins.format(side=side)}'
            f" WHERE u.sourcedId IN ({_left(file, side)}) AND {named} IS NOT NULL"
            " GROUP BY ALL HAVING count(*) = 1"
        )
        for side in ("before", "after")
    }
    return (
        f"INSERT INTO new_id SELECT '{file}', b.sourcedId, a.sourcedId, {_HOW}"
        f" FROM ({sides['before']}) b JOIN ({sides['after']}) a ON a.name = b.name"
    )


_HOW = (
    "CASE WHEN lower(a.sourcedId) = lower(b.sourcedId) THEN 'case'"
    " WHEN ltrim(a.sourcedId, '0') = ltrim(b.sourcedId, '0') THEN 'zeros'"
    " WHEN ends_with(a.sourcedId, b.sourcedId) OR ends_with(b.sourcedId, a.sourcedId) THEN 'prefix'"
    " WHEN starts_with(a.sourcedId, b.sourcedId) OR starts_with(b.sourcedId, a.sourcedId)"
    " THEN 'suffix' ELSE 'other' END"
)

HOW = {
    "case": "only upper and lower case differ",
    "zeros": "only leading zeros differ",
    "prefix": "one has something in front of the other",
    "suffix": "one has something after the other",
    "other": "they have nothing in common",
}
"""How an old and a new id differ, in words."""


def _followers() -> Iterator[str]:
    """Enrollments that are there under the new id of their class or their user."""
    yield (
        "CREATE TABLE following_enrollment AS SELECT b.classSourcedId, b.userSourcedId, b.role,"
        " a.classSourcedId AS newClass, a.userSourcedId AS newUser FROM ("
        " SELECT d.classSourcedId, d.userSourcedId, d.role,"
        " coalesce(c.new, d.classSourcedId) AS toClass, coalesce(u.new, d.userSourcedId) AS toUser"
        " FROM differing_enrollments d"
        " LEFT JOIN new_id c ON c.file = 'classes' AND c.old = d.classSourcedId"
        " LEFT JOIN new_id u ON u.file = 'users' AND u.old = d.userSourcedId"
        " WHERE d.was_sent AND NOT d.is_sent AND (c.new IS NOT NULL OR u.new IS NOT NULL)"
        ") b JOIN differing_enrollments a ON a.classSourcedId = b.toClass"
        " AND a.userSourcedId = b.toUser AND a.role IS NOT DISTINCT FROM b.role"
        " WHERE a.is_sent AND NOT a.was_sent"
    )
