"""What the findings on a bundle's cells, columns, references and files are about.

A finding names a place in a file; a vendor's line names a field of a population. These statements
give the one for the other: ``place`` (the finding's row), ``population`` and ``field``. A line
concerns a finding only where the record really does not have the field: a user with a second org
that is there has a school all the same.
"""

from collections.abc import Collection, Mapping
from typing import Literal

from roster_lint.engine.base import Engine

Column = tuple[str, str]
"""A file, and a column of it."""

Shape = Literal["cell", "column", "reference", "repeated", "file"]

SHAPES: Mapping[str, Shape] = {
    **{f"OF{number:03}": "cell" for number in range(1, 17)},
    "OB016": "column",
    **{f"OP{number}": "reference" for number in (101, 103, 104, 105, 106)},
    "OF019": "repeated",
    **dict.fromkeys(("OB008", "OB014"), "file"),
}
"""What the findings of a check of bundles name. A blank, a value that cannot be read and a
reference that leads nowhere are all a field that the vendor does not get."""

UNREADABLE = tuple(f"OF{number:03}" for number in range(3, 17))
"""The checks whose findings hold a value, which a vendor that lists its values refuses."""

_COLUMNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "users.csv": {
        **{name: (name,) for name in ("sourcedId", "username", "givenName", "familyName")},
        **{name: (name,) for name in ("identifier", "email", "phone")},
        "grades": ("grade",),
        "orgSourcedIds": ("school", "building"),
    },
    "roles.csv": {"orgSourcedId": ("school", "building")},
    "demographics.csv": {"birthDate": ("birthDate",)},
    "classes.csv": {
        **{name: (name,) for name in ("sourcedId", "title", "classCode", "location")},
        "courseSourcedId": ("course",),
        "schoolSourcedId": ("school",),
        "termSourcedIds": ("term",),
    },
    "courses.csv": {
        **{name: (name,) for name in ("sourcedId", "title", "courseCode")},
        "orgSourcedId": ("school",),
    },
    "academicSessions.csv": {
        name: (name,) for name in ("sourcedId", "title", "startDate", "endDate", "schoolYear")
    },
    "orgs.csv": {name: (name,) for name in ("sourcedId", "name", "type", "identifier")},
    "enrollments.csv": {name: (name,) for name in ("sourcedId", "beginDate", "endDate")},
}
"""The fields of profiles by the column where each stands."""

_ORG_COLUMNS = {("users.csv", "orgSourcedIds"), ("roles.csv", "orgSourcedId")}
_ROLE_COLUMNS = {("enrollments.csv", "role"), ("enrollments.csv", "primary")}
_ALL_COLUMNS = _ROLE_COLUMNS | {(file, column) for file in _COLUMNS for column in _COLUMNS[file]}

_RECORDS = {
    "classes.csv": "class",
    "courses.csv": "course",
    "academicSessions.csv": "session",
    "orgs.csv": "org",
    "enrollments.csv": "enrollment",
}
"""Whose fields the columns are, where they are not people's."""


def field_columns() -> list[tuple[str, str, str, str | None]]:
    """Rows of ``field_column``: file, column, field, and the record; None for people."""
    return [
        (file, column, field, _RECORDS.get(file))
        for file, columns in _COLUMNS.items()
        for column, fields in columns.items()
        for field in fields
    ]


# Who may be missing from a class, by the column of enrollments.csv that cannot be read or is not
# there.
_LACKING = """(
    VALUES
        ('role', 'student'),
        ('role', 'teacher'),
        ('role', 'primary_teacher'),
        ('primary', 'primary_teacher')
)"""

# The cells that findings are about, with the row of each.
_CELL = """
WITH cell AS MATERIALIZED (
    SELECT DISTINCT
        f.rowid AS place,
        b.table_name || '.csv' AS file,
        b.column_name,
        b.place AS row_place
    FROM finding f
    JOIN bad_cell b
        ON b.table_name || '.csv' = json_extract_string(f.key, '$.file')
        AND b.column_name = json_extract_string(f.key, '$.column')
        AND b.line = CAST(json_extract_string(f.key, '$.line') AS BIGINT)
    WHERE f.code = $code AND NOT b.kept
      -- Whose a cell is, is asked only where some line is about its column.
      AND (
          b.table_name = 'enrollments'
          OR (b.table_name || '.csv', b.column_name)
              IN (SELECT (file, column_name) FROM field_column)
      )
)
"""

