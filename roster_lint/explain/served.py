"""What the API would return of a record: an object of the predicted payload, and how certain it is.

Of users it is known only that 1.1 puts a letter for the role before the ID, and 1.2 takes a GUID.
"""

from collections.abc import Mapping
from functools import partial
from typing import Literal

from roster_lint.explain.explanation import Kind, Served
from roster_lint.explain.rulebook import Row, Rulebook
from roster_lint.model.payload_tables import build_payload

Status = Literal["active", "tobedeleted"]

_DOCUMENTED = ("student", "teacher")
"""The roles whose letter is documented."""

_USER = """
SELECT role, has_guid, userSourcedId
FROM predicted_role_person
WHERE population = ? AND personID = ?
"""

_OBJECTS: Mapping[str, str] = {
    "roster": """
        SELECT 'enrollment' AS object, status, role, sourcedId AS sourced_id
        FROM predicted_roster
        WHERE rosterID IS NOT DISTINCT FROM ?
    """,
    "staff_history": """
        SELECT
            'enrollment' AS object, status, role, is_primary AS "primary", sourcedId AS sourced_id
        FROM predicted_teaching
        WHERE historyID IS NOT DISTINCT FROM ?
    """,
    "section": """
        SELECT
            'class' AS object,
            status,
            sourcedId AS sourced_id,
            'of the course ' || courseSourcedId
                || ', in the academic sessions ' || replace(termSourcedIds, ',', ', ') AS note
        FROM predicted_class
        WHERE sectionID = ?
    """,
    "course": """
        SELECT 'course' AS object, status, sourcedId AS sourced_id
        FROM predicted_course
        WHERE courseID = ?
    """,
}
"""By kind of record, the object that it becomes."""


def object_served(book: Rulebook, entity: str, key: int | None) -> Served | None:
    """The enrollment, class or course that a record becomes; None where the payload has none.

    Args:
        book: holds the model.
        entity: roster, staff_history, section or course.
        key: the record's ID.
    """
    row = _predicted(book, _OBJECTS[entity], key)
    return Served(**row) if row else None


def user_served(book: Rulebook, kind: Kind, status: Status, person: Row) -> Served:
    """The user record of a person who is sent in a role.

    Args:
        book: holds the model.
        kind: the role.
        status: ``active`` or ``tobedeleted``.
        person: the person's ``personID`` and ``personGUID``.
    """
    run, person_id, guid = book.run, person["personID"], person["personGUID"]
    sent = _predicted(book, _USER, kind, person_id) or {}
    user = partial(Served, "user", status, sent["role"], None)
    if (user_ids := book.prepared.settings.user_ids) != "auto":
        note = f"the setting user_ids says which ID is predicted: {user_ids}"
        return user(None, "unknown", note)
    if run.oneroster == "1.1" and kind not in _DOCUMENTED:
        note = f"a letter that is not documented for this role, before {person_id} (unverified)"
        return user(None, "unknown", note)
    if run.oneroster == "1.1":
        note = "the letter is documented; that the personID follows it is unverified"
    elif sent["has_guid"] and sent["userSourcedId"] == guid:
        note = "Person.personGUID, as districts report it; one user for all roles"
    elif sent["has_guid"]:
        note = "the GUID of the person's current identity; one user for all roles"
    elif guid is not None:
        note = "the personID, since Person.personGUID is no GUID, or another person has the same"
    else:
        note = "the person's GUID, which is not among the columns that were read"
        return user(None, "unknown", note)
    return user(sent["userSourcedId"], "unverified", note)


def _predicted(book: Rulebook, sql: str, *values: object) -> Row | None:
    """The first row of a query of the predicted payload, of which only what it reads is built."""
    build_payload(book.prepared.engine, "campus", book.prepared.settings.oneroster, [sql])
    return book.row(sql, *values)
