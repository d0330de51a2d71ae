"""Makes tables and reads them step by step, and drops each behind the last step that reads it.

A run that only wants the payload reads some of the model, and what it has read only takes up memory
then: with two districts in one run, that is the difference between memory and disk.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from roster_lint.contracts.table import campus_tables
from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import quoted
from roster_lint.model.payload_tables import Statement, read_by, words_of
from roster_lint.model.statements import model_statements
from roster_lint.vocabulary import OneRoster


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        words: every word of the SQL that it runs, in lower case: among them, what it reads.
        run: does it.
    """

    words: frozenset[str]
    run: Callable[[], object]


def steps_for(
    engine: Engine, statements: Iterable[Statement], texts: Collection[str]
) -> list[Step]:
    """The statements without which some SQL could not run, in their order."""
    statements = tuple(statements)
    wanted = read_by(statements, texts)
    return [
        Step(one.words, lambda sql=one.sql: engine.run(sql))  # type: ignore[misc]
        for one in statements
        if one.creates in wanted
    ]


@dataclass(frozen=True)
class Droppable:
    """The tables that may be dropped once they are read.

    Attributes:
        tables: their names, in lower case.
        views: the words of each view through which they may be read.
    """

    tables: frozenset[str]
    views: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def read_by(self, words: Iterable[str]) -> frozenset[str]:
        """Those that some SQL reads, by itself or through views."""
        found: set[str] = set()
        left = set(words)
        while left:
            found |= left
            left = {word for name in left for word in self.views.get(name, ())} - found
        return frozenset(found & self.tables)


@cache
def campus_droppable(oneroster: OneRoster) -> Droppable:
    """The tables of Campus and of its model, but not the run's inputs."""
    made = model_statements("campus", oneroster)
    tables = {one.creates.lower() for one in made if not one.makes_view}
    return Droppable(
        frozenset(tables | {name.lower() for name in campus_tables()}),
        {one.creates.lower(): one.words for one in made if one.makes_view},
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
    left = [droppable.read_by(words_of(*later))]
    for step in reversed(steps[1:]):
        left.append(left[-1] | droppable.read_by(step.words))
    for step, names in zip(steps, reversed(left), strict=True):
        step.run()
        _drop(engine, droppable.tables - names)


def _drop(engine: Engine, names: frozenset[str]) -> None:
    for (table,) in engine.rows(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_schema = 'main' AND table_type = 'BASE TABLE'"
    ):
        if str(table).lower() in names:
            engine.run(f"DROP TABLE {quoted(str(table))}")
