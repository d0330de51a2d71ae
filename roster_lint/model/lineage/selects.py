"""Traces a query: the parts of its result, by what its clauses do with the rows they read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from roster_lint.model.lineage.expressions import Expressions
from roster_lint.model.lineage.grouping import grouped, has_aggregate, place_of
from roster_lint.model.lineage.joins import joined
from roster_lint.model.lineage.kinds import Baffled, Kind, Place
from roster_lint.model.lineage.parts import NOTHING, Needs, Part, Value, compact, merged, together

_MOST = 200
"""More kinds of rows than this are not traced."""

_ONE_ROW = (frozenset[str](),)
"""The key of what is one row at most."""


@dataclass(frozen=True)
class Column:
    """One column of a SELECT list.

    Attributes:
        name: in lower case.
        value: what is known of it.
            place: the source's column that it is, or the text of its expression.
    """

    name: str
    value: Value
    place: Place


def select_parts(tree: exp.Select, kind: Kind, expressions: Expressions) -> tuple[Part, ...]:
    """The parts of a SELECT's result.

    Args:
        tree: the SELECT, whose WITH is already named in ``kind``.
        kind: no row yet, with the names that the SELECT can see.
        expressions: evaluates what stands in it.

    Raises:
        Baffled: it has something that is not traced.
    """
    kinds = list(_where(joined(tree, kind, expressions), tree.args.get("where"), expressions))
    if len(kinds) > _MOST:
        raise Baffled(f"{len(kinds)} kinds of rows")
    gathers = has_aggregate(tree) or tree.args.get("having") is not None
    if gathers and not kinds and tree.args.get("group") is None:
        return (_of_nothing(tree),)
    if kinds and (gathers or tree.args.get("group") is not None):
        kinds = grouped(tree, kinds, expressions)
    expressions = replace(expressions, beside=tuple(kinds))
    kinds = list(_where(kinds, tree.args.get("having"), expressions))
    parts = (_part(tree, one, expressions) for one in kinds)
    return limited(tree, compact(part for part in parts if part is not None))


def _of_nothing(tree: exp.Select) -> Part:
    """The one row of aggregates over no row at all."""
    return Part(dict.fromkeys(_names(tree), Value()), keys=_ONE_ROW)


def _where(
    kinds: Sequence[Kind], clause: exp.Expr | None, expressions: Expressions
) -> Iterator[Kind]:
    for kind in kinds:
        if clause is None:
            yield kind
            continue
        holds = expressions.value(clause.this, kind)
        if not holds.never_holds:
            yield replace(kind, rows=kind.rows | holds.needs)


def _part(tree: exp.Select, kind: Kind, expressions: Expressions) -> Part | None:
    columns: list[Column] = []
    others: list[Value] = []
    for item in tree.expressions:
        listed, rest = _listed(item, kind, expressions)
        for column in listed:
            columns.append(replace(column, name=_own_name(column.name, columns)))
        others += rest
        for column in listed if isinstance(item, exp.Alias) else ():
            kind = kind.with_alias(column.name, column.value)
    qualify = tree.args.get("qualify")
    if qualify is not None:
        holds = expressions.value(qualify.this, kind)
        if holds.never_holds:
            return None
        kind = replace(kind, rows=kind.rows | holds.needs)
    if any(tree.find_all(exp.Explode)):
        kind = replace(kind, rows=kind.rows | together(c.value for c in columns).needs)
    part = Part(
        columns={column.name: column.value for column in columns},
        rows=kind.rows,
        copies=kind.copies,
        order=kind.order,
        keys=tuple(_keys(kind, columns)),
        others=together(others) if others else None,
    )
    order = tree.args.get("order")
    if order is not None:
        part = replace(part, order=_sorting(order, kind, columns, expressions))
    return _distinct(tree, part)


def _own_name(name: str, columns: Sequence[Column]) -> str:
    """A name that no column before has: the column's own, if it has one that is free."""
    taken = {column.name for column in columns}
    return name if name and name not in taken else f"{name} ({len(columns) + 1})"


def _listed(
    item: exp.Expr, kind: Kind, expressions: Expressions
) -> tuple[list[Column], list[Value]]:
    """The columns that an item of a SELECT list stands for, and those that have no name."""
    star = item.this if isinstance(item, exp.Column) else item
    if isinstance(star, exp.Star):
        return _starred(star, item.table.lower() if isinstance(item, exp.Column) else "", kind)
    value = expressions.value(item, kind)
    return [Column(_name(item), value, place_of(item.unalias(), kind))], []


