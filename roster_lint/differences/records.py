"""Finds the records that differ between the sides of a pair, and how: the ``differing_`` tables.

A table holds only what differs. Each row has the record's id, whether it is sent as active on each
side (``was_sent``, ``is_sent``), is marked as deleted there (``was_deleted``, ``is_deleted``), is
switched off there (``was_off``, ``is_off``), which school it belongs to, and a bit for each field
that changed.

Nearly all records are alike. So each table is first searched for ids that the other side does not
have with the same hash of all that is compared, and only their fields are compared. A changed
record whose new values happen to have the hash of the old ones is missed: one in 2^64, 18 billion
billion.
"""

from collections.abc import Iterator

from roster_lint.differences.entities import (
    ENROLLMENT_FIELDS,
    ENTITIES,
    ONLY_1P2,
    TRIPLE,
    USER_FIELDS,
    WHICH,
    Entity,
    population_sql,
)
from roster_lint.pair.side import Pair
from roster_lint.pair.tables import AGENTS
from roster_lint.vocabulary import family_of

_ACTIVE = "coalesce({0}.status = 'active', FALSE)"
_DIFFERS = (
    "(was_sent OR is_sent) AND (was_sent <> is_sent OR was_off <> is_off OR mask <> 0"
    " OR was_at IS DISTINCT FROM is_at)"
)
_DELETED = "coalesce({0}.status = 'tobedeleted', FALSE)"


def find_differences(pair: Pair, *, end_date_today: str = "active") -> None:
    """Creates the ``differing_`` tables and the tables of who belongs where.

    Args:
        pair: both payloads.
        end_date_today: whether an enrollment that ends on the as-of date is still ``active``.
    """
    across = pair.before.oneroster != pair.after.oneroster
    for statement in _statements(pair, across, end_date_today):
        pair.engine.run(statement)


def _statements(pair: Pair, across: bool, end_date_today: str) -> Iterator[str]:
    yield from _roles(across)
    # Users with an agent that they do not have on the other side.
    yield f"CREATE TABLE touched_agent AS {_unlike('agents', 'agentSourcedId', 'userSourcedId')}"
    for entity in ENTITIES:
        yield _touched_records(entity, across)
        yield _differing(entity, across)
    yield from _members(pair)
    sign = "<" if end_date_today == "active" else "<="
    yield from _enrollments(
        f"endDate {sign} DATE '{pair.before.as_of.isoformat()}'",
        f"endDate {sign} DATE '{pair.after.as_of.isoformat()}'",
    )


def _unlike(file: str, said: str, key: str = "sourcedId") -> str:
    """A SELECT of the keys of the rows, on either side, that the other side has not; some twice.

    Args:
        file: the table or view in each schema.
        said: the columns that are compared.
        key: the column that names the record.
    """
    rows = f'(SELECT {key}, hash({said}) AS said FROM {{side}}."{file}")'
    return (
        f"SELECT coalesce(b.{key}, a.{key}) AS {key} FROM {rows.format(side='before')} b"
        f" FULL OUTER JOIN {rows.format(side='after')} a ON a.{key} = b.{key} AND a.said = b.said"
        f" WHERE b.{key} IS NULL OR a.{key} IS NULL"
    )


def _touched_records(entity: Entity, across: bool) -> str:
    """The ids of a file that one side has not, or with something else about them."""
    compared = [name for name in entity.fields if not (across and name in ONLY_1P2)]
    said = ", ".join(f'"{name}"' for name in ("status", *compared))
    others = ("changed_role", "touched_agent") if entity.file == "users" else ()
    users = "".join(f" UNION SELECT userSourcedId FROM {table}" for table in others)
    return f"CREATE TABLE touched_{entity.file} AS {_unlike(entity.file, said)}{users}"


def _differing(entity: Entity, across: bool) -> str:
    """All records of a file that are not alike on both sides."""
    of = {side: entity.off.replace("e.", f"{side}.") for side in ("b", "a")}
    school = {side: entity.school.replace("e.", f"{side}.") for side in ("b", "a")}
    bits = []
    for place, field in enumerate(entity.fields):
        if across and field in ONLY_1P2:
            continue
        differs = f'b."{field}" IS DISTINCT FROM a."{field}"'
        if field == entity.off_field:
            differs += f" AND ({of['b']}) = ({of['a']})"
        bits.append(f"CASE WHEN {differs} THEN {1 << place}::UBIGINT ELSE 0 END")
    join = ""
    if entity.file == "users":
        has_other = "b.sourcedId IN (SELECT userSourcedId FROM touched_agent)"
        bit = 1 << USER_FIELDS.index(AGENTS)
        bits += [f"CASE WHEN {has_other} THEN {bit}::UBIGINT ELSE 0 END", "coalesce(r.mask, 0)"]
        join = " LEFT JOIN changed_role r ON r.userSourcedId = b.sourcedId"
    both = "b.status = 'active' AND a.status = 'active'"
    mask = f"CASE WHEN {both} THEN {' | '.join(bits)} ELSE 0 END"
    return (
        f"CREATE TABLE differing_{entity.file} AS SELECT * FROM ("
        " SELECT coalesce(b.sourcedId, a.sourcedId) AS sourcedId,"
        f" {_states(of)}, {school['b']} AS was_at, {school['a']} AS is_at, {mask} AS mask"
        f" FROM {_only_touched('before', entity)} b FULL OUTER JOIN"
        f" {_only_touched('after', entity)} a ON a.sourcedId = b.sourcedId{join}"
        f") each_record WHERE {_DIFFERS}"
    )


