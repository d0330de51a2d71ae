"""The files of a bundle against the CSV binding: names, headers, order, manifest."""

from collections.abc import Callable

import pytest

from roster_lint.preview.bundle import manifest
from roster_lint.preview.columns import HEADERS, always_blank
from roster_lint.vocabulary import OneRoster
from tests.preview.conftest import Bundle, Sample

SESSIONS = [
    "sourcedId", "status", "dateLastModified", "title", "type", "startDate", "endDate",
    "parentSourcedId", "schoolYear",
]  # fmt: skip
CLASSES = [
    "sourcedId", "status", "dateLastModified", "title", "grades", "courseSourcedId", "classCode",
    "classType", "location", "schoolSourcedId", "termSourcedIds", "subjects", "subjectCodes",
    "periods",
]  # fmt: skip
COURSES = [
    "sourcedId", "status", "dateLastModified", "schoolYearSourcedId", "title", "courseCode",
    "grades", "orgSourcedId", "subjects", "subjectCodes",
]  # fmt: skip
ENROLLMENTS = [
    "sourcedId", "status", "dateLastModified", "classSourcedId", "schoolSourcedId",
    "userSourcedId", "role", "primary", "beginDate", "endDate",
]  # fmt: skip
ORGS = ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"]
SHARED = {
    "academicSessions": SESSIONS,
    "classes": CLASSES,
    "courses": COURSES,
    "enrollments": ENROLLMENTS,
    "orgs": ORGS,
}
BINDING = {
    "1.1": SHARED
    | {
        "users": [
            "sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role",
            "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email",
            "sms", "phone", "agentSourcedIds", "grades", "password",
        ]
    },
    "1.2": SHARED
    | {
        "roles": [
            "sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role",
            "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId",
        ],
        "users": [
            "sourcedId", "status", "dateLastModified", "enabledUser", "username", "userIds",
            "givenName", "familyName", "middleName", "identifier", "email", "sms", "phone",
            "agentSourcedIds", "grades", "password", "userMasterIdentifier", "preferredGivenName",
            "preferredMiddleName", "preferredFamilyName", "primaryOrgSourcedId", "pronouns",
        ],
    },
}  # fmt: skip
MANIFESTS = {
    "1.1": [
        "manifest.version", "oneroster.version", "file.academicSessions", "file.categories",
        "file.classes", "file.classResources", "file.courses", "file.courseResources",
        "file.demographics", "file.enrollments", "file.lineItems", "file.orgs", "file.resources",
        "file.results", "file.users", "source.systemName", "source.systemCode",
    ],
    "1.2": [
        "manifest.version", "oneroster.version", "file.academicSessions", "file.categories",
        "file.classes", "file.classResources", "file.courses", "file.courseResources",
        "file.demographics", "file.enrollments", "file.lineItemLearningObjectiveIds",
        "file.lineItems", "file.lineItemScoreScales", "file.orgs", "file.resources",
        "file.resultLearningObjectiveIds", "file.results", "file.resultScoreScales", "file.roles",
        "file.scoreScales", "file.userProfiles", "file.userResources", "file.users",
        "source.systemName", "source.systemCode",
    ],
}  # fmt: skip
VERSIONS: tuple[OneRoster, ...] = ("1.1", "1.2")


@pytest.mark.parametrize("version", VERSIONS)
def test_headers_are_those_of_the_binding(version: OneRoster) -> None:
    assert {name: text.split(",") for name, text in HEADERS[version].items()} == BINDING[version]


@pytest.mark.parametrize("version", VERSIONS)
def test_files_are_written_with_these_headers_and_full_rows(
    version: OneRoster, healthy: Sample, bundle: Callable[..., Bundle]
) -> None:
    healthy.preview(oneroster=version)
    files = bundle(healthy, version)
    assert files.keys() == {*BINDING[version], "manifest"}
    for name, header in BINDING[version].items():
        for row in files[name]:
            assert list(row) == header
            assert None not in row.values()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifest_names_every_file(version: OneRoster) -> None:
    rows = manifest(version, {"users.csv": 3}, delta=False)
    assert [name for name, _ in rows] == MANIFESTS[version]
    values = dict(rows)
    assert (values["manifest.version"], values["oneroster.version"]) == ("1.0", version)
    assert values["file.users"] == "bulk"
    files = {name: value for name, value in values.items() if name.startswith("file.")}
    assert {value for name, value in files.items() if name != "file.users"} == {"absent"}
    assert values["source.systemName"]


def test_the_manifest_of_a_delta_says_so() -> None:
    assert dict(manifest("1.2", {"roles.csv": 1}, delta=True))["file.roles"] == "delta"


def test_columns_without_a_source_are_known() -> None:
    assert always_blank("1.1")["users"] == ["userIds", "middleName", "password"]
    assert "academicSessions" not in always_blank("1.1")
    assert "role" not in always_blank("1.2")["users"]
