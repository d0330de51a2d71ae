"""What the API would return of a record: an object of the predicted payload, and how certain it is.

Of users it is known only that 1.1 puts a letter for the role before the ID, and 1.2 takes a GUID.
"""

from collections.abc import Mapping
from functools import partial
from typing import Literal

from roster_lint.explain.explanation import Kind, Object, Served
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

_PRIMARY = 'is_primary AS "primary"'
_NOTE = """
'of the course ' || courseSourcedId
    || ', in the academic sessions ' || replace(termSourcedIds, ',', ', ') AS note
"""

_OBJECTS: Mapping[str, tuple[Object, str, str, str]] = {
    "roster": ("enrollment", "predicted_roster", "rosterID", "role"),
    "staff_history": ("enrollment", "predicted_teaching", "historyID", f"role, {_PRIMARY}"),
    "section": ("class", "predicted_class", "sectionID", _NOTE),
    "course": ("course", "predicted_course", "courseID", "NULL AS note"),
}
"""By kind of record, the object that it becomes, the table of these, the record's ID in it, and the
columns that say more of the object."""


def objects_served(book: Rulebook, entity: str, by: str, value: int) -> Mapping[int, Served]:
    """The enrollments, the class or the course that records become, by the records' IDs.

    Args:
        book: holds the model.
        entity: roster, staff_history, section or course.
        by: the column by which the records are found.
        value: what stands in it.
    """
    called, table, key, more = _OBJECTS[entity]
    columns = f"{key} AS record, status, sourcedId AS sourced_id, {more}"
    found = _predicted(book, f"SELECT {columns} FROM {table} WHERE {by} = ?", value)
    return {row.pop("record"): Served(called, **row) for row in found}


def user_served(book: Rulebook, kind: Kind, status: Status, person: Row) -> Served:
    """The user record of a person who is sent in a role.

    Args:
        book: holds the model.
        kind: the role.
        status: ``active`` or ``tobedeleted``.
        person: the person's ``personID`` and ``personGUID``.
    """
    run, person_id, guid = book.run, person["personID"], person["personGUID"]
    (sent,) = _predicted(book, _USER, kind, person_id)
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


def _predicted(book: Rulebook, sql: str, *values: object) -> list[Row]:
    """The rows of a query of the predicted payload, of which only what it reads is built."""
    build_payload(book.prepared.engine, "campus", book.prepared.settings.oneroster, [sql])
    return book.rows(sql, *values)