# The fields of records that are no people.
_OF_RECORDS = """
SELECT c.place, k.record AS population, k.field
FROM cell c
JOIN field_column k ON k.file = c.file AND k.column_name = c.column_name AND k.record IS NOT NULL
"""

# The users whose field a cell holds, by the file where it stands. Rows with repeated or blank
# sourcedIds belong to nobody in particular.
_USERS_OF: Mapping[str, str] = {
    "users.csv": "SELECT c.*, c.row_place AS user_place FROM cell c WHERE c.file = 'users.csv'",
    "roles.csv": """
        SELECT c.*, u.place AS user_place
        FROM cell c
        JOIN payload_role r ON c.file = 'roles.csv' AND r.place = c.row_place
        JOIN payload_user u ON u.sourcedId = r.userSourcedId
    """,
    "demographics.csv": """
        SELECT c.*, u.place AS user_place
        FROM cell c
        JOIN payload_demographics d ON c.file = 'demographics.csv' AND d.place = c.row_place
        JOIN payload_user u ON u.sourcedId = d.sourcedId
    """,
}

_OF_USERS = """
SELECT h.place, p.population, k.field
FROM ({users}) h
JOIN payload_person p ON p.user_place = h.user_place
JOIN field_column k ON k.file = h.file AND k.column_name = h.column_name
"""

# A user with another org that is there has a school.
_WITHOUT_ORG = """
WHERE k.field NOT IN ('school', 'building')
   OR NOT EXISTS (SELECT 1 FROM payload_user_org o WHERE o.user_place = h.user_place)
"""

# A role in a class cannot be read: it may be the class's only one.
_OF_CLASSES = f"""
SELECT c.place, 'class', lacking.field
FROM cell c
JOIN payload_active_enrollment s ON c.file = 'enrollments.csv' AND s.place = c.row_place
JOIN payload_class_member m ON m.class_place = s.class_place
JOIN {_LACKING} lacking(column_name, field) ON lacking.column_name = c.column_name
WHERE CASE lacking.field
    WHEN 'student' THEN m.students
    WHEN 'teacher' THEN m.teachers
    ELSE m.primaries
END = 0
"""


def _cells(columns: Collection[Column]) -> str:
    """The statement for cells, as long as these columns need: users and their orgs are millions."""
    columns = set(columns)
    files = {file for file, _ in columns}
    parts = [_OF_RECORDS]
    if users := [sql for file, sql in _USERS_OF.items() if file in files]:
        has_orgs = bool(columns & _ORG_COLUMNS)
        parts.append(_OF_USERS.format(users="UNION ALL".join(users)) + has_orgs * _WITHOUT_ORG)
    if columns & _ROLE_COLUMNS:
        parts.append(_OF_CLASSES)
    return _CELL + "UNION".join(parts)


# A column that is not there, of everybody who would have it.
_COLUMN = f"""
SELECT f.rowid AS place, coalesce(k.record, p.population) AS population, k.field
FROM finding f
JOIN field_column k
    ON k.file = json_extract_string(f.key, '$.file')
    AND k.column_name = json_extract_string(f.key, '$.subject')
LEFT JOIN (SELECT DISTINCT population FROM payload_person) p ON k.record IS NULL
WHERE f.code = $code
UNION
SELECT f.rowid, 'class', lacking.field
FROM finding f
JOIN {_LACKING} lacking(column_name, field)
    ON lacking.column_name = json_extract_string(f.key, '$.subject')
WHERE f.code = $code AND json_extract_string(f.key, '$.file') = 'enrollments.csv'
"""

