"""What can be flipped in a SELECT: its conditions, one at a time, and how the change is called."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

_BOUNDARY = {exp.LT: exp.LTE, exp.LTE: exp.LT, exp.GT: exp.GTE, exp.GTE: exp.GT}
_OPPOSITE = {
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
    exp.LT: exp.GTE,
    exp.LTE: exp.GT,
    exp.GT: exp.LTE,
    exp.GTE: exp.LT,
}


@dataclass(frozen=True)
class Flip:
    """One change of a SELECT.

    Attributes:
        operator: what is done, in a word.
        shown: the part of the SELECT that the change is called by.
        old: the part that is replaced.
        new: what takes its place.
    """

    operator: str
    shown: exp.Expr
    old: exp.Expr
    new: exp.Expr


def flips(tree: exp.Expr, columns: frozenset[str] = frozenset()) -> Iterator[Flip]:
    """All changes of a SELECT's conditions, outermost first, each of which leaves the rest alone.

    Args:
        tree: a parsed SELECT, with all that is nested in it.
        columns: selected columns that are conditions although their text does not show it.
    """
    reached: set[int] = set()
    for root in _roots(tree, columns):
        yield from _in_condition(root, reached)
    for node in tree.walk():
        if isinstance(node, exp.Join) and node.side == "LEFT":
            inner = node.copy()
            inner.set("side", None)
            yield Flip("inner", node.this, node, inner)
        elif isinstance(node, exp.Case):
            yield from _branches(node)


def whole(tree: exp.Expr) -> Flip | None:
    """The outermost WHERE negated; without one HAVING, else the first join's condition."""
    select = tree.find(exp.Select)
    if select is None:
        return None
    joins = [join.args["on"] for join in select.args.get("joins") or () if join.args.get("on")]
    clauses = [select.args[name].this for name in ("where", "having") if select.args.get(name)]
    for condition in (*clauses, *joins):
        return Flip("flip", condition, condition, exp.not_(condition.copy()))
    return None


def turned(column: exp.Expr) -> exp.Expr:
    """A selected column, a condition, negated under the same name."""
    return exp.alias_(exp.not_(column.unalias().copy()), column.alias_or_name)


def _roots(tree: exp.Expr, columns: frozenset[str]) -> Iterator[exp.Expr]:
    for node in tree.walk():
        match node:
            case exp.Where() | exp.Having() | exp.Qualify() | exp.LogicalOr() | exp.LogicalAnd():
                yield node.this
            case exp.Join() if node.args.get("on"):
                yield node.args["on"]
            case exp.If() if isinstance(node.parent, exp.Case) and not node.parent.this:
                yield node.this
            case exp.Select():
                for column in node.expressions:
                    if _is_condition(column.unalias()) or column.alias_or_name in columns:
                        yield column.unalias()


def _is_condition(node: exp.Expr) -> bool:
    node = node.unnest()
    if isinstance(node, exp.Coalesce):
        return bool(node.expressions) and isinstance(node.expressions[-1], exp.Boolean)
    kinds = (exp.Connector, exp.Predicate, exp.Not, exp.Boolean, exp.LogicalOr, exp.LogicalAnd)
    return isinstance(node, kinds)


def _in_condition(node: exp.Expr, reached: set[int], below_not: bool = False) -> Iterator[Flip]:
    if id(node) in reached:
        return
    reached.add(id(node))
    match node:
        case exp.Paren():
            yield from _in_condition(node.this, reached, below_not)
        case exp.And() | exp.Or():
            yield from _in_connector(node, reached)
        case exp.Not():
            yield Flip("drop NOT", node, node, node.this.copy())
            yield from _in_condition(node.this, reached, below_not=True)
        case exp.Coalesce() if _is_condition(node):
            yield from _in_coalesce(node, reached, below_not)
        case exp.Case():
            for value in _values(node):
                if _is_condition(value):
                    yield from _in_condition(value, reached)
        case _:
            yield from _at_leaf(node, below_not)


def _in_connector(node: exp.And | exp.Or, reached: set[int]) -> Iterator[Flip]:
    left, right = node.this, node.expression
    yield Flip("drop", right, node, left.copy())
    if not isinstance(left, type(node)):
        yield Flip("drop", left, node, right.copy())
    operator, swapped = "AND for OR before", exp.and_
    if isinstance(node, exp.And):
        operator, swapped = "OR for AND before", exp.or_
    yield Flip(operator, right, node, exp.paren(swapped(left, right), copy=False))
    yield from _in_condition(left, reached)
    yield from _in_condition(right, reached)


def _in_coalesce(node: exp.Coalesce, reached: set[int], below_not: bool) -> Iterator[Flip]:
    default = node.expressions[-1]
    yield Flip("default", node, default, exp.Boolean(this=not default.this))
    if not below_not:
        yield Flip("negate", node, node, exp.not_(node.copy()))
    yield from _in_condition(node.this, reached, below_not=True)


def _at_leaf(node: exp.Expr, below_not: bool) -> Iterator[Flip]:
    if boundary := _BOUNDARY.get(type(node)):
        new = boundary(this=node.this.copy(), expression=node.expression.copy())
        yield Flip("boundary", node, node, new)
    if isinstance(node, exp.In) and len(node.expressions) > 1:
        for place, member in enumerate(node.expressions):
            fewer = node.copy()
            del fewer.expressions[place]
            yield Flip(f"without {member.sql('duckdb')}", node, node, fewer)
    if not below_not:
        yield Flip("negate", node, node, _opposite(node))


def _opposite(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Boolean):
        return exp.Boolean(this=not node.this)
    if other := _OPPOSITE.get(type(node)):
        return other(this=node.this.copy(), expression=node.expression.copy())
    if isinstance(node, exp.Column) and isinstance(node.parent, exp.Select):
        return turned(node)
    return exp.not_(node.copy())


def _values(case: exp.Case) -> list[exp.Expr]:
    values = [branch.args["true"] for branch in case.args["ifs"]]
    default = case.args.get("default")
    return [*values, default] if default else values


def _branches(case: exp.Case) -> Iterator[Flip]:
    """The CASE without one of its branches; one without any is its ELSE."""
    for place, branch in enumerate(case.args["ifs"]):
        fewer = case.copy()
        del fewer.args["ifs"][place]
        default = fewer.args.get("default") or exp.Null()
        yield Flip("drop branch", branch, case, fewer if fewer.args["ifs"] else default.copy())
