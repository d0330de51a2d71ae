"""How each kind of line is broken on the small payload: SQL, and the findings that must come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roster_lint.vendors.lines import Limit, Line, Match, Need, Roles, Unique, Value
from roster_lint.vendors.lines_of_a_sync import OrgType, Package

_USERS = {"student": "s2", "teacher": "t2", "staff": "a1", "guardian": "g1", "relative": "r1"}
_RECORDS = {"class": "c1", "course": "k1", "session": "y1", "org": "o1"}
_COLUMNS = {"grade": "grades", "course": "courseSourcedId"}
_GONE = {
    "school": "DELETE FROM payload_user_org WHERE userSourcedId = '{user}'",
    "building": "UPDATE payload_user_org SET orgSourcedId = 'd1' WHERE userSourcedId = '{user}'",
    "class": "DELETE FROM payload_enrollment WHERE userSourcedId = '{user}'",
    "birthDate": "DELETE FROM payload_demographics WHERE sourcedId = '{user}'",
    "term": "DELETE FROM payload_class_term",
    "student": "DELETE FROM payload_enrollment WHERE role = 'student'",
    "teacher": "DELETE FROM payload_enrollment WHERE role = 'teacher'",
    "primary_teacher": "UPDATE payload_enrollment SET isPrimary = FALSE",
    "course-class": "UPDATE payload_class SET status = 'tobedeleted'",
}


_AGAIN = """
DELETE FROM payload_enrollment WHERE userSourcedId = 's1';
INSERT INTO payload_enrollment
SELECT 'again' || i, 'active', 'c1', 'o1', 's1', 'student', FALSE,
    DATE '2026-08-12' + 7 * CAST(i AS INTEGER), DATE '2026-08-15' + 7 * CAST(i AS INTEGER), 50 + i
FROM range({more}) r(i)
"""


_ANOTHER_GUARDIAN = """
INSERT INTO payload_user
SELECT * REPLACE ('g2' AS sourcedId, 'g2' AS personID, 99 AS place)
FROM payload_user WHERE sourcedId = 'g1';
INSERT INTO payload_user_kind
SELECT * REPLACE ('g2' AS userSourcedId, 99 AS user_place)
FROM payload_user_kind WHERE userSourcedId = 'g1'
"""


@dataclass(frozen=True)
class Breach:
    """One way to break a line.

    Attributes:
        change: SQL on the small payload.
        code: the check that must report it.
        keys: the records that it must name, by ``sourcedId`` or ``role``.
    """

    change: str
    code: str
    keys: tuple[str, ...]


def breaches(line: Line) -> Iterator[Breach]:
    """The ways to break a line, one for each population and field that it names."""
    match line:
        case Need():
            yield _lacking(line.population, line.field)
        case Match():
            for need in line.needs():
                yield _lacking(need.population, need.field)
                if line.field == "email":
                    bad = _set(need.population, "email", "'n/a'")
                    yield Breach(bad, "VN006", (_USERS[need.population],))
            yield _shared(line.populations, line.field, ignores_case=True)
        case Unique():
            yield _shared(line.populations, line.field, ignores_case=line.ignores_case)
        case Limit():
            yield _beyond(line)
        case Value():
            for population in line.populations:
                for field in line.fields:
                    yield from _refused(line, population, field)
        case Roles():
            change = "UPDATE payload_role SET role = 'ext:gardener' WHERE userSourcedId = 's1'"
            yield Breach(change, "VN010", ("ext:gardener",))
        case OrgType():
            change = f"DELETE FROM payload_org WHERE type = '{line.type}'"
            yield Breach(change, "VN013", (line.type,))
        case Package():
            yield from _packed(line)


_PACKED = {
    "bulk": Breach("UPDATE payload_file SET mode = 'delta', is_whole = FALSE", "VN014", ("delta",)),
    "no-csv": Breach("SELECT 1", "VN015", ("OneRoster CSV",)),
}


def _packed(line: Package) -> Iterator[Breach]:
    if line.takes in _PACKED:
        yield _PACKED[line.takes]
    for file in line.files:
        yield Breach(f"DELETE FROM payload_file WHERE file = '{file}'", "VN016", (file,))


def _where(population: str, field: str) -> tuple[str, str, str]:
    """Table, column and record of a field."""
    if population in _USERS:
        return "payload_user", _COLUMNS.get(field, field), _USERS[population]
    column = _COLUMNS.get(field, field)
    if field == "school":
        column = "schoolSourcedId" if population == "class" else "orgSourcedId"
    return f"payload_{population}", column, _RECORDS[population]


def _set(population: str, field: str, value: str) -> str:
    table, column, record = _where(population, field)
    return f"UPDATE {table} SET {column} = {value} WHERE sourcedId = '{record}'"


def _lacking(population: str, field: str) -> Breach:
    if population == "enrollment":
        change = f"UPDATE payload_enrollment SET {field} = NULL WHERE userSourcedId = 's1'"
        return Breach(change, "VN005", ("c1",))
    code = "VN003" if population in _USERS else "VN004"
    record = _where(population, field)[2]
    gone = _GONE.get("course-class" if (population, field) == ("course", "class") else field)
    if gone is None or (field == "school" and population not in _USERS):
        return Breach(_set(population, field, "NULL"), code, (record,))
    return Breach(gone.format(user=record), code, (record,))


def _shared(populations: tuple[str, ...], field: str, *, ignores_case: bool) -> Breach:
    """A second record takes the first one's value, in another case where case is ignored."""
    if "class" in populations:
        change = (
            "INSERT INTO payload_class"
            " SELECT * REPLACE ('c2' AS sourcedId, 1 AS place) FROM payload_class"
        )
        return Breach(change, "VN009", ("c1", "c2"))
    if populations == ("guardian",):
        return Breach(_ANOTHER_GUARDIAN, "VN008", ("g1", "g2"))
    first = _USERS[populations[0]]
    second = "s1" if first == "s2" else "t1" if first == "t2" else "a1"
    taken = f"(SELECT {field} FROM payload_user WHERE sourcedId = '{first}')"
    value = f"upper({taken})" if ignores_case else taken
    if field != "sourcedId":
        change = f"UPDATE payload_user SET {field} = {value} WHERE sourcedId = '{second}'"
        return Breach(change, "VN008", (first, second))
    # Another user has it, and counts as what the first one is.
    change = (
        "INSERT INTO payload_user"
        " SELECT * REPLACE ('S2' AS sourcedId, 'S2' AS personID, 99 AS place)"
        " FROM payload_user WHERE sourcedId = 's2'; INSERT INTO payload_user_kind SELECT * REPLACE"
        " ('S2' AS userSourcedId, 99 AS user_place)"
        " FROM payload_user_kind WHERE userSourcedId = 's2'"
    )
    return Breach(change, "VN008", ("S2", "s2"))


