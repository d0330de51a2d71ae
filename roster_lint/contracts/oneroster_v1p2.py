"""What the files of OneRoster CSV 1.2 have that those of 1.1 have not.

Some vocabularies can be extended with tokens that begin with ``ext:``; eight files are new. Of
1.2.0 and 1.2.1 only users.csv differs: 1.2.0 has one column more.
"""

from roster_lint.contracts import oneroster_shared as shared
from roster_lint.contracts.oneroster_shared import choice, flag, guid, guids, number, string

OnlyIn1p2p0 = str | None
"""The column may be absent."""

ROLES = (
    "aide",
    "counselor",
    "districtAdministrator",
    "guardian",
    "parent",
    "principal",
    "proctor",
    "relative",
    "siteAdministrator",
    "student",
    "systemAdministrator",
    "teacher",
)


class AcademicSessions(shared.AcademicSessions):
    """School years, semesters, terms and grading periods."""

    type: str = choice(*shared.SESSION_TYPES, extensible=True)


class Categories(shared.Categories):
    """Categories of the line items of a grade book, with their weight."""

    weight: str = shared.percent()


class Classes(shared.Classes):
    """Classes: a course as it is taught, in a school and its terms."""

    classType: str = choice(*shared.CLASS_TYPES, extensible=True)


class Demographics(shared.Demographics):
    """What there is to know of a person beyond the roster; the sourcedId is the user's."""

    sex: str = choice(
        "male", "female", "unspecified", "other", required=False, extensible=True, personal=True
    )


class Enrollments(shared.Enrollments):
    """Who is in which class, and as what."""

    role: str = choice(*shared.ENROLLMENT_ROLES, extensible=True)


class LineItemLearningObjectiveIds(shared.Record):
    """Which learning objectives a line item serves."""

    lineItemSourcedId: str = guid("lineItems", required=True)
    source: str = choice("case", "unknown", extensible=True)
    learningObjectiveId: str = string(required=True)


class LineItems(shared.LineItems, after={"academicSessionSourcedId": "categorySourcedId"}):
    """What is scored: assignments, tests."""

    academicSessionSourcedId: str = guid("academicSessions", required=True)
    schoolSourcedId: str = guid("orgs", required=True)


class LineItemScoreScales(shared.Record):
    """By which scale a line item is scored."""

    title: str = string()
    lineItemSourcedId: str = guid("lineItems", required=True)
    scoreScaleSourcedId: str = guid("scoreScales", required=True)


class Orgs(shared.Orgs):
    """Schools, districts and what stands above, between and below them."""

    type: str = choice(*shared.ORG_TYPES, extensible=True)


class Resources(shared.Resources):
    """Materials that classes, courses and users use."""

    roles: str = shared.choices(*shared.PEOPLE, extensible=True)


class ResultLearningObjectiveIds(shared.Record):
    """What a result says of a learning objective."""

    resultSourcedId: str = guid("results", required=True)
    source: str = choice("case", "unknown", extensible=True)
    learningObjectiveId: str = string(required=True)
    score: str = number(personal=True)
    textScore: str = string(personal=True)


class Results(shared.Results):
    """Who scored what on a line item."""

    scoreStatus: str = choice(*shared.SCORE_STATUSES, extensible=True)
    textScore: str = string(personal=True)
    classSourcedId: str = guid("classes")
    inProgress: str = flag(personal=True)
    incomplete: str = flag(personal=True)
    late: str = flag(personal=True)
    missing: str = flag(personal=True)


class ResultScoreScales(shared.Record):
    """By which scale a result is scored."""

    title: str = string()
    resultSourcedId: str = guid("results", required=True)
    scoreScaleSourcedId: str = guid("scoreScales", required=True)


class Roles(shared.Record):
    """What a person is in an org; 1.1 has this in users.csv."""

    userSourcedId: str = guid("users", required=True)
    roleType: str = choice("primary", "secondary")
    role: str = choice(*ROLES, extensible=True)
    beginDate: str = shared.day()
    endDate: str = shared.day()
    orgSourcedId: str = guid("orgs", required=True)
    userProfileSourcedId: str = guid("userProfiles")


class ScoreScales(shared.Record):
    """Scales of scores, such as letters and what they stand for."""

    title: str = string(required=True)
    type: str = string(required=True)
    orgSourcedId: str = guid("orgs", required=True)
    courseSourcedId: str = guid("courses", required=True)
    classSourcedId: str = guid("classes", required=True)
    scoreScaleValue: str = shared.pairs()


class UserProfiles(shared.Record):
    """A person's accounts in other systems."""

    userSourcedId: str = guid("users", required=True)
    profileType: str = string(required=True)
    vendorId: str = string(required=True)
    applicationId: str = string()
    description: str = string(personal=True)
    credentialType: str = string(required=True)
    username: str = string(required=True, personal=True)
    password: str = shared.secret()


class UserResources(shared.Record):
    """Which resources a person uses."""

    userSourcedId: str = guid("users", required=True)
    orgSourcedId: str = guid("orgs")
    classSourcedId: str = guid("classes")
    resourceSourcedId: str = guid("resources", required=True)


class Users(shared.Users):
    """People, whatever they are; their roles stand in roles.csv."""

    userMasterIdentifier: str = string(personal=True)
    resourceSourcedIds: OnlyIn1p2p0 = guids("resources")
    preferredGivenName: str = string(personal=True)
    preferredMiddleName: str = string(personal=True)
    preferredFamilyName: str = string(personal=True)
    primaryOrgSourcedId: str = guid("orgs")
    pronouns: str = string(personal=True)


MODELS = (
    AcademicSessions,
    Categories,
    Classes,
    shared.ClassResources,
    shared.CourseResources,
    shared.Courses,
    Demographics,
    Enrollments,
    LineItemLearningObjectiveIds,
    LineItems,
    LineItemScoreScales,
    Orgs,
    Resources,
    ResultLearningObjectiveIds,
    Results,
    ResultScoreScales,
    Roles,
    ScoreScales,
    UserProfiles,
    UserResources,
    Users,
)
"""Every data file of 1.2."""
