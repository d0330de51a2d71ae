"""Why the data of a source cannot be relied on, although every table and column is there."""

from collections.abc import Collection, Iterator

from roster_lint.engine.base import Engine


def data_faults(engine: Engine, empty: Collection[str] = ()) -> Iterator[str]:
    """What DA004, DA005 and DA006 say of whole columns, a sentence each, selected or not.

    A column in another format or without a value counts as missing in every rule, and where keys
    lead nowhere, whatever stands on them falls: a verdict would be that of another district.

    Args:
        engine: holds the Campus model.
        empty: tables without a row of which that is said already: nothing leads to them.
    """
    for table, column, unreadable, filled, expects, looks in engine.rows(
        "SELECT table_name, column_name, unreadable, filled, expects, looks FROM other_format"
        " ORDER BY table_name, column_name"
    ):
        yield (
            f"{table}.{column}: {unreadable:,} of {filled:,} values cannot be read as {expects}; "
            f"{looks} (DA006)."
        )
    for table, column, number in engine.rows(
        "SELECT table_name, column_name, judged_rows FROM emptied_column"
        " ORDER BY table_name, column_name"
    ):
        yield (
            f"{table}.{column} is blank in all {number:,} rows that were judged: correct the query "
            "or export, or let the account that reads the database see the column (DA005)."
        )
    for table, column, parent, lost, total in engine.rows(
        "SELECT table_name, column_name, parent, lost, total FROM dangling_reference"
        " WHERE is_too_many ORDER BY table_name, column_name"
    ):
        if parent in empty:
            continue
        yield (
            f"{table}.{column}: {lost:,} of {total:,} values lead to no row of {parent}: export "
            f"{parent} again with all its rows, or let the account that reads the database see "
            "them all (DA004)."
        )
