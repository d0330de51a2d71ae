"""What is served, copied beside the prediction: the payload's tables in the shape to be compared in."""

from collections.abc import Mapping

from roster_lint.engine.base import Engine
from roster_lint.model.payload_tables import build_payload
from roster_lint.reconcile.comparing import create_macros
from roster_lint.vocabulary import OneRoster, Progress, no_progress

_BATCH = 200_000

_OWN_ROLE: Mapping[OneRoster, tuple[str, str]] = {
    "1.1": ("o.role", "JOIN users o ON o.rowid = u.place"),
    "1.2": ("CAST(NULL AS VARCHAR)", ""),
}
"""The one role that a user of OneRoster 1.1 has, and where it stands."""

_ROLES: Mapping[OneRoster, str] = {
    # The view of roles has no number of its rows in 1.1.
    "1.1": "SELECT o.userSourcedId, u.role, CAST(NULL AS VARCHAR) AS roleType, o.orgSourcedId,"
    " CAST(NULL AS DATE) AS beginDate, CAST(NULL AS DATE) AS endDate, o.rowid AS place"
    " FROM payload_user_org o JOIN users u ON u.rowid = o.user_place",
    "1.2": "SELECT userSourcedId, role, roleType, orgSourcedId, beginDate, endDate, place"
    " FROM payload_role WHERE status = 'active'",
}


def _tables(oneroster: OneRoster) -> dict[str, str]:
    """The SELECT of each table; the column ``place`` numbers the rows."""
    role, join = _OWN_ROLE[oneroster]
    base = "sourcedId, id_key(sourcedId) AS idKey, status"
    return {
        "served_org": f"SELECT {base}, clean(name) AS name, type, clean(identifier) AS identifier,"
        " place FROM payload_org",
        "served_session": f"SELECT {base}, clean(title) AS title, type, startDate, endDate,"
        " schoolYear, place FROM payload_session",
        "served_course": f"SELECT {base}, clean(title) AS title, clean(courseCode) AS courseCode,"
        " orgSourcedId, place FROM payload_course",
        "served_class": f"SELECT {base}, clean(title) AS title, clean(classCode) AS classCode,"
        " classType, courseSourcedId, schoolSourcedId, place FROM payload_class",
        "served_class_term": "SELECT classSourcedId, termSourcedId, rowid AS place"
        " FROM payload_class_term",
        "served_role": _ROLES[oneroster],
        "served_user": "SELECT u.sourcedId, id_key(u.sourcedId) AS idKey, u.status,"
        f" {role} AS ownRole, u.enabledUser, clean(u.username) AS username,"
        " clean(u.givenName) AS givenName, clean(u.familyName) AS familyName,"
        " clean(u.identifier) AS identifier, clean(u.email) AS email, clean(u.sms) AS sms,"
        " clean(u.phone) AS phone, as_set(u.grades) AS grades, u.place"
        f" FROM payload_user u {join}",
        "served_enrollment": "SELECT sourcedId, status, classSourcedId, schoolSourcedId,"
        " userSourcedId, role, isPrimary, beginDate, endDate, place FROM payload_enrollment",
    }


def copy_served(
    served: Engine, engine: Engine, oneroster: OneRoster, progress: Progress = no_progress
) -> None:
    """Copies the payload from its own engine beside the prediction, in batches.

    Args:
        served: holds a bundle's raw tables.
        engine: is given the ``served_`` tables; has the macros already.
        oneroster: the version of what is served.
        progress: told of the rows copied.
    """
    tables = _tables(oneroster)
    build_payload(served, "bundle", oneroster, tables.values())
    create_macros(served)
    for name, sql in tables.items():
        # A row without an ID can be compared with nothing; the checks of a bundle say so.
        rows = f"SELECT * FROM ({sql}) t" + (
            " WHERE sourcedId IS NOT NULL" if "sourcedId," in sql.partition(" FROM ")[0] else ""
        )
        found = served.rows(f"SELECT coalesce(max(place), -1) + 1 FROM ({sql}) t")
        end = int(found[0][0])
        word = "AND" if " WHERE " in rows.rpartition(")")[2] else "WHERE"
        for first in range(0, max(end, 1), _BATCH):
            batch = f"{rows} {word} place >= {first} AND place < {first + _BATCH}"
            engine.register("served_batch", served.frame(batch))
            engine.run(
                f"CREATE TABLE {name} AS SELECT * FROM served_batch"
                if first == 0
                else f"INSERT INTO {name} SELECT * FROM served_batch"
            )
            progress(f"served {name.removeprefix('served_')}", min(first + _BATCH, end), end)
