"""Which record of an API a fault of a cell is in: its sourcedId, where a file would name a line."""

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading.api.fields import fields_of
from roster_lint.vocabulary import OneRoster


def note_records(engine: Engine, version: OneRoster) -> None:
    """Creates ``served_record`` and ``served_field``, which findings of an API are named by.

    ``served_record`` has a row for each line of a file in which a fault is, with the sourcedId of
    the record; ``served_field`` the JSON's name of each column.

    Args:
        engine: holds the tables of a bundle that was fetched, and what is wrong with them.
        version: of OneRoster.
    """
    engine.run("CREATE TABLE served_field (file VARCHAR, column_name VARCHAR, field VARCHAR)")
    names = ", ".join(
        f"({literal(file + '.csv')}, {literal(field.column)}, {literal(field.name)})"
        for file, fields in fields_of(version).items()
        for field in fields
    )
    engine.run(f"INSERT INTO served_field VALUES {names}")
    engine.run("CREATE TABLE served_record (file VARCHAR, line BIGINT, sourcedId VARCHAR)")
    for (file,) in engine.rows("SELECT DISTINCT table_name FROM bad_cell"):
        engine.run(
            f"INSERT INTO served_record SELECT DISTINCT {literal(file + '.csv')}, b.line,"
            f" t.sourcedId FROM bad_cell b JOIN {quoted(file)} t ON t.rowid = b.place"
            f" WHERE b.table_name = {literal(file)}"
        )
    engine.run(
        "INSERT INTO served_record SELECT table_name || '.csv', line,"
        " json_extract_string(record, '$.sourcedId') FROM repeated_key r WHERE NOT EXISTS (SELECT 1"
        " FROM served_record s WHERE s.file = r.table_name || '.csv' AND s.line = r.line)"
    )
    # A fault that is reported once for a whole column is reported with the first line.
    for file in ("users", "userProfiles"):
        if file in fields_of(version):
            engine.run(
                "INSERT INTO served_record SELECT f.file, f.line, (SELECT sourcedId"
                f" FROM {quoted(file)} WHERE password IS NOT NULL ORDER BY rowid LIMIT 1)"
                f" FROM bundle_fault f WHERE f.file = {literal(file + '.csv')}"
                " AND f.fault = 'password-filled' AND NOT EXISTS (SELECT 1 FROM served_record s"
                " WHERE s.file = f.file AND s.line = f.line)"
            )
