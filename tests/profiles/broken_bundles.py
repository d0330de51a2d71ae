"""How each line of a profile is broken in a good bundle: changes by what the line asks."""

from collections.abc import Callable, Iterator
from itertools import product

from roster_lint.profiles.lines import (
    CheckSeverity,
    Limit,
    Line,
    Match,
    Need,
    OrgType,
    Package,
    Roles,
    Unique,
    Value,
)
from tests.bundles import Bundle
from tests.profiles.breaking import bad_values

Key = tuple[object, ...]
"""What a change breaks: the kind of line and what it names."""

Change = Callable[[Bundle], None]

_USERS = {"student": "stu-1", "teacher": "tea-1", "staff": "adm-1", "guardian": "par-1"}
_FILES = {
    **dict.fromkeys(("student", "teacher", "staff", "guardian", "relative"), "users"),
    "class": "classes",
    "course": "courses",
    "session": "academicSessions",
    "org": "orgs",
    "enrollment": "enrollments",
}
_ROWS = {**_USERS, "class": "class-1", "course": "course-1", "session": "fall"}
_ROWS |= {"relative": "rel-1", "org": "school-1", "enrollment": "e-1"}
_COLUMNS = {
    "grade": "grades",
    "school": "orgSourcedIds",
    "building": "orgSourcedIds",
    "course": "courseSourcedId",
    "term": "termSourcedIds",
}
_REFERENCES = ("school", "course", "term")
_SEATS = {"student": "student", "teacher": "teacher"}


def keys(line: Line) -> Iterator[Key]:
    """What must be broken for a line, each of which must be found."""
    match line:
        case Need() if line.field != "record":
            yield from _missing(line.population, line.field)
        case Match():
            for need in line.needs():
                yield from _missing(need.population, need.field)
                if line.field == "email":
                    yield ("value", need.population, "email", "n/a")
            yield ("shared", line.populations, line.field)
        case Unique():
            yield ("shared", line.populations, line.field)
        case Value():
            for population, field in product(line.populations, line.fields):
                for value in bad_values(line):
                    yield ("value", population, field, value)
        case Limit():
            yield ("limit", line.of, line.most + 1)
        case Roles():
            yield ("role",)
        case OrgType():
            yield ("org-type", line.type)
        case Package():
            yield from (("file", file) for file in line.files)
            if not line.files:
                yield (line.takes,)
        case CheckSeverity() if line.check[:2] in ("OB", "OF", "OP"):
            yield ("check", line.check, line.columns)


def _missing(population: str, field: str) -> Iterator[Key]:
    yield ("blank", population, field)
    if field in _REFERENCES:
        yield ("dangling", population, field)
    elif _is_cell(population, field) and field not in ("building", "sourcedId"):
        yield ("space", population, field)


def _is_cell(population: str, field: str) -> bool:
    return (population, field) not in _GONE and field != "class"


def change(key: Key) -> Change:
    """The change to a bundle of OneRoster 1.1 that breaks what the key names."""

    def made(bundle: Bundle) -> None:
        prepare(bundle)
        kind, *what = key
        _CHANGES[str(kind)](bundle, *what)

    return made


def prepare(bundle: Bundle) -> None:
    """Adds what the good bundle need not have: a relative, phones, dates, a second teacher."""
    parent = row(bundle, "users", "par-1")
    own = {"sourcedId": "rel-1", "role": "relative", "username": "rel1", "email": "rel1@example.org"}
    bundle.rows["users"].append({**parent, **own, "givenName": "Fay"})
    for user in bundle.rows["users"]:
        user["phone"] = "+15555550100"
    for seat in bundle.rows["enrollments"]:
        seat |= {"beginDate": "2026-08-10", "endDate": "2026-12-20"}
    teacher = {"sourcedId": "e-9", "userSourcedId": "tea-9"}
    bundle.rows["enrollments"].append({**row(bundle, "enrollments", "e-5"), **teacher})
    bundle.rows["enrollments"][-1]["classSourcedId"] = "class-1"
    own = {"sourcedId": "tea-9", "username": "tea9", "identifier": "2009", "givenName": "Gil"}
    own["email"] = "tea9@example.org"
    bundle.rows["users"].append({**row(bundle, "users", "tea-1"), **own})


