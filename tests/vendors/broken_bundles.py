"""How each line about more than a record is broken: limits, roles, files, named checks."""

from collections.abc import Callable, Iterator

from roster_lint.vendors.lines import Limit, Line, Roles
from roster_lint.vendors.lines_of_a_sync import CheckSeverity, OrgType, Package
from tests.bundles import Bundle
from tests.vendors.broken_records import Key, row

Change = Callable[[Bundle], None]


def bundle_keys(line: Line) -> Iterator[Key]:
    """What must be broken of a bundle for a line, each of which must be found."""
    match line:
        case Limit():
            yield ("limit", line.of, line.most + 1)
        case Roles():
            yield ("role",)
        case OrgType():
            yield ("org-type",)
        case Package():
            yield from (("file", file) for file in line.files)
            if not line.files:
                yield (line.takes,)
        case CheckSeverity() if line.check[:2] in ("OB", "OF", "OP"):
            yield ("check", line.check, *line.columns)


def break_bundle(made: Bundle, key: Key) -> None:
    """Breaks what a key names."""
    kind, *what = key
    _CHANGES[str(kind)](made, *what)


def _limit(made: Bundle, of: str, number: int) -> None:
    person = row(made, "users", "tea-1" if "teacher" in of else "stu-1")
    role = person["role"]
    seat = {"schoolSourcedId": "school-1", "role": role, "primary": ""}
    if role == "teacher":
        seat["primary"] = "true" if "primary" in of else "false"
    ids = [f"more-{n}" for n in range(number)]
    if of == "enrollments-per-user-and-class":
        dates = [{"beginDate": f"2026-0{8 + n}-10", "endDate": f"2026-0{8 + n}-20"} for n in (0, 1)]
        seats = [s for s in made.rows["enrollments"] if s["sourcedId"] != "e-1"]
        first = row(made, "enrollments", "e-1")
        both = [{**first, **two, "sourcedId": f"again-{two['endDate']}"} for two in dates]
        made.rows["enrollments"] = [*seats, *both]
    elif of == "guardians-per-student":
        parent = row(made, "users", "par-1")
        made.rows["users"] += [{**parent, "sourcedId": i, "username": i} for i in ids]
        row(made, "users", "stu-1")["agentSourcedIds"] = ",".join(ids)
    elif of.endswith("per-class"):
        made.rows["users"] += [
            {**person, "sourcedId": i, "username": i, "email": f"{i}@example.org", "identifier": i}
            for i in ids
        ]
        made.rows["enrollments"] += [
            {**seat, "sourcedId": f"e-{i}", "classSourcedId": "class-1", "userSourcedId": i}
            for i in ids
        ]
    else:
        klass = row(made, "classes", "class-1")
        made.rows["classes"] += [{**klass, "sourcedId": i, "title": i} for i in ids]
        made.rows["enrollments"] += [
            {
                **seat,
                "sourcedId": f"e-{i}",
                "classSourcedId": i,
                "userSourcedId": person["sourcedId"],
            }
            for i in ids
        ]


def _role(made: Bundle) -> None:
    row(made, "users", "adm-1")["role"] = "aide"


def _org_type(made: Bundle) -> None:
    row(made, "orgs", "district-1")["type"] = "local"


def _delta(made: Bundle) -> None:
    made.declare("file.orgs", "delta")
    for one in made.rows["orgs"]:
        one |= {"status": "active", "dateLastModified": "2026-08-01T06:30:00.000Z"}


def _nothing(_made: Bundle) -> None:
    """A vendor that reads no OneRoster CSV is not pleased by any."""


def _dangle(file: str, column: str) -> Change:
    return lambda made: made.rows[file][0].update({column: "gone"})


def _repeat(made: Bundle) -> None:
    made.rows["users"].append(dict(made.rows["users"][0]))


def _swap(made: Bundle) -> None:
    headers = made.headers["orgs"]
    headers[3], headers[4] = headers[4], headers[3]


def _respell(made: Bundle) -> None:
    made.headers["orgs"][3] = "Name"
    for one in made.rows["orgs"]:
        one["Name"] = one["name"]


def _set(file: str, column: str, text: str) -> Change:
    return lambda made: made.rows[file][0].update({column: text})


def _declare(made: Bundle) -> None:
    made.remove("categories")
    made.declare("file.categories", "bulk")


_OF_CHECKS: dict[str, Change] = {
    "OB008": _declare,
    "OB015": lambda made: made.rows["categories"].clear(),
    "OB016": lambda made: made.headers["users"].remove("sms"),
    "OB018": _swap,
    "OB019": lambda made: made.headers["orgs"].append("name"),
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


def _check(made: Bundle, code: str, *columns: str) -> None:
    if code == "OF001":
        file = "users" if columns == ("enabledUser",) else "classes"
        made.rows[file][0][columns[0]] = ""
    elif code == "OP101":
        made.remove("courses")
    elif code in OF_1P2:
        made.rows["roles"][0]["orgSourcedId"] = "gone"
    elif code == "OP107":
        made.rows["orgs"][1]["parentSourcedId"] = "gone"
    elif code not in OF_THE_PACKAGE:
        _OF_CHECKS[code](made)


_CHANGES: dict[str, Callable[..., None]] = {
    "limit": _limit,
    "role": _role,
    "org-type": _org_type,
    "bulk": _delta,
    "no-csv": _nothing,
    "file": lambda made, file: made.remove(file.removesuffix(".csv")),
    "check": _check,
}
