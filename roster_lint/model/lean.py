"""Makes tables and reads them step by step, and drops each behind the last step that reads it.

A run that only wants the payload reads some of the model, and what it has read only takes up memory
then: with two districts in one run, that is the difference between memory and disk.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import quoted
from roster_lint.model.payload_tables import Statement, below, tables_in, tables_of
from roster_lint.model.statements import model_statements
from roster_lint.vocabulary import OneRoster

_LAST_ORDER = re.compile(r"\nORDER BY [^()]+\Z(?<!LIMIT \d)")
"""The order of a whole statement's rows."""


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        reads: the tables and views that it reads, in lower case.
        run: does it.
    """

    reads: frozenset[str]
    run: Callable[[], object]


def steps_for(engine: Engine, statements: Sequence[Statement], texts: Iterable[str]) -> list[Step]:
    """The statements without which some SQL could not run, in their order.

    Their rows come in any order: that of a bundle's file means nothing to SQL.
    """
    return [
        Step(one.reads, partial(engine.run, _LAST_ORDER.sub("", one.sql)))
        for one in below(statements, tables_in(*texts))
    ]


@dataclass(frozen=True)
class Droppable:
    """The tables that may be dropped once they are read.

    Attributes:
        tables: their names, in lower case.
        views: what each view reads, through which they may be read.
    """

    tables: frozenset[str]
    views: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def among(self, names: Iterable[str]) -> frozenset[str]:
        """Those that are read where some names are, by themselves or through views."""
        found: set[str] = set()
        left = set(names)
        while left:
            found |= left
            left = {read for name in left for read in self.views.get(name, ())} - found
        return frozenset(found & self.tables)


@cache
def campus_droppable(oneroster: OneRoster) -> Droppable:
    """The tables of Campus and of its model, but not the run's inputs."""
    made = model_statements("campus", oneroster)
    tables = {one.creates.lower() for one in made if not one.makes_view}
    return Droppable(
        frozenset(tables | {name.lower() for name in campus_tables()}),
        {one.creates.lower(): one.reads for one in made if one.makes_view},
    )


def run_lean(
    engine: Engine, steps: Sequence[Step], droppable: Droppable, later: Iterable[str] = ()
) -> None:
    """Runs the steps in their order, and drops what neither a later one nor ``later`` reads.

    Args:
        engine: holds the tables.
        steps: what to do.
        droppable: what may be dropped.
        later: the SQL that will be run afterwards.
    """
    left = [droppable.among(tables_in(*later))]
    for step in reversed(steps):
        left.append(left[-1] | droppable.among(step.reads))
    needed = left.pop()
    _drop(engine, droppable.tables.intersection(tables_of(engine)) - needed)
    for step, names in zip(steps, reversed(left), strict=True):
        step.run()
        _drop(engine, needed - names)
        needed = names


def _drop(engine: Engine, names: Iterable[str]) -> None:
    for name in names:
        engine.run(f"DROP TABLE IF EXISTS {quoted(name)}")