def row(bundle: Bundle, file: str, sourced_id: str) -> dict[str, str]:
    """The row with a sourcedId."""
    return next(one for one in bundle.rows[file] if one["sourcedId"] == sourced_id)


def _cell(bundle: Bundle, population: str, field: str) -> tuple[dict[str, str], str]:
    file = _FILES[population]
    column = _COLUMNS.get(field, field)
    if field == "school" and population in ("class", "course"):
        column = "schoolSourcedId" if population == "class" else "orgSourcedId"
    if field == "birthDate":
        return row(bundle, "demographics", _ROWS[population]), field
    return row(bundle, file, _ROWS[population]), column


def _blank(bundle: Bundle, population: str, field: str) -> None:
    if (population, field) in _GONE:
        _GONE[population, field](bundle)
    elif field == "class":
        seats = bundle.rows["enrollments"]
        seats[:] = [s for s in seats if s["userSourcedId"] != _ROWS[population]]
    elif field == "building":
        _cell(bundle, population, field)[0]["orgSourcedIds"] = "district-1"
    else:
        cells, column = _cell(bundle, population, field)
        cells[column] = ""


def _write(text: str) -> Callable[[Bundle, str, str], None]:
    def written(bundle: Bundle, population: str, field: str) -> None:
        cells, column = _cell(bundle, population, field)
        cells[column] = text

    return written


def _value(bundle: Bundle, population: str, field: str, value: str) -> None:
    cells, column = _cell(bundle, population, field)
    before, cells[column] = cells[column], value
    if column == "sourcedId":
        # Wherever it stands, or the record would lose what belongs to it.
        for rows in bundle.rows.values():
            for one in rows:
                for name, text in one.items():
                    if text == before and name != "title":
                        one[name] = value


def _leave(role: str) -> Change:
    """No member of a class with a role."""

    def left(bundle: Bundle) -> None:
        seats = bundle.rows["enrollments"]
        seats[:] = [s for s in seats if (s["classSourcedId"], s["role"]) != ("class-1", role)]

    return left


def _no_primary(bundle: Bundle) -> None:
    row(bundle, "enrollments", "e-3")["primary"] = "false"


def _course_alone(bundle: Bundle) -> None:
    bundle.rows["courses"].append({**row(bundle, "courses", "course-1"), "sourcedId": "course-9"})


_GONE: dict[tuple[str, str], Change] = {
    **{("class", field): _leave(role) for field, role in _SEATS.items()},
    ("class", "primary_teacher"): _no_primary,
    ("course", "class"): _course_alone,
}


def _shared(bundle: Bundle, populations: tuple[str, ...], field: str) -> None:
    first = row(bundle, _FILES[populations[0]], _ROWS[populations[0]])
    twin = {**first, "sourcedId": f"{first['sourcedId']}-twin"}
    if field == "sourcedId":
        twin["sourcedId"] = first["sourcedId"].upper()
    elif populations[0] != "class":
        names = {"username": "twin", "email": "twin@example.org", "givenName": "Tess"}
        twin |= {**names, field: first[field]}
    bundle.rows[_FILES[populations[0]]].append(twin)


def _limit(bundle: Bundle, of: str, number: int) -> None:
    person = row(bundle, "users", "tea-1" if "teacher" in of else "stu-1")
    role = person["role"]
    seat = {"schoolSourcedId": "school-1", "role": role, "primary": ""}
    if role == "teacher":
        seat["primary"] = "true" if "primary" in of else "false"
    ids = [f"more-{n}" for n in range(number)]
    if of == "enrollments-per-user-and-class":
        dates = [{"beginDate": f"2026-0{8 + n}-10", "endDate": f"2026-0{8 + n}-20"} for n in (0, 1)]
        seats = [s for s in bundle.rows["enrollments"] if s["sourcedId"] != "e-1"]
        both = [{**row(bundle, "enrollments", "e-1"), **d, "sourcedId": f"again-{d['endDate']}"} for d in dates]
        bundle.rows["enrollments"] = [*seats, *both]
    elif of == "guardians-per-student":
        parent = row(bundle, "users", "par-1")
        bundle.rows["users"] += [{**parent, "sourcedId": i, "username": i} for i in ids]
        row(bundle, "users", "stu-1")["agentSourcedIds"] = ",".join(ids)
    elif of.endswith("per-class"):
        bundle.rows["users"] += [
            {**person, "sourcedId": i, "username": i, "email": f"{i}@example.org", "identifier": i}
            for i in ids
        ]
        bundle.rows["enrollments"] += [
            {**seat, "sourcedId": f"e-{i}", "classSourcedId": "class-1", "userSourcedId": i}
            for i in ids
        ]
    else:
        klass = row(bundle, "classes", "class-1")
        bundle.rows["classes"] += [{**klass, "sourcedId": i, "title": i} for i in ids]
        bundle.rows["enrollments"] += [
            {**seat, "sourcedId": f"e-{i}", "classSourcedId": i, "userSourcedId": person["sourcedId"]}
            for i in ids
        ]