def _starred(star: exp.Star, table: str, kind: Kind) -> tuple[list[Column], list[Value]]:
    if star.args.get("replace") or star.args.get("rename"):
        raise Baffled("a star with REPLACE or RENAME")
    dropped = {column.name.lower() for column in star.args.get("except_") or ()}
    columns: list[Column] = []
    others: list[Value] = []
    for alias, part in kind.sources.items():
        if table in ("", alias):
            others += [part.others] if part.others is not None else []
            columns += (
                Column(name, value, (alias, name))
                for name, value in part.columns.items()
                if name not in dropped
            )
    return columns, others


def _keys(kind: Kind, columns: Sequence[Column]) -> Iterator[frozenset[str]]:
    """The keys of the rows, as far as the SELECT list has all of their columns."""
    names = {column.place: column.name for column in columns}
    for key in kind.keys:
        if all(place in names for place in key):
            yield frozenset(names[place] for place in key)


def _distinct(tree: exp.Select, part: Part) -> Part:
    distinct = tree.args.get("distinct")
    if distinct is None:
        return part
    if distinct.args.get("on") is not None:
        return replace(part, rows=part.needs | part.order)
    # How many different rows there are depends on what stands in them.
    every = frozenset(part.columns)
    values = together((*part.columns.values(), part.others or Value()))
    keys = part.keys if part.others is not None else (*part.keys, every)
    return replace(part, copies=values.needs, keys=keys)


def _sorting(
    order: exp.Order, kind: Kind, columns: Sequence[Column], expressions: Expressions
) -> Needs:
    """What decides the order of rows; a number in it means a column."""
    values = (
        columns[int(one.this.this) - 1].value
        if isinstance(one.this, exp.Literal)
        else expressions.value(one, kind)
        for one in order.expressions
    )
    return together(values).needs


def limited(tree: exp.Query, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts after a query's LIMIT, which takes rows by their order and number."""
    if not any(tree.args.get(name) is not None for name in ("limit", "offset", "fetch")):
        return tuple(parts)
    if not parts:
        return ()
    one = merged(parts)
    taken = one.rows | one.copies | one.order
    columns = {name: Value(value.needs | taken) for name, value in one.columns.items()}
    others = None if one.others is None else Value(one.others.needs | taken)
    limit = tree.args.get("limit")
    is_one = limit is not None and limit.expression.sql() == "1"
    keys = _ONE_ROW if is_one else ()
    return (Part(columns, rows=taken, order=one.order, keys=keys, others=others),)


def united(tree: exp.SetOperation, sides: Sequence[Sequence[Part]]) -> tuple[Part, ...]:
    """The parts of a UNION, an EXCEPT or an INTERSECT of two queries."""
    left, right = sides
    if not left and not right:
        return ()
    names = list(left[0].columns) if left else _names(tree.this)
    if any(part.others is not None for side in sides for part in side):
        raise Baffled("a set operation on columns that are not known")
    aligned = [_aligned(part, names) for side in sides for part in side]
    if isinstance(tree, exp.Union) and not tree.args.get("distinct"):
        return limited(tree, compact(aligned))
    needs = NOTHING.union(*(part.needs for part in aligned))
    if isinstance(tree, exp.Union):
        return limited(tree, compact(replace(part, copies=needs) for part in aligned))
    first = aligned[: len(left)]
    return limited(tree, compact(replace(part, rows=part.rows | needs) for part in first))


def _names(tree: exp.Expr) -> list[str]:
    """The names that a query without any row gives to its columns."""
    while isinstance(tree, exp.SetOperation | exp.Subquery):
        tree = tree.this
    if not isinstance(tree, exp.Select) or tree.is_star:
        raise Baffled("a set operation on columns that are not listed")
    return [_name(item) or f"({place + 1})" for place, item in enumerate(tree.expressions)]


def _name(item: exp.Expr) -> str:
    return item.alias_or_name.lower() if isinstance(item, exp.Alias | exp.Column) else ""


def _aligned(part: Part, names: Sequence[str]) -> Part:
    """The part with the names that the first query of a set operation gives to its columns."""
    if len(part.columns) != len(names):
        raise Baffled("a set operation on different numbers of columns")
    new = dict(zip(part.columns, names, strict=True))
    return replace(
        part,
        columns={new[name]: value for name, value in part.columns.items()},
        keys=tuple(frozenset(new[name] for name in key) for key in part.keys),
    )