def _refused(line: Value, population: str, field: str) -> Iterator[Breach]:
    code = "VN006" if population in _USERS else "VN007"
    table, column, record = _where(population, field)
    for value in bad_values(line):
        if column != "sourcedId":
            text = value.replace("'", "''")
            yield Breach(_set(population, field, f"'{text}'"), code, (record,))
            continue
        # An id is changed wherever it stands, or the record would lose what belongs to it.
        quoted = value.replace("'", "''")
        change = f"UPDATE {table} SET sourcedId = '{quoted}' WHERE sourcedId = '{record}'"
        if table == "payload_user":
            change += (
                f"; UPDATE payload_user_kind SET userSourcedId = '{quoted}'"
                f" WHERE userSourcedId = '{record}'"
            )
        yield Breach(change, code, (value,))


def bad_values(line: Value) -> Iterator[str]:
    """A value for each condition of the line that it does not meet, and no other where possible."""
    if line.least:
        yield "x" * (line.least - 1)
    if line.most:
        yield "x" * (line.most + 1)
    if line.pattern:
        candidates = ("two words", "under_score!", "plain")
        yield next(c for c in candidates if not re.fullmatch(line.pattern, c))
    if line.forbidden:
        yield f"a{line.forbidden[0]}b"
    if line.among:
        yield "unheard-of"


def _beyond(line: Limit) -> Breach:
    """One more than the limit allows."""
    more = line.most + 1
    users = (
        "INSERT INTO payload_user (sourcedId, status, personID, place)"
        f" SELECT 'x' || i, 'active', 'x' || i, 100 + i FROM range({more}) r(i);"
    )
    seats = (
        "DELETE FROM payload_enrollment; INSERT INTO payload_enrollment"
        " SELECT 'e' || i, 'active', {klass}, 'o1', {user}, '{role}', {primary}, NULL, NULL, i"
        f" FROM range({more}) r(i)"
    )
    classes = (
        "INSERT INTO payload_class"
        " SELECT 'k' || i, 'active', 'Title ' || i, NULL, 'scheduled', NULL,"
        f" 'k1', 'o1', 'o1', 'k' || i, 100 + i FROM range({more}) r(i);"
    )
    in_class = {"klass": "'c1'", "user": "'x' || i", "primary": "FALSE"}
    match line.of:
        case "teachers-per-class":
            return Breach(users + seats.format(role="teacher", **in_class), "VN001", ("c1",))
        case "primary-teachers-per-class":
            primary = {**in_class, "primary": "TRUE"}
            return Breach(users + seats.format(role="teacher", **primary), "VN001", ("c1",))
        case "students-per-class" | "members-per-class":
            return Breach(users + seats.format(role="student", **in_class), "VN001", ("c1",))
        case "classes-per-user" | "classes-per-teacher":
            taught = {"klass": "'k' || i", "user": "'t1'", "primary": "FALSE"}
            return Breach(classes + seats.format(role="teacher", **taught), "VN002", ("t1",))
        case "enrollments-per-user-and-class":
            return Breach(_AGAIN.format(more=more), "VN012", ("s1",))
    agents = (
        "INSERT INTO payload_user_kind SELECT 'x' || i, 100 + i, FALSE, FALSE, FALSE, TRUE,"
        f" FALSE, 'o1' FROM range({more}) r(i); INSERT INTO payload_user_agent"
        f" SELECT 1, 100 + i FROM range({more}) r(i)"
    )
    return Breach(users + agents, "VN002", ("s2",))
