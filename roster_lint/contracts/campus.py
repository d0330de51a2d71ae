"""The Infinite Campus tables that the rules read, one pandera model a table.

Column names keep Campus's spelling and match without regard to case. A column that is
``Optional`` may be absent from a source, as may a table whose ``Config`` says ``optional``: what
needs it is then skipped and the report says so. Everything else must be there.
"""

from typing import Optional

import pandera.polars as pa

from roster_lint.contracts import fields as f

Maybe = Optional[str]  # noqa: UP045  (pandera reads typing.Optional as "may be absent")


class CampusTable(pa.DataFrameModel):
    """What all Campus tables share: any column not named here is ignored."""


class SchoolYear(CampusTable):
    """The school years of the district; the active one scopes all that OneRoster serves."""

    endYear: str = f.year("key", filled=True)
    active: str = f.flag()
    startDate: str = f.day()
    endDate: str = f.day()
    startYear: Maybe = f.year()
    label: Maybe = f.name()

    class Config:
        metadata = {"key": ["endYear"]}


class School(CampusTable):
    """Schools, the district office among them in most districts."""

    schoolID: str = f.identifier("key")
    name: str = f.name("rule", filled=True)
    number: Maybe = f.code("shown")
    externalLMSExclude: Maybe = f.flag()
    schoolGUID: Maybe = f.code("shown")

    class Config:
        metadata = {"key": ["schoolID"]}


class Calendar(CampusTable):
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

    class Config:
        metadata = {"key": ["calendarID"]}


class ScheduleStructure(CampusTable):
    """A schedule structure: a calendar with block and traditional days has two."""

    structureID: str = f.identifier("key")
    calendarID: str = f.identifier("join", filled=True, refers_to="Calendar")
    name: Maybe = f.name()
    externalLMSExclude: Maybe = f.flag()

    class Config:
        metadata = {"key": ["structureID"]}


class TermSchedule(CampusTable):
    """A set of terms (quarters, semesters) of one schedule structure."""

    termScheduleID: str = f.identifier("key")
    structureID: str = f.identifier("join", filled=True, refers_to="ScheduleStructure")
    name: Maybe = f.name()

    class Config:
        metadata = {"key": ["termScheduleID"]}


class Term(CampusTable):
    """A term: OneRoster's academic session."""

    termID: str = f.identifier("key")
    termScheduleID: str = f.identifier("join", filled=True, refers_to="TermSchedule")
    startDate: str = f.day(filled=True)
    endDate: str = f.day(filled=True)
    name: Maybe = f.name()
    seq: Maybe = f.identifier("shown")

    class Config:
        metadata = {"key": ["termID"]}


class Trial(CampusTable):
    """One scheduling scenario of a structure; the active one is the schedule in use."""

    trialID: str = f.identifier("key")
    structureID: str = f.identifier("join", filled=True, refers_to="ScheduleStructure")
    active: str = f.flag(filled=True)
    calendarID: Maybe = f.identifier()
    name: Maybe = f.name()
    locked: Maybe = f.flag()
    modifiedDate: Maybe = f.day("shown")

    class Config:
        metadata = {"key": ["trialID"]}


class SectionPlacement(CampusTable):
    """Where a section meets: one row a term and period."""

    sectionID: str = f.identifier("join", filled=True, refers_to="Section")
    termID: str = f.identifier("join", filled=True, refers_to="Term")
    trialID: Maybe = f.identifier()
    periodID: Maybe = f.identifier()


class Course(CampusTable):
    """A course of one calendar."""

    courseID: str = f.identifier("key")
    calendarID: str = f.identifier("join", filled=True, refers_to="Calendar")
    active: str = f.flag()
    courseMasterID: Maybe = f.identifier()
    number: Maybe = f.code("shown")
    name: Maybe = f.name()
    externalLMSExclude: Maybe = f.flag()

    class Config:
        metadata = {"key": ["courseID"]}


class CourseMaster(CampusTable):
    """The district-wide master of a course."""

    courseMasterID: str = f.identifier("key")
    active: Maybe = f.flag()
    externalLMSExclude: Maybe = f.flag()
    name: Maybe = f.name()

    class Config:
        metadata = {"key": ["courseMasterID"], "optional": True}


class Section(CampusTable):
    """A class, in one trial of the schedule."""

    sectionID: str = f.identifier("key")
    courseID: str = f.identifier("join", filled=True, refers_to="Course")
    trialID: str = f.identifier("join", filled=True, refers_to="Trial")
    number: Maybe = f.code("shown")
    teacherPersonID: Maybe = f.identifier()
    externalLMSExclude: Maybe = f.flag()
    active: Maybe = f.flag()

    class Config:
        metadata = {"key": ["sectionID"]}


