"""The Infinite Campus tables that the rules read, one model a table.

Column names keep Campus's spelling and match without regard to case. A column that is
``Maybe`` may be absent from a source, as may a table that is ``optional``: what needs it is then
skipped and the report says so. Everything else must be there.

A model is what all of the program knows of a table. The pandera schema that judges its rows is made
from it (``schema.py``) where a source has a doubtful row, since pandera takes long to import.
"""

from typing import ClassVar

from roster_lint.contracts import fields as f

Maybe = str | None
"""The column may be absent."""


class CampusTable:
    """What all Campus tables share: any column not named here is ignored.

    Attributes:
        key: names of the primary key's columns; empty where rows have none.
        optional: a source may lack the table.
    """

    key: ClassVar[tuple[str, ...]]
    optional: ClassVar[bool]

    def __init_subclass__(cls, *, key: tuple[str, ...] = (), optional: bool = False) -> None:
        """Notes what a model says of its table as a whole."""
        cls.key, cls.optional = key, optional


class SchoolYear(CampusTable, key=("endYear",)):
    """The school years of the district; the active one scopes all that OneRoster serves."""

    endYear: str = f.year("key", filled=True)
    active: str = f.flag()
    startDate: str = f.day()
    endDate: str = f.day()
    startYear: Maybe = f.year()
    label: Maybe = f.name()


class School(CampusTable, key=("schoolID",)):
    """Schools, the district office among them in most districts."""

    schoolID: str = f.identifier("key")
    name: str = f.name("rule", filled=True)
    number: Maybe = f.code("shown")
    externalLMSExclude: Maybe = f.flag()
    schoolGUID: Maybe = f.code("shown")


class Calendar(CampusTable, key=("calendarID",)):
    """One school's calendar of one school year; a school can have several."""

    calendarID: str = f.identifier("key")
    schoolID: str = f.identifier("join", filled=True, refers_to="School")
    endYear: str = f.year("join", filled=True, refers_to="SchoolYear")
    startDate: str = f.day(filled=True)
    endDate: str = f.day(filled=True)
    name: Maybe = f.name()
    summerSchool: Maybe = f.flag()
    exclude: Maybe = f.flag("shown")
    externalLMSExclude: Maybe = f.flag()


class ScheduleStructure(CampusTable, key=("structureID",)):
    """A schedule structure: a calendar with block and traditional days has two."""

    structureID: str = f.identifier("key")
    calendarID: str = f.identifier("join", filled=True, refers_to="Calendar")
    name: Maybe = f.name()
    externalLMSExclude: Maybe = f.flag()


class TermSchedule(CampusTable, key=("termScheduleID",)):
    """A set of terms (quarters, semesters) of one schedule structure."""

    termScheduleID: str = f.identifier("key")
    structureID: str = f.identifier("join", filled=True, refers_to="ScheduleStructure")
    name: Maybe = f.name()


class Term(CampusTable, key=("termID",)):
    """A term: OneRoster's academic session."""

    termID: str = f.identifier("key")
    termScheduleID: str = f.identifier("join", filled=True, refers_to="TermSchedule")
    startDate: str = f.day(filled=True)
    endDate: str = f.day(filled=True)
    name: Maybe = f.name()
    seq: Maybe = f.identifier("shown")


class Trial(CampusTable, key=("trialID",)):
    """One scheduling scenario of a structure; the active one is the schedule in use."""

    trialID: str = f.identifier("key")
    structureID: str = f.identifier("join", filled=True, refers_to="ScheduleStructure")
    active: str = f.flag(filled=True)
    calendarID: Maybe = f.identifier()
    name: Maybe = f.name()
    locked: Maybe = f.flag()
    modifiedDate: Maybe = f.day("shown")


class SectionPlacement(CampusTable):
    """Where a section meets: one row a term and period."""

    sectionID: str = f.identifier("join", filled=True, refers_to="Section")
    termID: str = f.identifier("join", filled=True, refers_to="Term")
    trialID: Maybe = f.identifier()
    periodID: Maybe = f.identifier()


