"""Joins the tables of a FROM clause: which kinds of rows come of it, and what decides them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlglot import exp

from roster_lint.model.lineage.expressions import Expressions
from roster_lint.model.lineage.kinds import Baffled, Kind, Place
from roster_lint.model.lineage.parts import NOTHING, Part, Value, constant, merged


def joined(tree: exp.Select, kind: Kind, expressions: Expressions) -> list[Kind]:
    """The kinds of rows that a SELECT reads, before its WHERE.

    Args:
        tree: the SELECT.
        kind: no row yet, with the names that the SELECT can see.
        expressions: evaluates what the joins ask.
    """
    kinds = [kind]
    begins = tree.args.get("from_")
    if begins is not None:
        kinds = _cross(kinds, begins.this, expressions)
    for join in tree.args.get("joins") or ():
        kinds = _join(kinds, join, expressions)
    return kinds


def _join(kinds: Sequence[Kind], join: exp.Join, expressions: Expressions) -> list[Kind]:
    on, using = join.args.get("on"), join.args.get("using")
    if join.side not in ("", "LEFT") or join.kind not in ("", "CROSS", "INNER", "OUTER"):
        raise Baffled(f"{join.side} {join.kind} JOIN")
    if join.args.get("method"):
        raise Baffled(f"{join.args['method']} JOIN")
    alias = _alias(join.this)
    made: list[Kind] = []
    for kind in kinds:
        candidates = [
            (part, _condition(kind, alias, part, on, using, expressions))
            for part in _parts(join.this, kind, expressions)
        ]
        possible = [(part, holds) for part, holds in candidates if not holds.never_holds]
        equated = _equated(on, using, alias, kind)
        if join.side == "LEFT":
            every = [part for part, _ in candidates]
            made.append(_left(kind, alias, every, possible, equated))
        else:
            made += (_inner(kind, alias, part, holds, equated) for part, holds in possible)
    return made


def _cross(kinds: Sequence[Kind], source: exp.Expr, expressions: Expressions) -> list[Kind]:
    alias = _alias(source)
    return [
        _inner(kind, alias, part, constant(True), frozenset())
        for kind in kinds
        for part in _parts(source, kind, expressions)
    ]


def _inner(kind: Kind, alias: str, part: Part, holds: Value, equated: frozenset[str]) -> Kind:
    own = [frozenset((alias, name) for name in key) for key in part.keys]
    keys = tuple(mine | theirs for mine in kind.keys for theirs in own)
    if part.is_key(equated):
        keys = kind.keys + keys
    return replace(
        kind,
        sources={**kind.sources, alias: part},
        rows=kind.rows | part.rows | holds.needs,
        copies=kind.copies | part.copies,
        order=kind.order | part.order,
        keys=keys,
    )


def _left(
    kind: Kind,
    alias: str,
    every: Sequence[Part],
    possible: Sequence[tuple[Part, Value]],
    equated: frozenset[str],
) -> Kind:
    """The row stays whatever is joined to it, and is one row where at most one other fits."""
    if not possible:
        names = dict.fromkeys(name for part in every for name in part.columns)
        nothing = Part(columns=dict.fromkeys(names, constant(None)), others=constant(None))
        return replace(kind, sources={**kind.sources, alias: nothing})
    needs = NOTHING.union(*(p.rows | p.copies | holds.needs for p, holds in possible))
    part = merged([part for part, _ in possible])
    # No constant is left, since every column is NULL where nothing fits.
    columns = {name: Value(value.needs | needs) for name, value in part.columns.items()}
    others = None if part.others is None else Value(part.others.needs | needs)
    is_one = len(possible) == 1 and possible[0][0].is_key(equated)
    return replace(
        kind,
        sources={**kind.sources, alias: Part(columns, rows=needs, others=others)},
        copies=kind.copies if is_one else kind.copies | needs,
        order=kind.order | part.order,
        keys=kind.keys if is_one else (),
    )


def _condition(
    kind: Kind,
    alias: str,
    part: Part,
    on: exp.Expr | None,
    using: Sequence[exp.Identifier] | None,
    expressions: Expressions,
) -> Value:
    both = replace(kind, sources={**kind.sources, alias: part})
    if on is not None:
        return expressions.value(on, both)
    needs = NOTHING
    for column in using or ():
        name = column.name.lower()
        needs |= kind.column("", name).needs | both.column(alias, name).needs
    return Value(needs) if using else constant(True)


def _equated(
    on: exp.Expr | None,
    using: Sequence[exp.Identifier] | None,
    alias: str,
    kind: Kind,
) -> frozenset[str]:
    """The columns of the joined table that must equal something else."""
    names = {column.name.lower() for column in using or ()}
    for one in _conjuncts(on):
        if isinstance(one, exp.EQ | exp.NullSafeEQ):
            for side, other in ((one.this, one.expression), (one.expression, one.this)):
                theirs = any(_place(c, alias, kind) for c in other.find_all(exp.Column))
                mine = _place(side, alias, kind) if isinstance(side, exp.Column) else None
                if mine and not theirs:
                    names.add(mine[1])
    return frozenset(names)


def _conjuncts(tree: exp.Expr | None) -> Iterator[exp.Expr]:
    if isinstance(tree, exp.Paren):
        yield from _conjuncts(tree.this)
    elif isinstance(tree, exp.And):
        yield from _conjuncts(tree.this)
        yield from _conjuncts(tree.expression)
    elif tree is not None:
        yield tree


def _place(column: exp.Column, alias: str, kind: Kind) -> Place | None:
    """The place of a column in the joined table; None where it is another's."""
    table, name = column.table.lower(), column.name.lower()
    is_own = table == alias if table else kind.place("", name) is None
    return (alias, name) if is_own else None


def _parts(source: exp.Expr, kind: Kind, expressions: Expressions) -> tuple[Part, ...]:
    if isinstance(source, exp.Table) and not isinstance(source.this, exp.Identifier):
        # A table function: its rows depend only on its arguments.
        made = expressions.value(source.this, kind)
        return (Part(rows=made.needs, others=made),)
    if isinstance(source, exp.Unnest):
        made = expressions.value(source, kind)
        return (Part(rows=made.needs, others=made),)
    if not isinstance(source, exp.Table | exp.Subquery):
        raise Baffled(f"{type(source).__name__} in FROM")
    parts = expressions.parts_of(source, replace(kind, sources={}, outer=kind.outer, aliases={}))
    alias = source.args.get("alias")
    return tuple(_renamed(part, alias.columns) for part in parts) if alias else parts


def _renamed(part: Part, columns: Sequence[exp.Identifier]) -> Part:
    """The part with its columns named as an alias names them."""
    if not columns:
        return part
    if part.others is not None:
        raise Baffled("an alias renames columns that are not known")
    names = [column.name.lower() for column in columns]
    names += list(part.columns)[len(names) :]
    return replace(part, columns=dict(zip(names, part.columns.values(), strict=True)), keys=())


def _alias(source: exp.Expr) -> str:
    name = source.alias_or_name.lower()
    return name or f"unnamed {id(source)}"