def _role(bundle: Bundle) -> None:
    row(bundle, "users", "adm-1")["role"] = "aide"


def _org_type(bundle: Bundle, _type: str) -> None:
    row(bundle, "orgs", "district-1")["type"] = "local"


def _delta(bundle: Bundle) -> None:
    bundle.declare("file.orgs", "delta")
    for one in bundle.rows["orgs"]:
        one |= {"status": "active", "dateLastModified": "2026-08-01T06:30:00.000Z"}


def _nothing(_bundle: Bundle) -> None:
    """A vendor that reads no OneRoster CSV is not pleased by any."""


def _dangle(file: str, column: str) -> Change:
    return lambda bundle: bundle.rows[file][0].update({column: "gone"})


def _repeat(bundle: Bundle) -> None:
    bundle.rows["users"].append(dict(bundle.rows["users"][0]))


def _swap(bundle: Bundle) -> None:
    headers = bundle.headers["orgs"]
    headers[3], headers[4] = headers[4], headers[3]


def _respell(bundle: Bundle) -> None:
    bundle.headers["orgs"][3] = "Name"
    for one in bundle.rows["orgs"]:
        one["Name"] = one["name"]


def _set(file: str, column: str, text: str) -> Change:
    return lambda bundle: bundle.rows[file][0].update({column: text})


_OF_CHECKS: dict[str, Change] = {
    "OB008": lambda bundle: (bundle.remove("categories"), bundle.declare("file.categories", "bulk"))[0],
    "OB015": lambda bundle: bundle.rows["categories"].clear(),
    "OB016": lambda bundle: bundle.headers["users"].remove("sms"),
    "OB018": _swap,
    "OB019": lambda bundle: bundle.headers["orgs"].append("name"),
    "OB020": _respell,
    "OF002": _set("users", "middleName", " "),
    "OF019": _repeat,
    "OF022": _set("classes", "title", "Algebra\nI"),
    "OP102": _dangle("enrollments", "userSourcedId"),
    "OP103": _dangle("classes", "courseSourcedId"),
    "OP104": _dangle("users", "orgSourcedIds"),
    "OP106": _dangle("courses", "orgSourcedId"),
    "OP507": _set("classes", "schoolSourcedId", "district-1"),
}

OF_THE_PACKAGE = ("OB001", "OB010", "OB011", "OB012", "OB013", "OB023")
"""Checks of what no row says: the writer of the bundle breaks them."""

OF_1P2 = ("OP105",)
"""Checks of OneRoster 1.2 alone."""


def _check(bundle: Bundle, code: str, columns: tuple[str, ...]) -> None:
    if code == "OF001":
        file = "users" if columns == ("enabledUser",) else "classes"
        bundle.rows[file][0][columns[0]] = ""
    elif code == "OP101":
        bundle.remove("courses")
    elif code in OF_1P2:
        bundle.rows["roles"][0]["orgSourcedId"] = "gone"
    elif code == "OP107":
        bundle.rows["orgs"][1]["parentSourcedId"] = "gone"
    elif code not in OF_THE_PACKAGE:
        _OF_CHECKS[code](bundle)


_CHANGES: dict[str, Callable[..., None]] = {
    "blank": _blank,
    "space": _write(" "),
    "dangling": _write("gone"),
    "value": _value,
    "shared": _shared,
    "limit": _limit,
    "role": _role,
    "org-type": _org_type,
    "bulk": _delta,
    "no-csv": _nothing,
    "file": lambda bundle, file: bundle.remove(file.removesuffix(".csv")),
    "check": _check,
}
