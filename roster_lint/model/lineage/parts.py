"""What is known about a table and its columns where something is missing from the source.

A table is described as one or more *parts*. The branches of a UNION ALL stay apart, so that a
literal in a branch shows which rows a reader takes: ``WHERE role = 'teacher'`` takes no row of the
branch whose role is ``'student'``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Needs = frozenset[str]
"""Missing tables and columns, as ``Table`` or ``Table.column``, that something depends on."""

NOTHING: Needs = frozenset()

Constant = str | bool | float | None

IsUnique = Callable[[frozenset[str]], bool]


@dataclass(frozen=True)
class Value:
    """What is known of an expression before any row is read.

    Attributes:
        needs: the missing tables and columns that decide it.
        is_constant: it is the same in every row, whatever the source holds.
        constant: that value; None stands for NULL.
    """

    needs: Needs = NOTHING
    is_constant: bool = False
    constant: Constant = None

    @property
    def never_holds(self) -> bool:
        """As a condition it lets no row pass."""
        return self.is_constant and self.constant in (None, False)

    @property
    def always_holds(self) -> bool:
        """As a condition it lets every row pass."""
        return self.is_constant and self.constant is True


def constant(value: Constant) -> Value:
    """A value that is the same in every row."""
    return Value(is_constant=True, constant=value)


def together(values: Iterable[Value]) -> Value:
    """What is known of an expression that is computed from these."""
    return Value(NOTHING.union(*(value.needs for value in values)))


def either(values: Sequence[Value]) -> Value:
    """What is known of a column that has one of these values in one row, another in the next."""
    first = values[0]
    if all(v.is_constant and _same(v.constant, first.constant) for v in values):
        return first
    return together(values)


def _same(one: Constant, other: Constant) -> bool:
    return type(one) is type(other) and one == other


@dataclass(frozen=True)
class Part:
    """Rows of a table that have the same constants and depend on the same missing things.

    Attributes:
        columns: by name in lower case, in the table's order.
        rows: what decides whether a row is there.
        copies: what decides besides how many rows are alike.
        order: what decides besides in which order rows stand.
        keys: sets of columns in which no two rows are the same.
        others: what is known of any column that ``columns`` does not list; None where it lists all.
        is_unique: says whether columns are a key of a table of the run's inputs.
    """

    columns: Mapping[str, Value] = field(default_factory=dict)
    rows: Needs = NOTHING
    copies: Needs = NOTHING
    order: Needs = NOTHING
    keys: tuple[frozenset[str], ...] = ()
    others: Value | None = None
    is_unique: IsUnique | None = None

    def column(self, name: str) -> Value | None:
        """What is known of a column; None where there is no such column."""
        if name in self.columns:
            return self.columns[name]
        if name == "rowid":
            return Value(self.rows | self.copies | self.order)
        return self.others

    @property
    def needs(self) -> Needs:
        """What anything at all about these rows depends on."""
        values = [*self.columns.values(), self.others or Value()]
        return self.rows | self.copies | together(values).needs

    @property
    def constants(self) -> tuple[tuple[str, str, Constant], ...]:
        """The columns that have the same value in every row, with type and value."""
        return tuple(
            (name, type(value.constant).__name__, value.constant)
            for name, value in self.columns.items()
            if value.is_constant
        )

    def is_key(self, columns: frozenset[str]) -> bool:
        """Whether no two rows have the same values in these columns."""
        fixed = columns | {name for name, _, _ in self.constants}
        if any(key <= fixed for key in self.keys):
            return True
        return self.is_unique is not None and bool(columns) and self.is_unique(columns)


def merged(parts: Sequence[Part]) -> Part:
    """One part for the rows of several, which are no longer distinguished."""
    if len(parts) == 1:
        return parts[0]
    names = dict.fromkeys(name for part in parts for name in part.columns)
    others = [part.others for part in parts if part.others is not None]
    return Part(
        columns={
            name: either([value for part in parts if (value := part.column(name)) is not None])
            for name in names
        },
        rows=NOTHING.union(*(part.rows for part in parts)),
        copies=NOTHING.union(*(part.copies for part in parts)),
        order=NOTHING.union(*(part.order | part.rows for part in parts)),
        others=together(others) if others else None,
    )


def compact(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same rows in fewer parts: those with the same constants become one."""
    alike: dict[object, list[Part]] = {}
    for part in parts:
        alike.setdefault(part.constants, []).append(part)
    return tuple(merged(group) for group in alike.values())
