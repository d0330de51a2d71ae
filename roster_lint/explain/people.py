"""Explains one person in one role: the records, the account, and what hangs on them."""

from dataclasses import replace

from roster_lint.explain.article import ARTICLE, USERNAME
from roster_lint.explain.because import states
from roster_lint.explain.existence import existence
from roster_lint.explain.explanation import (
    EMPLOYED,
    PERSON_KINDS,
    Explanation,
    Kind,
    OtherRole,
    Verdict,
)
from roster_lint.explain.notes import person_notes
from roster_lint.explain.people_records import records_of, with_decisive
from roster_lint.explain.rulebook import Row, Rulebook
from roster_lint.explain.schedule import further
from roster_lint.explain.served import Status, user_served
from roster_lint.model.names import create_names

_PERSON = """
SELECT
    k.personID, p.studentNumber, p.staffNumber, p.personGUID,
    coalesce(l.asStudent, 'person ' || CAST(k.personID AS VARCHAR)) AS student,
    coalesce(l.asStaff, 'person ' || CAST(k.personID AS VARCHAR)) AS staff,
    (SELECT count(*) FROM UserAccount a WHERE a.personID = k.personID) AS accounts,
    (SELECT count(*) FROM named_account a WHERE a.personID = k.personID) AS named,
    (SELECT count(*) FROM named_account a WHERE a.personID = k.personID AND a.enabled) AS enabled,
    p.personID IS NOT NULL AS has_person,
    c.personID IS NOT NULL AS has_username,
    -- Of anyone who has no username the model does not ask whether it is enabled.
    c.has_enabled_account
FROM (SELECT CAST(? AS BIGINT) AS personID) k
LEFT JOIN Person p ON p.personID = k.personID
LEFT JOIN person_label l ON l.personID = k.personID
LEFT JOIN person_account c ON c.personID = k.personID
"""

_ROLES = """
SELECT role, available, to_be_deleted, failed, first_failed
FROM person_criteria
WHERE personID = ?
"""


def explain_person(book: Rulebook, kind: Kind, person_id: int) -> Explanation:
    """Everything there is to say of a person in one role, whether the person has it or not."""
    person = book.row(_PERSON, person_id) or {}
    roles = {str(found["role"]): found for found in book.rows(_ROLES, person_id)}
    own = roles.get(kind)
    reason = _unknown(book, kind, own)
    verdict = _verdict(own, reason)
    served = None
    if verdict in ("will-sync", "to-be-deleted"):
        status: Status = "active" if verdict == "will-sync" else "tobedeleted"
        served = user_served(book, kind, status, person)
    read = records_of(book, kind, person_id, served)
    account = tuple(states(book, kind, person, account=True).values())
    records, unseen = further(book, kind, person_id, account)
    explained = Explanation(
        run=book.run,
        kind=kind,
        key={"personID": person_id},
        label=_label(kind, person),
        name=_name(book, person_id),
        facts={name: person[name] for name in ("personID", "studentNumber", "staffNumber")},
        verdict=verdict,
        because=reason,
        before=tuple(existence(book, kind, person_id, read, in_role=own is not None)),
        records=read if reason else with_decisive(read, own),
        after=account,
        served=served,
        further=records,
        other_roles=tuple(
            OtherRole(role, _verdict(roles[role], _unknown(book, role, roles[role])))
            for role in PERSON_KINDS
            if role in roles and role != kind
        ),
        article=f"{ARTICLE[kind]} {USERNAME}",
    )
    return replace(
        explained,
        because=reason or _because(book, explained),
        notes=tuple(person_notes(book, explained, person, unseen)),
    )


def _label(kind: Kind, person: Row) -> str:
    if kind == "student":
        return str(person["student"])
    return str(person["staff"]) if kind in EMPLOYED else f"person {person['personID']}"


def _name(book: Rulebook, person_id: int) -> str | None:
    if not book.prepared.settings.show_personal_data:
        return None
    create_names(book.prepared.engine, "campus")
    found = book.row("SELECT name FROM person_name WHERE personID = ?", person_id)
    return str(found["name"]) if found else None


def _unknown(book: Rulebook, role: str, own: Row | None) -> str | None:
    """Why it is unknown what becomes of a person in a role, or whether the person has it."""
    asked = "personID" if own is None else "available, to_be_deleted, failed, first_failed"
    return book.unknown.of(f"SELECT {asked} FROM person_criteria WHERE role = '{role}'")


def _verdict(own: Row | None, unknown: str | None) -> Verdict:
    if unknown is not None:
        return "unknown"
    if own is not None and own["available"]:
        return "will-sync"
    return "to-be-deleted" if own is not None and own["to_be_deleted"] else "will-not-sync"


def _because(book: Rulebook, explained: Explanation) -> str | None:
    if explained.verdict == "to-be-deleted":
        return book.fails("student", "not_ended")
    return next((state.fails for state in explained.failed), None)
