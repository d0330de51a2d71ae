"""What is known of an expression in one kind of row: a constant, or what decides it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlglot import exp

from roster_lint.model.lineage.kinds import Kind
from roster_lint.model.lineage.parts import (
    NOTHING,
    Needs,
    Part,
    Value,
    constant,
    together,
)

PartsOf = Callable[[exp.Expr, Kind], tuple[Part, ...]]
"""The parts of a query that stands inside a row."""


@dataclass(frozen=True)
class Expressions:
    """Evaluates expressions.

    Attributes:
        parts_of: traces a query within an expression.
        beside: all kinds of rows of the SELECT, for window functions.
    """

    parts_of: PartsOf
    beside: Sequence[Kind] = ()

    def value(self, tree: exp.Expr, kind: Kind) -> Value:
        """What is known of an expression; raises Baffled where a name in it is unknown."""
        match tree:
            case exp.Paren() | exp.Alias() | exp.Ordered():
                return self.value(tree.this, kind)
            case exp.Literal():
                return constant(tree.this if tree.is_string else _number(tree.this))
            case exp.Boolean():
                return constant(bool(tree.this))
            case exp.Null():
                return constant(None)
            case exp.Column():
                return kind.column(tree.table.lower(), tree.name.lower())
            case exp.And() | exp.Or():
                return self._junction(tree, kind)
            case exp.Not():
                return _negated(self.value(tree.this, kind))
            case exp.EQ() | exp.NEQ() | exp.NullSafeEQ() | exp.NullSafeNEQ() | exp.Is():
                return self._comparison(tree, kind)
            case exp.In():
                return self._membership(tree, kind)
            case exp.Exists():
                return self._existence(tree.this, kind)
            case exp.Subquery() | exp.Query():
                return self._scalar(tree, kind)
            case exp.Case():
                return self._case(tree, kind)
            case exp.Coalesce():
                return self._first_known(tree, kind)
            case exp.Cast():
                inner = self.value(tree.this, kind)
                is_null = inner.is_constant and inner.constant is None
                return inner if is_null else Value(inner.needs)
            case exp.Window():
                return Value(self._window(tree, kind))
            case exp.AggFunc() | exp.Anonymous():
                inside = together(self.value(child, kind) for child in _children(tree))
                return Value(inside.needs | kind.gathered)
        return together(self.value(child, kind) for child in _children(tree))

    def _junction(self, tree: exp.Connector, kind: Kind) -> Value:
        decides = isinstance(tree, exp.Or)
        sides = [self.value(side, kind) for side in (tree.this, tree.expression)]
        if any(side.is_constant and side.constant is decides for side in sides):
            return constant(decides)
        left = [s for s in sides if not (s.is_constant and s.constant is (not decides))]
        if not left:
            return constant(not decides)
        return left[0] if len(left) == 1 else together(left)

    def _comparison(self, tree: exp.Binary, kind: Kind) -> Value:
        one, other = self.value(tree.this, kind), self.value(tree.expression, kind)
        null_is_a_value = isinstance(tree, exp.NullSafeEQ | exp.NullSafeNEQ | exp.Is)
        equal = _equal(one, other, null_is_a_value=null_is_a_value)
        return _negated(equal) if isinstance(tree, exp.NEQ | exp.NullSafeNEQ) else equal

    def _membership(self, tree: exp.In, kind: Kind) -> Value:
        wanted = self.value(tree.this, kind)
        query = tree.args.get("query")
        if query is not None:
            parts = self.parts_of(query, kind)
            return _found_in(wanted, parts) if parts else constant(False)
        values = [self.value(one, kind) for one in _children(tree)][1:]
        equal = [_equal(wanted, value) for value in values]
        if any(one.always_holds for one in equal):
            return constant(True)
        left = [one for one in equal if not (one.is_constant and one.constant is False)]
        return together(left) if left else constant(False)

    def _existence(self, query: exp.Expr, kind: Kind) -> Value:
        parts = self.parts_of(query, kind)
        return Value(NOTHING.union(*(part.rows for part in parts))) if parts else constant(False)

    def _scalar(self, query: exp.Expr, kind: Kind) -> Value:
        parts = self.parts_of(query, kind)
        return Value(NOTHING.union(*(part.needs for part in parts))) if parts else constant(None)

    def _case(self, tree: exp.Case, kind: Kind) -> Value:
        decided: list[Value] = []
        for branch in tree.args["ifs"]:
            condition = branch.this
            if tree.this is not None:
                condition = exp.EQ(this=tree.this.copy(), expression=condition.copy())
            holds = self.value(condition, kind)
            if holds.never_holds:
                continue
            result = self.value(branch.args["true"], kind)
            if holds.always_holds:
                return together((*decided, result)) if decided else result
            decided += [holds, result]
        default = tree.args.get("default")
        otherwise = self.value(default, kind) if default is not None else constant(None)
        return together((*decided, otherwise)) if decided else otherwise

    def _first_known(self, tree: exp.Coalesce, kind: Kind) -> Value:
        values = [self.value(one, kind) for one in (tree.this, *tree.expressions)]
        asked: list[Value] = []
        for value in values:
            if value.is_constant and value.constant is None:
                continue
            asked.append(value)
            if value.is_constant:
                break
        if not asked:
            return constant(None)
        return asked[0] if len(asked) == 1 else together(asked)

    def _window(self, tree: exp.Window, kind: Kind) -> Needs:
        """What decides a window function: all rows that may stand in the same window."""
        partition = tree.args.get("partition_by") or []
        own = [self.value(one, kind) for one in partition]
        needs = NOTHING
        for other in self.beside or (kind,):
            theirs = [self.value(one, other) for one in partition]
            if not any(_equal(a, b).never_holds for a, b in zip(own, theirs, strict=True)):
                inside = together(self.value(child, other) for child in _children(tree))
                needs |= inside.needs | other.all_rows
        return needs


def _children(tree: exp.Expr) -> Iterator[exp.Expr]:
    for child in tree.iter_expressions():
        if not isinstance(child, exp.Star | exp.DataType | exp.Identifier | exp.Var):
            yield child


def _number(text: str) -> float:
    return float(text)


def _negated(value: Value) -> Value:
    if value.is_constant:
        return constant(None if value.constant is None else not value.constant)
    return value


def _equal(one: Value, other: Value, *, null_is_a_value: bool = False) -> Value:
    """What is known of whether two values are the same."""
    a, b = one.constant, other.constant
    if not (one.is_constant and other.is_constant):
        return together((one, other))
    if a is None or b is None:
        return constant(a is b if null_is_a_value else None)
    # The engine would cast the text to a number; what comes of that is not looked into.
    return constant(a == b) if isinstance(a, str) == isinstance(b, str) else Value()


def _found_in(wanted: Value, parts: Iterable[Part]) -> Value:
    """Whether a value is among those that a query returns."""
    possible = [part for part in parts if not _rules_out(wanted, part)]
    if not possible:
        return constant(False)
    columns = together(value for part in possible for value in part.columns.values())
    rows = NOTHING.union(*(part.rows for part in possible))
    return Value(wanted.needs | columns.needs | rows)


def _rules_out(wanted: Value, part: Part) -> bool:
    """Whether none of the part's values is the one; a NULL among them is not ruled out."""
    equal = [_equal(wanted, value) for value in part.columns.values()]
    return len(equal) == 1 and equal[0].is_constant and equal[0].constant is False
