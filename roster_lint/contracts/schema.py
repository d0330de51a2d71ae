"""The pandera schema of a Campus table, which judges rows of text.

It is made where a source has a doubtful row: pandera takes long to import, and most rows need none.
"""

import pandera.polars as pa
import polars as pl

from roster_lint.contracts.fields import ORDERS, SPREADSHEET_DATE, Kind
from roster_lint.contracts.table import Column, Table
from roster_lint.vocabulary import DateFormat


def schema_of(table: Table) -> pa.DataFrameSchema:
    """The schema by which text rows of a table are judged: a text column for each of its own."""
    return pa.DataFrameSchema({c.name: _column(c) for c in table.columns}, name=table.name)


def _column(column: Column) -> pa.Column:
    kind = column.kind
    checks = [] if kind.pattern is None else [_matches(kind)]
    if kind.dates is not None:
        checks.append(_exists(kind.dates))
    nullable = column.use not in ("key", "join")
    return pa.Column(str, checks=checks, nullable=nullable, required=not column.optional)


def _matches(kind: Kind) -> pa.Check:
    """Whether a text is of a kind as a whole."""
    return pa.Check.str_matches(f"^({kind.pattern})$")


def _exists(dates: DateFormat) -> pa.Check:
    """Whether a well-formed date exists: 2027-02-30 does not."""

    def test(data: pa.PolarsData) -> pl.LazyFrame:
        text = pl.col(data.key)
        date = text.str.slice(0, 10).str.to_date(ORDERS["iso"], strict=False)
        if dates != "iso":
            own = text.str.extract(f"({SPREADSHEET_DATE})").str.replace_all("[.-]", "/")
            own = own.str.to_date(ORDERS[dates], strict=False)
            date = pl.when(text.str.contains("^[0-9]{4}")).then(date).otherwise(own)
        return data.lazyframe.select(text.is_null() | date.is_not_null())

    return pa.Check(test, name="exists_in_the_calendar", error="a date that exists")
