"""What the API would return of a record: object, role, status, and the sourcedId Campus forms.

SourcedIds are as Campus's troubleshooting article for OneRoster 1.1 lists them. Of users it is
known only that 1.1 puts a letter for the role before the ID and that 1.2 takes a GUID.
"""

from collections.abc import Sequence
from typing import Literal

from roster_lint.explain.explanation import Kind, Served
from roster_lint.explain.rows import Row

Status = Literal["active", "tobedeleted"]

_LETTERS = {"student": "s", "teacher": "t"}
_STAFF = {"1.1": "administrator", "1.2": "aide"}


def role_name(kind: str, oneroster: str) -> str:
    """A role as this version of OneRoster names it."""
    return _STAFF[oneroster] if kind == "staff" else kind


def user_served(
    kind: Kind, status: Status, oneroster: str, person_id: int, guid: str | None
) -> Served:
    """The user record of a person in one role.

    Args:
        kind: the role.
        status: ``active`` or ``tobedeleted``.
        oneroster: the version.
        person_id: the person.
        guid: the person's GUID, where the source has it.
    """
    role = role_name(kind, oneroster)
    if oneroster == "1.2":
        if guid is not None:
            note = "Person.personGUID, as districts report it; one user for all roles"
            return Served("user", status, role, None, guid, "unverified", note)
        note = "the person's GUID, which is not among the columns that were read"
        return Served("user", status, role, None, None, "unknown", note)
    if kind in _LETTERS:
        note = "the letter is documented; that the personID follows it is unverified"
        return Served(
            "user", status, role, None, f"{_LETTERS[kind]}{person_id}", "unverified", note
        )
    note = f"a letter that is not documented for this role, before {person_id} (unverified)"
    return Served("user", status, role, None, None, "unknown", note)


def roster_served(row: Row) -> Served:
    """The enrollment of an available student in a section that syncs."""
    return Served("enrollment", "active", "student", None, f"s{row['rosterID']}")


def staff_history_served(row: Row) -> Served:
    """The enrollment of an available teacher in a section that syncs."""
    primary = row["staffType"] == "P"
    return Served("enrollment", "active", "teacher", primary, f"t{row['historyID']}")


def class_served(section_id: int, course_id: int, terms: Sequence[int]) -> Served:
    """The class of a section that syncs, with the terms that are its academic sessions."""
    sessions = ", ".join(str(term) for term in terms)
    note = f"of the course {course_id}, in the academic sessions {sessions}"
    return Served("class", "active", sourced_id=str(section_id), note=note)


def course_served(course_id: int) -> Served:
    """The course of a section that syncs."""
    return Served("course", "active", sourced_id=str(course_id))
