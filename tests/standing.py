"""What stands in the engine that remembers, which may be of the present run or of one before.

The present run knows which tables it has and what led to them; most of them it never looks at. One
that it does look at is made here, from whatever is left of it.
"""

from collections.abc import Iterable

import duckdb

from roster_lint.engine.duck import _ArrowStream
from tests.remembered import Reading, Statement

IF_ABSENT = " IF NOT EXISTS"

_FRAME = "FRAME"
_TURNS = 9
"""How often tables are brought to where they were; one that was changed since takes a second."""


class Standing:
    """The tables, views, macros and data frames of a connection, and in which state each is."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing stands in it yet."""
        self._connection = connection
        self._states: dict[str, str] = {}
        self._places: dict[str, str] = {}

    def names(self) -> set[str]:
        """All that stands there."""
        return set(self._places)

    def note(self, name: str, state: str, place: str = "") -> None:
        """In which state something is now; its ``place`` where no statement here has made it."""
        self._states[name] = state
        if place:
            self._places[name] = place

    def content(self, name: str) -> object:
        """Identifies what a table holds, and in which order."""
        sql = f'SELECT count(*), sum(hash(t, t.rowid)) FROM "{name}" t'
        return self._connection.execute(sql).fetchall()

    def execute(self, statement: Statement, parameters: tuple[object, ...]) -> int:
        """Runs a statement that has a target, in place of what has that name; the rows reached."""
        text, name = statement.text, statement.target
        if statement.verb.startswith("CREATE"):
            if "REPLACE" not in statement.verb:
                text = text.replace(IF_ABSENT, "", 1).replace("CREATE", "CREATE OR REPLACE", 1)
            if statement.place != self._places.get(name):
                self.drop(name)
            self._places[name] = statement.place
        self._states.pop(name, None)
        result = self._connection.execute(text, parameters or None).fetchone()
        return int(result[0]) if result else 0

    def drop(self, name: str) -> None:
        """Takes away what has that name, if anything has."""
        self._states.pop(name, None)
        place = self._places.pop(name, None)
        if place == _FRAME:
            self._connection.unregister(name)
        elif place is not None:
            self._connection.execute(f'DROP {place.removeprefix("TEMP ")} IF EXISTS "{name}"')

    def bring(self, wanted: Iterable[Reading]) -> None:
        """Sees to it that tables hold what they held when they were read.

        Raises:
            RuntimeError: they were never read together.
        """
        # Views last, each after those that it reads.
        readings = sorted(wanted, key=lambda reading: len(reading.table.underlying))
        for _ in range(_TURNS):
            late = [one for one in readings if self._states.get(one.name) != one.state]
            if not late:
                return
            # What one of them is made from may be an earlier state of another.
            for reading in late:
                self._bring_one(reading)
        raise RuntimeError("tables that are read together do not come to stand together")

    def _bring_one(self, reading: Reading) -> None:
        name, table = reading.name, reading.table
        if table.frame is not None:
            self.drop(name)
            self._connection.register(name, _ArrowStream(table.frame))
            self.note(name, reading.state, _FRAME)
            return
        states = [step.leads_to for step in table.steps]
        end = states.index(reading.state) + 1
        there = self._states.get(name)
        begin = states.index(there) + 1 if there in states[:end] else 0
        for place, step in enumerate(table.steps[begin:end], begin):
            self.bring(step.reads)
            if place and self._states.get(name) != states[place - 1]:
                self._bring_one(Reading(name, table, states[place - 1]))
            self.execute(step.statement, step.parameters)
            self.note(name, step.leads_to)
