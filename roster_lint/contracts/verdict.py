"""What a table contract says of rows of text: which cells are bad, and in which way."""

from collections.abc import Sequence
from typing import Literal

import pandera.errors
import polars as pl

from roster_lint.contracts.schema import schema_of
from roster_lint.contracts.table import Table

Fault = Literal["blank", "unreadable"]

_EMPTY = {"row": pl.Int64, "column": pl.String, "fault": pl.String}


def judge(table: Table, rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The bad cells among rows of text.

    Args:
        table: the contract.
        rows: one text column for each of ``columns``; no value is null.
        columns: the contract's columns that the source has.

    Returns:
        One row a bad cell: ``row`` (0-based position in ``rows``), ``column``, ``fault``
        (``blank`` for a key or join column without a value, else ``unreadable``).
    """
    schema = schema_of(table)
    schema = schema.remove_columns([str(name) for name in schema.columns if name not in columns])
    try:
        schema.validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return _cells(errors.failure_cases)
    return pl.DataFrame(schema=_EMPTY)


def _cells(cases: pl.DataFrame) -> pl.DataFrame:
    return (
        cases.filter(pl.col("index").is_not_null())
        .select(
            row=pl.col("index").cast(pl.Int64),
            column=pl.col("column"),
            fault=pl.when(pl.col("check") == "not_nullable")
            .then(pl.lit("blank"))
            .otherwise(pl.lit("unreadable")),
        )
        .unique(maintain_order=True)
    )