# A reference that matches nothing; unknown in a delta, which is an info. Without a
# target the whole file is not there.
_REFERENCE = """
WITH reference AS (
    SELECT
        rowid AS place,
        json_extract_string(key, '$.file') AS file,
        json_extract_string(key, '$.column') AS column_name,
        json_extract_string(key, '$.target') AS target
    FROM finding
    WHERE code = $code AND severity <> 'info'
),
-- What classes and users name that have no other that is there: a few names, whatever has them.
lacked_term AS (
    SELECT DISTINCT t.termSourcedId AS target
    FROM payload_class_term t
    WHERE NOT EXISTS (
        SELECT 1
        FROM payload_class_term o
        JOIN payload_session s ON s.sourcedId = o.termSourcedId
        WHERE o.class_place = t.class_place
    )
),
lacked_org AS (
    SELECT DISTINCT p.population, g.orgSourcedId AS target
    FROM payload_user_org g
    JOIN payload_person p ON p.user_place = g.user_place
    WHERE NOT EXISTS (
        SELECT 1
        FROM payload_user_org o
        JOIN payload_org t ON t.sourcedId = o.orgSourcedId
        WHERE o.user_place = g.user_place
    )
)
SELECT r.place, k.record AS population, k.field
FROM reference r
JOIN field_column k ON k.file = r.file AND k.column_name = r.column_name AND k.record IS NOT NULL
WHERE k.field <> 'term'
   OR EXISTS (SELECT 1 FROM lacked_term t WHERE r.target IS NULL OR t.target = r.target)
UNION
SELECT r.place, o.population, k.field
FROM reference r
JOIN field_column k
    ON k.file = r.file
    AND k.column_name = r.column_name
    AND k.field IN ('school', 'building')
JOIN lacked_org o ON r.target IS NULL OR o.target = r.target
WHERE k.record IS NULL
"""

_REPEATED = """
SELECT f.rowid AS place, coalesce(k.record, p.population) AS population, k.field
FROM finding f
JOIN field_column k ON k.file = json_extract_string(f.key, '$.file') AND k.column_name = 'sourcedId'
LEFT JOIN (SELECT DISTINCT population FROM payload_person) p ON k.record IS NULL
WHERE f.code = $code
"""

_FILE = """
SELECT
    rowid AS place,
    CAST(NULL AS VARCHAR) AS population,
    json_extract_string(key, '$.file') AS field
FROM finding
WHERE code = $code
"""

_STATEMENTS: Mapping[Shape, str] = {
    "column": _COLUMN,
    "reference": _REFERENCE,
    "repeated": _REPEATED,
    "file": _FILE,
}


def subject_sql(code: str, columns: Collection[Column] | None = None) -> str | None:
    """The statement of what a check's findings are about, with ``$code``; None for others.

    Args:
        code: the check's.
        columns: those that its findings are about; None for all that there can be.
    """
    shape = SHAPES.get(code)
    if shape == "cell":
        return _cells(_ALL_COLUMNS if columns is None else columns)
    return None if shape is None else _STATEMENTS[shape]


def subject_of_findings(engine: Engine, code: str) -> str | None:
    """The statement for the columns that a check's findings really name."""
    of_cells = SHAPES.get(code) == "cell"
    return subject_sql(code, columns_of_findings(engine, code) if of_cells else None)


def columns_of_findings(engine: Engine, code: str) -> set[Column]:
    """The columns that a check's findings are about and that some vendor's line is about."""
    rows = engine.rows(
        "SELECT DISTINCT file, column_name FROM (SELECT json_extract_string(key, '$.file') AS file,"
        " json_extract_string(key, '$.column') AS column_name FROM finding WHERE code = ?)"
        " WHERE (file, column_name) IN (SELECT (file, column_name) FROM field_column)"
        " OR file = 'enrollments.csv'",
        (code,),
    )
    return {(file, column) for file, column in rows}


def asked_by(code: str) -> tuple[str, ...]:
    """The kinds of lines that a check's findings can concern (column ``asks``)."""
    match SHAPES[code]:
        case "repeated":
            return ("once",)
        case "file":
            return ("file",)
        case "cell" if code in UNREADABLE:
            return ("value", "form")
        case _:
            return ("value",)
