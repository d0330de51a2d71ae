"""The table of findings in the engine: filled by the checks."""

from collections.abc import Iterable, Mapping
from typing import get_args

from roster_lint.checks.catalog import Check
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.model.names import create_names
from roster_lint.vocabulary import Family, Severity

_ID: Mapping[Family, str] = {"campus": "BIGINT", "bundle": "VARCHAR"}
"""What identifies a school, a person or a section: a Campus ID, or a sourcedId."""

_CELL_RECORD: Mapping[Family, str] = {
    "campus": "SELECT table_name AS file, column_name, line, record FROM bad_cell",
    "bundle": (
        "SELECT table_name || '.csv' AS file, column_name, line, CASE WHEN (table_name,"
        " column_name, fault) IN (SELECT (table_name, column_name, fault) FROM folded_column)"
        " THEN '\"all\"' ELSE record END AS record FROM bad_cell"
        " UNION ALL SELECT table_name || '.csv', 'sourcedId', line, record FROM repeated_key"
        " UNION ALL SELECT file, subject, line, '\"all\"' FROM bundle_fault"
        " WHERE fault IN ('filled-in-bulk', 'blank-in-delta', 'password-filled')"
    ),
}
"""The record that a cell of a file belongs to: its line changes with the order of the rows.
A fault of a whole column is that of all records, though its finding names the first line."""


_CELL_JOIN = " LEFT JOIN cell_record cr ON cr.file = {0} AND cr.column_name = {1} AND cr.line = {2}"
_CELL_IDENTITY = (
    "CASE WHEN cr.record IS NULL THEN record_key ELSE CAST(json_array({0}, {1}, cr.record,"
    " row_number() OVER (PARTITION BY {0}, {1}, cr.record ORDER BY {2})) AS VARCHAR) END"
)
"""What a finding's fingerprint is made of in place of its key where that names a line."""


def create_finding_table(engine: Engine, family: Family = "campus") -> None:
    """Creates the empty table of findings, and the names that findings are shown with."""
    id_type = _ID[family]
    engine.run(
        "CREATE TABLE finding (code VARCHAR, name VARCHAR, severity VARCHAR, effect VARCHAR,"
        f" entity VARCHAR, key VARCHAR, school_id {id_type}, calendar_id {id_type},"
        f" person_id {id_type}, section_id {id_type}, facts VARCHAR, fingerprint VARCHAR,"
        " suppressed_by INTEGER, vendors VARCHAR, stands_for BIGINT)"
    )
    create_names(engine, family)


def columns_of(engine: Engine, sql: str) -> dict[str, str]:
    """The columns that a SELECT returns: their names in lower case to their own spelling."""
    described = engine.rows(f"DESCRIBE SELECT * FROM (\n{sql}\n)")
    return {str(row[0]).casefold(): str(row[0]) for row in described}


def run_check(engine: Engine, check: Check) -> int | None:
    """Runs one check and keeps its findings in the engine; how many, where that is known."""
    return keep_rows(engine, check, select_rows(engine, check))


def select_rows(engine: Engine, check: Check) -> int | None:
    """Makes a table of what a check's SELECT returns; how many rows, where that is known.

    A check's SELECT may return ``severity``, ``effect`` and ``entity`` where they differ by row,
    ``key`` (JSON) where the key's shape does, ``calendarID``, ``personID`` and ``sectionID`` for
    suppressing and counting, and ``vendors`` where a finding does not count alike for all vendors:
    ``name:severity:consequence`` for each, with a blank between them. The severity is then the
    highest among them. ``stands_for`` is how many records a finding stands for that is listed once
    for all of them.
    """
    # To ask for a SELECT's columns takes as long as to run it on a small district, and most checks
    # find nothing. Of what one finds, its rows know the columns.
    return engine.run(f"CREATE OR REPLACE TABLE {_rows(check)} AS SELECT * FROM (\n{check.sql}\n)")


def keep_rows(engine: Engine, check: Check, found: int | None) -> int | None:
    """Keeps the rows of a check as its findings; how many, as it was said when they were made."""
    # What is wrong with the columns of an own check must show before it finds something.
    if found != 0 or check.is_own:
        _keep_findings(engine, check, _rows(check))
        engine.run(f"DROP TABLE {_rows(check)}")
    # An empty one stays: most are, and to drop them all takes time and frees nothing.
    return found


def _rows(check: Check) -> str:
    return f"rows_of_{check.code}"


def _keep_findings(engine: Engine, check: Check, rows: str) -> None:
    """Inserts a check's rows among the findings."""
    columns = columns_of(engine, f"FROM {rows}")
    identity, join = "record_key", ""
    if check.key[1:] == ("column", "line") and check.key[0] in ("file", "table"):
        _create_cell_record(engine, "bundle" if check.key[0] == "file" else "campus")
        of = [f"found.{quoted(columns[name])}" for name in check.key]
        identity, join = _CELL_IDENTITY.format(*of), _CELL_JOIN.format(*of)
    engine.run(
        "INSERT INTO finding SELECT"
        f" {literal(check.code)}, {literal(check.name)},"
        f" {_severity(check, columns)},"
        f" {_own(columns, 'effect', literal(check.effect))},"
        f" {_own(columns, 'entity', literal(check.entity))}, {_key(check, columns)} AS record_key,"
        f" {_own(columns, 'schoolid')}, {_own(columns, 'calendarid')},"
        f" {_own(columns, 'personid')}, {_own(columns, 'sectionid')},"
        f" {_object(columns.values())}, md5({literal(check.first_code + ' ')} || {identity}), NULL,"
        f" {_own(columns, 'vendors')}, {_own(columns, 'stands_for', '1')}"
        f" FROM {rows} found{join}"
    )


def _create_cell_record(engine: Engine, family: Family) -> None:
    """The record of each cell that some check names by its line."""
    engine.run(
        "CREATE VIEW IF NOT EXISTS cell_record AS"
        " SELECT file, column_name, line, any_value(record) AS record"
        f" FROM ({_CELL_RECORD[family]}) WHERE line IS NOT NULL AND regexp_matches(record,"
        ' \':("|[0-9])|^"all"$\') GROUP BY ALL'
    )


def _severity(check: Check, columns: Mapping[str, str]) -> str:
    """The severity of a row: its own, or the highest of its vendors' marks, or the check's."""
    by_check = literal(check.severity)
    if "severity" in columns or "vendors" not in columns:
        return _own(columns, "severity", by_check)
    marks = _own(columns, "vendors")
    cases = " ".join(
        f"WHEN contains({marks}, ':{severity}:') THEN '{severity}'"
        for severity in get_args(Severity)
    )
    return f"CASE {cases} ELSE {by_check} END"


def _own(columns: Mapping[str, str], name: str, default: str = "NULL") -> str:
    return f"found.{quoted(columns[name])}" if name in columns else default


def _key(check: Check, columns: Mapping[str, str]) -> str:
    if "key" in columns:
        return f"CAST(found.{quoted(columns['key'])} AS VARCHAR)"
    return _object(columns[name.casefold()] for name in check.key)


def _object(names: Iterable[str]) -> str:
    fields = ", ".join(f"{literal(name)}, found.{quoted(name)}" for name in names)
    return f"CAST(json_object({fields}) AS VARCHAR)"