class Course(CampusTable, key=("courseID",)):
    """A course of one calendar."""

    courseID: str = f.identifier("key")
    calendarID: str = f.identifier("join", filled=True, refers_to="Calendar")
    active: str = f.flag()
    courseMasterID: Maybe = f.identifier()
    number: Maybe = f.code("shown")
    name: Maybe = f.name()
    externalLMSExclude: Maybe = f.flag()


class CourseMaster(CampusTable, key=("courseMasterID",), optional=True):
    """The district-wide master of a course."""

    courseMasterID: str = f.identifier("key")
    active: Maybe = f.flag()
    externalLMSExclude: Maybe = f.flag()
    name: Maybe = f.name()


class Section(CampusTable, key=("sectionID",)):
    """A class, in one trial of the schedule."""

    sectionID: str = f.identifier("key")
    courseID: str = f.identifier("join", filled=True, refers_to="Course")
    trialID: str = f.identifier("join", filled=True, refers_to="Trial")
    number: Maybe = f.code("shown")
    teacherPersonID: Maybe = f.identifier()
    externalLMSExclude: Maybe = f.flag()
    active: Maybe = f.flag()
    modifiedDate: Maybe = f.day("shown")


class Roster(CampusTable, key=("rosterID",)):
    """One student's place in one section, with dates where they differ from the terms'."""

    rosterID: str = f.identifier("key")
    personID: str = f.identifier("join", filled=True, refers_to="Person")
    sectionID: str = f.identifier("join", filled=True, refers_to="Section")
    startDate: str = f.day()
    endDate: str = f.day()
    trialID: Maybe = f.identifier(refers_to="Trial")


class SectionStaffHistory(CampusTable, key=("historyID",)):
    """Who taught or teaches a section: P is the primary teacher, T a teacher."""

    historyID: str = f.identifier("key")
    sectionID: str = f.identifier("join", filled=True, refers_to="Section")
    personID: str = f.identifier("join", refers_to="Person")
    staffType: str = f.code(filled=True)
    startDate: str = f.day()
    endDate: str = f.day()
    trialID: Maybe = f.identifier()
    assignmentID: Maybe = f.identifier()


class Person(CampusTable, key=("personID",)):
    """A person, whatever the roles."""

    personID: str = f.identifier("key", filled=True)
    currentIdentityID: Maybe = f.identifier(filled=True, refers_to="Identity")
    studentNumber: Maybe = f.code("shown")
    staffNumber: Maybe = f.code("shown")
    stateID: Maybe = f.code("shown")
    personGUID: Maybe = f.code("shown")


class Identity(CampusTable, key=("identityID",), optional=True):
    """A person's name; renamed people have several, of which one is current."""

    identityID: str = f.identifier("key")
    personID: str = f.identifier("join", refers_to="Person")
    firstName: Maybe = f.name()
    lastName: Maybe = f.name("rule", filled=True)
    identityGUID: Maybe = f.code("shown")
    modifiedDate: Maybe = f.day("shown")


class UserAccount(CampusTable, key=("userID",)):
    """A log-in; one person can hold several, as staff and as parent."""

    personID: str = f.identifier(refers_to="Person")
    username: str = f.text()
    userID: Maybe = f.identifier("key")
    disable: Maybe = f.flag()
    lock: Maybe = f.flag()
    expiresDate: Maybe = f.day()
    homepage: Maybe = f.text()


class Contact(CampusTable, key=("personID",)):
    """Email addresses and phones; a person has one row or none."""

    personID: str = f.identifier("key", refers_to="Person")
    email: str = f.text()
    secondaryEmail: Maybe = f.text()
    homePhone: Maybe = f.text()
    cellPhone: Maybe = f.text()
    modifiedDate: Maybe = f.day("shown")


