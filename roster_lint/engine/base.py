"""What the other packages need from an engine; DuckDB is the only one so far."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    # Named in annotations only: a run without a doubtful value needs no polars.
    import polars as pl

Row = tuple[Any, ...]


class Engine(Protocol):
    """Runs SQL over tables that it holds."""

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int | None:
        """Runs a statement for its effect; how many rows it changed, where the engine knows."""

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row of a query whose result is known to be small, or None."""

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query whose result is known to be small."""

    def stream(self, sql: str, size: int = 10_000) -> Iterator[list[Row]]:
        """The rows of a query in batches, so that no result is held whole."""

    def frame(self, sql: str) -> "pl.DataFrame":
        """A query's result as a data frame."""

    def register(self, name: str, frame: "pl.DataFrame") -> None:
        """Lets SQL read a data frame under a name, until the next frame of that name."""

    def take(self, table: str, other: "Engine", sql: str) -> None:
        """Creates a table with the rows of a query of another engine, batch by batch."""

    def expect(self, size: int) -> None:
        """Gets ready for a file of so many bytes."""

    def another(self) -> AbstractContextManager[Self]:
        """The same tables by a connection of its own, which another thread may use."""

    def interrupt(self) -> None:
        """Stops the statement that another thread is running, which then raises an error."""

    def lock(self) -> None:
        """From here on no statement can reach a file or the network, a district's own included."""

    def close(self) -> None:
        """Frees memory and removes whatever was spilled to disk."""
