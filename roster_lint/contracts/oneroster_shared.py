"""What the OneRoster CSV files of 1.1 and 1.2 share: the fields, and one model a file.

A model's columns stand in the file's order: what a version overrides stays in its place, and what
it adds comes last, unless the model says which column it comes after. A model is named as its file,
but for the case of the first letter.

The pandera columns that judge a file's texts are made from a model (``oneroster_schema.py``) where
there is a doubtful one, since pandera takes long to import.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from roster_lint.contracts import oneroster_kinds as k
from roster_lint.contracts.fields import Use


@dataclass(frozen=True)
class FileField:
    """What a model says of one column; see ``oneroster_table.FileColumn``."""

    kind: k.ExactKind
    use: Use
    references: str | None = None
    delta: bool = False
    personal: bool = False


class FileModel:
    """What all models of files share.

    Attributes:
        after: columns that do not come last, by the one that they come after.
    """

    after: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, *, after: Mapping[str, str] | None = None) -> None:
        """Notes what a model says of its file as a whole."""
        cls.after = after or {}


def _field(kind: k.ExactKind, required: bool = False, **facts: Any) -> Any:
    return FileField(kind, "filled" if required else "rule", **facts)


def key(references: str | None = None) -> Any:
    """The record's own GUID, unique within its file."""
    return FileField(k.GUID, "key", references)


def guid(references: str, *, required: bool = False) -> Any:
    """The sourcedId of a record in another file, or in this one."""
    return _field(k.GUID, required, references=references)


def guids(references: str, *, required: bool = False) -> Any:
    """Several sourcedIds of records in a file."""
    return _field(k.GUID_LIST, required, references=references)


def string(*, required: bool = False, personal: bool = False) -> Any:
    """Text of any kind; over 255 characters it may be cut off."""
    return _field(k.STRING, required, personal=personal)


def strings() -> Any:
    """A list of texts without commas."""
    return _field(k.STRING_LIST)


def user_ids() -> Any:
    """Ids of a person in other systems, each as {Type:Id}."""
    return _field(k.USER_IDS, personal=True)


def pairs() -> Any:
    """The values of a score scale, each as {LHS:RHS}."""
    return _field(k.PAIRS, required=True)


def secret() -> Any:
    """A password: only that there is one is kept."""
    return _field(k.SECRET, personal=True)


def day(*, required: bool = False, personal: bool = False) -> Any:
    """A date as YYYY-MM-DD."""
    return _field(k.DATE, required, personal=personal)


def year() -> Any:
    """The year in which a school year ends."""
    return _field(k.YEAR, required=True)


def flag(*, required: bool = False, personal: bool = False) -> Any:
    """The words true or false."""
    return _field(k.BOOLEAN, required, personal=personal)


def percent() -> Any:
    """A whole number; whether a percent sign may follow is not clear, so it may."""
    return _field(k.PERCENT)


def number(*, required: bool = False, personal: bool = False) -> Any:
    """A number that may have decimals."""
    return _field(k.FLOAT, required, personal=personal)


def choice(
    *values: str, required: bool = True, extensible: bool = False, personal: bool = False
) -> Any:
    """One value of a vocabulary."""
    return _field(k.enumeration(values, extensible=extensible), required, personal=personal)


def choices(*values: str, extensible: bool = False) -> Any:
    """Several values of a vocabulary."""
    return _field(k.enumeration_list(values, extensible=extensible))


def status(*values: str) -> Any:
    """Blank in a bulk file, filled in a delta file."""
    return _field(k.enumeration(values), delta=True)


def modified() -> Any:
    """When the record was last changed: blank in a bulk file, filled in a delta file."""
    return _field(k.DATETIME, delta=True)


SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
CLASS_TYPES = ("homeroom", "scheduled")
ORG_TYPES = ("department", "school", "district", "local", "state", "national")
ENROLLMENT_ROLES = ("administrator", "proctor", "student", "teacher")
PEOPLE = (
    "administrator",
    "aide",
    "guardian",
    "parent",
    "proctor",
    "relative",
    "student",
    "teacher",
)
SCORE_STATUSES = ("exempt", "fully graded", "not submitted", "partially graded", "submitted")


class Record(FileModel):
    """How every row of every file begins."""

    sourcedId: str = key()
    status: str = status("active", "tobedeleted")
    dateLastModified: str = modified()


