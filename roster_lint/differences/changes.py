"""Every record that differs as a row of a CSV file: ids and names of fields, no value of any."""

import csv
from typing import TextIO

from roster_lint.differences.entities import FIELDS, SUBJECTS
from roster_lint.engine.base import Engine
from roster_lint.report.formats.worklists import harmless

HEADER = ("file", "sourcedId", "class", "user", "role", "what", "new_id", "school", "fields")

_WHAT = (
    "CASE WHEN was_sent AND NOT is_sent AND {new} IS NOT NULL THEN 'new id'"
    " WHEN was_sent AND NOT is_sent AND is_deleted THEN 'ToBeDeleted'"
    " WHEN was_sent AND NOT is_sent THEN 'gone'"
    " WHEN NOT was_sent THEN 'added'"
    " WHEN is_off AND NOT was_off THEN '{off}'"
    " WHEN was_off AND NOT is_off THEN 'back'"
    " ELSE 'changed' END"
)


def write_changes(engine: Engine, stream: TextIO) -> int:
    """Writes the list from the tables of a comparison, a batch at a time, and returns its rows.

    A record under another id is one row, with both ids.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    rows = 0
    for file in dict.fromkeys(SUBJECTS.values()):
        for batch in engine.stream(_enrollments() if file == "enrollments" else _records(file)):
            for *cells, mask in batch:
                writer.writerow([*map(harmless, cells), _fields(file, int(mask))])
                rows += 1
    return rows


def _fields(file: str, mask: int) -> str:
    return " ".join(name for place, name in enumerate(FIELDS[file]) if mask >> place & 1)


def _records(file: str) -> str:
    school = "coalesce(is_at, was_at)"
    if file == "users":
        school = "m.school"
    members = (
        " LEFT JOIN (SELECT sourcedId, min(school) AS school FROM (FROM before.member UNION ALL"
        " FROM after.member) GROUP BY sourcedId) m ON m.sourcedId = d.sourcedId"
        if file == "users"
        else ""
    )
    return (
        f"SELECT '{file}', d.sourcedId, NULL, NULL, NULL,"
        f" {_WHAT.format(new='n.new', off='disabled')}, n.new, {school}, d.mask"
        f" FROM differing_{file} d{members}"
        f" LEFT JOIN new_id n ON n.file = '{file}' AND n.old = d.sourcedId AND NOT d.is_sent"
        f" WHERE d.was_sent OR d.sourcedId NOT IN (SELECT new FROM new_id WHERE file = '{file}')"
        " ORDER BY d.sourcedId"
    )


def _enrollments() -> str:
    follows = (
        "SELECT 1 FROM following_enrollment f WHERE f.newClass = d.classSourcedId"
        " AND f.newUser = d.userSourcedId AND f.role = d.role"
    )
    return (
        "SELECT 'enrollments', NULL, d.classSourcedId, d.userSourcedId, d.role,"
        f" {_WHAT.format(new='f.newClass', off='ended')},"
        " CASE WHEN f.newClass IS NOT NULL THEN f.newClass || ' ' || f.newUser END,"
        " coalesce(d.is_at, d.was_at), d.mask FROM differing_enrollments d"
        " LEFT JOIN following_enrollment f ON f.classSourcedId = d.classSourcedId"
        " AND f.userSourcedId = d.userSourcedId AND f.role = d.role AND NOT d.is_sent"
        f" WHERE d.was_sent OR NOT EXISTS ({follows})"
        " ORDER BY d.classSourcedId, d.userSourcedId, d.role"
    )
