"""What a database's batches say, as the text that a snapshot would have."""

from collections.abc import Iterator

import polars as pl

from roster_lint.sources.base import BatchRows, CsvRows


def text_batches(rows: CsvRows | BatchRows) -> Iterator[pl.DataFrame]:
    """The batches with their whole numbers as digits; giving up closes the reading."""
    assert isinstance(rows, BatchRows)
    for batch in rows.batches:
        assert set(batch.dtypes) <= {pl.String, pl.Int64}
        yield batch.cast(pl.String)


def text_rows(rows: CsvRows | BatchRows) -> list[tuple[str | None, ...]]:
    """All rows of all batches, in the order in which they come."""
    return [row for batch in text_batches(rows) for row in batch.rows()]
