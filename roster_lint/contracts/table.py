"""A table contract as the rest of the house reads it: names, kinds, keys, what may be absent."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pa

from roster_lint.contracts.fields import DAYS, Kind, Use, exists, matches
from roster_lint.vocabulary import DateFormat


@dataclass(frozen=True)
class Column:
    """One column of a table contract.

    Attributes:
        name: Campus's spelling.
        kind: what its text must look like and which type it becomes.
        needed: the source cannot be judged without it.
        use: what the column is for.
        filled: no whole district leaves the column blank, though a single row may be.
        refers_to: the table in which a row has the value as its key; None where it is no such key,
            or Campus itself keeps values that lead nowhere.
    """

    name: str
    kind: Kind
    needed: bool
    use: Use
    filled: bool = False
    refers_to: str | None = None

    @property
    def must_be_filled(self) -> bool:
        """Keys, join columns and what a binding requires may not be blank."""
        return self.use in ("key", "join", "filled")

    @property
    def read_by_rules(self) -> bool:
        """A criterion or a check depends on the value."""
        return self.use != "shown"


@dataclass(frozen=True)
class Table:
    """One table contract.

    Attributes:
        name: Campus's spelling.
        doc: what a row is.
        columns: all columns that may be read, in contract order.
        key: names of the primary key's columns; empty where rows have none.
        needed: the source cannot be judged without the table.
        schema: the pandera schema that text rows are checked against.
    """

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    needed: bool
    schema: pa.DataFrameSchema

    def column(self, name: str) -> Column:
        """The column of that name, in any case; raises KeyError."""
        for column in self.columns:
            if column.name.casefold() == name.casefold():
                return column
        raise KeyError(name)


def _with_real_dates(schema: pa.DataFrameSchema, dates: DateFormat) -> pa.DataFrameSchema:
    """The schema with dates in a format; no model's field can carry their check without NumPy."""
    day = DAYS[dates]
    columns = {
        name: pa.Column(
            str,
            checks=[matches(day), exists(dates)] if _is_day(column) else column.checks,
            nullable=column.nullable,
            required=column.required,
            metadata={**column.metadata, "kind": day} if _is_day(column) else column.metadata,
        )
        for name, column in schema.columns.items()
    }
    return pa.DataFrameSchema(columns, name=schema.name)


def _is_day(column: pa.Column) -> bool:
    return column.metadata["kind"].dates is not None


def _table(model: type[pa.DataFrameModel], dates: DateFormat = "iso") -> Table:
    schema = _with_real_dates(model.to_schema(), dates)
    config = model.__config__
    facts: dict[str, Any] = (config.metadata if config else None) or {}
    needed = not facts.get("optional", False)
    columns = tuple(
        Column(
            name=str(name),
            kind=column.metadata["kind"],
            needed=needed and column.required,
            use=column.metadata["use"],
            filled=column.metadata["filled"],
            refers_to=column.metadata["refers_to"],
        )
        for name, column in schema.columns.items()
    )
    key = tuple(facts.get("key", ()))
    return Table(model.__name__, (model.__doc__ or "").strip(), columns, key, needed, schema)


def campus_tables(dates: DateFormat = "iso") -> dict[str, Table]:
    """All Campus table contracts by name, in the order in which they are read.

    Args:
        dates: how a source writes its dates.
    """
    return _tables(dates)


@cache
def _tables(dates: DateFormat) -> dict[str, Table]:
    from roster_lint.contracts import campus

    return {model.__name__: _table(model, dates) for model in campus.MODELS}
