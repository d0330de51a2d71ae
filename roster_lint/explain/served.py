"""What the API would return of a record: object, role, status, and the sourcedId Campus forms.

SourcedIds and roles of people are those of the predicted payload. Of users it is known only that
1.1 puts a letter for the role before the ID and that 1.2 takes a GUID.
"""

from collections.abc import Sequence
from functools import partial
from typing import Literal

from roster_lint.explain.explanation import Kind, Served
from roster_lint.explain.rows import Row
from roster_lint.explain.rulebook import Rulebook
from roster_lint.model.payload_tables import build_payload

Status = Literal["active", "tobedeleted"]

_DOCUMENTED = ("student", "teacher")
"""The roles whose letter is documented."""

_USER = """
SELECT n.role, n.letter, p.has_guid, p.sourcedId
FROM predicted_role_name n
CROSS JOIN predicted_person p
WHERE n.population = ? AND p.personID = ?
"""


def user_served(book: Rulebook, kind: Kind, status: Status, person: Row) -> Served:
    """The user record of a person who is sent in a role.

    Args:
        book: holds the model.
        kind: the role.
        status: ``active`` or ``tobedeleted``.
        person: the person's ``personID`` and ``personGUID``.
    """
    run, person_id, guid = book.run, person["personID"], person["personGUID"]
    build_payload(book.prepared.engine, "campus", book.prepared.settings.oneroster, [_USER])
    sent = book.row(_USER, kind, person_id) or {}
    user = partial(Served, "user", status, sent["role"], None)
    if run.user_ids != "auto":
        note = f"the setting user_ids says which ID is predicted: {run.user_ids}"
        return user(None, "unknown", note)
    if run.oneroster == "1.1" and kind in _DOCUMENTED:
        note = "the letter is documented; that the personID follows it is unverified"
        return user(f"{sent['letter']}{person_id}", "unverified", note)
    if run.oneroster == "1.1":
        note = f"a letter that is not documented for this role, before {person_id} (unverified)"
        return user(None, "unknown", note)
    if sent["has_guid"] and sent["sourcedId"] == guid:
        note = "Person.personGUID, as districts report it; one user for all roles"
    elif sent["has_guid"]:
        note = "the GUID of the person's current identity; one user for all roles"
    elif guid is not None:
        note = "the personID, since Person.personGUID is no GUID, or another person has the same"
    else:
        note = "the person's GUID, which is not among the columns that were read"
        return user(None, "unknown", note)
    return user(sent["sourcedId"], "unverified", note)


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
