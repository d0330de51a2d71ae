"""What is compared: the entities, their fields, and the kinds of records that are counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from roster_lint.pair.tables import AGENTS, COLUMNS


@dataclass(frozen=True)
class Entity:
    """One file of a payload whose records are identified by their sourcedId.

    Attributes:
        file: its table in each schema of a pair.
        subject: what its records are called.
        school: SQL of the org that a record belongs to; ``e`` is the record.
        off: SQL of whether an active record is switched off, though it is still sent.
        off_field: the field that says so, which is not counted as a change as well.
    """

    file: str
    subject: str
    school: str = "CAST(NULL AS VARCHAR)"
    off: str = "FALSE"
    off_field: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are compared."""
        return COLUMNS[self.file]


ENTITIES = (
    Entity("orgs", "orgs", "e.sourcedId"),
    Entity("academicSessions", "sessions"),
    Entity("courses", "courses", "e.orgSourcedId"),
    Entity("classes", "classes", "e.schoolSourcedId"),
    Entity(
        "users", "users", off="coalesce(e.enabledUser = 'false', FALSE)", off_field="enabledUser"
    ),
    Entity("demographics", "demographics"),
)

ROLE_FIELDS = ("role", "orgSourcedId", "roleType", "role dates", "userProfileSourcedId")
"""What is compared in a user's roles, beside the fields of users.csv."""

USER_FIELDS = (*COLUMNS["users"], AGENTS, *ROLE_FIELDS)

ENROLLMENT_FIELDS = ("schoolSourcedId", "primary", "beginDate", "endDate")
"""What is compared in an enrollment, which is identified by class, user and role."""

TRIPLE = ("classSourcedId", "userSourcedId", "role")
"""What identifies an enrollment, each part read as blank where it is NULL."""

OF_ROW = ", ".join(f"e.{name}" for name in TRIPLE)
"""SQL of these parts of a row ``e``."""

WHICH = f"hash({OF_ROW})"
"""SQL of the one number by which ``touched_enrollment`` knows them."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    **{entity.file: entity.fields for entity in ENTITIES},
    "users": USER_FIELDS,
    "enrollments": ENROLLMENT_FIELDS,
}
"""The fields of each entity in the order of the bits that mark them as changed."""

ONLY_1P2 = frozenset(
    (
        "userMasterIdentifier",
        "preferredGivenName",
        "preferredMiddleName",
        "preferredFamilyName",
        "primaryOrgSourcedId",
        "pronouns",
        "roleType",
        "role dates",
        "userProfileSourcedId",
    )
)
"""Fields that 1.1 does not have: between the versions they are not compared."""

POPULATIONS: Mapping[str, tuple[str, ...]] = {
    "students": ("student",),
    "teachers": ("teacher",),
    "staff": (
        "administrator",
        "aide",
        "counselor",
        "districtAdministrator",
        "principal",
        "proctor",
        "siteAdministrator",
        "systemAdministrator",
    ),
    "guardians": ("guardian", "parent"),
    "relatives": ("relative",),
}
"""Users by role, with the roles of OneRoster that each takes in."""

OTHERS = "other users"

SUBJECTS: Mapping[str, str] = {
    "users": "users",
    **dict.fromkeys((*POPULATIONS, OTHERS), "users"),
    "classes": "classes",
    "enrollments": "enrollments",
    "student enrollments": "enrollments",
    "teacher enrollments": "enrollments",
    "other enrollments": "enrollments",
    "orgs": "orgs",
    "courses": "courses",
    "sessions": "academicSessions",
    "demographics": "demographics",
}
"""The kinds of records that are counted, in the order of the reports, with the file of each."""


def population_sql(role: str) -> str:
    """SQL of the population that a role belongs to."""
    branches = " ".join(
        f"WHEN {role} IN ({', '.join(repr(name) for name in roles)}) THEN '{population}'"
        for population, roles in POPULATIONS.items()
    )
    return f"CASE {branches} ELSE '{OTHERS}' END"