def _only_touched(side: str, entity: Entity) -> str:
    return f'(FROM {side}."{entity.file}" SEMI JOIN touched_{entity.file} USING (sourcedId))'


def _states(off: dict[str, str]) -> str:
    return (
        f"{_ACTIVE.format('b')} AS was_sent, {_ACTIVE.format('a')} AS is_sent,"
        f" {_DELETED.format('b')} AS was_deleted, {_DELETED.format('a')} AS is_deleted,"
        f" {off['b']} AS was_off, {off['a']} AS is_off"
    )


def _roles(across: bool) -> Iterator[str]:
    """The users whose roles differ, with a bit for each part that does.

    Roles are identified by user, role and org, since their ids may not last.
    """
    key = "userSourcedId, role, orgSourcedId"
    rows = f"SELECT {key}, roleType, beginDate, endDate, userProfileSourcedId"
    for side in ("before", "after"):
        yield f"CREATE VIEW {side}.live_role AS {rows} FROM {side}.roles WHERE status = 'active'"
    said = "role, orgSourcedId"
    if not across:
        said += ", roleType, beginDate, endDate, userProfileSourcedId"
    # Users with a role that has no match on the other side.
    yield f"CREATE TABLE touched_role AS {_unlike('live_role', said, 'userSourcedId')}"
    lists = (
        "list_sort(list(DISTINCT role)) AS roles,"
        " list_sort(list(DISTINCT orgSourcedId)) AS orgs,"
        " list_sort(list(DISTINCT {role: role, org: orgSourcedId, what: roleType})) AS types,"
        " list_sort(list(DISTINCT {role: role, org: orgSourcedId, begins: beginDate,"
        " ends: endDate})) AS dates,"
        " list_sort(list(DISTINCT {role: role, org: orgSourcedId, what: userProfileSourcedId}))"
        " AS profiles"
    )
    for side in ("before", "after"):
        yield (
            f"CREATE TABLE {side}.touched_roles AS SELECT userSourcedId, {lists}"
            f" FROM {side}.live_role SEMI JOIN touched_role USING (userSourcedId)"
            " GROUP BY userSourcedId"
        )
    first = USER_FIELDS.index("role")
    sets = "b.roles IS NOT DISTINCT FROM a.roles AND b.orgs IS NOT DISTINCT FROM a.orgs"
    parts = ["b.roles IS DISTINCT FROM a.roles", "b.orgs IS DISTINCT FROM a.orgs"]
    if not across:
        # Where the roles themselves differ, so do their types and dates: that is reported once.
        parts += [
            f"({sets}) AND b.{name} IS DISTINCT FROM a.{name}"
            for name in ("types", "dates", "profiles")
        ]
    bits = " | ".join(
        f"CASE WHEN {part} THEN {1 << (first + place)}::UBIGINT ELSE 0 END"
        for place, part in enumerate(parts)
    )
    yield (
        f"CREATE TABLE changed_role AS SELECT userSourcedId, {bits} AS mask"
        " FROM before.touched_roles b FULL OUTER JOIN after.touched_roles a USING (userSourcedId)"
    )


def _members(pair: Pair) -> Iterator[str]:
    """Which active user belongs to which population at which school, and where that differs."""
    for side in (pair.before, pair.after):
        # An active role of a predicted payload is one of an active user.
        is_user = "u.sourcedId = r.userSourcedId AND u.status = 'active'"
        users = f" SEMI JOIN {side.name}.users u ON {is_user}"
        yield (
            f"CREATE TABLE {side.name}.member AS SELECT DISTINCT r.userSourcedId AS sourcedId,"
            f" {population_sql('r.role')} AS population, r.orgSourcedId AS school"
            f" FROM {side.name}.roles r{'' if family_of(side.kind) == 'campus' else users}"
            " WHERE r.status = 'active'"
        )
    # For all others neither the roles differ nor whether they are sent.
    yield (
        "CREATE TABLE touched_member AS SELECT userSourcedId AS sourcedId FROM touched_role"
        " UNION SELECT sourcedId FROM differing_users"
    )
    of_them = "(FROM {side}.member SEMI JOIN touched_member USING (sourcedId))"
    yield (
        "CREATE TABLE differing_member AS SELECT coalesce(b.sourcedId, a.sourcedId) AS sourcedId,"
        " coalesce(b.population, a.population) AS population,"
        " coalesce(b.school, a.school) AS school,"
        " b.sourcedId IS NOT NULL AS was_sent, a.sourcedId IS NOT NULL AS is_sent"
        f" FROM {of_them.format(side='before')} b"
        f" FULL OUTER JOIN {of_them.format(side='after')} a ON a.sourcedId = b.sourcedId"
        " AND a.population = b.population AND a.school IS NOT DISTINCT FROM b.school"
        " WHERE b.sourcedId IS NULL OR a.sourcedId IS NULL"
        " OR coalesce(b.sourcedId, a.sourcedId) IN (SELECT sourcedId FROM differing_users)"
    )


