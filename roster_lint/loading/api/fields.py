"""Which field of an API's JSON stands for which column of a bundle's file, by version.

Names are those of the REST bindings of 1.1 and 1.2. A field that is not here is passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from roster_lint.vocabulary import OneRoster

Shape = Literal["text", "ref", "refs", "list", "ids", "pairs", "secret"]
"""How a field holds its value.

One text or number; the reference to a record; several of them; several texts; IDs with their types;
the values of a scale; a password: only that there is one is kept.
"""

_BASE = "sourcedId status dateLastModified"
_ORG = f"{_BASE} name type identifier parentSourcedId=parent:ref"
_SESSION = f"{_BASE} title type startDate endDate parentSourcedId=parent:ref schoolYear"
_COURSE = (
    f"{_BASE} schoolYearSourcedId=schoolYear:ref title courseCode grades:list"
    " orgSourcedId=org:ref subjects:list subjectCodes:list"
)
_CLASS = (
    f"{_BASE} title grades:list courseSourcedId=course:ref classCode classType location"
    " schoolSourcedId=school:ref termSourcedIds=terms:refs subjects:list subjectCodes:list"
    " periods:list"
)
_ENROLLMENT = (
    f"{_BASE} classSourcedId=class:ref schoolSourcedId=school:ref userSourcedId=user:ref role"
    " primary beginDate endDate"
)
_DEMOGRAPHICS = (
    f"{_BASE} birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican"
    " nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces"
    " hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation cityOfBirth"
    " publicSchoolResidenceStatus"
)
_PERSON = (
    "username userIds:ids givenName familyName middleName identifier email sms phone"
    " agentSourcedIds=agents:refs grades:list password:secret"
)
_LINE_ITEM = (
    f"{_BASE} title description assignDate dueDate classSourcedId=class:ref"
    " categorySourcedId=category:ref"
)
_RESULT = (
    f"{_BASE} lineItemSourcedId=lineItem:ref studentSourcedId=student:ref scoreStatus score"
    " scoreDate comment"
)

_FIELDS: Mapping[OneRoster, Mapping[str, str]] = {
    "1.1": {
        "orgs": _ORG,
        "academicSessions": _SESSION,
        "courses": _COURSE,
        "classes": _CLASS,
        "users": f"{_BASE} enabledUser orgSourcedIds=orgs:refs role {_PERSON}",
        "enrollments": _ENROLLMENT,
        "demographics": _DEMOGRAPHICS,
        "categories": f"{_BASE} title",
        "lineItems": f"{_LINE_ITEM} gradingPeriodSourcedId=gradingPeriod:ref resultValueMin"
        " resultValueMax",
        "results": _RESULT,
    },
    "1.2": {
        "orgs": _ORG,
        "academicSessions": _SESSION,
        "courses": _COURSE,
        "classes": _CLASS,
        "users": f"{_BASE} enabledUser {_PERSON} userMasterIdentifier"
        " preferredGivenName=preferredFirstName preferredMiddleName"
        " preferredFamilyName=preferredLastName primaryOrgSourcedId=primaryOrg:ref pronouns",
        "roles": "roleType role beginDate endDate orgSourcedId=org:ref"
        " userProfileSourcedId=userProfile:ref",
        "userProfiles": "sourcedId=profileId profileType vendorId applicationId description",
        "enrollments": _ENROLLMENT,
        "demographics": _DEMOGRAPHICS,
        "categories": f"{_BASE} title weight",
        "lineItems": f"{_LINE_ITEM} academicSessionSourcedId=academicSession:ref resultValueMin"
        " resultValueMax schoolSourcedId=school:ref",
        "results": f"{_RESULT} textScore classSourcedId=class:ref inProgress incomplete late"
        " missing",
        "scoreScales": f"{_BASE} title type orgSourcedId=org:ref courseSourcedId=course:ref"
        " classSourcedId=class:ref scoreScaleValue:pairs",
    },
}

INSIDE_USERS: Mapping[str, str] = {"roles": "roles", "userProfiles": "userProfiles"}
"""The files of 1.2 whose rows an API serves inside of users, and the field of the user."""

ROSTER = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments")
"""The collections without which nothing can be judged."""

OPTIONAL = ("demographics",)
"""Those that a connection may not be allowed to read."""

GRADE_BOOK: Mapping[OneRoster, tuple[str, ...]] = {
    "1.1": ("categories", "lineItems", "results"),
    "1.2": ("categories", "lineItems", "results", "scoreScales"),
}

KEYS: Mapping[str, tuple[str, ...]] = {
    "orgs": ("orgs", "schools", "districts"),
    "academicSessions": ("academicSessions", "terms", "gradingPeriods", "sessions"),
    "users": ("users", "students", "teachers"),
}
"""Under which keys a collection's records may come, where another than its own is known."""


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        column: the column of the file that it stands for.
        name: its name in the JSON.
        shape: how it holds its value.
    """

    column: str
    name: str
    shape: Shape


@cache
def fields_of(version: OneRoster) -> Mapping[str, tuple[Field, ...]]:
    """The fields by file, in the order of the columns."""
    return {file: tuple(map(_field, text.split())) for file, text in _FIELDS[version].items()}


def _field(text: str) -> Field:
    rest, _, shape = text.partition(":")
    column, _, name = rest.partition("=")
    assert shape in ("", *get_args(Shape)), text
    return Field(column, name or column, shape or "text")  # type: ignore[arg-type]  # asserted
