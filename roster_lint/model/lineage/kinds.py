"""The kinds of rows that a SELECT sees, and what a column's name means in one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from roster_lint.model.lineage.parts import NOTHING, Needs, Part, Value, together

Named = Mapping[str, tuple[Part, ...]]
"""The tables that a WITH clause names."""

Place = tuple[str, str]
"""A column of a source: the source's alias and the column's name."""


class Baffled(Exception):
    """The SQL has something that is not traced: then it depends on everything that it reads."""


@dataclass(frozen=True)
class Kind:
    """One combination of parts of the tables that a SELECT joins.

    Attributes:
        sources: by alias, the part that the rows come from.
        rows: what decides whether a row is there.
        copies: what decides besides how many rows are alike.
        order: what decides besides in which order they stand.
        keys: sets of columns in which no two rows are the same.
        gathered: of a group, what decides which rows it gathers, and so every aggregate.
        named: the tables that WITH clauses name.
        outer: the row of the SELECT around this one.
        aliases: the columns of the SELECT list so far, which later ones may use.
    """

    sources: Mapping[str, Part] = field(default_factory=dict)
    rows: Needs = NOTHING
    copies: Needs = NOTHING
    order: Needs = NOTHING
    keys: tuple[frozenset[Place], ...] = (frozenset(),)
    gathered: Needs = NOTHING
    named: Named = field(default_factory=dict)
    outer: "Kind | None" = None
    aliases: Mapping[str, Value] = field(default_factory=dict)

    @property
    def all_rows(self) -> Needs:
        """What the rows depend on, counted as often as they are there."""
        return self.rows | self.copies

    def column(self, table: str, name: str) -> Value:
        """What is known of a column.

        Args:
            table: the alias in front of it, in lower case; empty where there is none.
            name: the column, in lower case.

        Raises:
            Baffled: there is no such column.
        """
        found = self._column(table, name)
        if found is None:
            raise Baffled(f"there is no column {table}.{name}".replace(" .", " "))
        return found

    def place(self, table: str, name: str) -> Place | None:
        """Which source's column is meant; None where it is none of this SELECT's own."""
        if table:
            return (table, name) if table in self.sources else None
        for alias, part in self.sources.items():
            if name in part.columns or (name == "rowid" and len(self.sources) == 1):
                return alias, name
        return None

    def _column(self, table: str, name: str) -> Value | None:
        place = self.place(table, name)
        if place is not None:
            return self.sources[place[0]].column(name)
        found = self._beyond(table, name)
        if not table:
            # It may as well be a column of a source whose columns are not listed.
            unlisted = [p.others for p in self.sources.values() if p.others is not None]
            values = [*unlisted, *([found] if found is not None else [])]
            return together(values) if unlisted else found
        return found

    def _beyond(self, table: str, name: str) -> Value | None:
        """A column of the SELECT list so far, or of the row around this one."""
        if not table and name in self.aliases:
            return self.aliases[name]
        if self.outer is not None:
            return self.outer._column(table, name)
        # A field of a column that is a structure.
        return self._column("", table) if table else None

    def with_alias(self, name: str, value: Value) -> "Kind":
        """The same rows, with a column of the SELECT list that later ones may use."""
        return replace(self, aliases={**self.aliases, name: value})