_KEY = ", ".join(TRIPLE)
_ROW = ", ".join(
    (
        *(f"coalesce({name}, '') AS {name}" for name in TRIPLE),
        "status",
        *(f'"{name}"' for name in ENROLLMENT_FIELDS),
    )
)
_SAID = ", ".join(f'"{name}"' for name in (*TRIPLE, "status", *ENROLLMENT_FIELDS))


def _enrollments(was_ended: str, is_ended: str) -> Iterator[str]:
    """Enrollments by class, user and role: Campus gives them new ids where a schedule is reloaded.

    First, rows with the same id and the same values on both sides are removed, which is nearly all;
    what is left is compared, with all rows of the same class, user and role. A blank class, user or
    role counts as one of its own.
    """
    said = _SAID
    for side, ended in (("before", was_ended), ("after", is_ended)):
        yield (
            f"CREATE VIEW {side}.dated_enrollment AS SELECT *, {ended} AS has_ended"
            f" FROM {side}.enrollments"
        )
    if was_ended != is_ended:
        # The same row can have ended between the two dates.
        said += ", has_ended"
    yield f"CREATE TABLE touched_row_id AS {_unlike('dated_enrollment', said)}"
    # By the hash alone: a row that has it by chance is compared, too, and found alike.
    yield "CREATE TABLE touched_enrollment AS " + " UNION ".join(
        f"SELECT {WHICH} AS which FROM {side}.enrollments e"
        " SEMI JOIN touched_row_id USING (sourcedId)"
        for side in ("before", "after")
    )
    for side, ended in (("before", was_ended), ("after", is_ended)):
        yield from _touched(side, ended)
    bits = " | ".join(
        f'CASE WHEN b."{name}" <> a."{name}"'
        + (" AND b.is_off = a.is_off" if name == "endDate" else "")
        + f" THEN {1 << place}::UBIGINT ELSE 0 END"
        for place, name in enumerate(ENROLLMENT_FIELDS)
    )
    yield (
        f"CREATE TABLE differing_enrollments AS SELECT * FROM (SELECT {_KEY},"
        " coalesce(b.is_active, FALSE) AS was_sent, coalesce(a.is_active, FALSE) AS is_sent,"
        " coalesce(b.is_deleted, FALSE) AS was_deleted,"
        " coalesce(a.is_deleted, FALSE) AS is_deleted,"
        " coalesce(b.is_off, FALSE) AS was_off, coalesce(a.is_off, FALSE) AS is_off,"
        " b.school AS was_at, a.school AS is_at,"
        f" CASE WHEN b.is_active AND a.is_active THEN {bits} ELSE 0 END AS mask"
        f" FROM before.touched_enrollments b FULL OUTER JOIN after.touched_enrollments a"
        f" USING ({_KEY})) each_record WHERE {_DIFFERS}"
    )


def _touched(side: str, ended: str) -> Iterator[str]:
    """All rows of a side that are to be compared, one a class, user and role.

    If there are several rows, each field holds the list of its values. Hardly any has several, and
    making a list of one costs more than all else.
    """
    yield (
        f"CREATE TABLE {side}.touched_row AS SELECT {_ROW} FROM {side}.enrollments e"
        f" SEMI JOIN touched_enrollment t ON t.which = {WHICH}"
    )
    live = "FILTER (WHERE status = 'active')"
    texts = {name: f"coalesce(CAST(\"{name}\" AS VARCHAR), '')" for name in ENROLLMENT_FIELDS}
    largest = ", ".join(f'max({text}) {live} AS "{name}"' for name, text in texts.items())
    yield (
        f"CREATE TABLE {side}.touched_enrollments AS SELECT {_KEY}, count(*) AS n,"
        " bool_or(status = 'active') AS is_active, bool_or(status = 'tobedeleted') AS is_deleted,"
        f" coalesce(bool_and({ended}) {live}, FALSE) AS is_off,"
        f" min(schoolSourcedId) {live} AS school, {largest}"
        f" FROM {side}.touched_row GROUP BY {_KEY}"
    )
    lists = ", ".join(
        f'array_to_string(list_sort(list_distinct(list({text}) {live})), chr(31)) AS "{name}"'
        for name, text in texts.items()
    )
    yield (
        f"CREATE TABLE {side}.touched_list AS SELECT {_KEY}, {lists} FROM {side}.touched_row"
        f" SEMI JOIN (FROM {side}.touched_enrollments WHERE n > 1) USING ({_KEY}) GROUP BY {_KEY}"
    )
    values = ", ".join(f'"{name}" = l."{name}"' for name in ENROLLMENT_FIELDS)
    same = " AND ".join(f"l.{name} = t.{name}" for name in TRIPLE)
    yield (
        f"UPDATE {side}.touched_enrollments t SET {values} FROM {side}.touched_list l WHERE {same}"
    )
