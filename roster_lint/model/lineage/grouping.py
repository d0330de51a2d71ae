"""What a GROUP BY makes of the rows, and what decides an aggregate."""

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from roster_lint.model.lineage.expressions import Expressions
from roster_lint.model.lineage.kinds import Baffled, Kind, Place
from roster_lint.model.lineage.parts import NOTHING, Constant, Needs, merged


def has_aggregate(tree: exp.Select) -> bool:
    """Whether a SELECT gathers all its rows into one, without a GROUP BY."""
    return any(_aggregates(item) for item in tree.expressions)


def _aggregates(tree: exp.Expr) -> bool:
    if isinstance(tree, exp.Query | exp.Window):
        return False
    if isinstance(tree, exp.AggFunc):
        return True
    return any(_aggregates(child) for child in tree.iter_expressions())


def grouped(tree: exp.Select, kinds: Sequence[Kind], expressions: Expressions) -> list[Kind]:
    """The kinds of groups: those that differ in a constant by which the rows are grouped.

    Args:
        tree: the SELECT; without GROUP BY it gathers all rows into one.
        kinds: the rows that are grouped; at least one.
        expressions: evaluates what they are grouped by.
    """
    keys = [_meant(key, tree, kinds[0]) for key in _keys(tree)]
    values = [[expressions.value(key, kind) for key in keys] for kind in kinds]
    fixed = [all(row[i].is_constant for row in values) for i in range(len(keys))]
    alike: dict[tuple[Constant, ...], list[Kind]] = {}
    needs: dict[tuple[Constant, ...], Needs] = {}
    for kind, row in zip(kinds, values, strict=True):
        by = tuple(value.constant for value, is_fixed in zip(row, fixed, strict=True) if is_fixed)
        alike.setdefault(by, []).append(kind)
        needs[by] = needs.get(by, NOTHING).union(*(value.needs for value in row))
    places = frozenset(place_of(key, kinds[0]) for key in keys)
    return [
        replace(_group(group, needs[by], has_keys=bool(keys)), keys=(places,))
        for by, group in alike.items()
    ]


def place_of(tree: exp.Expr, kind: Kind) -> Place:
    """What distinguishes the values of an expression from others: its column, or its own text."""
    if isinstance(tree, exp.Column):
        place = kind.place(tree.table.lower(), tree.name.lower())
        if place is not None:
            return place
    return "", tree.sql().lower()


def _keys(tree: exp.Select) -> list[exp.Expr]:
    group = tree.args.get("group")
    if group is None:
        return []
    if any(value for name, value in group.args.items() if name != "expressions"):
        raise Baffled("a GROUP BY with more than expressions")
    return list(group.expressions)


def _meant(key: exp.Expr, tree: exp.Select, kind: Kind) -> exp.Expr:
    """The expression that a number or an alias in GROUP BY stands for."""
    if isinstance(key, exp.Literal) and not key.is_string:
        meant: exp.Expr = tree.expressions[int(key.this) - 1].unalias()
        return meant
    if isinstance(key, exp.Column) and not key.table and kind.place("", key.name.lower()) is None:
        for item in tree.expressions:
            if isinstance(item, exp.Alias) and item.alias.lower() == key.name.lower():
                return item.unalias()
    return key


def _group(kinds: Sequence[Kind], needs: Needs, *, has_keys: bool) -> Kind:
    """One kind for the groups that rows of these kinds fall into."""
    first = kinds[0]
    gathered = NOTHING.union(*(kind.all_rows for kind in kinds))
    return replace(
        first,
        sources={alias: merged([kind.sources[alias] for kind in kinds]) for alias in first.sources},
        rows=NOTHING.union(needs, *(kind.rows for kind in kinds)) if has_keys else NOTHING,
        copies=NOTHING,
        order=gathered,
        gathered=gathered,
    )