class AcademicSessions(Record):
    """School years, semesters, terms and grading periods."""

    title: str = string(required=True)
    type: str = choice(*SESSION_TYPES)
    startDate: str = day(required=True)
    endDate: str = day(required=True)
    parentSourcedId: str = guid("academicSessions")
    schoolYear: str = year()


class Categories(Record):
    """Categories of the line items of a grade book."""

    title: str = string(required=True)


class Classes(Record):
    """Classes: a course as it is taught, in a school and its terms."""

    title: str = string(required=True)
    grades: str = strings()
    courseSourcedId: str = guid("courses", required=True)
    classCode: str = string()
    classType: str = choice(*CLASS_TYPES)
    location: str = string()
    schoolSourcedId: str = guid("orgs", required=True)
    termSourcedIds: str = guids("academicSessions", required=True)
    subjects: str = strings()
    subjectCodes: str = strings()
    periods: str = strings()


class ClassResources(Record):
    """Which resources a class uses."""

    title: str = string()
    classSourcedId: str = guid("classes", required=True)
    resourceSourcedId: str = guid("resources", required=True)


class Courses(Record):
    """Courses, of which classes are taught."""

    schoolYearSourcedId: str = guid("academicSessions")
    title: str = string(required=True)
    courseCode: str = string()
    grades: str = strings()
    orgSourcedId: str = guid("orgs", required=True)
    subjects: str = strings()
    subjectCodes: str = strings()


class CourseResources(Record):
    """Which resources a course uses."""

    title: str = string()
    courseSourcedId: str = guid("courses", required=True)
    resourceSourcedId: str = guid("resources", required=True)


class Demographics(Record):
    """What there is to know of a person beyond the roster; the sourcedId is the user's."""

    sourcedId: str = key("users")
    birthDate: str = day(personal=True)
    sex: str = choice("male", "female", required=False, personal=True)
    americanIndianOrAlaskaNative: str = flag(personal=True)
    asian: str = flag(personal=True)
    blackOrAfricanAmerican: str = flag(personal=True)
    nativeHawaiianOrOtherPacificIslander: str = flag(personal=True)
    white: str = flag(personal=True)
    demographicRaceTwoOrMoreRaces: str = flag(personal=True)
    hispanicOrLatinoEthnicity: str = flag(personal=True)
    countryOfBirthCode: str = string(personal=True)
    stateOfBirthAbbreviation: str = string(personal=True)
    cityOfBirth: str = string(personal=True)
    publicSchoolResidenceStatus: str = string(personal=True)


class Enrollments(Record):
    """Who is in which class, and as what."""

    classSourcedId: str = guid("classes", required=True)
    schoolSourcedId: str = guid("orgs", required=True)
    userSourcedId: str = guid("users", required=True)
    role: str = choice(*ENROLLMENT_ROLES)
    primary: str = flag()
    beginDate: str = day()
    endDate: str = day()


class LineItems(Record):
    """What is scored: assignments, tests."""

    title: str = string(required=True)
    description: str = string()
    assignDate: str = day(required=True)
    dueDate: str = day(required=True)
    classSourcedId: str = guid("classes", required=True)
    categorySourcedId: str = guid("categories", required=True)
    resultValueMin: str = number()
    resultValueMax: str = number()


class Orgs(Record):
    """Schools, districts and what stands above, between and below them."""

    name: str = string(required=True)
    type: str = choice(*ORG_TYPES)
    identifier: str = string()
    parentSourcedId: str = guid("orgs")


class Resources(Record):
    """Materials that classes and courses use."""

    vendorResourceId: str = string(required=True)
    title: str = string()
    roles: str = choices(*PEOPLE)
    importance: str = choice("primary", "secondary", required=False)
    vendorId: str = string()
    applicationId: str = string()


class Results(Record):
    """Who scored what on a line item."""

    lineItemSourcedId: str = guid("lineItems", required=True)
    studentSourcedId: str = guid("users", required=True)
    scoreStatus: str = choice(*SCORE_STATUSES)
    score: str = number(personal=True)
    scoreDate: str = day(required=True)
    comment: str = string(personal=True)


class Users(Record):
    """People, whatever they are."""

    enabledUser: str = flag(required=True)
    username: str = string(required=True, personal=True)
    userIds: str = user_ids()
    givenName: str = string(required=True, personal=True)
    familyName: str = string(required=True, personal=True)
    middleName: str = string(personal=True)
    identifier: str = string(personal=True)
    email: str = string(personal=True)
    sms: str = string(personal=True)
    phone: str = string(personal=True)
    agentSourcedIds: str = guids("users")
    grades: str = strings()
    password: str = secret()
