"""The records of a bundle as a OneRoster API writes them: JSON, by collection.

This is written apart from what reads an API, so that neither is held against itself.
"""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from roster_lint.vocabulary import OneRoster

Record = dict[str, Any]
Row = Mapping[str, str]

HREF = "https://sis.example.org/ims/oneroster"
WHEN = "2026-08-01T06:30:00.000Z"


def records_of(folder: Path, version: OneRoster) -> dict[str, list[Record]]:
    """Every collection that an API of that version serves, from a bundle in a folder."""
    rows = {file.stem: _rows(file) for file in folder.glob("*.csv") if file.stem != "manifest"}
    made: dict[str, list[Record]] = {}
    for name, make in _MAKERS.items():
        made[name] = [_base(row) | make(row) for row in rows.get(name, [])]
    if version == "1.1":
        made["users"] = [_base(row) | _user_1p1(row) for row in rows.get("users", [])]
    else:
        made["users"] = [_base(row) | _user_1p2(row, rows) for row in rows.get("users", [])]
    return made


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _base(row: Row) -> Record:
    return _filled(
        sourcedId=row.get("sourcedId"),
        status=row.get("status") or "active",
        dateLastModified=row.get("dateLastModified") or WHEN,
    )


def _filled(**values: object) -> Record:
    """The fields that have a value; the others are absent."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _plain(row: Row, *names: str) -> Record:
    return _filled(**{name: row.get(name) for name in names})


def _ref(row: Row, column: str, kind: str) -> Record | None:
    sourced = row.get(column)
    return _to(sourced, kind) if sourced else None


def _to(sourced: str, kind: str) -> Record:
    return {"href": f"{HREF}/{kind}s/{sourced}", "sourcedId": sourced, "type": kind}


def _refs(row: Row, column: str, kind: str) -> list[Record]:
    return [_to(one, kind) for one in (row.get(column) or "").split(",") if one]


def _list(row: Row, column: str) -> list[str]:
    return (row.get(column) or "").split(",") if row.get(column) else []


def _org(row: Row) -> Record:
    return _plain(row, "name", "type", "identifier") | _filled(
        parent=_ref(row, "parentSourcedId", "org")
    )


def _session(row: Row) -> Record:
    return _plain(row, "title", "type", "startDate", "endDate", "schoolYear") | _filled(
        parent=_ref(row, "parentSourcedId", "academicSession")
    )


def _course(row: Row) -> Record:
    return _plain(row, "title", "courseCode") | _filled(
        schoolYear=_ref(row, "schoolYearSourcedId", "academicSession"),
        org=_ref(row, "orgSourcedId", "org"),
        grades=_list(row, "grades"),
        subjects=_list(row, "subjects"),
        subjectCodes=_list(row, "subjectCodes"),
    )


def _class(row: Row) -> Record:
    return _plain(row, "title", "classCode", "classType", "location") | _filled(
        course=_ref(row, "courseSourcedId", "course"),
        school=_ref(row, "schoolSourcedId", "org"),
        terms=_refs(row, "termSourcedIds", "academicSession"),
        grades=_list(row, "grades"),
        subjects=_list(row, "subjects"),
        subjectCodes=_list(row, "subjectCodes"),
        periods=_list(row, "periods"),
    )


def _enrollment(row: Row) -> Record:
    return _plain(row, "role", "primary", "beginDate", "endDate") | _filled(
        user=_ref(row, "userSourcedId", "user"),
        school=_ref(row, "schoolSourcedId", "org"),
        **{"class": _ref(row, "classSourcedId", "class")},
    )


def _demographics(row: Row) -> Record:
    return _filled(
        **{
            name: value
            for name, value in row.items()
            if name not in ("sourcedId", "status", "dateLastModified")
        }
    )


def _line_item(row: Row) -> Record:
    plain = ("title", "description", "assignDate", "dueDate", "resultValueMin", "resultValueMax")
    return _plain(row, *plain) | _filled(
        category=_ref(row, "categorySourcedId", "category"),
        gradingPeriod=_ref(row, "gradingPeriodSourcedId", "academicSession"),
        academicSession=_ref(row, "academicSessionSourcedId", "academicSession"),
        school=_ref(row, "schoolSourcedId", "org"),
        **{"class": _ref(row, "classSourcedId", "class")},
    )


def _result(row: Row) -> Record:
    plain = ("scoreStatus", "score", "scoreDate", "comment", "textScore", "inProgress")
    return _plain(row, *plain, "incomplete", "late", "missing") | _filled(
        lineItem=_ref(row, "lineItemSourcedId", "lineItem"),
        student=_ref(row, "studentSourcedId", "user"),
        **{"class": _ref(row, "classSourcedId", "class")},
    )


def _scale(row: Row) -> Record:
    pairs = [item.strip("{}").partition(":") for item in _list(row, "scoreScaleValue")]
    return _plain(row, "title", "type") | _filled(
        org=_ref(row, "orgSourcedId", "org"),
        course=_ref(row, "courseSourcedId", "course"),
        scoreScaleValue=[{"itemValueLHS": left, "itemValueRHS": right} for left, _, right in pairs],
        **{"class": _ref(row, "classSourcedId", "class")},
    )


_PERSON = ("enabledUser", "username", "givenName", "familyName", "middleName", "identifier")


def _person(row: Row) -> Record:
    ids = [item.strip("{}").partition(":") for item in _list(row, "userIds")]
    return _plain(row, *_PERSON, "email", "sms", "phone", "password") | _filled(
        userIds=[{"type": kind, "identifier": value} for kind, _, value in ids],
        agents=_refs(row, "agentSourcedIds", "user"),
        grades=_list(row, "grades"),
    )


def _user_1p1(row: Row) -> Record:
    return _person(row) | _filled(role=row.get("role"), orgs=_refs(row, "orgSourcedIds", "org"))


def _user_1p2(row: Row, rows: Mapping[str, list[dict[str, str]]]) -> Record:
    own = row["sourcedId"]
    return (
        _person(row)
        | _plain(row, "userMasterIdentifier", "pronouns")
        | _filled(
            preferredFirstName=row.get("preferredGivenName"),
            preferredMiddleName=row.get("preferredMiddleName"),
            preferredLastName=row.get("preferredFamilyName"),
            primaryOrg=_ref(row, "primaryOrgSourcedId", "org"),
            roles=[_role(r) for r in rows.get("roles", []) if r["userSourcedId"] == own],
            userProfiles=[
                _profile(r) for r in rows.get("userProfiles", []) if r["userSourcedId"] == own
            ],
        )
    )


def _role(row: Row) -> Record:
    profile = row.get("userProfileSourcedId")
    return _plain(row, "roleType", "role", "beginDate", "endDate") | _filled(
        org=_ref(row, "orgSourcedId", "org"),
        userProfile=f"{HREF}/userProfiles/{profile}" if profile else None,
    )


def _profile(row: Row) -> Record:
    credential = _filled(
        type=row.get("credentialType"),
        username=row.get("username"),
        password=row.get("password"),
    )
    return _plain(row, "profileType", "vendorId", "applicationId", "description") | _filled(
        profileId=row["sourcedId"], credentials=[credential]
    )


_MAKERS: Mapping[str, Callable[[Row], Record]] = {
    "orgs": _org,
    "academicSessions": _session,
    "courses": _course,
    "classes": _class,
    "enrollments": _enrollment,
    "demographics": _demographics,
    "categories": lambda row: _plain(row, "title", "weight"),
    "lineItems": _line_item,
    "results": _result,
    "scoreScales": _scale,
}
