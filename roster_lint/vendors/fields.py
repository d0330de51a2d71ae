"""The records and fields that a profile can speak of, and what it can limit."""

from collections.abc import Mapping
from typing import Literal

Population = Literal["student", "teacher", "staff", "guardian", "relative"]
Record = Literal[
    "student",
    "teacher",
    "staff",
    "guardian",
    "relative",
    "class",
    "course",
    "session",
    "org",
    "enrollment",
]

PEOPLE: tuple[Population, ...] = ("student", "teacher", "staff", "guardian", "relative")

_PERSON = (
    "record",
    "sourcedId",
    "email",
    "phone",
    "grade",
    "username",
    "identifier",
    "givenName",
    "familyName",
    "birthDate",
    "school",
    "building",
    "class",
)

FIELDS: Mapping[Record, tuple[str, ...]] = {
    "student": _PERSON,
    "teacher": _PERSON,
    "staff": _PERSON,
    "guardian": _PERSON,
    "relative": _PERSON,
    "class": (
        "sourcedId",
        "title",
        "classCode",
        "location",
        "course",
        "school",
        "term",
        "student",
        "teacher",
        "primary_teacher",
    ),
    "course": ("sourcedId", "title", "courseCode", "school", "class"),
    "session": ("sourcedId", "title", "startDate", "endDate", "schoolYear"),
    "org": ("sourcedId", "name", "type", "identifier"),
    "enrollment": ("sourcedId", "beginDate", "endDate"),
}
"""The fields by the record that has them. ``record`` is the population itself; ``school``, ``term``
and ``class`` mean at least one, as do ``student`` and ``teacher`` of a class; ``building`` is a
school that is no district."""

Limited = Literal[
    "teachers-per-class",
    "primary-teachers-per-class",
    "students-per-class",
    "members-per-class",
    "classes-per-user",
    "classes-per-teacher",
    "guardians-per-student",
    "enrollments-per-user-and-class",
]
