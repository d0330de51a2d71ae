"""What is served, copied beside the prediction in the shape in which both are compared."""

from collections.abc import Mapping

from roster_lint.engine.base import Engine
from roster_lint.model.payload_tables import build_payload
from roster_lint.reconcile.comparing import create_macros
from roster_lint.vocabulary import OneRoster, Progress, no_progress

_OWN_ROLE: Mapping[OneRoster, tuple[str, str]] = {
    "1.1": ("o.role", "JOIN users o ON o.rowid = u.place"),
    "1.2": ("CAST(NULL AS VARCHAR)", ""),
}
"""The one role that a user of OneRoster 1.1 has, and where it stands."""

_ROLES: Mapping[OneRoster, str] = {
    "1.1": "SELECT o.userSourcedId, u.role, CAST(NULL AS VARCHAR) AS roleType, o.orgSourcedId,"
    " CAST(NULL AS DATE) AS beginDate, CAST(NULL AS DATE) AS endDate"
    " FROM payload_user_org o JOIN users u ON u.rowid = o.user_place",
    "1.2": "SELECT userSourcedId, role, roleType, orgSourcedId, beginDate, endDate"
    " FROM payload_role WHERE status = 'active'",
}


def _tables(oneroster: OneRoster) -> dict[str, str]:
    """The SELECT of each table."""
    role, join = _OWN_ROLE[oneroster]
    base = "sourcedId, id_key(sourcedId) AS idKey, status"
    return {
        "served_org": f"SELECT {base}, clean(name) AS name, type, clean(identifier) AS identifier"
        " FROM payload_org",
        "served_session": f"SELECT {base}, clean(title) AS title, type, startDate, endDate,"
        " schoolYear FROM payload_session",
        "served_course": f"SELECT {base}, clean(title) AS title, clean(courseCode) AS courseCode,"
        " orgSourcedId FROM payload_course",
        "served_class": f"SELECT {base}, clean(title) AS title, clean(classCode) AS classCode,"
        " classType, courseSourcedId, schoolSourcedId FROM payload_class",
        "served_class_term": "SELECT classSourcedId, termSourcedId FROM payload_class_term",
        "served_role": _ROLES[oneroster],
        "served_user": "SELECT u.sourcedId, id_key(u.sourcedId) AS idKey, u.status,"
        f" {role} AS ownRole, u.enabledUser, clean(u.username) AS username,"
        " clean(u.givenName) AS givenName, clean(u.familyName) AS familyName,"
        " clean(u.identifier) AS identifier, clean(u.email) AS email, clean(u.sms) AS sms,"
        " clean(u.phone) AS phone, as_set(u.grades) AS grades"
        f" FROM payload_user u {join}",
        # A user who is referred to but not there is kept by ID only.
        "served_agent": "SELECT DISTINCT u.sourcedId AS userSourcedId,"
        " coalesce(g.lostSourcedId, a.sourcedId) AS agentSourcedId FROM payload_user_agent g"
        " JOIN payload_user u ON u.place = g.user_place"
        " LEFT JOIN payload_user a ON a.place = g.agent_place"
        " WHERE u.sourcedId IS NOT NULL AND coalesce(g.lostSourcedId, a.sourcedId) IS NOT NULL",
        "served_enrollment": "SELECT sourcedId, status, classSourcedId, schoolSourcedId,"
        " userSourcedId, role, isPrimary, beginDate, endDate, place FROM payload_enrollment",
    }


def copy_served(
    served: Engine, engine: Engine, oneroster: OneRoster, progress: Progress = no_progress
) -> None:
    """Copies the payload from its own engine beside the prediction, in batches.

    A record without an ID is left out: it cannot be compared, and the checks of a bundle report it.

    Args:
        served: holds a bundle's raw tables.
        engine: is given the ``served_`` tables; has the macros already.
        oneroster: the version of what is served.
        progress: follows the tables copied.
    """
    tables = _tables(oneroster)
    build_payload(served, "bundle", oneroster, tables.values())
    create_macros(served)
    for number, (name, sql) in enumerate(tables.items()):
        progress("served records", number, len(tables))
        kept = " WHERE sourcedId IS NOT NULL" if "sourcedId," in sql.partition(" FROM ")[0] else ""
        engine.take(name, served, f"SELECT * FROM ({sql}) t{kept}")
    progress("served records", len(tables), len(tables))