class Roster(CampusTable):
    """One student's place in one section, with dates where they differ from the terms'."""

    rosterID: str = f.identifier("key")
    personID: str = f.identifier("join", filled=True, refers_to="Person")
    sectionID: str = f.identifier("join", filled=True, refers_to="Section")
    startDate: str = f.day()
    endDate: str = f.day()
    trialID: Maybe = f.identifier(refers_to="Trial")

    class Config:
        metadata = {"key": ["rosterID"]}


class SectionStaffHistory(CampusTable):
    """Who taught or teaches a section: P is the primary teacher, T a teacher."""

    historyID: str = f.identifier("key")
    sectionID: str = f.identifier("join", filled=True, refers_to="Section")
    personID: str = f.identifier("join", refers_to="Person")
    staffType: str = f.code(filled=True)
    startDate: str = f.day()
    endDate: str = f.day()
    trialID: Maybe = f.identifier()
    assignmentID: Maybe = f.identifier()

    class Config:
        metadata = {"key": ["historyID"]}


class Person(CampusTable):
    """A person, whatever the roles."""

    personID: str = f.identifier("key", filled=True)
    currentIdentityID: Maybe = f.identifier(filled=True, refers_to="Identity")
    studentNumber: Maybe = f.code("shown")
    staffNumber: Maybe = f.code("shown")
    stateID: Maybe = f.code("shown")
    personGUID: Maybe = f.code("shown")

    class Config:
        metadata = {"key": ["personID"]}


class Identity(CampusTable):
    """A person's name; renamed people have several, of which one is current."""

    identityID: str = f.identifier("key")
    personID: str = f.identifier("join", refers_to="Person")
    firstName: Maybe = f.name()
    lastName: Maybe = f.name("rule", filled=True)
    identityGUID: Maybe = f.code("shown")

    class Config:
        metadata = {"key": ["identityID"], "optional": True}


class UserAccount(CampusTable):
    """A log-in; one person can hold several, as staff and as parent."""

    personID: str = f.identifier(refers_to="Person")
    username: str = f.text()
    userID: Maybe = f.identifier("key")
    disable: Maybe = f.flag()
    lock: Maybe = f.flag()
    expiresDate: Maybe = f.day()
    homepage: Maybe = f.text()

    class Config:
        metadata = {"key": ["userID"]}


class Contact(CampusTable):
    """Email addresses and phones; a person has one row or none."""

    personID: str = f.identifier("key", refers_to="Person")
    email: str = f.text()
    secondaryEmail: Maybe = f.text()
    homePhone: Maybe = f.text()
    cellPhone: Maybe = f.text()

    class Config:
        metadata = {"key": ["personID"]}


class Enrollment(CampusTable):
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

    class Config:
        metadata = {"key": ["enrollmentID"]}


class GradeLevel(CampusTable):
    """A local grade of one schedule structure, and the state grade that it stands for."""

    structureID: str = f.identifier("key", refers_to="ScheduleStructure")
    name: str = f.code("key", filled=True)
    stateGrade: str = f.code()
    calendarID: Maybe = f.identifier(refers_to="Calendar")
    seq: Maybe = f.identifier("shown")
    externalLMSExclude: Maybe = f.flag()

    class Config:
        metadata = {"key": ["structureID", "name"]}


class EmploymentAssignment(CampusTable):
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

    class Config:
        metadata = {"key": ["assignmentID"]}


class RelatedPair(CampusTable):
    """A relationship: personID1 is the student, personID2 the contact."""

    personID1: str = f.identifier("join", filled=True, refers_to="Person")
    personID2: str = f.identifier("join", filled=True, refers_to="Person")
    guardian: str = f.flag()
    portal: str = f.flag()
    startDate: str = f.day()
    endDate: str = f.day()
    name: Maybe = f.name()


class Day(CampusTable):
    """The days of a calendar, and whether school is in session."""

    date: str = f.day()
    calendarID: str = f.identifier("join", refers_to="Calendar")
    schoolDay: str = f.flag()

    class Config:
        metadata = {"optional": True}


class CampusAttribute(CampusTable):
    """The attributes that code lists in CampusDictionary belong to."""

    attributeID: str = f.identifier("key")
    object: Maybe = f.code()
    element: Maybe = f.code()
    dbObject: Maybe = f.code()
    dbElement: Maybe = f.code()

    class Config:
        metadata = {"key": ["attributeID"], "optional": True}


class CampusDictionary(CampusTable):
    """Code lists: the state grade codes, and perhaps their NCES grades, are among them."""

    attributeID: str = f.identifier("join")
    code: str = f.code()
    standardCode: Maybe = f.code()
    active: Maybe = f.flag()

    class Config:
        metadata = {"optional": True}


class EmploymentAssignmentLocation(CampusTable):
    """Further schools of a district assignment."""

    assignmentID: str = f.identifier("join")
    schoolID: str = f.identifier("join")

    class Config:
        metadata = {"optional": True}


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
