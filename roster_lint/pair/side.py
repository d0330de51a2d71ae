"""The two sides of a comparison: what was read, as of when, and why it may not be whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from roster_lint.engine.base import Engine
from roster_lint.vocabulary import OneRoster, SourceKind

SideName = Literal["before", "after"]
"""The name of a side, and of the schema in the engine that holds its tables."""


@dataclass(frozen=True)
class Side:
    """One payload.

    Attributes:
        name: its schema in the engine.
        kind: which kind of source it comes from.
        location: where that is, for people: never with a password.
        oneroster: the version that it is of.
        as_of: the date that it is judged by.
        incomplete: why it cannot be relied on, a sentence each; empty where it can.
        absent: files that it declares absent, without ``.csv``; their tables are empty.
        notes: what else there is to say of how it was read.
    """

    name: SideName
    kind: SourceKind
    location: str
    oneroster: OneRoster
    as_of: date
    incomplete: tuple[str, ...]
    absent: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two payloads in one engine, locked. Close it, or leave it to ``with``.

    Attributes:
        engine: holds the schemas ``before`` and ``after``, with the tables of ``pair.tables``.
        before: what the other side is compared with.
        after: what is compared with it.
    """

    engine: Engine
    before: Side
    after: Side

    @property
    def incomplete(self) -> Iterator[str]:
        """Why nothing can be concluded, a sentence each, with the side in front."""
        for side in (self.before, self.after):
            yield from (f"{side.name.upper()}: {sentence}" for sentence in side.incomplete)

    def close(self) -> None:
        """Lets go of the engine and whatever it wrote to disk."""
        self.engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()
