"""The SELECT that makes typed rows of a source's text, and sets aside those that do not fit."""

from collections.abc import Container, Sequence

from roster_lint.contracts.fields import IDENTIFIER
from roster_lint.contracts.table import Column, Table
from roster_lint.engine.sql_text import literal, quoted
from roster_lint.loading import casting
from roster_lint.sources.spelling import ANY, Spelling

# Campus's IDs have 32 bits, and tables of these are smaller and quicker to join. A table that holds
# a longer one keeps all of its IDs as 64 bits.
SHORT, LONG = "INTEGER", IDENTIFIER.sql_type


def typed_rows(
    table: Table,
    columns: Sequence[Column],
    relation: str,
    spelling: Spelling = ANY,
    native: Container[str] = (),
    ids: str = SHORT,
) -> str:
    """One pass over rows: typed columns, and the doubtful texts of rows that do not fit.

    Args:
        table: the contract.
        columns: those that the source has.
        relation: the rows, as text but for native columns.
        spelling: what is known of all texts.
        native: columns that are typed already.
        ids: the type of IDs; the engine raises ConversionException where one does not fit.
    """
    present = {c.name for c in columns}
    texts = [c for c in columns if c.name not in native]
    casts = [(c, casting.first_cast(quoted(c.name), c.kind)) for c in texts]
    tried = "".join(f", {cast} AS {quoted('cast ' + c.name)}" for c, cast in casts if cast)
    typed = ", ".join(
        f"{_value(c, spelling, c.name in native)} AS {quoted('typed ' + c.name)}" for c in columns
    )
    chosen = ", ".join(
        f"CAST({quoted('typed ' + c.name) if c.name in present else 'NULL'}"
        f" AS {ids if c.kind == IDENTIFIER else c.kind.sql_type}) AS {quoted(c.name)}"
        for c in table.columns
    )
    suspect = " OR ".join(_suspicion(c) for c in texts if can_fail(c)) or "FALSE"
    # The contract judges a doubtful row as a whole.
    text = ", ".join(f"{literal(c.name)}, {quoted(c.name)}" for c in columns if can_fail(c))
    return (
        f"SELECT {chosen}, CASE WHEN {suspect} THEN json_object({text}) END AS suspect "
        f"FROM (SELECT *, {typed} FROM (SELECT *{tried} FROM {relation}))"
    )


def _value(column: Column, spelling: Spelling, is_typed: bool) -> str:
    name = quoted(column.name)
    if is_typed:
        return name
    return casting.value(name, column.kind, quoted("cast " + column.name), spelling)


def can_fail(column: Column) -> bool:
    """Whether a text can be one that the column does not take."""
    return column.kind.pattern is not None or column.must_be_filled


def _suspicion(column: Column) -> str:
    typed = quoted("typed " + column.name)
    if column.must_be_filled:
        return f"{typed} IS NULL"
    return casting.unreadable(quoted(column.name), typed)
