"""Bad cells that are one fault of a whole column, which is listed once, with how many there are.

A program that exports TRUE for true does so in every row. A list of all its lines would bury the
rest, while a fault of some rows is found by their lines.
"""

from roster_lint.contracts.oneroster_table import FileTable
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import literal, quoted

_LEAST = 10
"""Cells from which on a column is listed once, if they are half of its filled ones or more."""

_LIKE = "table_name, column_name, fault, shape, kept, read_by_rules, expects"


def create_folding(engine: Engine) -> None:
    """Creates ``listed_cell``: ``bad_cell`` with the cells of folded columns as one row a kind.

    Its ``stands_for`` is the number of cells, and ``more`` says it in words. A folded row has the
    first one's line.
    """
    engine.run(
        "CREATE TABLE folded_column (table_name VARCHAR, column_name VARCHAR, fault VARCHAR)"
    )
    is_folded = (
        "EXISTS (SELECT 1 FROM folded_column f WHERE f.table_name = b.table_name"
        " AND f.column_name = b.column_name AND f.fault = b.fault)"
    )
    engine.run(
        f"CREATE VIEW listed_cell AS SELECT {_LIKE}, line, value, 1 AS stands_for, '' AS more"
        f" FROM bad_cell b WHERE NOT {is_folded}"
        f" UNION ALL SELECT {_LIKE}, min(line), min(value), count(*), CASE count(*) WHEN 1 THEN ''"
        " WHEN 2 THEN ' and 1 more line' ELSE ' and ' || (count(*) - 1) || ' more lines' END"
        f" FROM bad_cell b WHERE {is_folded} GROUP BY {_LIKE}"
    )


def note_folded_columns(engine: Engine, table: FileTable, total: int) -> None:
    """Notes the columns of a file in which at least half of the filled cells have the same fault.

    Args:
        engine: holds the file's table, and its bad cells.
        table: the file's contract.
        total: how many rows it has, which for a blank cell are those to compare with.
    """
    of_file = f"FROM bad_cell WHERE table_name = {literal(table.name)}"
    for column, fault, cells in engine.rows(
        f"SELECT column_name, fault, count(*) {of_file} GROUP BY 1, 2 HAVING count(*) >= {_LEAST}"
    ):
        whole = total
        if fault != "blank":
            lost = (
                f"{of_file} AND column_name = {literal(column)} AND NOT kept AND fault <> 'blank'"
            )
            sql = (
                f"SELECT count({quoted(column)}) + (SELECT count(DISTINCT place) {lost})"
                f" FROM {quoted(table.name)}"
            )
            whole = int(engine.rows(sql)[0][0])
        if 2 * cells >= whole:
            engine.run("INSERT INTO folded_column VALUES (?, ?, ?)", (table.name, column, fault))
