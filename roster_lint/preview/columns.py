"""The files that a bundle from Campus data has by version, and where their columns come from.

Headers are those of the CSV binding, in its order. A column without a source here cannot be known
from Campus data, or is not read, and stays blank; nothing outside these files is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roster_lint.vocabulary import OneRoster

_BASE = "sourcedId,status,dateLastModified"

_SHARED = {
    "academicSessions": f"{_BASE},title,type,startDate,endDate,parentSourcedId,schoolYear",
    "classes": f"{_BASE},title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "courses": f"{_BASE},schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,"
    "subjectCodes",
    "enrollments": f"{_BASE},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,"
    "endDate",
    "orgs": f"{_BASE},name,type,identifier,parentSourcedId",
}

HEADERS: Mapping[OneRoster, Mapping[str, str]] = {
    "1.1": {
        **_SHARED,
        "users": f"{_BASE},enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
    },
    "1.2": {
        **_SHARED,
        "roles": f"{_BASE},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
        "userProfileSourcedId",
        "users": f"{_BASE},enabledUser,username,userIds,givenName,familyName,middleName,"
        "identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
        "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
    },
}


@dataclass(frozen=True)
class Content:
    """Where one file's rows come from.

    Attributes:
        rows: the FROM clause; the entity's table, which is in the file's order, is called ``e``.
        columns: the SQL of each column that is known and is not ``e``'s column of that name.
        own: the columns that are taken from ``e`` as they are.
        unsorted: the FROM clause for anyone who needs no order, where that is quicker.
    """

    rows: str
    own: str
    columns: Mapping[str, str] = field(default_factory=dict)
    unsorted: str | None = None


def _one_line(text: str) -> str:
    """The text without line breaks, since carriage returns may not stand in a field.

    To look for one costs less than to replace none.
    """
    return (
        f"CASE WHEN contains({text}, chr(13)) OR contains({text}, chr(10))"
        f" THEN replace(replace({text}, chr(13), ' '), chr(10), ' ') ELSE {text} END"
    )


def _lines(*names: str) -> dict[str, str]:
    return {name: _one_line(f"e.{name}") for name in names}


CONTENTS: Mapping[str, Content] = {
    "academicSessions": Content(
        "predicted_academic_session e",
        "sourcedId,type,startDate,endDate,parentSourcedId,schoolYear",
        _lines("title"),
    ),
    "classes": Content(
        "predicted_class e",
        "sourcedId,courseSourcedId,classType,schoolSourcedId,termSourcedIds",
        _lines("title", "classCode"),
    ),
    "courses": Content(
        "predicted_course e",
        "sourcedId,schoolYearSourcedId,orgSourcedId",
        _lines("title", "courseCode"),
    ),
    "enrollments": Content(
        "predicted_enrollment e JOIN predicted_class c ON c.sectionID = e.sectionID",
        "sourcedId,userSourcedId,role,beginDate,endDate",
        {
            "classSourcedId": "c.sourcedId",
            "schoolSourcedId": "c.schoolSourcedId",
            "primary": "e.is_primary",
        },
        "predicted_enrollment_row e JOIN predicted_class c ON c.sectionID = e.sectionID",
    ),
    "orgs": Content("predicted_org e", "sourcedId,type", _lines("name", "identifier")),
    "roles": Content(
        "predicted_role e",
        "sourcedId,userSourcedId,role,beginDate,endDate,orgSourcedId",
        {"roleType": "CASE WHEN e.is_primary THEN 'primary' ELSE 'secondary' END"},
    ),
    "users": Content(
        "predicted_user e",
        "sourcedId,enabledUser,orgSourcedIds,role,agentSourcedIds",
        _lines(
            "username", "givenName", "familyName", "identifier", "email", "sms", "phone", "grades"
        ),
        "predicted_user_row e",
    ),
}


def always_blank(oneroster: OneRoster) -> dict[str, list[str]]:
    """The columns for which there is no source, by file."""
    blanks = {}
    for file, header in HEADERS[oneroster].items():
        shown = {"status", "dateLastModified", *_sources(file)}
        columns = [name for name in header.split(",") if name not in shown]
        if columns:
            blanks[file] = columns
    return blanks


def table(file: str) -> str:
    """The payload table that a file's rows come from."""
    return CONTENTS[file].rows.split()[0]


def select(file: str, oneroster: OneRoster, first: int, end: int, *, delta: bool) -> str:
    """The statement that gives some of a file's rows, all as text, columns in the file's order.

    Args:
        file: the file's name without ``.csv``.
        oneroster: the version whose header is meant.
        first: the rowid of the entity's table to begin with.
        end: the rowid before which to stop.
        delta: active and to-be-deleted records with status and date; else active ones alone, with
            both blank, as the binding asks of a bulk file.
    """
    sources = _sources(file)
    if delta:
        sources["status"] = "e.status"
        sources["dateLastModified"] = "CAST(run.as_of AS VARCHAR) || 'T00:00:00.000Z'"
    columns = ", ".join(
        f'CAST({sources.get(name, "NULL")} AS VARCHAR) AS "{name}"'
        for name in HEADERS[oneroster][file].split(",")
    )
    kept = "" if delta else " AND e.status = 'active'"
    return (
        f"SELECT {columns} FROM {CONTENTS[file].rows} CROSS JOIN settings run"
        f" WHERE e.rowid >= {first} AND e.rowid < {end}{kept} ORDER BY e.rowid"
    )


def _sources(file: str) -> dict[str, str]:
    own = CONTENTS[file].own.split(",")
    return {name: f"e.{name}" for name in own} | dict(CONTENTS[file].columns)
