"""Runs steps that make tables and read them, and drops each table behind the last step that reads it.

A run that only wants the payload reads some of the model, and what it has read only takes up memory
then: with two districts in one run, that is the difference between memory and disk.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

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


def run_lean(
    engine: Engine, oneroster: OneRoster, steps: Sequence[Step], later: Iterable[str] = ()
) -> None:
    """Runs the steps in their order, and drops what neither a later one nor ``later`` reads.

    Only tables of Campus and of its model are dropped, never the run's inputs.

    Args:
        engine: holds the tables of Campus, and as much of the model as was made.
        oneroster: the version that is predicted.
        steps: what to do.
        later: the SQL that will be run afterwards.
    """
    known = _Tables(engine, oneroster)
    read = [known.read_by(step.words) for step in steps]
    still = [known.read_by(frozenset(words_of(*later)))]
    for names in reversed(read):
        still.insert(0, still[0] | names)
    for step, left in zip(steps, still[1:], strict=True):
        step.run()
        known.drop_all_but(left)


class _Tables:
    """The tables that can be dropped, and which of them are read through which view."""

    def __init__(self, engine: Engine, oneroster: OneRoster) -> None:
        self._engine = engine
        made = model_statements("campus", oneroster)
        self._views = {one.creates.lower(): one.words for one in made if one.makes_view}
        self._names = {name.lower() for name in campus_tables()} | {
            one.creates.lower() for one in made if not one.makes_view
        }

    def read_by(self, words: frozenset[str]) -> frozenset[str]:
        """The names in some SQL, and in the views that it reads."""
        found: set[str] = set()
        left = set(words)
        while left:
            found |= left
            left = {w for name in left for w in self._views.get(name, ())} - found
        return frozenset(found & self._names)

    def drop_all_but(self, names: frozenset[str]) -> None:
        """Drops the tables that are there and not named."""
        for (table,) in self._engine.rows(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'main' AND table_type = 'BASE TABLE'"
        ):
            if str(table).lower() in self._names - names:
                self._engine.run(f"DROP TABLE {quoted(str(table))}")