class Enrollment(CampusTable, key=("enrollmentID",)):
    """One student's enrollment in one calendar and schedule structure."""

    enrollmentID: str = f.identifier("key")
    personID: str = f.identifier("join", filled=True, refers_to="Person")
    calendarID: str = f.identifier("join", filled=True, refers_to="Calendar")
    structureID: str = f.identifier("join", refers_to="ScheduleStructure")
    grade: str = f.code(filled=True)
    startDate: str = f.day(filled=True)
    endDate: str = f.day()
    noShow: str = f.flag()
    endYear: Maybe = f.year(filled=True)
    serviceType: Maybe = f.code()
    active: Maybe = f.flag()
    externalLMSExclude: Maybe = f.flag()
    modifiedDate: Maybe = f.day("shown")


class GradeLevel(CampusTable, key=("structureID", "name")):
    """A local grade of one schedule structure, and the state grade that it stands for."""

    structureID: str = f.identifier("key", refers_to="ScheduleStructure")
    name: str = f.code("key", filled=True)
    stateGrade: str = f.code()
    calendarID: Maybe = f.identifier(refers_to="Calendar")
    seq: Maybe = f.identifier("shown")
    externalLMSExclude: Maybe = f.flag()


class EmploymentAssignment(CampusTable, key=("assignmentID",)):
    """A district assignment: one person's work at one school, with its roles."""

    assignmentID: str = f.identifier("key")
    personID: str = f.identifier("join", filled=True, refers_to="Person")
    schoolID: str = f.identifier("join", filled=True, refers_to="School")
    startDate: str = f.day(filled=True)
    endDate: str = f.day()
    teacher: str = f.flag()
    specialEd: Maybe = f.flag()
    program: Maybe = f.flag()
    behavior: Maybe = f.flag()
    health: Maybe = f.flag()
    responseApprover: Maybe = f.flag()
    rti: Maybe = f.flag()
    advisor: Maybe = f.flag()
    supervisor: Maybe = f.flag()
    counselor: Maybe = f.flag()
    foodservice: Maybe = f.flag()
    approver: Maybe = f.flag()
    framProcessor: Maybe = f.flag()
    externalLMSExclude: Maybe = f.flag()
    title: Maybe = f.name()


class RelatedPair(CampusTable):
    """A relationship: personID1 is the student, personID2 the contact."""

    personID1: str = f.identifier("join", filled=True, refers_to="Person")
    personID2: str = f.identifier("join", filled=True, refers_to="Person")
    guardian: str = f.flag()
    portal: str = f.flag()
    startDate: str = f.day()
    endDate: str = f.day()
    name: Maybe = f.name()


class Day(CampusTable, optional=True):
    """The days of a calendar, and whether school is in session."""

    date: str = f.day()
    calendarID: str = f.identifier("join", refers_to="Calendar")
    schoolDay: str = f.flag()


class CampusAttribute(CampusTable, key=("attributeID",), optional=True):
    """The attributes that code lists in CampusDictionary belong to."""

    attributeID: str = f.identifier("key")
    object: Maybe = f.code()
    element: Maybe = f.code()
    dbObject: Maybe = f.code()
    dbElement: Maybe = f.code()


class CampusDictionary(CampusTable, optional=True):
    """Code lists: the state grade codes, and perhaps their NCES grades, are among them."""

    attributeID: str = f.identifier("join")
    code: str = f.code()
    standardCode: Maybe = f.code()
    active: Maybe = f.flag()


class EmploymentAssignmentLocation(CampusTable, optional=True):
    """Further schools of a district assignment."""

    assignmentID: str = f.identifier("join")
    schoolID: str = f.identifier("join")


MODELS: tuple[type[CampusTable], ...] = (
    SchoolYear,
    School,
    Calendar,
    ScheduleStructure,
    TermSchedule,
    Term,
    Trial,
    CourseMaster,
    Course,
    Section,
    SectionPlacement,
    Roster,
    SectionStaffHistory,
    Person,
    Identity,
    UserAccount,
    Contact,
    Enrollment,
    GradeLevel,
    EmploymentAssignment,
    EmploymentAssignmentLocation,
    RelatedPair,
    Day,
    CampusAttribute,
    CampusDictionary,
)
