"""The tables of one payload in a pair, and the SQL that fills them from Campus data or a bundle.

They are named as the OneRoster files, with the columns of the CSV binding, in one shape for both
versions: roles stand in ``roles`` alone, as 1.2 has them, and 1.1 has neither role types nor dates.
``status`` is active or tobedeleted. Days are DATE, all else is text. The items of lists of ids,
grades and user ids are sorted, since their order says nothing. Passwords are left out.
"""

from collections.abc import Collection, Iterator, Mapping

from roster_lint.preview.columns import CONTENTS
from roster_lint.vocabulary import Family, OneRoster

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "orgs": ("name", "type", "identifier", "parentSourcedId"),
    "academicSessions": (
        "title",
        "type",
        "startDate",
        "endDate",
        "parentSourcedId",
        "schoolYear",
    ),
    "courses": (
        "schoolYearSourcedId",
        "title",
        "courseCode",
        "grades",
        "orgSourcedId",
        "subjects",
        "subjectCodes",
    ),
    "classes": (
        "title",
        "grades",
        "courseSourcedId",
        "classCode",
        "classType",
        "location",
        "schoolSourcedId",
        "termSourcedIds",
        "subjects",
        "subjectCodes",
        "periods",
    ),
    "users": (
        "enabledUser",
        "username",
        "userIds",
        "givenName",
        "familyName",
        "middleName",
        "identifier",
        "email",
        "sms",
        "phone",
        "grades",
        "userMasterIdentifier",
        "preferredGivenName",
        "preferredMiddleName",
        "preferredFamilyName",
        "primaryOrgSourcedId",
        "pronouns",
    ),
    "agents": ("userSourcedId", "agentSourcedId"),
    "roles": (
        "userSourcedId",
        "roleType",
        "role",
        "beginDate",
        "endDate",
        "orgSourcedId",
        "userProfileSourcedId",
    ),
    "enrollments": (
        "classSourcedId",
        "schoolSourcedId",
        "userSourcedId",
        "role",
        "primary",
        "beginDate",
        "endDate",
    ),
    "demographics": (
        "birthDate",
        "sex",
        "americanIndianOrAlaskaNative",
        "asian",
        "blackOrAfricanAmerican",
        "nativeHawaiianOrOtherPacificIslander",
        "white",
        "demographicRaceTwoOrMoreRaces",
        "hispanicOrLatinoEthnicity",
        "countryOfBirthCode",
        "stateOfBirthAbbreviation",
        "cityOfBirth",
        "publicSchoolResidenceStatus",
    ),
}
"""The columns of each table beside ``sourcedId`` and ``status``.

``roles`` has no sourcedId, and ``agents``, one row a user and agent, has neither.
"""

AGENTS = "agentSourcedIds"
"""The column of users.csv that ``agents`` is read from."""

_DAYS = frozenset(("startDate", "endDate", "beginDate", "birthDate"))
_SETS = frozenset(("termSourcedIds", "grades", "userIds"))
_ONLY_1P2 = frozenset(("roleType", "beginDate", "endDate", "userProfileSourcedId"))
_STATUS = "CASE WHEN e.status IN ('tobedeleted', 'inactive') THEN 'tobedeleted' ELSE 'active' END"


def selects(
    family: Family, oneroster: OneRoster, there: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """Each table of a payload, and the SELECT that gives its rows.

    Args:
        family: whether the engine holds the Campus model with the predicted payload, or the raw
            tables of a bundle.
        oneroster: the version that they were made for.
        there: the columns of each table that the engine has.
    """
    for file in COLUMNS:
        if file == "roles":
            yield file, _roles(family, oneroster)
        elif file == "agents":
            yield file, _agents(family, there.get("users", ()))
        elif family == "campus":
            yield file, _from_campus(file)
        else:
            yield file, _from_bundle(file, there.get(file, ()))


def _from_campus(file: str) -> str:
    content = CONTENTS.get(file)
    if content is None:
        return _nothing(file)  # demographics are not predicted
    sources = {name: f"e.{name}" for name in content.own.split(",")} | dict(content.columns)
    columns = ", ".join(_column(name, sources.get(name, "NULL")) for name in COLUMNS[file])
    return (
        f"SELECT CAST(e.sourcedId AS VARCHAR) AS sourcedId, {_STATUS} AS status, {columns}"
        f" FROM {content.unsorted or content.rows}"
    )


def _from_bundle(file: str, there: Collection[str]) -> str:
    if "sourcedId" not in there:
        return _nothing(file)
    columns = ", ".join(
        _column(name, f'e."{name}"' if name in there else "NULL") for name in COLUMNS[file]
    )
    return f'SELECT e.sourcedId, {_STATUS} AS status, {columns} FROM "{file}" e'


def _nothing(file: str) -> str:
    columns = ", ".join(_column(name, "NULL") for name in ("sourcedId", "status", *COLUMNS[file]))
    return f"SELECT {columns} WHERE FALSE"


def _roles(family: Family, oneroster: OneRoster) -> str:
    """One row a user, role and org; of a user of 1.1 without any org, one row."""
    if family == "campus":
        rows = "predicted_role e"
    elif oneroster == "1.2":
        rows = "roles e"
    else:
        rows = (
            "(SELECT status, sourcedId AS userSourcedId, role, nullif(trim(unnest("
            "string_split(coalesce(orgSourcedIds, ''), ','))), '') AS orgSourcedId FROM users) e"
        )
    named = {name: f"e.{name}" for name in COLUMNS["roles"]}
    if family == "campus":
        named["roleType"] = "CASE WHEN e.is_primary THEN 'primary' ELSE 'secondary' END"
        named["userProfileSourcedId"] = "NULL"
    if oneroster == "1.1":
        named |= dict.fromkeys(_ONLY_1P2, "NULL")
    columns = ", ".join(_column(name, sql) for name, sql in named.items())
    return f"SELECT {_STATUS} AS status, {columns} FROM {rows}"


def _agents(family: Family, of_users: Collection[str]) -> str:
    """One row a user and agent: to compare rows costs less than to sort each user's list."""
    if family == "campus":
        return "SELECT userSourcedId, agentSourcedId FROM predicted_agent"
    listed = AGENTS if AGENTS in of_users else "CAST(NULL AS VARCHAR)"
    return (
        "SELECT userSourcedId, agentSourcedId FROM (SELECT sourcedId AS userSourcedId,"
        f" trim(unnest(string_split({listed}, ','))) AS agentSourcedId FROM users) e"
        " WHERE agentSourcedId <> ''"
    )


def _column(name: str, sql: str) -> str:
    if name in _DAYS:
        return f'CAST({sql} AS DATE) AS "{name}"'
    text = f"CAST({sql} AS VARCHAR)"
    if name in _SETS and sql != "NULL":
        # Hardly any list has a second item, and to look for a comma costs less than to split.
        text = (
            f"CASE WHEN contains({text}, ',') THEN array_to_string(list_sort(list_transform("
            f"string_split({text}, ','), lambda item: trim(item))), ',') ELSE {text} END"
        )
    return f'{text} AS "{name}"'
