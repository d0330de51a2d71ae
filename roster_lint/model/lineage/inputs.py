"""Tables of the engine that hold the run's inputs: what they say is known, whatever is missing."""

from typing import Protocol

from roster_lint.engine.base import Engine
from roster_lint.engine.sql_text import quoted
from roster_lint.model.lineage.parts import Part, Value, constant


class KnownTables(Protocol):
    """What is known of the tables that no contract and no statement of the model describes."""

    def parts(self, name: str) -> tuple[Part, ...] | None:
        """What is known of one; None where there is no such table."""


class Inputs:
    """Looks at the tables that neither the source nor the model's SQL makes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._keys: dict[tuple[str, frozenset[str]], bool] = {}

    def parts(self, name: str) -> tuple[Part, ...] | None:
        """What is known of a table: that it is empty, its one row, or only that it is known.

        None where there is no such table.
        """
        columns = [
            str(row[0])
            for row in self._engine.rows(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_schema = 'main' AND lower(table_name) = ? ORDER BY ordinal_position",
                (name,),
            )
        ]
        if not columns:
            return None
        rows = self._engine.rows(f"SELECT * FROM {quoted(name)} LIMIT 2")
        if not rows:
            return ()
        values = [_value(cell) for cell in rows[0]] if len(rows) == 1 else [Value()] * len(columns)
        part = Part(
            dict(zip((column.lower() for column in columns), values, strict=True)),
            keys=(frozenset(),) if len(rows) == 1 else (),
            is_unique=lambda key: self._is_unique(name, key),
        )
        return (part,)

    def _is_unique(self, table: str, key: frozenset[str]) -> bool:
        if (table, key) not in self._keys:
            columns = ", ".join(quoted(name) for name in sorted(key))
            row = self._engine.row(
                f"SELECT count(*) = (SELECT count(*) FROM (SELECT DISTINCT {columns}"
                f" FROM {quoted(table)})) FROM {quoted(table)}"
            )
            self._keys[table, key] = bool(row and row[0])
        return self._keys[table, key]


def _value(cell: object) -> Value:
    """A cell as a constant; of dates and the like it is enough that they depend on nothing."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, str):
        return constant(cell)
    return constant(float(cell)) if isinstance(cell, int | float) else Value()
