"""A table contract as the other packages read it: names, kinds, keys, what may be absent."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from roster_lint.contracts.fields import DAYS, Field, Kind, Use
from roster_lint.vocabulary import DateFormat

if TYPE_CHECKING:
    from roster_lint.contracts.campus import CampusTable


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
        optional: a source that has the table may lack the column.
    """

    name: str
    kind: Kind
    needed: bool
    use: Use
    filled: bool = False
    refers_to: str | None = None
    optional: bool = False

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
    """

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    needed: bool

    def column(self, name: str) -> Column:
        """The column of that name, in any case; raises KeyError."""
        for column in self.columns:
            if column.name.casefold() == name.casefold():
                return column
        raise KeyError(name)


def _table(model: "type[CampusTable]", dates: DateFormat = "iso") -> Table:
    needed = not model.optional
    columns = tuple(
        _column(name, getattr(model, name), dates, needed=needed, optional=written is not str)
        for name, written in model.__annotations__.items()
    )
    return Table(model.__name__, (model.__doc__ or "").strip(), columns, model.key, needed)


def _column(name: str, field: Field, dates: DateFormat, *, needed: bool, optional: bool) -> Column:
    return Column(
        name=name,
        kind=field.kind if field.kind.dates is None else DAYS[dates],
        needed=needed and not optional,
        use=field.use,
        filled=field.filled,
        refers_to=field.refers_to,
        optional=optional,
    )


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
