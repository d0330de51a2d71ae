"""What the files of OneRoster CSV 1.1 have that those of 1.2 have not.

In every file the status may be ``inactive``, which is deprecated and read as ``tobedeleted``. No
vocabulary can be extended.
"""

from roster_lint.contracts import oneroster_shared as shared


class Record(shared.Record):
    """How every row of every file begins."""

    status: str = shared.status("active", "tobedeleted", "inactive")


class AcademicSessions(Record, shared.AcademicSessions):
    __doc__ = shared.AcademicSessions.__doc__


class Categories(Record, shared.Categories):
    __doc__ = shared.Categories.__doc__


class Classes(Record, shared.Classes):
    __doc__ = shared.Classes.__doc__


class ClassResources(Record, shared.ClassResources):
    __doc__ = shared.ClassResources.__doc__


class Courses(Record, shared.Courses):
    __doc__ = shared.Courses.__doc__


class CourseResources(Record, shared.CourseResources):
    __doc__ = shared.CourseResources.__doc__


class Demographics(Record, shared.Demographics):
    __doc__ = shared.Demographics.__doc__


class Enrollments(Record, shared.Enrollments):
    __doc__ = shared.Enrollments.__doc__


class LineItems(Record, shared.LineItems, after={"gradingPeriodSourcedId": "categorySourcedId"}):
    """What is scored; the grading period is called academicSession in 1.2, the range optional."""

    gradingPeriodSourcedId: str = shared.guid("academicSessions", required=True)
    resultValueMin: str = shared.number(required=True)
    resultValueMax: str = shared.number(required=True)


class Orgs(Record, shared.Orgs):
    __doc__ = shared.Orgs.__doc__


class Resources(Record, shared.Resources):
    __doc__ = shared.Resources.__doc__


class Results(Record, shared.Results):
    """Who scored what; the score is optional in 1.2."""

    score: str = shared.number(required=True, personal=True)


class Users(Record, shared.Users, after={"orgSourcedIds": "enabledUser", "role": "orgSourcedIds"}):
    """People, with their orgs and their one role, which 1.2 has in roles.csv."""

    orgSourcedIds: str = shared.guids("orgs", required=True)
    role: str = shared.choice(*shared.PEOPLE)


MODELS = (
    AcademicSessions,
    Categories,
    Classes,
    ClassResources,
    Courses,
    CourseResources,
    Demographics,
    Enrollments,
    LineItems,
    Orgs,
    Resources,
    Results,
    Users,
)
"""Every data file of 1.1."""
